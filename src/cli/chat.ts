/** `lectern chat`: a conversation with an installed language model, a line for each turn. It sees no document. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { borrowedSettings } from '../app/borrowed-settings.ts'
import { type ChatProcess, startChat } from '../app/chat.ts'
import { userPath } from '../app/data-folder.ts'
import { packFolders } from '../app/packs/folders.ts'
import { readManifest } from '../app/packs/manifest.ts'
import { type ChatEvent, type ChatMessage, type ChatTool, chatTool, type ToolCall } from '../contract/chat.ts'
import { AppError } from '../rpc/failure.ts'
import { exitCodes, print, UsageError } from './output.ts'
import { modelFolder } from './packs.ts'

/** What was asked for, before anything is started. @throws {UsageError} */
export function chatCommandRequest(args: readonly string[]) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      model: { type: 'string' },
      models: { type: 'string' },
      system: { type: 'string' },
      tools: { type: 'string' },
      seed: { type: 'string' },
      temperature: { type: 'string' },
      'max-tokens': { type: 'string' },
      json: { type: 'boolean' },
    },
  })
  const number = (
    name: 'seed' | 'temperature' | 'max-tokens',
    least: number,
    most: number,
    whole: boolean,
  ) => {
    const given = values[name]
    if (given === undefined) return undefined
    const value = Number(given)
    if (given.trim() === '' || !(value >= least && value <= most) || (whole && !Number.isInteger(value)))
      throw new UsageError(`--${name} is a ${whole ? 'whole ' : ''}number from ${least} to ${most}.`)
    return value
  }
  return {
    model: values.model,
    models: values.models,
    system: values.system,
    tools: values.tools === undefined ? [] : toolsIn(values.tools),
    seed: number('seed', 0, Number.MAX_SAFE_INTEGER, true),
    temperature: number('temperature', 0, 2, false),
    maxTokens: number('max-tokens', 1, 100_000, true),
    json: values.json === true,
  }
}
type Request = ReturnType<typeof chatCommandRequest>

/** A list of tools, each as `{"name", "description", "parameters"}` or as the chat API has it, inside `function`. */
function toolsIn(file: string): ChatTool[] {
  let value: unknown
  try {
    value = JSON.parse(readFileSync(userPath(file), 'utf8'))
  } catch {
    throw new UsageError(`--tools: “${file}” is no JSON file that can be read.`)
  }
  const list = (Array.isArray(value) ? value : [value]).map((each: unknown) =>
    typeof each === 'object' && each !== null && 'function' in each ? each.function : each,
  )
  const tools = chatTool.array().max(256).safeParse(list)
  if (!tools.success)
    throw new UsageError(`--tools: “${file}” is no list of tools with a name and parameters (JSON Schema).`)
  return tools.data
}

/** Runs the conversation on the folders of packs that the settings name, in a process of its own. */
export async function chatCommand(data: string, request: Request, signal: AbortSignal): Promise<number> {
  const scratch = mkdtempSync(join(tmpdir(), 'lectern-chat-'))
  try {
    const settings = borrowedSettings(data, scratch)
    const given = request.models === undefined ? [] : [modelFolder(request.models)]
    const folders = [...given, ...packFolders(data, settings)]
    const chat = startChat({ folders: () => folders })
    try {
      await converse(chat, await modelOf(chat, request.model), request, signal)
    } finally {
      await chat.close()
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true, maxRetries: 3 })
  }
  if (signal.aborted) throw new AppError('cancelled', 'Stopped.')
  return exitCodes.done
}

async function modelOf(chat: ChatProcess, named: string | undefined): Promise<string> {
  const models = await chat.models()
  if (named !== undefined) {
    const found = models.find(({ id, name }) =>
      [id, `${id}`.replace(/^causal-lm:/, ''), name].includes(named),
    )
    if (found) return found.id
    const there = models.map(({ id }) => id).join(', ')
    throw new AppError('not-found', `There is no language model “${named}”${there && `, but ${there}`}.`, {
      reason: 'language-model-missing',
      data: { name: named },
    })
  }
  const ready = models.find(({ state }) => state === 'ready') ?? models[0]
  if (ready) return ready.id
  const packs = readManifest().packs.filter(({ kind }) => kind === 'language-model')
  const offers = packs.map(({ id, name }) => `${name}: lectern models install ${id}`).join('; ')
  throw new AppError('not-found', `No language model is installed. ${offers}.`, {
    reason: 'no-language-model',
  })
}

/** A line is what the user says or, after a call, what came of it; one line for each call. */
async function converse(
  chat: ChatProcess,
  model: string,
  request: Request,
  signal: AbortSignal,
): Promise<void> {
  const { system, tools, seed, temperature, maxTokens, json } = request
  const messages: ChatMessage[] = system === undefined ? [] : [{ role: 'system', content: system }]
  const waiting: ToolCall[] = []
  const lines = createInterface({ input: process.stdin, signal })
  const prompt = (): void => {
    if (!process.stdin.isTTY || json) return
    const call = waiting[0]
    process.stderr.write(call ? `Result of ${call.name}: ` : 'You: ')
  }
  prompt()
  for await (const line of lines) {
    const call = waiting.shift()
    if (call) messages.push({ role: 'tool', content: line, toolCallId: call.id })
    else if (line.trim() !== '') messages.push({ role: 'user', content: line })
    if (waiting.length > 0 || (!call && line.trim() === '')) {
      prompt()
      continue
    }
    let said = ''
    const calls: ToolCall[] = []
    const answer = chat.generate(
      {
        model,
        conversation: 'terminal',
        messages,
        tools,
        ...(seed === undefined ? {} : { seed }),
        ...(temperature === undefined ? {} : { temperature }),
        ...(maxTokens === undefined ? {} : { maxTokens }),
      },
      signal,
    )
    for await (const event of answer) {
      if (event.type === 'text') said += event.text
      if (event.type === 'tool-call') calls.push(event.call)
      await print(json ? `${JSON.stringify(event)}\n` : inWords(event, said))
    }
    messages.push({ role: 'assistant', content: said, ...(calls.length > 0 ? { toolCalls: calls } : {}) })
    waiting.push(...calls)
    prompt()
  }
}

function inWords(event: ChatEvent, said: string): string {
  switch (event.type) {
    case 'text':
      return event.text
    case 'tool-call':
      return `${said === '' || said.endsWith('\n') ? '' : '\n'}${event.call.name} ${event.call.arguments}\n`
    case 'end':
      return event.reason === 'tool-calls' ? '' : `${event.reason === 'length' ? ' …' : ''}\n`
  }
}
