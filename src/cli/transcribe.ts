/** `lectern transcribe`: what is said in a recording, as text or with its times. */
import { parseArgs } from 'node:util'
import { writers } from '../app/hearing/recognisers.ts'
import type { AppClient } from '../contract/app.ts'
import type { HeardWord, Hypothesis, Recogniser } from '../contract/hearing.ts'
import { AppError, isAppError } from '../rpc/failure.ts'
import { batch, linesOf } from './batch.ts'
import { oneFile } from './commands.ts'
import { bytesOf } from './documents.ts'
import { print, UsageError } from './output.ts'
import { checkPacks } from './packs.ts'

/** Seconds of rest between two utterances after which a new paragraph begins. */
const paragraphRest = 1.5
/** Hot words that a recogniser is given at most, and signs of each; see contract/hearing-methods.ts. */
const mostHotWords = 5_000
const longestHotWord = 200
const mostAlternatives = 10

interface Word extends Omit<HeardWord, 'text'> {
  readonly word: string
}
interface Segment {
  readonly start: number
  readonly end: number
  readonly text: string
  readonly confidence: number
  readonly words: readonly Word[]
  readonly alternatives?: readonly { readonly text: string; readonly confidence: number }[]
}
interface Transcript {
  readonly text: string
  readonly language: string
  readonly recogniser: string
  readonly seconds: number
  readonly segments: readonly Segment[]
  /** The recording ends before it says it does. */
  readonly cutOff?: true
}

export const transcribeOptions = {
  json: { type: 'boolean' },
  batch: { type: 'string' },
  recogniser: { type: 'string' },
  language: { type: 'string' },
  models: { type: 'string' },
  'hot-words': { type: 'string' },
  alternatives: { type: 'string' },
} as const

/** What was asked for, before anything is started. @throws {UsageError} */
export function transcribeRequest(args: readonly string[]) {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: transcribeOptions,
  })
  if (values.batch !== undefined && positionals.length > 0)
    throw new UsageError('Name one file, or a list with --batch.')
  const alternatives = Number(values.alternatives ?? 0)
  if (!Number.isInteger(alternatives) || alternatives < 0 || alternatives > mostAlternatives)
    throw new UsageError(`--alternatives is a number from 0 to ${mostAlternatives}.`)
  const language = languageOf(values.language ?? 'en')
  return {
    file: values.batch === undefined ? oneFile(positionals) : undefined,
    batch: values.batch,
    json: values.json === true,
    models: values.models,
    recogniser: values.recogniser,
    hotWords: values['hot-words'],
    language,
    alternatives,
  }
}

function languageOf(tag: string): string {
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? tag
  } catch {
    throw new UsageError(`“${tag}” is no language: give a tag such as en, en-GB or de.`)
  }
}

type Request = ReturnType<typeof transcribeRequest>

export async function transcribeCommand(
  client: AppClient,
  request: Request,
  signal: AbortSignal,
): Promise<void> {
  const hotWords = request.hotWords === undefined ? [] : await hotWordsOf(request.hotWords)
  for (const warning of await checkPacks(client, request, signal)) process.stderr.write(`${warning}\n`)
  if (request.batch !== undefined)
    return batch(
      request.batch,
      (file) => transcribe(client, { ...request, hotWords }, file, signal),
      (file) => ({ file }),
      signal,
    )
  const transcript = await transcribe(client, { ...request, hotWords }, request.file as string, signal)
  if (transcript.cutOff)
    process.stderr.write(
      'The recording ends before it says it does: it seems to be cut off. This is what there is of it.\n',
    )
  if (request.json) return print(`${JSON.stringify(transcript)}\n`)
  if (transcript.text === '') process.stderr.write('No speech was heard.\n')
  else await print(`${transcript.text}\n`)
}

async function hotWordsOf(file: string): Promise<string[]> {
  const words: string[] = []
  for await (const line of linesOf(file)) if (line !== '') words.push(line.slice(0, longestHotWord))
  if (words.length > mostHotWords) throw new UsageError(`--hot-words takes ${mostHotWords} lines at most.`)
  return words
}

async function transcribe(
  client: AppClient,
  { language, recogniser, alternatives, hotWords }: Omit<Request, 'hotWords'> & { hotWords: string[] },
  file: string,
  signal: AbortSignal,
): Promise<Transcript> {
  const bytes = bytesOf(file)
  const list = await client.call('hearing.recognisers', {}, signal)
  const able = writers(list, language)
  if (recogniser === undefined && able.length === 0) throw nobody(list, language)
  const { seconds, cutOff } = await client.call('hearing.soundLength', { bytes }, signal)
  const segments: Segment[] = []
  let used = recogniser ?? ''
  const request = {
    bytes,
    language,
    alternatives,
    hotWords,
    ...(recogniser === undefined ? {} : { recogniser }),
  }
  try {
    for await (const heard of client.stream('hearing.transcribe', request, signal)) {
      used = heard.recogniser || used
      const { start, end, text, hypothesis } = heard
      segments.push({
        start: rounded(start),
        end: rounded(end),
        text,
        confidence: rounded(hypothesis.confidence),
        words: hypothesis.words.map((word) => ({
          word: word.text,
          start: rounded(start + word.start),
          end: rounded(start + word.end),
          confidence: rounded(word.confidence),
        })),
        ...(alternatives > 0 ? { alternatives: heard.alternatives.map(brief) } : {}),
      })
    }
  } catch (error) {
    if (isAppError(error, 'not-found') && error.reason === 'no-recogniser') throw unknown(list, recogniser)
    throw error
  }
  return {
    text: paragraphs(segments),
    language,
    recogniser: used || (able[0]?.id ?? ''),
    seconds: rounded(seconds),
    segments,
    ...(cutOff ? { cutOff } : {}),
  }
}

const rounded = (value: number): number => Math.round(value * 1_000) / 1_000
const brief = ({ text, confidence }: Hypothesis) => ({ text, confidence: rounded(confidence) })

function paragraphs(segments: readonly Segment[]): string {
  let text = ''
  for (const [index, segment] of segments.entries()) {
    const before = segments[index - 1]
    const gap = before === undefined ? '' : segment.start - before.end >= paragraphRest ? '\n\n' : ' '
    text += `${gap}${segment.text.trim()}`
  }
  return text
}

const offered = (list: readonly Recogniser[]): string => {
  const names = list.filter(({ dictation, state }) => dictation && state === 'ready').map(({ id }) => id)
  return names.length > 0
    ? ` Ready here: ${names.join(', ')}.`
    : ' Give a folder that holds a pack, such as Pocket English, with --models. On Linux, the packages libpocketsphinx3 and pocketsphinx-en-us do for English, with about one word in three wrong.'
}
const nobody = (list: readonly Recogniser[], language: string) =>
  new AppError('not-found', `No recogniser for “${language}” is ready.${offered(list)}`, {
    reason: 'no-dictation',
    data: { language },
  })
const unknown = (list: readonly Recogniser[], recogniser = '') =>
  new AppError('bad-input', `There is no recogniser “${recogniser}” that can transcribe.${offered(list)}`, {
    reason: 'no-recogniser',
    data: { recogniser },
  })
