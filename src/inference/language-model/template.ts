/**
 * A conversation as the text that a model was trained on: its publisher's chat template, filled in.
 *
 * What people and documents wrote may hold the very marks that the template sets (`<|im_end|>`), by chance or to forge a
 * turn. A sign that stands nowhere else is put into them before, by which the vocabulary knows them for text; it never
 * reaches the model.
 */
import { Template } from '@huggingface/jinja'
import type { ChatMessage, ChatTool } from '../../contract/chat.ts'
import { AppError } from '../../rpc/failure.ts'
import { objectOf } from './grammar/schema.ts'
import type { ParsedCall } from './python-calls.ts'

export interface ChatTemplate {
  /** It knows what tools are. */
  readonly tools: boolean
  /** @throws {AppError} `bad-input` for what the template refuses, such as turns in another order */
  render(conversation: Conversation): { readonly text: string; readonly apart: string }
}

export interface Conversation {
  readonly messages: readonly ChatMessage[]
  readonly tools: readonly ChatTool[]
}

export interface TemplateSource {
  readonly template: string
  /** Names for the template: `bos_token`, `eos_token` and the like. */
  readonly tokens: Readonly<Record<string, string>>
  /** Of added tokens. */
  readonly marks: readonly string[]
  /** Calls as the model wrote them, for a template that does not write them itself. */
  readonly writeCalls: (calls: readonly ParsedCall[]) => string
}

/** Unicode's noncharacters, which no text holds. */
const signs = Array.from({ length: 32 }, (_, at) => String.fromCharCode(0xfdd0 + at))

/** @throws for a template that cannot be parsed */
export function readTemplate({ template, tokens, marks, writeCalls }: TemplateSource): ChatTemplate {
  const parsed = new Template(template)
  const knowsCalls = /\btool_calls\b/.test(template)
  const toolAware = /\btools\b/.test(template)
  return {
    tools: toolAware,
    render({ messages, tools }) {
      const all = JSON.stringify([messages, tools])
      const apart = signs.find((sign) => !all.includes(sign)) ?? (signs[0] as string)
      const kept = keptApart(marks, apart)
      const items = {
        ...tokens,
        messages: messages.map((message) => shaped(message, kept, knowsCalls ? undefined : writeCalls)),
        // Absent rather than empty: templates ask whether there are any.
        ...(tools.length === 0 || !toolAware ? {} : { tools: tools.map((tool) => described(tool, kept)) }),
        add_generation_prompt: true,
        enable_thinking: false,
        // Of templates that write the day; a day that changes would make the cache worthless at midnight, and ours need none.
        date_string: '',
      }
      try {
        return { text: parsed.render(items), apart }
      } catch (cause) {
        const said = cause instanceof Error ? cause.message : ''
        throw new AppError('bad-input', `The language model cannot be told this conversation: ${said}`, {
          reason: 'chat-template',
          cause,
        })
      }
    },
  }
}

type Kept = <Value>(value: Value) => Value

/** Puts the sign into all marks in all texts of a value. */
function keptApart(marks: readonly string[], sign: string): Kept {
  const longestFirst = marks.filter((mark) => mark.length > 1).toSorted((a, b) => b.length - a.length)
  // After every first letter of a mark, so that no mark is left that began inside of another.
  const each = (text: string): string => {
    let kept = text
    for (const mark of longestFirst)
      if (kept.includes(mark)) kept = kept.replaceAll(mark, `${mark.slice(0, 1)}${sign}${mark.slice(1)}`)
    return kept
  }
  const walk = (value: unknown): unknown => {
    if (typeof value === 'string') return each(value)
    if (Array.isArray(value)) return value.map(walk)
    if (typeof value === 'object' && value !== null)
      return Object.fromEntries(Object.entries(value).map(([name, member]) => [each(name), walk(member)]))
    return value
  }
  return walk as Kept
}

function described({ name, description, parameters }: ChatTool, kept: Kept): unknown {
  return { type: 'function', function: kept({ name, description, parameters: objectOf(parameters) }) }
}

function shaped(
  { role, content, toolCalls = [], toolCallId }: ChatMessage,
  kept: Kept,
  writeCalls: TemplateSource['writeCalls'] | undefined,
): Record<string, unknown> {
  const calls = toolCalls.map(({ id, name, arguments: written }) => ({
    id,
    type: 'function',
    function: kept({ name, arguments: argumentsOf(written) }),
  }))
  const before = writeCalls && calls.length > 0 ? writeCalls(calls.map((call) => call.function)) : ''
  return {
    role,
    content: before + kept(content),
    ...(calls.length > 0 ? { tool_calls: calls } : {}),
    ...(toolCallId === undefined ? {} : { tool_call_id: toolCallId }),
  }
}

/** Templates write arguments with `tojson` or take their members one by one: an object serves both. */
function argumentsOf(written: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(written)
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}
