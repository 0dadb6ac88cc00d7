/**
 * The part of a document that is in the page, and how more of it comes.
 *
 * Blocks are asked for piece by piece and let go when they are far away. The document may still be growing (its import
 * goes on): then the contents and the last piece are read again.
 */
import type { AppClient, OpenDocument } from '../../contract/app.ts'
import type { Block } from '../../contract/document.ts'
import { createStore, type ReadableStore } from '../ui/store.ts'
import { cutPieces, type Piece, pieceAt, type Span, spanFor } from './pieces.ts'

export interface LoadedPiece extends Piece {
  readonly blocks: readonly Block[]
}

export interface PassageState {
  /** In order, without holes. */
  readonly pieces: readonly LoadedPiece[]
  readonly before: boolean // there is more before the first piece
  readonly after: boolean
}

export interface Passage {
  readonly state: ReadableStore<PassageState>
  /** Makes sure that `block` is in the page; resolves when it is. Rejects with an `AppError`. */
  show(block: number): Promise<void>
  has(block: number): boolean
  extend(direction: 'before' | 'after'): Promise<void>
  /** The document has grown, or its contents have. */
  grow(opened: OpenDocument): Promise<void>
  /** The same blocks have come to say something else, such as another language. */
  reload(): Promise<void>
}

export function createPassage(client: AppClient, opened: OpenDocument): Passage {
  const document = opened.summary.id
  const state = createStore<PassageState>({ pieces: [], before: false, after: false })
  let pieces = cutPieces(opened.toc, opened.blockCount)
  let span: Span | undefined
  let loaded = new Map<number, LoadedPiece>()
  const loading = new Map<number, Promise<LoadedPiece>>()

  function load(piece: Piece): Promise<LoadedPiece> {
    const known = loaded.get(piece.from)
    if (known && known.to === piece.to) return Promise.resolve(known)
    const running = loading.get(piece.from)
    if (running) return running
    const request = client
      .call('document.blocks', { document, from: piece.from, count: piece.to - piece.from })
      .then(({ blocks }) => ({ ...piece, blocks }))
      .finally(() => loading.delete(piece.from))
    loading.set(piece.from, request)
    return request
  }

  /** Cuts anew, and finds the span again that covers what is shown. */
  function recut(toc: OpenDocument['toc'], blockCount: number): void {
    const first = span && pieces[span.first]
    const last = span && pieces[span.last]
    pieces = cutPieces(toc, blockCount)
    if (first && last)
      span = {
        first: pieceAt(pieces, first.from),
        last: pieceAt(pieces, Math.max(first.from, last.to - 1)),
      }
  }

  /** Shows a span when all of it has come; a later order overtakes an earlier one. */
  async function apply(next: Span): Promise<void> {
    span = next
    const wanted = pieces.slice(next.first, next.last + 1)
    const arrived = await Promise.all(wanted.map(load))
    if (span !== next) return
    loaded = new Map(arrived.map((piece) => [piece.from, piece]))
    state.set({ pieces: arrived, before: next.first > 0, after: next.last < pieces.length - 1 })
  }

  const has = (block: number) => state.get().pieces.some(({ from, to }) => block >= from && block < to)

  return {
    state,
    has,
    async show(block) {
      // The document may have grown since it was looked at last; another look costs one request.
      if (block >= (pieces.at(-1)?.to ?? 0)) {
        const { toc, blockCount } = await client.call('document.open', { document })
        recut(toc, blockCount)
      }
      const index = pieceAt(pieces, block)
      if (index < 0) return
      const next = spanFor(index, pieces.length, span)
      if (has(block) && span && next.first === span.first && next.last === span.last) return
      await apply(next)
    },
    async extend(direction) {
      if (!span) return
      const edge = direction === 'before' ? span.first : span.last
      await apply(spanFor(edge, pieces.length, span))
    },
    async grow({ toc, blockCount }) {
      recut(toc, blockCount)
      if (pieces.length > 0) await apply(span ?? spanFor(0, pieces.length, undefined))
    },
    async reload() {
      loaded = new Map()
      if (span) await apply({ ...span })
    },
  }
}
