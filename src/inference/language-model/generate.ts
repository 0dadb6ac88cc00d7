/**
 * One turn: a conversation in, text and calls of tools out, token by token.
 *
 * What a person may see goes out as it comes, in whole characters, but for what might still become a stop string or a
 * mark. What the model thinks is left out. A call is kept to its tool's schema while it is written (grammar/), checked for
 * what a grammar cannot hold, and told when it is complete.
 */
import { randomInt } from 'node:crypto'
import type { ChatEvent, ChatRequest, ToolCall } from '../../contract/chat.ts'
import { AppError } from '../../rpc/failure.ts'
import { answerOf } from './answer.ts'
import { toolsInWords } from './calls.ts'
import { type Automaton, dead } from './grammar/automaton.ts'
import type { Masks } from './grammar/mask.ts'
import { objectOf } from './grammar/schema.ts'
import { faultOf } from './grammar/valid.ts'
import { type Held, type Holdings, holdings } from './hold.ts'
import type { LoadedModel } from './model.ts'
import type { Cache } from './network.ts'
import type { ParsedCall } from './python-calls.ts'
import { seeded } from './random.ts'
import { choose, likeliest, type Mask, type Sampling } from './sample.ts'
import { type Fitted, fit } from './window.ts'

/** How often a call is written again that breaks what its grammar cannot hold. */
const attempts = 3
/** Tokens that a message takes besides its words, about. */
const perMessage = 8

export interface Turn {
  readonly request: ChatRequest
  /** Empty, or what an earlier turn has left; holds this turn's tokens afterwards. */
  readonly cache: Cache
  readonly signal?: AbortSignal | undefined
}

/** Room for the answer: what was asked for, but not more than a quarter of all if there is little. */
const reserve = (context: number, maxTokens: number): number =>
  Math.min(maxTokens, Math.max(16, Math.floor(context / 4)))

/** The prompt's tokens. @throws {AppError} `too-large` */
export function promptOf(model: LoadedModel, request: ChatRequest): Fitted {
  const { template, vocabulary, dialect, context } = model
  const tools = request.toolChoice === 'none' ? [] : request.tools
  const render = (messages: ChatRequest['messages']): number[] => {
    const native = dialect.native
    const { text, apart } = template.render({
      messages: native ? messages : toolsInWords(messages, tools, dialect),
      tools: native ? tools : [],
    })
    return vocabulary.encode(text, apart)
  }
  return fit(request.messages, {
    tokens: context - reserve(context, request.maxTokens),
    about: (message) =>
      perMessage +
      model.count(message.content) +
      (message.toolCalls ?? []).reduce(
        (sum, call) => sum + 2 * perMessage + model.count(call.name + call.arguments),
        0,
      ),
    prompt: (messages) => render([...messages]),
  })
}

/** Tokens that both begin with. */
function common(a: readonly number[], b: readonly number[]): number {
  let count = 0
  while (count < a.length && count < b.length && a[count] === b[count]) count++
  return count
}

/**
 * @throws {AppError} `too-large`, `bad-input` for schemas and for a model that cannot keep to them, `cancelled`
 */
