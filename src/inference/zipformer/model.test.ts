/** A transducer of other sizes than the one that we have, written as ONNX and run: nothing may depend on those sizes. */
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createKeeper } from '../keeper.ts'
import { findRecognisers, zipformerFiles } from '../recogniser-packs.ts'
import { createRecognisers } from '../recognisers.ts'
import { openZipformer } from './model.ts'
import { constant, model, node, type Size, value } from './onnx.cases.ts'

const bins = 40
const window = 77
const advance = 64
const frames = advance / 4
const width = 6
const context = 3
const pieces = ['<blk>', '<unk>', '▁oh', '▁hi', 's', '▁', 'x']

/**
 * Hears “hi” where sound begins and “s” where its states have counted 192 frames: the loudness of four frames of 10 ms is its encoder's
 * output, its states count what has passed, and its decoder forbids what was just said.
 */
function files(options: { readonly note: boolean; readonly batch: Size }): Record<string, Uint8Array> {
  const { note, batch } = options
  const average = new Float32Array(4 * bins * width)
  for (let row = 0; row < 4 * bins; row++) average[row * width] = 1 / (4 * bins)
  const counts = new Float32Array(width)
  counts[1] = 1 / 1000 // the second of the six is how many frames have passed, in thousands
  const encoder = model({
    nodes: [
      node('Slice', ['x', 'zero', 'advance', 'axis'], 'seen'),
      node('Reshape', ['seen', 'groups'], 'grouped'),
      node('MatMul', ['grouped', 'average'], 'loud'),
      node('Cast', ['processed_lens'], 'passed', { to: 1 }),
      node('Mul', ['passed', 'counts'], 'counted'),
      node('Add', ['loud', 'counted'], 'encoder_out'),
      node('Add', ['processed_lens', 'advance'], 'new_processed_lens'),
      node('Identity', ['cached_avg_0'], 'new_cached_avg_0'),
    ],
    constants: [
      constant('zero', [1], [0]),
      constant('advance', [1], [advance]),
      constant('axis', [1], [1]),
      constant('groups', [3], [1, frames, 4 * bins]),
      constant('average', [4 * bins, width], average),
      constant('counts', [width], counts),
    ],
    inputs: [
      value('x', 'float', [batch, note ? 'T' : window, bins]),
      value('cached_avg_0', 'float', [2, batch, 9]),
      value('processed_lens', 'int64', [batch]),
    ],
    outputs: [
      value('encoder_out', 'float', [batch, frames, width]),
      value('new_cached_avg_0', 'float', [2, batch, 9]),
      value('new_processed_lens', 'int64', [batch]),
    ],
    metadata: note
      ? { model_type: 'zipformer2', T: String(window), decode_chunk_len: String(advance), version: '1' }
      : {},
  })
  const embedding = new Float32Array(pieces.length * pieces.length)
  for (let token = 1; token < pieces.length; token++) embedding[token * pieces.length + token] = -1_000
  const decoder = model({
    nodes: [
      node('Gather', ['embedding', 'y'], 'each'),
      node('ReduceSum', ['each', 'one'], 'decoder_out', { keepdims: 0 }),
    ],
    constants: [constant('embedding', [pieces.length, pieces.length], embedding), constant('one', [1], [1])],
    inputs: [value('y', 'int64', [batch, context])],
    outputs: [value('decoder_out', 'float', [batch, pieces.length])],
  })
  const logits = new Float32Array(width * pieces.length)
  logits[3] = 1 // loudness speaks for “hi” …
  logits[4] = 1 // … and for “s”, by less
  logits[pieces.length + 4] = 100
  const offsets = Float32Array.from(pieces, (_, token) =>
    token === 0 ? 0 : token === 3 ? 2 : token === 4 ? -20 : -1_000,
  )
  const joiner = model({
    nodes: [
      node('MatMul', ['encoder_out', 'logits'], 'heard'),
      node('Add', ['heard', 'decoder_out'], 'both'),
      node('Add', ['both', 'offsets'], 'logit'),
    ],
    constants: [
      constant('logits', [width, pieces.length], logits),
      constant('offsets', [pieces.length], offsets),
    ],
    inputs: [
      value('encoder_out', 'float', [batch, width]),
      value('decoder_out', 'float', [batch, pieces.length]),
    ],
    outputs: [value('logit', 'float', [batch, pieces.length])],
  })
  return {
    'encoder.onnx': encoder,
    'decoder.onnx': decoder,
    'joiner.onnx': joiner,
    'tokens.txt': new TextEncoder().encode(pieces.map((piece, at) => `${piece} ${at}\n`).join('')),
  }
}

