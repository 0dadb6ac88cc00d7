/**
 * Runs a large network on the best processor that proves itself, and on the CPU where none does.
 *
 * A graphics card must open the network and run it once. Left to choose (`auto`), it must also compute what the CPU
 * computes, and sooner: small enough networks are run on both for that, of the largest only whether they give numbers is
 * looked at, since two of them would not fit into memory. What came of it is remembered. A card that fails later gives
 * the network back to the CPU, and what it was asked for is computed there.
 */
import type { Provider } from '../contract/processor.ts'
import { agree, isSound } from './proof.ts'
import type { Native, Slot, Values } from './session.ts'
import type { Verdicts } from './verdicts.ts'

export interface Processed {
  readonly inputs: readonly Slot[]
  readonly outputs: readonly Slot[]
  readonly provider: Provider
  run(values: Values, outputs?: readonly string[]): Promise<Values>
  release(): Promise<void>
}

export interface ProcessorRequest {
  /** What it is remembered by. */
  readonly network: string
  readonly bytes: number
  /** What there is, best first; the CPU is tried last, whether listed or not. */
  readonly providers: readonly Provider[]
  readonly verdicts: Verdicts
  readonly proof: 'values' | 'level'
  readonly open: (provider: Provider) => Promise<Native>
  /** Milliseconds, for comparing. Default: the system's clock. */
  readonly now?: () => number
}

/** Up to this size a network is run on both for comparison. */
const comparedUpTo = 300e6
const silent = (): undefined => undefined

/** Stands for all networks: a machine without a graphics card fails for every one of them. */
const everyNetwork = '*'
const noDevice = /adapter|no available backend|load shared library|no device|device not found/i

/** What is tried, in order. A choice of the user's is tried again, unless it ended the process. */
function candidates({ network, providers, verdicts }: ProcessorRequest): Provider[] {
  const choice = verdicts.choice()
  const others = providers.filter((each) => each !== 'cpu')
  if (choice !== 'auto')
    return others.filter((each) => each === choice && verdicts.of(network, each) !== 'trying')
  return others.filter(
    (each) =>
      verdicts.of(everyNetwork, each) === undefined &&
      [undefined, 'works'].includes(verdicts.of(network, each)),
  )
}

/** Rejects with the runtime's errors from the CPU: those of other providers only lead to the next one. */
export async function onProcessors(request: ProcessorRequest): Promise<Processed> {
  const { network, bytes, verdicts, proof, open } = request
  const now = request.now ?? (() => performance.now())
  let provider: Provider = 'cpu'
  let native: Native | undefined
  for (const each of candidates(request)) {
    const known = verdicts.of(network, each) === 'works'
    verdicts.note(network, each, 'trying')
    try {
      native = await open(each)
      provider = each
      if (known) verdicts.note(network, each, 'works')
      else verdicts.forget(network, each) // opened: what is left is to run it
      break
    } catch (error) {
      if (noDevice.test(String(error))) verdicts.note(everyNetwork, each, 'fails')
      verdicts.note(network, each, 'fails')
    }
  }
  native ??= await open('cpu')
  let current = native
  let settled = provider === 'cpu'
  let released = false

  async function toCpu(cpu?: Native): Promise<Native> {
    const before = current
    // First away with the one: together they may be too large.
    if (before !== cpu) await before.release().catch(silent)
    current = cpu ?? (await open('cpu'))
    provider = 'cpu'
    settled = true
    if (released) await current.release()
    return current
  }

  async function timed(which: Native, values: Values, outputs?: readonly string[]): Promise<number> {
    const start = now()
    await which.run(values, outputs)
    return now() - start
  }

  /** @returns the CPU's answer, where the network is to stay with it; undefined where the card has proven itself */
  async function comparison(
    found: Values,
    values: Values,
    outputs?: readonly string[],
  ): Promise<Values | undefined> {
    const cpu = await open('cpu').catch(silent)
    const expected = await cpu?.run(values, outputs).catch(silent)
    if (cpu && expected) {
      const same = agree(expected, found, proof)
      // The first run of either includes what is only done once.
      const card = same ? await timed(current, values, outputs).catch(() => Infinity) : Infinity
      if (!same || (await timed(cpu, values, outputs)) <= card) {
        verdicts.note(network, provider, same ? 'slower' : 'differs')
        await toCpu(cpu)
        return expected
      }
    }
    await cpu?.release().catch(silent)
    return undefined
  }

  /** After a failure. Values that the CPU cannot take either say nothing about the card. */
  async function onCpu(values: Values, outputs?: readonly string[]): Promise<Values> {
    const tried = provider
    const cpu = await toCpu()
    try {
      const found = await cpu.run(values, outputs)
      verdicts.note(network, tried, 'fails')
      return found
    } catch (error) {
      verdicts.forget(network, tried)
      throw error
    }
  }

  /** The first run of a network on a graphics card: the answer is given by whoever is trusted afterwards. */
  async function prove(values: Values, outputs?: readonly string[]): Promise<Values> {
    const tried = provider
    const known = verdicts.of(network, tried) === 'works'
    if (!known) verdicts.note(network, tried, 'trying')
    const found = await current.run(values, outputs).catch(silent)
    if (!found || !isSound(found)) return onCpu(values, outputs)
    if (!known && verdicts.choice() === 'auto' && bytes <= comparedUpTo) {
      const better = await comparison(found, values, outputs)
      if (better) return better
    }
    verdicts.note(network, tried, 'works')
    settled = true
    return found
  }

  async function run(values: Values, outputs?: readonly string[]): Promise<Values> {
    if (!settled) return prove(values, outputs)
    if (provider === 'cpu') return current.run(values, outputs)
    try {
      return await current.run(values, outputs)
    } catch {
      return onCpu(values, outputs)
    }
  }

  /** One run after another: a first run may put another network in place of the one that the next would use. */
  let last: Promise<unknown> = Promise.resolve()
  return {
    inputs: native.inputs,
    outputs: native.outputs,
    get provider() {
      return provider
    },
    run(values, outputs) {
      const result = last.then(() => run(values, outputs))
      // What it answered is the caller's; to keep it here would keep the memory.
      last = result.then(() => verdicts.last(provider), silent)
      return result
    },
    async release() {
      released = true
      await last
      await current.release()
    },
  }
}
