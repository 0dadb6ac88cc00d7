/** What a pack's folder may hold instead of a network must end in a sentence, never in the end of the process. */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as ort from 'onnxruntime-node'
import { expect, test } from 'vitest'
import { fits, openSession, threadsFor, type Value } from './session.ts'
import { constant, model, node, types, value } from './zipformer/onnx.cases.ts'
import { message, raw, text, varint } from './zipformer/protobuf-writer.cases.ts'

const folder = mkdtempSync(join(tmpdir(), 'lectern-session-'))
const width = 64
const weights = Float32Array.from({ length: width * width }, (_, at) => Math.sin(at))

/** Each row times a square matrix. */
const product = (name = 'x') =>
  model({
    nodes: [node('MatMul', [name, 'w'], 'y')],
    constants: [constant('w', [width, width], weights)],
    inputs: [value(name, 'float', ['batch_size', width])],
    outputs: [value('y', 'float', ['batch_size', width])],
  })

function file(name: string, bytes: Uint8Array): string {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  return path
}

/** The same network in the runtime's own format. */
async function ortFile(name: string): Promise<string> {
  const path = join(folder, name)
  const extra = { session: { save_model_format: 'ORT' } }
  const session = await ort.InferenceSession.create(file('for-ort.onnx', product()), {
    optimizedModelFilePath: path,
    extra,
    graphOptimizationLevel: 'basic',
  })
  await session.release()
  return path
}

const row: Value = { type: 'float32', data: new Float32Array(width).fill(1), dims: [1, width] }
const sums = Array.from({ length: width }, (_, column) => {
  let sum = 0
  for (let at = 0; at < width; at++) sum += weights[at * width + column] as number
  return sum
})

async function expectSums(session: Awaited<ReturnType<typeof openSession>>): Promise<void> {
  const { y } = await session.run({ x: row })
  expect(y?.dims).toEqual([1, width])
  Array.from(y?.data as Float32Array).forEach((each, at) => expect(each).toBeCloseTo(sums[at] as number, 3))
  await session.release()
}

test('a network is the same from bytes, from a file, from the runtime’s own format, small and large', async () => {
  await expectSums(await openSession(product()))
  await expectSums(await openSession(file('plain.onnx', product())))
  await expectSums(await openSession(await ortFile('plain.ort')))
  await expectSums(await openSession(file('large.onnx', product()), { size: 'large' }))
  await expectSums(await openSession(readFileSync(await ortFile('bytes.ort')), { size: 'large' }))
})

test('weights may lie in a file beside the graph', async () => {
  const location = 'outside.onnx_data'
  const entry = (key: string, to: string) => message.field(13, text(1, key), text(2, to))
  const outside = message(
    varint(1, width),
    varint(1, width),
    varint(2, types.float),
    text(8, 'w'),
    entry('location', location),
    entry('offset', '0'),
    entry('length', String(weights.byteLength)),
    varint(14, 1),
  )
  const graph = model({
    nodes: [node('MatMul', ['x', 'w'], 'y')],
    constants: [outside],
    inputs: [value('x', 'float', ['batch_size', width])],
    outputs: [value('y', 'float', ['batch_size', width])],
  })
  const path = file('outside.onnx', graph)
  const whole = new Uint8Array(weights.buffer)
  const damaged = { code: 'damaged', reason: 'model-damaged', data: { name: 'Big' } }
  await expect(openSession(path, { name: 'Big' })).rejects.toMatchObject(damaged) // not there
  file(location, whole.subarray(0, 1_000))
  await expect(openSession(path, { name: 'Big' })).rejects.toMatchObject(damaged) // cut off
  file(location, whole)
  await expectSums(await openSession(path, { name: 'Big', size: 'large' }))
})

test('all types of values go in and come out: halves as bits, truth as 0 and 1', async () => {
  const values: Value[] = [
    { type: 'float16', data: Uint16Array.of(0x3c00, 0xc000), dims: [2] }, // 1 and -2
    { type: 'float64', data: Float64Array.of(1, -2), dims: [2] },
    { type: 'int64', data: BigInt64Array.of(1n, -2n), dims: [2] },
    { type: 'int32', data: Int32Array.of(1, -2), dims: [2] },
    { type: 'int16', data: Int16Array.of(1, -2), dims: [2] },
    { type: 'int8', data: Int8Array.of(1, -2), dims: [2] },
    { type: 'uint8', data: Uint8Array.of(1, 0), dims: [2] },
    { type: 'bool', data: Uint8Array.of(1, 0), dims: [2] },
  ]
  const named = { float16: 'float16', float64: 'double', bool: 'bool' } as const
  for (const given of values) {
    const type =
      (named as Record<string, keyof typeof types>)[given.type] ?? (given.type as keyof typeof types)
    const session = await openSession(
      model({
        nodes: [node('Identity', ['x'], 'same'), node('Cast', ['x'], 'real', { to: types.float })],
        constants: [],
        inputs: [value('x', type, ['n'])],
        outputs: [value('same', type, ['n']), value('real', 'float', ['n'])],
      }),
    )
    expect(session.inputs).toEqual([{ name: 'x', type: given.type, dims: [null], symbols: ['n'] }])
    const { same, real } = await session.run({ x: given })
    expect(same?.type).toBe(given.type)
    expect(same?.data).toEqual(given.data)
    expect(Array.from(real?.data as Float32Array)).toEqual(
      given.type === 'bool' || given.type === 'uint8' ? [1, 0] : [1, -2],
    )
    // What came out may go in again, and so may nothing at all, as an empty cache does.
    expect((await session.run({ x: same as Value }, ['same']))['same']?.data).toEqual(given.data)
    const nothing = { ...given, data: given.data.subarray(0, 0), dims: [0] } as Value
    expect((await session.run({ x: nothing }))['same']?.dims).toEqual([0])
    await session.release()
  }
})

