/**
 * Cuts words into the pieces that a model was trained on, from SentencePiece's `bpe.model`.
 *
 * In spite of that name it holds a unigram model in the small English packs: the likeliest division is wanted, not the
 * one by merging, which costs a quarter of the hot words' effect (research/VOICE-LAB.md section 2). Both kinds are read;
 * the file says which it is. Field numbers are those of sentencepiece_model.proto.
 */
import { AppError } from '../../rpc/failure.ts'
import { type Bytes, fields, textOf } from './protobuf.ts'
import { type Tokens, wordMark } from './tokens.ts'

const pieceField = 1
const trainerField = 2
const pieceText = 1
const pieceScore = 2
const pieceType = 3
const normal = 1
const userDefined = 4
const modelType = 3
const unigram = 1

export interface Pieces {
  /** The tokens of words, or undefined where a letter has no piece. */
  cut(text: string): number[] | undefined
}

function scoreOf(bits: number): number {
  const view = new DataView(new ArrayBuffer(4))
  view.setUint32(0, bits)
  return view.getFloat32(0)
}

/** Likeliest division by Viterbi's algorithm over the letters. */
function divide(
  letters: readonly string[],
  scores: ReadonlyMap<string, number>,
  longest: number,
): string[] | undefined {
  const best: { score: number; from: number }[] = [{ score: 0, from: 0 }]
  for (let end = 1; end <= letters.length; end++) {
    best[end] = { score: -Infinity, from: -1 }
    let piece = ''
    for (let from = end - 1; from >= Math.max(0, end - longest); from--) {
      piece = letters[from] + piece
      const score = scores.get(piece)
      const total = (score ?? -Infinity) + (best[from]?.score ?? -Infinity)
      if (total > (best[end]?.score ?? -Infinity)) best[end] = { score: total, from }
    }
  }
  const pieces: string[] = []
  for (let end = letters.length; end > 0; end = best[end]?.from ?? -1) {
    if (best[end]?.from === -1) return undefined
    pieces.unshift(letters.slice(best[end]?.from, end).join(''))
  }
  return pieces
}

/** Byte-pair encoding: of neighbours, those whose union scores best are joined first. */
function merge(letters: readonly string[], scores: ReadonlyMap<string, number>): string[] {
  const pieces = [...letters]
  for (;;) {
    let at = -1
    let most = -Infinity
    for (let left = 0; left + 1 < pieces.length; left++) {
      const score = scores.get(`${pieces[left]}${pieces[left + 1]}`)
      if (score !== undefined && score > most) [most, at] = [score, left]
    }
    if (at < 0) return pieces
    pieces.splice(at, 2, `${pieces[at]}${pieces[at + 1]}`)
  }
}

function cutter(tokens: Tokens, scores: ReadonlyMap<string, number>, byMerging: boolean): Pieces {
  let longest = 1
  for (const piece of scores.keys()) longest = Math.max(longest, Array.from(piece).length)
  return {
    cut(text) {
      const cased = tokens.capitals ? text.toUpperCase() : text.toLowerCase()
      // What stands between words when they are spoken: nothing. Apostrophes and hyphens are letters to these models.
      const words = cased
        .replaceAll('’', "'")
        .split(/[^\p{L}\p{M}\p{N}'-]+/u)
        .filter((word) => word !== '')
      const letters = Array.from(words.map((word) => wordMark + word).join(''))
      if (letters.length === 0) return undefined
      const pieces = byMerging ? merge(letters, scores) : divide(letters, scores, longest)
      const numbers = pieces?.map((piece) => tokens.number(piece))
      return numbers?.every((number) => number !== undefined) ? numbers : undefined
    },
  }
}

/** @throws {AppError} `damaged` for what is no SentencePiece model */
export function readPieces(model: Uint8Array, tokens: Tokens): Pieces {
  const bytes: Bytes = { length: model.length, byte: (at) => model[at] as number }
  const scores = new Map<string, number>()
  let kind = unigram
  try {
    for (const field of fields(bytes, 0, bytes.length)) {
      if (field.length < 0) continue
      const inner = [...fields(bytes, field.value, field.value + field.length)]
      if (field.number === trainerField)
        kind = inner.find(({ number }) => number === modelType)?.value ?? unigram
      if (field.number !== pieceField) continue
      const text = inner.find(({ number }) => number === pieceText)
      const type = inner.find(({ number }) => number === pieceType)?.value ?? normal
      if (text && (type === normal || type === userDefined))
        scores.set(
          textOf(bytes, text),
          scoreOf(inner.find(({ number }) => number === pieceScore)?.value ?? 0),
        )
    }
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause
    throw new AppError('damaged', 'The recogniser’s word pieces cannot be read.', {
      reason: 'recogniser-damaged',
      cause,
    })
  }
  return cutter(tokens, scores, kind !== unigram)
}

/** Without SentencePiece's model: as few pieces as possible, which is the likeliest division more often than not. */
export function guessPieces(tokens: Tokens): Pieces {
  const scores = new Map<string, number>()
  for (let token = 0; token < tokens.size; token++) {
    const piece = tokens.piece(token)
    if (piece !== '') scores.set(piece, -1)
  }
  return cutter(tokens, scores, false)
}
