/**
 * Our runtime of packs against Transformers.js, which made their layouts: the same files, the same input, the same tokens.
 */
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { chatRequest } from '../contract/chat.ts'
import { chatHandlers } from './chat-host.ts'
import { transformers } from './transformers.ts'

const fixtures = join(import.meta.dirname, '../../models/fixtures')
const folders = [join(fixtures, 'language')]
const questions = [
  'read at 1.5',
  'search for lilu pibise',
  'hello',
  'thank you',
  'go to chapter 12',
  'stop reading now',
  'please go to page 7',
  'what does river mean',
  'timer 20 minutes',
]
const tools = [
  { name: 'set_speed', properties: { speed: { type: 'number' } } },
  { name: 'go_to_chapter', properties: { number: { type: 'integer' } } },
  { name: 'go_to_page', properties: { page: { type: 'integer' } } },
  { name: 'search', properties: { text: { type: 'string' } } },
  { name: 'define', properties: { word: { type: 'string' } } },
  { name: 'add_bookmark', properties: { name: { type: 'string' } } },
  { name: 'set_timer', properties: { minutes: { type: 'integer' } } },
  { name: 'pause', properties: {} },
].map(({ name, properties }) => ({
  name,
  description: '',
  parameters: { type: 'object', properties, required: Object.keys(properties) },
}))

/** A call as either way of writing it has it, without what a way is free in. */
const bare = (text: string): string => text.replaceAll(/[^\p{L}\p{N}_]+/gu, ' ').trim()

interface Written {
  readonly text: string
  readonly calls: readonly string[]
}

/** What the library's text holds: visible words, and calls in the format of Qwen or LFM2. */
function readReference(whole: string): Written {
  const calls = [
    ...[...whole.matchAll(/<tool_call>\s*(\{.*?\})\s*<\/tool_call>/gs)].map(([, json]) => {
      const { name, arguments: given } = JSON.parse(json as string) as { name: string; arguments: unknown }
      return bare(`${name} ${JSON.stringify(given)}`)
    }),
    ...[...whole.matchAll(/<\|tool_call_start\|>\[(.*?)\]<\|tool_call_end\|>/gs)].map(([, call]) =>
      bare(call as string),
    ),
  ]
  const text = whole
    .replaceAll(/<tool_call>.*?<\/tool_call>|<\|tool_call_start\|>.*?<\|tool_call_end\|>/gs, '')
    .replaceAll(/<\|im_end\|>/g, '')
  return { text: text.trim(), calls }
}

test.each(['qwen3-tiny', 'lfm2-tiny'])(
  '%s writes what Transformers.js has it write, of every question the likeliest answer',
  { timeout: 60_000 },
  async (name) => {
    const { AutoTokenizer, AutoModelForCausalLM } = await transformers()
    const folder = join(fixtures, 'language', name)
    const tokenizer = await AutoTokenizer.from_pretrained(folder)
    const model = await AutoModelForCausalLM.from_pretrained(folder, { dtype: 'q4', device: 'cpu' })
    const handlers = chatHandlers()
    let compared = 0
    let called = 0
    for (const content of questions)
      for (const offered of [[], tools]) {
        const messages = [{ role: 'user' as const, content }]
        const prompt = tokenizer.apply_chat_template(messages, {
          add_generation_prompt: true,
          return_dict: true,
          enable_thinking: false,
          ...(offered.length > 0
            ? { tools: offered.map((tool) => ({ type: 'function', function: tool })) }
            : {}),
        } as object) as unknown as Record<string, unknown> & { input_ids: { dims: number[] } }
        const whole = (await model.generate({
          ...prompt,
          max_new_tokens: 64,
          do_sample: false,
        } as never)) as {
          slice(...parts: unknown[]): { tolist(): bigint[][] }
        }
        const length = prompt.input_ids.dims[1] ?? 0
        const [ids] = whole.slice(null, [length, null]).tolist()
        const written = tokenizer.decode(ids as never, { skip_special_tokens: false })
        const expected = readReference(written)
        const found = { text: '', calls: [] as string[] }
        const request = chatRequest.parse({
          model: `causal-lm:${name}`,
          folders,
          messages,
          tools: offered,
          maxTokens: 64,
        })
        const context = { signal: new AbortController().signal }
        for await (const event of handlers.generate(request, context as never)) {
          if (event.type === 'text') found.text += event.text
          else if (event.type === 'tool-call')
            found.calls.push(bare(`${event.call.name} ${event.call.arguments}`))
          else expect(event.usage.prompt).toBe(length)
        }
        // The library writes down thoughts, calls of tools that nobody offered, and calls that break their schema; we do not.
        if (
          /<think>/.test(written) ||
          expected.calls.some((call) => !offered.some((tool) => call.startsWith(tool.name)))
        )
          continue
        compared++
        called += expected.calls.length
        expect({ ...found, text: found.text.trim() }, `${content}: ${written}`).toEqual(expected)
      }
    expect(compared).toBeGreaterThan(questions.length)
    expect(called).toBeGreaterThan(3)
    await model.dispose()
  },
)
