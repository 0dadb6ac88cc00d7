/**
 * Neural networks in ONNX form: the one place that knows the runtime.
 *
 * Each network runs on one thread of its own process: the ones that we have are too small to gain from more, and the
 * machine has other things to do. `run` blocks the process while it computes. The runtime is loaded with the first
 * network, so that a system that it does not exist for can still be heard by grammar.
 */
import type { InferenceSession, Tensor } from 'onnxruntime-node'
import { AppError } from '../rpc/failure.ts'

/** Values of a network, row by row (the last dimension runs fastest). */
export type Value =
  | { readonly type: 'float32'; readonly data: Float32Array; readonly dims: readonly number[] }
  | { readonly type: 'int64'; readonly data: BigInt64Array; readonly dims: readonly number[] }

/** An input or output as the graph declares it; a dimension that the caller may choose is null. */
export interface Slot {
  readonly name: string
  readonly type: string
  readonly dims: readonly (number | null)[]
}

export interface Session {
  readonly inputs: readonly Slot[]
  readonly outputs: readonly Slot[]
  /**
   * Values by the names of the inputs, all of them. What comes out is not touched again by the network and may be given
   * back to it.
   */
  run(values: Readonly<Record<string, Value>>): Promise<Readonly<Record<string, Value>>>
  release(): Promise<void>
}

type Runtime = typeof import('onnxruntime-node')
let runtime: Promise<Runtime> | undefined

function load(): Promise<Runtime> {
  runtime ??= import('onnxruntime-node').catch((cause: unknown) => {
    throw new AppError('unavailable', 'Neural networks cannot be run on this system.', {
      reason: 'networks-unsupported',
      cause,
    })
  })
  return runtime
}

function slots(metadata: readonly InferenceSession.ValueMetadata[]): Slot[] {
  return metadata.map((each) => ({
    name: each.name,
    type: each.isTensor ? each.type : 'none',
    dims: each.isTensor ? each.shape.map((size) => (typeof size === 'number' && size > 0 ? size : null)) : [],
  }))
}

/**
 * @param model path of a file, or its bytes
 * @throws {AppError} `damaged` for what is no network that this runtime can run, `unavailable` without a runtime
 */
export async function openSession(model: string | Uint8Array): Promise<Session> {
  const ort = await load()
  const options: InferenceSession.SessionOptions = {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    // Its arena keeps the largest amount of memory that was ever needed; we ask for little and always the same.
    enableCpuMemArena: false,
    logSeverityLevel: 4,
  }
  let session: InferenceSession
  try {
    session = await (typeof model === 'string'
      ? ort.InferenceSession.create(model, options)
      : ort.InferenceSession.create(model, options))
  } catch (cause) {
    throw new AppError('damaged', 'The files of the recogniser cannot be used.', {
      reason: 'recogniser-damaged',
      cause,
    })
  }
  const tensor = (value: Value): Tensor =>
    value instanceof ort.Tensor ? value : new ort.Tensor(value.type, value.data as never, value.dims)
  return {
    inputs: slots(session.inputMetadata),
    outputs: slots(session.outputMetadata),
    async run(values) {
      const feeds: Record<string, Tensor> = {}
      for (const name in values) feeds[name] = tensor(values[name] as Value)
      return (await session.run(feeds)) as unknown as Readonly<Record<string, Value>>
    },
    release: () => session.release(),
  }
}
