/** `lectern command`: which command somebody typed or said. */
import { existsSync, statSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { userPath } from '../app/data-folder.ts'
import { askedUpTo, oneCommand } from '../app/hearing/file-command.ts'
import type { AppClient } from '../contract/app.ts'
import { commandLanguage, type CommandLanguage, type HeardCommand } from '../contract/hearing.ts'
import { AppError } from '../rpc/failure.ts'
import { batch } from './batch.ts'
import { bytesOf } from './documents.ts'
import { exitCodes, print, UsageError } from './output.ts'
import { checkPacks } from './packs.ts'

const longestText = 2_000
const nothing: HeardCommand = { command: null, arguments: {}, confidence: 0, heard: '', alternatives: [] }

/** What was asked for, before anything is started. @throws {UsageError} */
export function commandRequest(args: readonly string[]) {
  // `--batch LIST --text` says that all lines are texts; elsewhere `--text` is followed by the text.
  const given = [...args]
  const batched = given.some((arg) => arg === '--batch' || arg.startsWith('--batch='))
  const at = batched ? given.indexOf('--text') : -1
  if (at >= 0) given.splice(at, 1)
  const { values, positionals } = parseArgs({
    args: given,
    allowPositionals: true,
    options: {
      text: { type: 'string' },
      batch: { type: 'string' },
      language: { type: 'string' },
      models: { type: 'string' },
      json: { type: 'boolean' },
    },
  })
  const language = commandLanguage.safeParse((values.language ?? 'en').toLowerCase().slice(0, 2))
  if (!language.success) throw new UsageError('--language is en, de or fr.')
  const named = [values.text, values.batch, ...positionals].filter((value) => value !== undefined)
  if (named.length !== 1)
    throw new UsageError('Give a text with --text, or one file, or a list with --batch.')
  return {
    text: values.text,
    batch: values.batch,
    file: positionals[0],
    texts: at >= 0,
    language: language.data,
    models: values.models,
    json: values.json === true,
  }
}

type Request = ReturnType<typeof commandRequest>

/**
 * Prints the command, and for a person what they should know of it.
 *
 * @returns the exit code: `nothing` where it is none and nothing else says so
 */
export async function commandCommand(
  client: AppClient,
  request: Request,
  signal: AbortSignal,
): Promise<number> {
  const { language, models } = request
  if (request.text === undefined && !request.texts)
    for (const warning of await checkPacks(client, { models, language, anyLanguage: true }, signal))
      process.stderr.write(`${warning}\n`)
  if (request.batch !== undefined) {
    const sound = (line: string) => !request.texts && isSound(line)
    await batch(
      request.batch,
      (line) => (sound(line) ? fromSound : fromText)(client, line, language, signal),
      (line) => (sound(line) ? { file: line } : { text: line.slice(0, longestText) }),
      signal,
    )
    return exitCodes.done
  }
  const heard =
    request.text === undefined
      ? await fromSound(client, request.file as string, language, signal)
      : await fromText(client, request.text, language, signal)
  const { command, arguments: told, confidence } = heard
  if (request.json) {
    // The answer itself says that there is no command.
    await print(`${JSON.stringify(shaped(heard))}\n`)
    return exitCodes.done
  }
  if (command === null) {
    const words = heard.heard === '' ? '' : ` (heard: ${heard.heard})`
    process.stderr.write(`lectern: That is nothing that Lectern can do${words}.\n`)
    return exitCodes.nothing
  }
  if (request.text === undefined && confidence <= askedUpTo)
    process.stderr.write('Not certain: the window would ask first.\n')
  await print(
    `${[command, ...Object.entries(told).map(([name, value]) => `${name}=${String(value)}`)].join(' ')}\n`,
  )
  return exitCodes.done
}

/** A line of a list is a sound where such a file is there, or where it can be nothing else. */
function isSound(line: string): boolean {
  if (/\.(wav|flac|mp3|ogg|oga|opus|webm|mka|weba)$/i.test(line)) return true
  const path = userPath(line)
  return existsSync(path) && statSync(path).isFile()
}

async function fromText(
  client: AppClient,
  text: string,
  language: CommandLanguage,
  signal: AbortSignal,
): Promise<HeardCommand> {
  if (text.length > longestText) throw new AppError('bad-input', 'The text is too long to be a command.')
  return shaped(await client.call('hearing.understand', { text, language }, signal))
}

/** The one command of a recording; what is said in pieces may be one. */
async function fromSound(
  client: AppClient,
  file: string,
  language: CommandLanguage,
  signal: AbortSignal,
): Promise<HeardCommand> {
  const { commands } = await client.call('hearing.understandFile', { bytes: bytesOf(file), language }, signal)
  const [first = nothing, ...more] = commands
  if (more.length === 0) return shaped(first)
  const heard = commands.map((each) => each.heard).join(' ').trim().slice(0, longestText) // prettier-ignore
  const whole = await client.call('hearing.understand', { text: heard, language }, signal)
  return shaped(oneCommand(commands, { ...whole, heard }))
}

/** The fields in their documented order, and no others. */
function shaped({ command, arguments: told, confidence, heard, alternatives }: HeardCommand): HeardCommand {
  return { command, arguments: told, confidence: rounded(confidence), heard, alternatives: alternatives.map((each) => ({ ...each, confidence: rounded(each.confidence) })) } // prettier-ignore
}
const rounded = (figure: number): number => Math.round(figure * 1_000) / 1_000