function folderOf(contents: Readonly<Record<string, Uint8Array>>): string {
  const pack = mkdtempSync(join(tmpdir(), 'lectern-transducer-'))
  for (const [name, bytes] of Object.entries(contents)) writeFileSync(join(pack, name), bytes)
  return pack
}

function packOf(contents: Readonly<Record<string, Uint8Array>>) {
  const [found] = findRecognisers([folderOf(contents)])
  if (!found) throw new Error('no pack')
  return openZipformer(found.about, zipformerFiles(found.pack))
}

/** 0.8 s of silence, 2.6 s of loud noise, 0.4 s of silence. */
const sound = Int16Array.from({ length: 3.8 * 16_000 }, (_, at) =>
  at > 0.8 * 16_000 && at < 3.4 * 16_000 ? 18_000 * (((at * at * 0.618_034) % 1) - 0.5) : 0,
)

test.each([
  ['sizes from the graph, one stream', { note: false, batch: 1 }],
  ['sizes from the publisher’s notes, open dimensions', { note: true, batch: 'N' }],
])('a model of other sizes is heard with: %s', async (_, options) => {
  const recogniser = await packOf(files(options))
  const stream = await recogniser.open({ language: 'en', hotWords: [], alternatives: 3 })
  const partials: string[] = []
  for (let at = 0; at < sound.length; at += 1_600) {
    const hypothesis = await stream.hear(sound.subarray(at, at + 1_600))
    if (hypothesis && hypothesis.text !== partials.at(-1)) partials.push(hypothesis.text)
  }
  const [best] = await stream.end()
  expect(partials).toEqual(['', 'hi', 'his'])
  expect(best?.text).toBe('his')
  expect(best?.words).toHaveLength(1)
  // Taken as written late by what the models are late by.
  expect(best?.words[0]?.start).toBeCloseTo(0.8 - 0.23, 1)
  // The third window begins with frame 128; 192 have passed before the fourth. 0.3 s of silence were put in front.
  expect(best?.words[0]?.end).toBeGreaterThan(1.92 - 0.3 - 0.23)
  await recogniser.release()
})

test('networks that do not belong together are told as damaged', async () => {
  const whole = files({ note: false, batch: 1 })
  const swapped = packOf({ ...whole, 'decoder.onnx': whole['joiner.onnx'] as Uint8Array })
  await expect(swapped).rejects.toMatchObject({ code: 'damaged' })
  const short = packOf({ ...whole, 'tokens.txt': new TextEncoder().encode('<blk> 0\na 1\nb 2\n') })
  await expect(short).rejects.toMatchObject({ code: 'damaged', reason: 'recogniser-damaged' })
  const cut = packOf({ ...whole, 'encoder.onnx': (whole['encoder.onnx'] as Uint8Array).subarray(0, 300) })
  await expect(cut).rejects.toMatchObject({ code: 'damaged', reason: 'model-damaged' })
})

test('it is loaded where the keeper makes room and keeps the order, and not kept where it cannot be', async () => {
  const options = { language: 'en', hotWords: [], alternatives: 0 }
  const whole = files({ note: false, batch: 1 })
  const keeper = createKeeper()
  const recognisers = createRecognisers(keeper)
  const open = async (folder: string) => {
    const id = recognisers.list([folder]).find(({ kind }) => kind === 'transducer')?.id ?? ''
    return await recognisers.open(id, [folder], options)
  }
  const cut = { ...whole, 'encoder.onnx': (whole['encoder.onnx'] as Uint8Array).subarray(0, 300) }
  await expect(open(folderOf(cut))).rejects.toMatchObject({ reason: 'model-damaged' })
  expect(keeper.models()).toEqual([])
  const stream = await open(folderOf(whole))
  expect(keeper.models()).toMatchObject([{ users: 1 }])
  stream.close()
  await keeper.close()
})
