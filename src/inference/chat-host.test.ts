/** The whole path on the two tiny models of models/fixtures/language, whose layouts are those of Qwen3 and LFM2. */
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { type ChatEvent, type ChatMessage, chatRequest } from '../contract/chat.ts'
import { chatHandlers } from './chat-host.ts'
import { createKeeper } from './keeper.ts'
import { faultOf } from './language-model/grammar/valid.ts'

const folder = join(import.meta.dirname, '../../models/fixtures/language')
const scratch = mkdtempSync(join(tmpdir(), 'lectern-chat-test-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))
const handlers = chatHandlers()
const never = new AbortController().signal

type Request = Partial<z.input<typeof chatRequest>> & { readonly messages: ChatMessage[] }
async function ask(model: string, request: Request, signal = never): Promise<ChatEvent[]> {
  const whole = chatRequest.parse({
    model: `causal-lm:${model}`,
    folders: [folder],
    maxTokens: 60,
    ...request,
  })
  const events: ChatEvent[] = []
  for await (const event of handlers.generate(whole, { signal })) events.push(event)
  return events
}
const textOf = (events: readonly ChatEvent[]) =>
  events.map((event) => (event.type === 'text' ? event.text : '')).join('')
const callsOf = (events: readonly ChatEvent[]) =>
  events.flatMap((event) => (event.type === 'tool-call' ? [event.call] : []))
const endOf = (events: readonly ChatEvent[]) => events.at(-1) as Extract<ChatEvent, { type: 'end' }>
const user = (content: string): ChatMessage => ({ role: 'user', content })

const tools = [
  {
    name: 'go_to_page',
    description: 'Go to a page.',
    parameters: {
      type: 'object',
      properties: { page: { type: 'integer', minimum: 1 } },
      required: ['page'],
      additionalProperties: false,
    },
  },
  {
    name: 'search',
    description: 'Find words.',
    parameters: { type: 'object', properties: { text: { type: 'string' } }, required: ['text'] },
  },
  { name: 'pause', description: 'Stop.' },
]

test('models are found and described without being loaded', async () => {
  const models = await handlers.models({ folders: [folder] }, { signal: never })
  expect(models.map(({ id, state, tools: knows, context }) => ({ id, state, knows, context }))).toEqual([
    { id: 'causal-lm:lfm2-tiny', state: 'ready', knows: true, context: 1024 },
    { id: 'causal-lm:qwen3-tiny', state: 'ready', knows: true, context: 1024 },
  ])
})

describe.each(['qwen3-tiny', 'lfm2-tiny'])('%s', (model) => {
  test('a tool that must be called is called in the form of its schema, whatever the dice say', async () => {
    for (let seed = 0; seed < 12; seed++) {
      const events = await ask(model, {
        messages: [user('zzz blue')], tools, toolChoice: 'required', parallelToolCalls: false, temperature: 2, seed,
      }) // prettier-ignore
      if (endOf(events).reason === 'length') continue
      expect(textOf(events)).toBe('')
      const [call, ...more] = callsOf(events)
      expect(more).toEqual([])
      const tool = tools.find(({ name }) => name === call?.name)
      expect(
        faultOf(tool?.parameters ?? {}, JSON.parse(call?.arguments ?? '')),
        call?.arguments,
      ).toBeUndefined()
      expect(endOf(events).reason).toBe('tool-calls')
    }
  })

  test('what must be a call is one call or several, and nothing else', async () => {
    for (let seed = 0; seed < 4; seed++) {
      const events = await ask(model, {
        messages: [user('pause')],
        tools,
        toolChoice: 'required',
        temperature: 2,
        seed,
        maxTokens: 300,
      })
      expect(textOf(events)).toBe('')
      expect(callsOf(events).length).toBeGreaterThan(0)
    }
  })

  test('a named tool is the one that is called', async () => {
    const events = await ask(model, {
      messages: [user('hello')],
      tools,
      toolChoice: { name: 'pause' },
      parallelToolCalls: false,
    })
    expect(callsOf(events)).toEqual([{ id: 'call_0', name: 'pause', arguments: '{}' }])
  })

  test('marks of calls and thoughts never show, whatever the dice say', async () => {
    for (let seed = 0; seed < 6; seed++) {
      const events = await ask(model, { messages: [user('go to page 7')], tools, temperature: 1.5, seed })
      expect(textOf(events)).not.toMatch(/<\|?\/?(tool_call|think|im_)/)
    }
  })

  test('without tools there are no calls, also where the model wants one', async () => {
    const events = await ask(model, {
      messages: [user('go to page 58')],
      tools,
      toolChoice: 'none',
      temperature: 1,
      seed: 4,
    })
    expect(callsOf(events)).toEqual([])
  })

  test('a format is kept to', async () => {
    const schema = {
      type: 'object',
      properties: { page: { type: 'integer', minimum: 3, maximum: 12 }, kind: { enum: ['a', 'bc'] } },
      required: ['page', 'kind'],
    }
    for (let seed = 0; seed < 6; seed++) {
      const events = await ask(model, {
        messages: [user('hello')],
        format: { type: 'schema', schema },
        temperature: 2,
        seed,
        maxTokens: 200,
      })
      expect(endOf(events).reason).toBe('stop')
      expect(faultOf(schema, JSON.parse(textOf(events)))).toBeUndefined()
    }
  })

  test('the same seed gives the same answer, another one another', async () => {
    const said = async (seed: number) =>
      textOf(await ask(model, { messages: [user('hello')], temperature: 1.5, topP: 0.95, seed }))
    const first = await said(1)
    expect(await said(1)).toBe(first)
    expect(new Set([first, await said(2), await said(3), await said(4)]).size).toBeGreaterThan(1)
  })

  test('a conversation from its cache goes on as one that is read anew', async () => {
    const messages: ChatMessage[] = [{ role: 'system', content: 'Be short.' }]
    let cached = 0
    for (const [at, words] of [
      'hello',
      'go to page 12',
      'what is a river',
      'thanks',
      'find silver stone',
    ].entries()) {
      messages.push(user(words))
      const request = { messages: [...messages], tools, seed: at, temperature: at % 2, maxTokens: 30 }
      const kept = await ask(model, { ...request, conversation: 'kept' })
      const anew = await ask(model, request)
      expect(kept.slice(0, -1)).toEqual(anew.slice(0, -1))
      expect(endOf(anew).usage.cached).toBe(0)
      cached += endOf(kept).usage.cached
      const calls = callsOf(kept)
      messages.push({
        role: 'assistant',
        content: textOf(kept),
        ...(calls.length > 0 ? { toolCalls: calls } : {}),
      })
      for (const { id } of calls) messages.push({ role: 'tool', content: 'done', toolCallId: id })
    }
    expect(cached).toBeGreaterThan(100)
    await handlers.forget({ conversation: 'kept' }, { signal: never })
  })

  test('a stop string ends the answer and is not part of it', async () => {
    const whole = textOf(await ask(model, { messages: [user('hello')] }))
    const stop = whole.slice(3, 6)
    const events = await ask(model, { messages: [user('hello')], stop: [stop] })
    expect(textOf(events)).toBe(whole.slice(0, whole.indexOf(stop)).trimEnd())
    expect(endOf(events).reason).toBe('stop')
  })

  test('an answer ends at the tokens that it may have', async () => {
    const events = await ask(model, { messages: [user('hello')], maxTokens: 2 })
    expect(endOf(events)).toMatchObject({ reason: 'length', usage: { completion: 2 } })
  })

  test('a long conversation loses its oldest turns and keeps the system’s part; too long a turn is refused', async () => {
    const turns = Array.from({ length: 200 }, (_, at): ChatMessage[] => [
      user(`go to page ${at}`),
      { role: 'assistant', content: `Page ${at}.` },
    ]).flat()
    const events = await ask(model, {
      messages: [{ role: 'system', content: 'Be short.' }, ...turns, user('hello')],
      tools,
      maxTokens: 8,
    })
    const { dropped, usage } = endOf(events)
    expect(dropped).toBeGreaterThan(200)
    expect(dropped % 2).toBe(0)
    expect(usage.prompt).toBeLessThanOrEqual(1024 - 8)
    await expect(ask(model, { messages: [user('word '.repeat(2_000))] })).rejects.toMatchObject({
      code: 'too-large',
      reason: 'conversation-too-long',
    })
  })

  test('leaving interrupts between two tokens, and the next answer is right', async () => {
    const abort = new AbortController()
    const request = {
      messages: [user('hello')],
      conversation: 'left',
      maxTokens: 400,
      temperature: 2,
      seed: 1,
    }
    setTimeout(() => abort.abort(), 60)
    await ask(model, request, abort.signal).catch((error: unknown) =>
      expect(error).toMatchObject({ code: 'cancelled' }),
    )
    const next = { messages: [user('thank you')], seed: 1 }
    expect((await ask(model, { ...next, conversation: 'left' })).slice(0, -1)).toEqual(
      (await ask(model, next)).slice(0, -1),
    )
  })
})

test('who waits for an answer may stop waiting', async () => {
  const abort = new AbortController()
  const first = ask('qwen3-tiny', { messages: [user('hello')], maxTokens: 200, temperature: 2, seed: 9 })
  const second = ask('qwen3-tiny', { messages: [user('hello')] }, abort.signal)
  abort.abort()
  await expect(second).rejects.toMatchObject({ code: 'cancelled' })
  expect(endOf(await first)).toBeDefined()
  expect(endOf(await ask('qwen3-tiny', { messages: [user('hello')] }))).toBeDefined()
})

test('a reader who stays and reads no further does not keep the others waiting', async () => {
  const short = chatHandlers(createKeeper(), 20)
  const begun = (text: string) =>
    short
      .generate(
        chatRequest.parse({
          model: 'causal-lm:qwen3-tiny',
          folders: [folder],
          messages: [user(text)],
          maxTokens: 60,
        }),
        { signal: never },
      )
      [Symbol.asyncIterator]()
  const resting = begun('hello')
  expect((await resting.next()).done).toBe(false)
  expect((await begun('go to page 58').next()).done).toBe(false)
  await expect(resting.next()).rejects.toMatchObject({ code: 'cancelled' })
})

test('NF4 weights and 16-bit caches give the same call as 4-bit weights', async () => {
  const source = join(folder, 'qwen3-tiny')
  const request: Request = {
    messages: [{ role: 'system', content: 'Be short.' }, user('go to page 58')],
    tools,
  }
  const expected = callsOf(await ask('qwen3-tiny', request))
  for (const file of ['model_bnb4.onnx', 'model_q4f16.onnx']) {
    if (!existsSync(join(source, 'onnx', file))) continue
    const other = join(scratch, file.replace('.onnx', ''))
    cpSync(source, other, {
      recursive: true,
      filter: (path) => !path.endsWith('.onnx') || path.endsWith(file),
    })
    const events = await ask(file.replace('.onnx', ''), { ...request, folders: [scratch] })
    expect(callsOf(events), file).toEqual(expected)
  }
})

test('where the template begins a thought, nothing of it shows, and a format leaves no room for one', async () => {
  const thinking = join(scratch, 'thinking', 'thinker')
  cpSync(join(folder, 'qwen3-tiny'), thinking, { recursive: true })
  const config = JSON.parse(readFileSync(join(thinking, 'tokenizer_config.json'), 'utf8')) as {
    chat_template: string
  }
  const template = config.chat_template.replace(
    /\{%- if enable_thinking is defined.*?endif %\}/s,
    "{{- '<think>\\n' }}",
  )
  expect(template).not.toBe(config.chat_template)
  writeFileSync(join(thinking, 'chat_template.jinja'), template)
  const request = { messages: [user('hello')], folders: [join(scratch, 'thinking')], temperature: 1 }
  let thoughts = 0
  for (let seed = 0; seed < 6; seed++) {
    const events = await ask('thinker', { ...request, seed })
    const { completion } = endOf(events).usage
    const { tokens } = await handlers.count({ model: 'causal-lm:thinker', folders: request.folders, text: textOf(events) }, { signal: never }) // prettier-ignore
    if (completion > tokens + 2) thoughts++
    expect(textOf(events)).not.toContain('think>')
  }
  expect(thoughts).toBeGreaterThan(3)
  const formed = await ask('thinker', {
    ...request,
    format: { type: 'schema', schema: { enum: ['yes', 'no'] } },
  })
  expect(['yes', 'no']).toContain(JSON.parse(textOf(formed)))
})

test('a model whose template and vocabulary know no tools calls them all the same, one or several', async () => {
  const plain = join(scratch, 'plain', 'plain')
  cpSync(join(folder, 'qwen3-tiny'), plain, { recursive: true })
  writeFileSync(
    join(plain, 'chat_template.jinja'),
    "{%- for m in messages %}{{- '<|im_start|>' + m.role + '\\n' + m.content + '<|im_end|>\\n' }}{%- endfor %}{{- '<|im_start|>assistant\\n' }}",
  )
  const file = JSON.parse(readFileSync(join(plain, 'tokenizer.json'), 'utf8')) as {
    added_tokens: { content: string }[]
  }
  file.added_tokens = file.added_tokens.filter(({ content }) => !/tool|think/.test(content))
  writeFileSync(join(plain, 'tokenizer.json'), JSON.stringify(file))
  let complete = 0
  for (let seed = 0; seed < 5; seed++) {
    const messages = [user('go to page 7')]
    const request = {
      messages,
      folders: [join(scratch, 'plain')],
      tools,
      toolChoice: 'required' as const,
      maxTokens: 150,
    }
    const events = await ask('plain', { ...request, temperature: 1.5, seed })
    expect(textOf(events)).not.toMatch(/<\/?tool_call>/)
    if (endOf(events).reason !== 'tool-calls') continue
    complete++
    for (const call of callsOf(events)) {
      const tool = tools.find(({ name }) => name === call.name)
      expect(faultOf(tool?.parameters ?? {}, JSON.parse(call.arguments)), call.arguments).toBeUndefined()
    }
    const [call] = callsOf(events)
    const next = [
      ...messages,
      { role: 'assistant' as const, content: '', toolCalls: call ? [call] : [] },
      { role: 'tool' as const, content: 'done', toolCallId: 'call_0' },
    ]
    const after = await ask('plain', { ...request, toolChoice: 'none', messages: next, maxTokens: 5 })
    expect(endOf(after)).toBeDefined()
  }
  expect(complete).toBeGreaterThan(2)
})

test('a whole library as a message is refused at once', async () => {
  const before = performance.now()
  await expect(
    ask('qwen3-tiny', { messages: [user('many words '.repeat(1_000_000))] }),
  ).rejects.toMatchObject({ reason: 'conversation-too-long' })
  expect(performance.now() - before).toBeLessThan(8_000)
})

test('what is wrong with a request is said before the model is asked', async () => {
  const messages = [user('hello')]
  await expect(ask('none', { messages })).rejects.toMatchObject({
    code: 'not-found',
    reason: 'language-model-missing',
  })
  await expect(ask('qwen3-tiny', { messages, tools, toolChoice: { name: 'fly' } })).rejects.toMatchObject({
    reason: 'tool-unknown',
  })
  await expect(
    ask('qwen3-tiny', { messages, format: { type: 'schema', schema: { not: {} } } }),
  ).rejects.toMatchObject({ reason: 'schema-unsupported' })
  let deep: Record<string, unknown> = { type: 'string' }
  for (let depth = 0; depth < 5_000; depth++) deep = { type: 'array', items: deep }
  const request = { messages, format: { type: 'schema' as const, schema: deep } }
  await expect(ask('qwen3-tiny', request)).rejects.toMatchObject({ reason: 'schema-too-large' })
})

test('arguments that no grammar holds are tried again and then refused', async () => {
  const impossible = [
    {
      name: 'pause',
      parameters: {
        type: 'object',
        properties: { n: { type: 'number', minimum: 5, maximum: 4 } },
        required: ['n'],
      },
    },
  ]
  await expect(
    ask('qwen3-tiny', {
      messages: [user('pause')],
      tools: impossible,
      toolChoice: 'required',
      maxTokens: 400,
    }),
  ).rejects.toMatchObject({ code: 'bad-input', reason: 'tool-arguments' })
})

test.each([
  ['a file is missing', (pack: string) => rmSync(join(pack, 'tokenizer.json'))],
  ['the network is cut short', (pack: string) => truncateSync(join(pack, 'onnx/model_q4.onnx'), 5_000)],
  ['the network is empty', (pack: string) => truncateSync(join(pack, 'onnx/model_q4.onnx'), 0)],
  ['the network is text', (pack: string) => writeFileSync(join(pack, 'onnx/model_q4.onnx'), 'not found')],
  ['the tokenizer is cut short', (pack: string) => truncateSync(join(pack, 'tokenizer.json'), 5_000)],
  ['the template is broken', (pack: string) => writeFileSync(join(pack, 'chat_template.jinja'), '{% if %}')],
  [
    'the configuration is of another model',
    (pack: string) => writeFileSync(join(pack, 'generation_config.json'), '[1]'),
  ],
])('a damaged pack is said to be one: %s', async (what, damage) => {
  const name = what.replaceAll(' ', '-')
  cpSync(join(folder, 'qwen3-tiny'), join(scratch, 'damaged', name), { recursive: true })
  damage(join(scratch, 'damaged', name))
  const failed = ask(name, { messages: [user('hello')], folders: [join(scratch, 'damaged')] })
  await expect(failed).rejects.toMatchObject({ code: 'damaged', data: { name } })
})

test('the golden logits’ text is cut into the golden tokens', async () => {
  for (const model of ['qwen3-tiny', 'lfm2-tiny']) {
    const { text, ids } = JSON.parse(readFileSync(join(folder, model, 'golden.json'), 'utf8')) as {
      text: string
      ids: number[]
    }
    const { tokens } = await handlers.count(
      { model: `causal-lm:${model}`, folders: [folder], text },
      { signal: never },
    )
    expect(tokens).toBe(ids.length)
  }
})