export async function* generate(model: LoadedModel, turn: Turn): AsyncGenerator<ChatEvent> {
  const { request, cache, signal } = turn
  const held = holdings(model, request)
  const { ids: prompt, dropped } = promptOf(model, request)
  // What is held to a form from its first word has no room for a thought.
  const noThought = model.beginsThought && (held.forced || held.format !== undefined)
  const ids = noThought ? [...prompt, ...model.vocabulary.encode('</think>\n\n')] : prompt
  const { network, vocabulary, dialect, config } = model
  // One token at least has to be read, for what may follow it.
  network.crop(cache, Math.min(common(cache.ids, ids), ids.length - 1))
  const cached = cache.ids.length
  let logits = await network.feed(cache, ids.slice(cached), signal)
  network.keep(cache)

  const seed = request.seed ?? randomInt(2 ** 47)
  const wish: Sampling = { temperature: request.temperature, topP: request.topP }
  let random = seeded(seed)
  let sampling = wish
  const answer = answerOf(
    { vocabulary, start: dialect.start, end: dialect.end, inThought: model.beginsThought && !noThought },
    request,
    held.call !== undefined,
  )
  const ends = new Set(config.ends)
  const free = freeMask(model, held)
  /** What the answer, or the call inside it, is held to. */
  let now = held.format && follow(held.format)
  /** Where the call began that is being written, and how often it has been begun. */
  let begun = { length: 0, logits, tries: 0 }
  let completion = 0
  let calls = 0
  let reason: End['reason'] | undefined

  async function read(id: number): Promise<void> {
    completion++
    logits = await network.feed(cache, [id], signal)
  }
  function beginCall(rest: string): void {
    network.keep(cache)
    begun = { length: cache.ids.length, logits, tries: 0 }
    now = held.call && follow(held.call)
    if (rest !== '' && now) now.state = now.automaton.walk(now.state, new TextEncoder().encode(rest))
    if (now?.state === dead) now = undefined // what came with the mark is no call: checked when it is complete
  }
  /** @returns calls that are complete and right; empty where it has to be written again */
  function endCall(body: string): readonly ParsedCall[] {
    const { calls: complete, fault = '' } = checked(model, request, body)
    if (complete) {
      now = held.format && calls + complete.length === 0 ? follow(held.format) : undefined
      sampling = wish
      // What must be a call is followed by nothing but another.
      if (!request.parallelToolCalls || (held.forced && !dialect.several)) reason = 'tool-calls'
      return complete
    }
    if (++begun.tries >= attempts)
      throw new AppError(
        'bad-input',
        `The language model calls a tool in a way that its schema does not allow (${fault}).`,
        { reason: 'tool-arguments', data: { fault } },
      )
    // Written again, and otherwise: what was likeliest has just been refused.
    network.crop(cache, begun.length)
    logits = begun.logits
    random = seeded(seed + begun.tries)
    sampling = { temperature: Math.max(0.7, wish.temperature), topP: Math.min(0.95, wish.topP) }
    answer.beginCall()
    now = held.call && follow(held.call)
    return []
  }

  if (held.forced) {
    const { start } = dialect
    for (const id of start.id === undefined ? vocabulary.encode(start.text) : [start.id]) await read(id)
    answer.beginCall()
    beginCall('')
  }
  while (reason === undefined) {
    if (completion >= request.maxTokens || cache.ids.length >= model.context) {
      reason = 'length'
      break
    }
    const id = chosen()
    if (ends.has(id)) {
      completion++
      reason = 'stop'
      break
    }
    const added = answer.add(id)
    await read(id)
    if (added.text !== '') yield { type: 'text', text: added.text }
    if (added.began) beginCall(added.began.rest)
    else if (now && added.call === undefined) now.state = now.automaton.walk(now.state, vocabulary.bytes(id))
    if (added.stopped) reason = 'stop'
    if (added.call !== undefined)
      for (const call of endCall(added.call)) yield { type: 'tool-call', call: written(call, calls++) }
    else if (now && !answer.inCall && now.automaton.ended(now.state)) reason = 'stop'
  }
  // The end of the answer is the end of a call, too, and a small model may forget all marks.
  const late = reason === 'length' ? undefined : answer.inCall ? answer.endCall() : answer.bare
  const complete = late ? (checked(model, request, late).calls ?? []) : []
  for (const call of complete) yield { type: 'tool-call', call: written(call, calls++) }
  const left = complete.length === 0 ? answer.end() : ''
  if (left !== '') yield { type: 'text', text: left }
  yield {
    type: 'end',
    reason: calls > 0 && reason !== 'length' ? 'tool-calls' : reason,
    usage: { prompt: ids.length, completion, cached },
    dropped,
  }

  function chosen(): number {
    if (held.forced && !answer.inCall) return there(choose(logits, sampling, random, between()))
    if (!now) return there(choose(logits, sampling, random, free))
    // Nearly always the likeliest token is one that may come: then no mask is needed.
    const best = sampling.temperature === 0 ? likeliest(logits) : -1
    return best >= 0 && mayCome(now, best) ? best : there(choose(logits, sampling, random, masked(now)))
  }
  function there(id: number): number {
    if (id >= 0) return id
    throw new AppError('damaged', `The files of “${model.name}” cannot be used: nothing comes out.`, {
      reason: 'model-damaged',
      data: { name: model.name },
    })
  }
  /** After a call that had to come: another one, on the next line perhaps, or the end. */
  function between(): Mask {
    const mask = new Uint32Array(free.length)
    const line = vocabulary.encode('\n')
    const [first] = line
    if (line.length === 1 && first !== undefined && cache.ids.at(-1) !== first) set(mask, first, true)
    for (const id of [...config.ends, dialect.start.id]) if (id !== undefined) set(mask, id, true)
    return mask
  }
  /** Inside a call its mark ends it, where that is a token; elsewhere what ends an answer. */
  function endings(): readonly number[] {
    if (!answer.inCall) return config.ends
    return dialect.end.id === undefined ? [] : [dialect.end.id]
  }
  /** An answer in a format may be a call instead. */
  function callInstead(): number | undefined {
    return held.call && !answer.inCall && answer.empty ? dialect.start.id : undefined
  }

  function mayCome({ automaton, state }: Follow, id: number): boolean {
    if (endings().includes(id)) return automaton.accepts(state)
    if (id === callInstead()) return true
    const bytes = vocabulary.bytes(id)
    return bytes.length > 0 && automaton.walk(state, bytes) !== dead
  }
  function masked({ automaton, masks, state }: Follow): Mask {
    const mask = masks.of(state).slice()
    const instead = callInstead()
    if (instead !== undefined) set(mask, instead, true)
    if (automaton.accepts(state)) for (const id of endings()) set(mask, id, true)
    return mask
  }
}

