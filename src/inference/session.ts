/**
 * Neural networks in ONNX form: the one place that knows the runtime, and that chooses what a network is computed on.
 *
 * `run` blocks the process while it computes, so networks live in processes of their own. The runtime is loaded with the
 * first network, so that a system that it does not exist for can still be heard by grammar.
 *
 * Small networks run on one thread of the CPU: they gain nothing from more, and the machine has other things to do. Large
 * ones get more threads, and try what else computes here (processors.ts).
 */
import { existsSync, readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { availableParallelism } from 'node:os'
import { basename, dirname, join } from 'node:path'
import type { InferenceSession, Tensor } from 'onnxruntime-node'
import { type Provider, providersFor } from '../contract/processor.ts'
import { AppError } from '../rpc/failure.ts'
import { onProcessors } from './processors.ts'
import { networkName, networksFolder, openVerdicts, type Verdicts } from './verdicts.ts'

interface Arrays {
  float32: Float32Array
  float64: Float64Array
  float16: Uint16Array // the bits
  int64: BigInt64Array
  int32: Int32Array
  int16: Int16Array
  int8: Int8Array
  uint8: Uint8Array
  bool: Uint8Array // 0 or 1
}
type Typed<T extends keyof Arrays> = {
  readonly type: T
  readonly data: Arrays[T]
  readonly dims: readonly number[]
}
/** Values of a network, row by row (the last dimension runs fastest). A dimension may be 0; a scalar has none. */
export type Value = { [T in keyof Arrays]: Typed<T> }[keyof Arrays]
export type Values = Readonly<Record<string, Value>>

/** An input or output as the graph declares it; a dimension that the caller may choose is null. */
export interface Slot {
  readonly name: string
  readonly type: string
  readonly dims: readonly (number | null)[]
  /** For each dimension the name of one that is open, where it has a name. */
  readonly symbols: readonly (string | null)[]
}

export interface Session {
  readonly inputs: readonly Slot[]
  readonly outputs: readonly Slot[]
  /** What it is computed on; of a large network certain after the first run. */
  readonly provider: Provider
  /**
   * Values by the names of the inputs, all of them. What comes out is not touched again by the network and may be given
   * back to it.
   *
   * @param outputs only these are computed
   * @throws {AppError} `damaged` where the values do not fit the graph, `too-large` where memory runs out
   */
  run(values: Values, outputs?: readonly string[]): Promise<Values>
  release(): Promise<void>
}

export interface SessionOptions {
  /** As a person calls the model, for errors. Default: the file's name. */
  readonly name?: string
  /** `large` ones use several threads and may run on a graphics card. Default `small`. */
  readonly size?: 'small' | 'large'
  /** `level` for a graph that draws random numbers: it is compared by loudness rather than by values. */
  readonly proof?: 'values' | 'level'
}

type Runtime = typeof import('onnxruntime-node')
let runtime: Promise<Runtime> | undefined

/**
 * Runs `first`, the first thing that makes a tensor, while JavaScript's array for halves is out of sight: the runtime then
 * takes halves as 16 bits. It would take that array, too, but hands it to native code that does not know it, and every
 * half would get lost (“not enough space: expected 4, got 0”; onnxruntime-node 1.30 on Node 24, 2026-11-22).
 */
export function withoutHalves(first: () => void): void {
  const halves = Object.getOwnPropertyDescriptor(globalThis, 'Float16Array')
  if (!halves) return first()
  try {
    Reflect.deleteProperty(globalThis, 'Float16Array')
    first()
  } finally {
    Object.defineProperty(globalThis, 'Float16Array', halves)
  }
}

function load(): Promise<Runtime> {
  runtime ??= import('onnxruntime-node').then(
    (ort) => {
      withoutHalves(() => new ort.Tensor('uint8', new Uint8Array(1), [1]))
      return ort
    },
    (cause: unknown) => {
      throw new AppError('unavailable', 'Neural networks cannot be run on this system.', {
        reason: 'networks-unsupported',
        cause,
      })
    },
  )
  return runtime
}

/** Onnxruntime's names for providers, where they are others. */
const runtimeName = (provider: Provider): string => (provider === 'directml' ? 'dml' : provider)

/** CUDA's libraries do not come with the package. */
function isThere(ort: Runtime, provider: Provider): boolean {
  const listed = ort.listSupportedBackends().find(({ name }) => name === runtimeName(provider))
  if (!listed) return false
  if (listed.bundled) return true
  const folder = dirname(createRequire(import.meta.url).resolve('onnxruntime-node/package.json'))
  const place = join(folder, 'bin', 'napi-v6', process.platform, process.arch)
  return existsSync(join(place, `libonnxruntime_providers_${provider}.so`))
}

/** The providers that networks can be tried on here, best first. @throws {AppError} `unavailable` without a runtime */
export async function providersHere(): Promise<Provider[]> {
  const ort = await load()
  return providersFor(process.platform, process.arch).filter((provider) => isThere(ort, provider))
}

/** Half of the logical cores are the physical ones on most machines, and more than six share too little memory bandwidth. */
export const threadsFor = (size: 'small' | 'large', cores = availableParallelism()): number =>
  size === 'small' ? 1 : Math.max(1, Math.min(6, Math.floor(cores / 2)))

function slots(metadata: readonly InferenceSession.ValueMetadata[]): Slot[] {
  return metadata.map((each) => {
    const shape = each.isTensor ? each.shape : []
    return {
      name: each.name,
      type: each.isTensor ? each.type : 'none',
      dims: shape.map((size) => (typeof size === 'number' && size > 0 ? size : null)),
      symbols: shape.map((size) => (typeof size === 'string' && size !== '' ? size : null)),
    }
  })
}

const damaged = (name: string, cause: unknown): AppError =>
  new AppError('damaged', `The files of “${name}” cannot be used.`, {
    reason: 'model-damaged',
    data: { name },
    cause,
  })

/** What the runtime says in English only, and without codes. */
const outOfMemory = /allocate memory|bad_alloc|out of memory|bad allocation|allocation failed/i

function failure(name: string, cause: unknown): AppError {
  if (!(cause instanceof Error && outOfMemory.test(cause.message))) return damaged(name, cause)
  return new AppError('too-large', `Memory ran out in “${name}”.`, {
    reason: 'model-memory-out',
    data: { name },
    cause,
  })
}

/** A network on one provider. Rejects with the runtime's own errors. */
export interface Native {
  readonly inputs: readonly Slot[]
  readonly outputs: readonly Slot[]
  run(values: Values, outputs?: readonly string[]): Promise<Values>
  release(): Promise<void>
}

async function openNative(
  ort: Runtime,
  model: string | Uint8Array,
  provider: Provider,
  threads: number,
): Promise<Native> {
  const options: InferenceSession.SessionOptions = {
    executionProviders: [runtimeName(provider)],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    // Its arena keeps the largest amount of memory that was ever needed.
    enableCpuMemArena: false,
    // Threads that wait must not keep cores busy: others compute here, too, and batteries are small.
    extra: { session: { intra_op: { allow_spinning: '0' } } },
    logSeverityLevel: 4,
  }
  const session = await (typeof model === 'string'
    ? ort.InferenceSession.create(model, options)
    : ort.InferenceSession.create(model, options))
  const tensor = (value: Value): Tensor =>
    value instanceof ort.Tensor ? value : new ort.Tensor(value.type, value.data as never, value.dims)
  return {
    inputs: slots(session.inputMetadata),
    outputs: slots(session.outputMetadata),
    async run(values, outputs) {
      const feeds: Record<string, Tensor> = {}
      for (const name in values) feeds[name] = tensor(values[name] as Value)
      return (await (outputs ? session.run(feeds, outputs) : session.run(feeds))) as unknown as Values
    },
    release: () => session.release(),
  }
}

let verdicts: Verdicts | undefined

function runtimeVersion(): string {
  const file = createRequire(import.meta.url).resolve('onnxruntime-node/package.json')
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version
}

/**
 * @param model path of a file (`.onnx`, with its `.onnx_data` beside it, or `.ort`), or its bytes
 * @throws {AppError} `damaged` for what is no network that this runtime can run, `too-large` where memory runs out,
 *   `unavailable` without a runtime
 */
export async function openSession(
  model: string | Uint8Array,
  { name, size = 'small', proof = 'values' }: SessionOptions = {},
): Promise<Session> {
  const ort = await load()
  const called = name ?? (typeof model === 'string' ? basename(model) : 'network')
  const threads = threadsFor(size)
  const told = (error: unknown): never => {
    throw failure(called, error)
  }
  if (size === 'small') {
    const native = await openNative(ort, model, 'cpu', threads).catch(told)
    return {
      inputs: native.inputs,
      outputs: native.outputs,
      provider: 'cpu',
      run: (values, outputs) => native.run(values, outputs).catch(told),
      release: () => native.release(),
    }
  }
  verdicts ??= openVerdicts(networksFolder(), runtimeVersion())
  const bytes =
    typeof model === 'string' ? (statSync(model, { throwIfNoEntry: false })?.size ?? 0) : model.length
  const external =
    typeof model === 'string' ? (statSync(`${model}_data`, { throwIfNoEntry: false })?.size ?? 0) : 0
  const session = await onProcessors({
    network: networkName(typeof model === 'string' ? model : called, bytes + external),
    bytes: bytes + external,
    providers: await providersHere(),
    verdicts,
    proof,
    open: (provider) => openNative(ort, model, provider, threads),
  }).catch(told)
  return {
    inputs: session.inputs,
    outputs: session.outputs,
    get provider() {
      return session.provider
    },
    run: (values, outputs) => session.run(values, outputs).catch(told),
    release: () => session.release(),
  }
}

/**
 * Holds a graph to the names that its architecture must have: other models are files of ONNX, too.
 *
 * @param optional inputs that some exports have; whatever else a graph asks for, we cannot give
 * @throws {AppError} `damaged`, telling in its cause what is missing
 */
export function fits(
  session: Pick<Session, 'inputs' | 'outputs'>,
  {
    inputs = [],
    outputs = [],
    optional,
  }: {
    readonly inputs?: readonly string[]
    readonly outputs?: readonly string[]
    readonly optional?: readonly (string | RegExp)[]
  },
  name: string,
): void {
  const lacks = (slots: readonly Slot[], names: readonly string[]): string[] =>
    names.filter((each) => !slots.some((slot) => slot.name === each))
  const known = (given: string): boolean =>
    inputs.includes(given) ||
    (optional ?? []).some((each) => (typeof each === 'string' ? each === given : each.test(given)))
  const missing = [...lacks(session.inputs, inputs), ...lacks(session.outputs, outputs)]
  const foreign = optional ? session.inputs.map((slot) => slot.name).filter((each) => !known(each)) : []
  if (missing.length === 0 && foreign.length === 0) return
  throw damaged(
    name,
    new Error(
      `The graph lacks ${missing.join(', ') || 'nothing'} and asks for ${foreign.join(', ') || 'nothing else'}.`,
    ),
  )
}