test('what is no network is told as damaged, with the model’s name', async () => {
  const onnx = Buffer.from(product())
  const native = readFileSync(await ortFile('whole.ort'))
  const random = Uint8Array.from({ length: 5_000 }, (_, at) => (at * 7_919 + at * at * 31) & 255)
  const bad: Record<string, Uint8Array> = {
    'empty.onnx': new Uint8Array(),
    'empty.ort': new Uint8Array(),
    'text.onnx': Buffer.from('This is not a network. '.repeat(40)),
    'text.ort': Buffer.from('This is not a network. '.repeat(40)),
    'pointer.onnx': Buffer.from('version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n'),
    'page.ort': Buffer.from('<!doctype html><title>Not found</title>'),
    'random.onnx': random,
    'random.ort': random,
    'really-ort.onnx': native,
    'really-onnx.ort': onnx,
    'other-operators.onnx': model({
      nodes: [node('NoSuchOperator', ['x'], 'y')],
      constants: [],
      inputs: [value('x', 'float', ['n'])],
      outputs: [value('y', 'float', ['n'])],
    }),
    'no-graph.onnx': message(
      varint(1, 8),
      message.field(8, text(1, ''), varint(2, 13)),
      raw(7, new Uint8Array()),
    ),
  }
  for (const share of [0.001, 0.1, 0.5, 0.99]) {
    bad[`cut-${share}.onnx`] = onnx.subarray(0, Math.ceil(onnx.length * share))
    bad[`cut-${share}.ort`] = native.subarray(0, Math.ceil(native.length * share))
  }
  for (const [name, bytes] of Object.entries(bad))
    for (const size of ['small', 'large'] as const)
      await expect(
        openSession(file(name, bytes), { name: 'Anna', size }).then((session) => session.run({ x: row })),
        `${name}, ${size}`,
      ).rejects.toMatchObject({ code: 'damaged', reason: 'model-damaged', data: { name: 'Anna' } })
  await expect(openSession(join(folder, 'not-there.onnx'))).rejects.toMatchObject({
    code: 'damaged',
    data: { name: 'not-there.onnx' },
  })
})

test('a good network of another kind is told as damaged when it is given what it does not take', async () => {
  const session = await openSession(file('foreign.onnx', product('other')), { name: 'Anna' })
  const told = { code: 'damaged', data: { name: 'Anna' } }
  await expect(session.run({ x: row })).rejects.toMatchObject(told)
  await expect(session.run({ other: { ...row, dims: [width, 1] } as Value })).rejects.toMatchObject(told)
  await expect(
    session.run({ other: { type: 'int64', data: new BigInt64Array(width), dims: [1, width] } }),
  ).rejects.toMatchObject(told)
  expect(() => fits(session, { inputs: ['x'], outputs: ['y'] }, 'Anna')).toThrow(
    expect.objectContaining(told),
  )
  expect(() => fits(session, { outputs: ['y'], optional: ['x'] }, 'Anna')).toThrow(
    expect.objectContaining(told),
  )
  expect(() => fits(session, { inputs: ['other'], outputs: ['y'], optional: [] }, 'Anna')).not.toThrow()
  expect(() => fits(session, { outputs: ['y'], optional: [/^o/] }, 'Anna')).not.toThrow()
  expect((await session.run({ other: row }))['y']?.dims).toEqual([1, width]) // and still works
})

test('memory that runs out in a network is told as that, and the process lives on', async () => {
  const session = await openSession(
    model({
      nodes: [node('Expand', ['x', 'shape'], 'y')],
      constants: [constant('shape', [2], [2 ** 21, 2 ** 21])], // 16 TB
      inputs: [value('x', 'float', [1, 1])],
      outputs: [value('y', 'float', ['a', 'b'])],
    }),
    { name: 'Anna' },
  )
  const one: Value = { type: 'float32', data: Float32Array.of(1), dims: [1, 1] }
  await expect(session.run({ x: one })).rejects.toMatchObject({
    code: 'too-large',
    reason: 'model-memory-out',
    data: { name: 'Anna' },
  })
  await expectSums(await openSession(product()))
})

test('threads are bounded: one for small networks, at most six for large ones', () => {
  expect([1, 2, 4, 8, 64].map((cores) => threadsFor('large', cores))).toEqual([1, 1, 2, 4, 6])
  expect(threadsFor('small', 64)).toBe(1)
})
