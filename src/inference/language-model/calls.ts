/**
 * How models write calls of tools, in the formats of our packs: Hermes' and Qwen's `<tool_call>` with JSON, LFM2's
 * `<|tool_call_start|>` with Python's or JSON, and SmolLM2's lists in `<tool_call>`, which it is told of in words since its
 * template knows no tools.
 */
import type { ChatMessage, ChatTool } from '../../contract/chat.ts'
import { choice, type Expression, listed, once, sequence, text } from './grammar/expression.ts'
import { colon, comma, list, space } from './grammar/json.ts'
import { isSchema, objectOf, schemaGrammar, schemaMembers } from './grammar/schema.ts'
import { type ParsedCall, pythonCalls } from './python-calls.ts'
import type { Vocabulary } from './vocabulary.ts'

/** What begins or ends something: a token of its own where the vocabulary has it, else text. */
export interface Mark {
  readonly text: string
  readonly id: number | undefined
}

export interface Dialect {
  readonly start: Mark
  readonly end: Mark
  /** The model's template is given the tools; else they are put into words. */
  readonly native: boolean
  /** Further calls have marks of their own, known to the vocabulary; else they stand in one list. */
  readonly several: boolean
  /** What stands between the marks. @param most calls in one block @throws {AppError} `bad-input` for a schema */
  body(tools: readonly ChatTool[], most: number): Expression
  /** Calls as the model would have written them, with their marks. */
  write(calls: readonly ParsedCall[]): string
  /** Undefined for what is no call. */
  parse(body: string): ParsedCall[] | undefined
}

export function dialectOf(template: string, vocabulary: Vocabulary): Dialect {
  const mark = (written: string): Mark => ({ text: written, id: vocabulary.addedId(written) })
  const lfm = vocabulary.addedId('<|tool_call_start|>') !== undefined
  if (lfm)
    return {
      start: mark('<|tool_call_start|>'),
      end: mark('<|tool_call_end|>'),
      native: /\btools\b/.test(template),
      several: false,
      body: (tools, most) => choice(pythonBody(tools, most), list(once(anyCall(tools)), 1, most)),
      write: (calls) => `<|tool_call_start|>[${calls.map(inPython).join(', ')}]<|tool_call_end|>`,
      parse: (body) => pythonCalls(body.trim()) ?? jsonCalls(body),
    }
  const native = /\btools\b/.test(template) && template.includes('<tool_call>')
  return {
    start: mark('<tool_call>'),
    end: mark('</tool_call>'),
    native,
    several: native && vocabulary.addedId('<tool_call>') !== undefined,
    body: (tools, most) => {
      const one = once(anyCall(tools))
      return sequence(space, native ? one : choice(one, list(one, 1, most)), space)
    },
    write: (calls) =>
      native
        ? calls.map((call) => `<tool_call>\n${inJson(call)}\n</tool_call>`).join('\n')
        : `<tool_call>[${calls.map(inJson).join(', ')}]</tool_call>`,
    parse: jsonCalls,
  }
}

/** `{"name": …, "arguments": …}` of one of the tools. */
function anyCall(tools: readonly ChatTool[]): Expression {
  return choice(
    ...tools.map(({ name, parameters }) =>
      sequence(
        text('{'), space, text('"name"'), colon, text(JSON.stringify(name)), comma,
        text('"arguments"'), colon, schemaGrammar(objectOf(parameters), 'json'), space, text('}'),
      ),
    ),
  ) // prettier-ignore
}

function pythonBody(tools: readonly ChatTool[], most: number): Expression {
  const calls = tools.map(({ name, parameters }) => {
    const members = schemaMembers(objectOf(parameters), 'python').map(({ name: key, value, required }) => ({
      item: sequence(text(`${key}=`), value),
      required,
    }))
    return sequence(text(`${name}(`), listed(members, comma), text(')'))
  })
  return list(once(choice(...calls)), 1, most)
}

const inJson = ({ name, arguments: given }: ParsedCall): string =>
  `{"name": ${JSON.stringify(name)}, "arguments": ${JSON.stringify(given)}}`
const inPython = ({ name, arguments: given }: ParsedCall): string =>
  `${name}(${Object.entries(given)
    .map(([key, value]) => `${key}=${JSON.stringify(value)}`)
    .join(', ')})`

/** JSON of a call or of a list of calls; the arguments may be called parameters, as Llama does. */
export function jsonCalls(written: string): ParsedCall[] | undefined {
  let value: unknown
  try {
    value = JSON.parse(written)
  } catch {
    return undefined
  }
  const calls: ParsedCall[] = []
  for (const each of Array.isArray(value) ? value : [value]) {
    if (!isSchema(each) || typeof each['name'] !== 'string') return undefined
    const given = each['arguments'] ?? each['parameters'] ?? {}
    if (!isSchema(given)) return undefined
    calls.push({ name: each['name'], arguments: { ...given } })
  }
  return calls.length === 0 ? undefined : calls
}

/** The tools in words, and what was called and answered as text, for a template that knows neither. */
export function toolsInWords(
  messages: readonly ChatMessage[],
  tools: readonly ChatTool[],
  { start, end }: Dialect,
): ChatMessage[] {
  const described = tools.map((tool) => JSON.stringify(tool)).join('\n')
  const told =
    tools.length === 0
      ? []
      : [
          `You can call these functions:\n${described}\n\nTo call one, answer with ${start.text}[{"name": "function", "arguments": {"argument": "value"}}]${end.text} and nothing else. Where none of them helps, answer in words.`,
        ]
  const system = messages[0]?.role === 'system' ? [messages[0].content] : []
  const head: ChatMessage[] =
    told.length + system.length === 0 ? [] : [{ role: 'system', content: [...system, ...told].join('\n\n') }]
  return [
    ...head,
    ...messages.slice(system.length).map((message): ChatMessage => {
      if (message.role === 'tool') return { role: 'user', content: `Result: ${message.content}` }
      return message
    }),
  ]
}
