import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { guessPieces, readPieces } from './sentence-pieces.ts'
import { parseTokens } from './tokens.ts'
import { float, message, text, varint } from './protobuf-writer.cases.ts'

const pack = join(import.meta.dirname, '../../../../shared/testdata/models/zipformer-en-3.3m')

/** A SentencePiece model of pieces and scores; kind 1 is unigram, 2 byte-pair encoding. */
const modelOf = (pieces: Readonly<Record<string, number>>, kind: number): Uint8Array =>
  message(
    ...Object.entries(pieces).map(([piece, score]) => message.field(1, text(1, piece), float(2, score))),
    message.field(1, text(1, '<unk>'), float(2, 0), varint(3, 2)),
    message.field(2, varint(3, kind)),
  )
const pieces = { '▁': -3, a: -3, b: -3, c: -3, '▁a': -2.5, ab: -2, bc: -1.9, '▁ab': -4 }
const tokens = parseTokens(
  ['<blk>', '<sos/eos>', '<unk>', ...Object.keys(pieces)].map((piece, at) => `${piece} ${at}`).join('\n'),
)
const cut = (kind: number, words: string) =>
  readPieces(modelOf(pieces, kind), tokens)
    .cut(words)
    ?.map((token) => tokens.piece(token))

test('a unigram model divides words into the likeliest pieces', () => {
  expect(cut(1, 'abc')).toEqual(['▁a', 'bc']) // −4.4, before ▁ab c with −7
  expect(cut(1, 'Ab, abc!')).toEqual(['▁ab', '▁a', 'bc'])
})

test('a byte-pair model joins the best neighbours first', () => {
  expect(cut(2, 'abc')).toEqual(['▁a', 'bc'])
  expect(cut(2, 'aab')).toEqual(['▁a', 'ab'])
})

test('words with letters that have no piece, and no words, give nothing', () => {
  expect(cut(1, 'abd')).toBeUndefined()
  expect(cut(1, '… !')).toBeUndefined()
})

test('without a model of pieces, the fewest are taken', () => {
  const guess = guessPieces(tokens).cut('abab')
  expect(guess?.map((token) => tokens.piece(token))).toEqual(['▁ab', 'ab'])
})

test('what is no SentencePiece model is told as damaged', () => {
  const bytes = modelOf(pieces, 1)
  expect(() => readPieces(bytes.subarray(0, bytes.length - 1), tokens)).toThrow('cannot be read')
  expect(() => readPieces(new Uint8Array(200).fill(0xff), tokens)).toThrow('cannot be read')
})

test.skipIf(!existsSync(pack))(
  'phrases are cut as the publisher’s own list of key words has them (needs ../shared/testdata)',
  () => {
    const own = parseTokens(readFileSync(join(pack, 'tokens.txt'), 'utf8'))
    const cutter = readPieces(readFileSync(join(pack, 'bpe.model')), own)
    const pieced = (phrase: string) =>
      cutter
        .cut(phrase)
        ?.map((token) => own.piece(token))
        .join(' ')
    // keywords.txt of sherpa-onnx-kws-zipformer-gigaspeech-3.3M-2024-01-01.
    expect(pieced('hello world')).toBe('▁HE LL O ▁WORLD')
    expect(pieced('hi google')).toBe('▁HI ▁GO O G LE')
    expect(pieced('hey siri')).toBe('▁HE Y ▁S I RI')
  },
)
