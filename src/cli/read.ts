/** `lectern read`: a document, or a chapter of it, as a sound file or straight to the loudspeakers. */
import { extname } from 'node:path'
import { parseArgs } from 'node:util'
import type { AppContract } from '../contract/app.ts'
import type { OutputOf } from '../rpc/contract.ts'
import { type Invocation, oneFile } from './commands.ts'
import { importFile } from './documents.ts'
import { print, progressLine, UsageError } from './output.ts'
import { openOutput } from './output-file.ts'
import { type Playback, startPlayback } from './playback.ts'

type SoundUtterance = Extract<OutputOf<AppContract, 'export.sound'>, { type: 'utterance' }>

interface TimedUtterance {
  readonly start: number
  readonly end: number
  readonly block: number
  readonly offset: number
  readonly length: number
  readonly spoken: string
  readonly words: readonly {
    readonly start: number
    readonly end: number
    readonly block: number
    readonly offset: number
    readonly length: number
  }[]
}

/** A chapter's number, counted from 1, or words of its title. */
function wantedChapter(given: string): number | string {
  const chosen = given.trim()
  if (chosen === '' || /^-?0*$/.test(chosen) || /^-\d+$/.test(chosen))
    throw new UsageError('--chapter takes a number from 1 on, or words of a chapter’s title.')
  return /^\d{1,9}$/.test(chosen) ? Number(chosen) : chosen
}

function timed({ utterance, start, end, words }: SoundUtterance): TimedUtterance {
  const { position, end: endOffset, spoken } = utterance
  const { block, offset } = position
  return {
    start: round(start),
    end: round(end),
    block,
    offset,
    length: endOffset - offset,
    spoken,
    words: words.map((word) => ({
      start: round(word.start),
      end: round(word.end),
      block,
      offset: word.from,
      length: word.to - word.from,
    })),
  }
}

const round = (seconds: number) => Math.round(seconds * 1000) / 1000

export async function readCommand({ client, args, signal }: Invocation): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      out: { type: 'string' },
      voice: { type: 'string' },
      speed: { type: 'string', default: '1' },
      chapter: { type: 'string' },
      timings: { type: 'string' },
      json: { type: 'boolean' },
      page: { type: 'boolean' },
      password: { type: 'string' },
    },
  })
  const speed = Number(values.speed)
  if (!(speed >= 0.25 && speed <= 4)) throw new UsageError('--speed takes a number from 0.25 to 4.')
  const ending = values.out === undefined ? undefined : extname(values.out).toLowerCase()
  if (ending !== undefined && ending !== '.wav' && ending !== '.opus' && ending !== '.ogg')
    throw new UsageError('--out takes a name that ends in .wav or .opus.')
  const chapter = values.chapter === undefined ? undefined : wantedChapter(values.chapter)
  const file = oneFile(positionals)
  // Whether there is anywhere for the result to go is said before a long import, not after it.
  const out = values.out === undefined ? undefined : await openOutput(values.out)
  const times = values.timings === undefined ? undefined : await openOutput(values.timings)
  let playback: Playback | undefined
  try {
    if (!out) playback = startPlayback()
    const { summary } = await importFile(client, file, {
      password: values.password,
      page: values.page === true,
      signal,
    })
    const events = client.stream(
      'export.sound',
      {
        document: summary.id,
        format: ending === undefined || ending === '.wav' ? 'wav' : 'opus',
        speed,
        ...(values.voice === undefined ? {} : { voice: values.voice }),
        ...(chapter === undefined ? {} : { chapter }),
      },
      signal,
    )
    const progress = progressLine('speaking')
    const utterances: TimedUtterance[] = []
    let seconds = 0
    let head: Uint8Array | undefined
    try {
      for await (const event of events)
        if (event.type === 'bytes') await (playback ?? out)?.write(event.bytes)
        else if (event.type === 'utterance') {
          progress.show(event.done)
          if (times) utterances.push(timed(event))
        } else ({ seconds, head } = event)
    } finally {
      progress.end()
    }
    await out?.finish(head)
    seconds = round(seconds)
    await times?.write(`${JSON.stringify({ document: summary.id, speed, seconds, utterances })}\n`)
    await times?.finish()
    await playback?.end()
    if (values.json)
      await print(`${JSON.stringify({ document: summary.id, speed, seconds, out: values.out ?? null })}\n`)
  } finally {
    playback?.stop()
    await out?.discard()
    await times?.discard()
  }
}
