/** Where sentences begin in the pieces on screen, while each is to have a line of its own. */
import { useEffect, useRef, useState } from 'react'
import { useLectern, useSettings } from '../app/context.tsx'
import type { LinesByBlock } from './block-attributes.ts'
import type { LoadedPiece } from './passage.ts'

type LinesByPiece = ReadonlyMap<LoadedPiece, LinesByBlock>
const nothing: LinesByPiece = new Map()

/** @returns a new map only when it has changed; pieces that are not in it are shown as they are */
export function useSentenceLines(document: string, pieces: readonly LoadedPiece[]): LinesByPiece {
  const { client, report } = useLectern()
  const { sentencePerLine } = useSettings()
  const [lines, setLines] = useState(nothing)
  const known = useRef(nothing)
  useEffect(() => {
    if (!sentencePerLine) {
      known.current = nothing
      setLines(nothing)
      return
    }
    const abort = new AbortController()
    const find = async (piece: LoadedPiece) => {
      const old = known.current.get(piece)
      if (old) return [piece, old] as const
      const { from, to } = piece
      const found = await client.call('reading.sentences', { document, from, count: to - from }, abort.signal)
      return [piece, new Map(found.map(({ block, starts }) => [block, starts]))] as const
    }
    Promise.all(pieces.map(find)).then(
      (entries) => {
        if (abort.signal.aborted) return
        known.current = new Map(entries)
        setLines(known.current)
      },
      (error: unknown) => {
        if (!abort.signal.aborted) report(error)
      },
    )
    return () => abort.abort()
  }, [client, document, pieces, report, sentencePerLine])
  return lines
}