type End = Extract<ChatEvent, { type: 'end' }>

interface Follow {
  readonly automaton: Automaton
  readonly masks: Masks
  state: number
}
const follow = ({ automaton, masks }: Held): Follow => ({ automaton, masks, state: automaton.start })

function set(mask: Mask, id: number, allowed: boolean): void {
  const bit = 1 << (id & 31)
  mask[id >> 5] = allowed ? (mask[id >> 5] ?? 0) | bit : (mask[id >> 5] ?? 0) & ~bit
}

/** All that may come in an answer that is held to nothing: no marks of turns, and no calls where there are no tools. */
function freeMask({ vocabulary, config, dialect }: LoadedModel, held: Holdings): Mask {
  const mask = new Uint32Array((vocabulary.size + 31) >> 5).fill(0xffffffff)
  for (const { id, special } of vocabulary.added) if (special) set(mask, id, false)
  for (let id = vocabulary.size; id < mask.length * 32; id++) set(mask, id, false)
  for (const id of config.ends) set(mask, id, true)
  for (const { id } of [dialect.start, dialect.end])
    if (id !== undefined) set(mask, id, held.call !== undefined && id === dialect.start.id)
  return mask
}

interface Checked {
  readonly calls?: readonly ParsedCall[]
  readonly fault?: string
}

/** The calls of what stood between the marks, if all of them are right. */
function checked({ dialect }: LoadedModel, { tools }: ChatRequest, body: string): Checked {
  const parsed = dialect.parse(body)
  if (!parsed) return { fault: 'form' }
  for (const call of parsed) {
    const tool = tools.find(({ name }) => name === call.name)
    if (!tool) return { fault: call.name }
    const fault = faultOf(objectOf(tool.parameters), call.arguments)
    if (fault !== undefined) return { fault: `${call.name} ${fault}` }
  }
  return { calls: parsed }
}

const written = ({ name, arguments: given }: ParsedCall, number: number): ToolCall => ({
  id: `call_${number}`,
  name,
  arguments: JSON.stringify(given),
})
