/** Spoken commands: how many are understood, in quiet and in noise, by each opinion and by both; and how many nobody gave. */
import { Grammars } from '../src/app/hearing/grammars.ts'
import { knowledge, type Knowledge } from '../src/app/hearing/knowledge.ts'
import { SessionSense } from '../src/app/hearing/sense.ts'
import { startEngine } from '../src/app/engine.ts'
import type { HearingEvent, HeardCommand } from '../src/contract/hearing.ts'
import { hearingRate } from '../src/contract/hearing.ts'
import { soundRate } from '../src/contract/inference.ts'
import { Listener } from '../src/core/hearing/listener.ts'
import type { Opinions } from '../src/core/hearing/parts.ts'
import { endpointingFor } from '../src/core/hearing/presets.ts'
import { resample } from '../src/inference/dsp/resample.ts'
import { fliteVoices, speakFlite } from '../src/inference/flite.ts'
import { type BenchEar, englishWriters, joined, modelFolders, noisy, percent, silence, soundOf, speechRows } from './bench-ears-tools.ts' // prettier-ignore
import { table } from './bench-tools.ts'

const place = { language: 'en' } as const
const never = new AbortController().signal
/** Phrases of each command that are spoken. `EARS_PHRASES` makes it fewer or more. */
const phrasesEach = Number(process.env['EARS_PHRASES'] ?? 2)
/** Every so many of them; `EARS_STEP=4` measures a quarter. */
const phraseStep = Number(process.env['EARS_STEP'] ?? 1)

/** Flite's voices that speak: all, or those of `EARS_VOICES`. */
const speakers = fliteVoices.filter(({ id }) => process.env['EARS_VOICES']?.split(',').includes(id) ?? true)
/** Decibels of speech over noise that are measured; `EARS_NOISE=clean,10` makes it fewer. */
const chosenNoise = process.env['EARS_NOISE']?.split(',')

/** What a listener is joined to, with every verdict given once for each opinion alone. */
export function commandListener(ear: BenchEar, pronounce: ConstructorParameters<typeof Grammars>[1]) {
  const grammars = new Grammars(ear, pronounce)
  const last: { opinions: Opinions } = { opinions: {} }
  const watched: Knowledge = {
    ...knowledge,
    combine(opinions, where) {
      last.opinions = opinions
      return knowledge.combine(opinions, where)
    },
  }
  return {
    last,
    grammars,
    open: async (live: boolean) => {
      const sense = new SessionSense(
        {
          knowledge: watched,
          grammars,
          language: 'en',
          wake: () => ({ phrase: '', sounds: [] }),
          report: (what, cause) => console.error(what, cause),
        },
        undefined,
      )
      const writers = (await englishWriters(ear)).filter(({ kind }) => kind === 'transducer')
      return new Listener(
        {
          ear: ear.ear,
          language: 'en',
          sense,
          requests: () =>
            writers.map(({ id }) => ({
              recogniser: id,
              folders: [...modelFolders],
              language: 'en',
              hotWords: [...knowledge.hotWords(sense.place)],
              alternatives: 3,
            })),
          endpointing: (mode) => endpointingFor(mode, { preset: 'normal', threshold: 0.5 }),
          preset: () => 'normal',
          report: (what, cause) => console.error(what, cause),
        },
        { mode: 'command', way: 'always', live },
      )
    },
  }
}

/** Joins a bench to the voices, which know how words are said. */
export async function withPronounce<T>(
  work: (pronounce: ConstructorParameters<typeof Grammars>[1]) => Promise<T>,
): Promise<T> {
  const engine = startEngine({})
  try {
    return await work(async (language, words) => {
      const { ipa } = await engine.client.call('phonemes', { language, words: [...words] })
      return ipa
    })
  } finally {
    await engine.close()
  }
}

const nameOf = ({ command, arguments: told }: Pick<HeardCommand, 'command' | 'arguments'>): string =>
  command === null
    ? ''
    : `${command} ${JSON.stringify(Object.entries(told).toSorted(([a], [b]) => a.localeCompare(b)))}`
const commandOf = (name: string): string => name.split(' ')[0] ?? ''

export interface SpokenPhrase {
  readonly text: string
  readonly wanted: string
}

/** Phrases as the list of what can be said gives them, and what each means as a text. */
export function spokenPhrases(each = phrasesEach): { phrases: SpokenPhrase[]; lost: string[] } {
  const phrases: SpokenPhrase[] = []
  const lost: string[] = []
  for (const { command, phrases: list } of knowledge.phrases(place))
    for (const text of list.slice(0, each)) {
      const understood = knowledge.understand(text, place)
      if (understood.command === command) phrases.push({ text, wanted: nameOf(understood) })
      else lost.push(`${text} (${command}, taken for ${understood.command})`)
    }
  return { phrases, lost }
}

export async function spoken(text: string, voice: string): Promise<Int16Array> {
  const { pcm } = await speakFlite({ voice, text }, never)
  return resample(pcm, soundRate, hearingRate)
}

export const commandsIn = (events: readonly HearingEvent[]) =>
  events.flatMap((event) => (event.type === 'command' ? [event] : []))

/** Each utterance in a second of quiet before and behind, at each ratio to pink noise. */
const ratios = [
  ['clean', undefined],
  ['20 dB', 20],
  ['10 dB', 10],
] as const

export async function benchCommands(ear: BenchEar, verbose: boolean): Promise<string> {
  return withPronounce(async (pronounce) => {
    const { phrases: all, lost } = spokenPhrases()
    const phrases = all.filter((_, index) => index % phraseStep === 0)
    if (phrases.length === 0) return 'Commands: not measured, nothing is known that could be said.'
    const { last, open } = commandListener(ear, pronounce)
    const cells: string[][] = []
    for (const { id: voice } of speakers)
      for (const [name, decibels] of ratios) {
        if (chosenNoise && !chosenNoise.includes(name.replace(' dB', ''))) continue
        const count = {
          both: 0,
          bothId: 0,
          asked: 0,
          wrong: 0,
          none: 0,
          grammar: 0,
          grammars: 0,
          transcript: 0,
          transcripts: 0,
        }
        for (const [index, { text, wanted }] of phrases.entries()) {
          const speech = joined([silence(0.8), await spoken(text, voice), silence(0.8)])
          const pcm = decibels === undefined ? speech : noisy(speech, decibels, index + 1)
          const listener = await open(false)
          last.opinions = {}
          const found: ReturnType<typeof commandsIn> = []
          for (let at = 0; at < pcm.length; at += hearingRate)
            found.push(...commandsIn(await listener.hear(pcm.slice(at, at + hearingRate))))
          found.push(...commandsIn((await listener.flush()).map(({ event }) => event)))
          listener.close()
          const { grammar, transcript } = last.opinions
          const alone = (opinions: Opinions) => {
            const verdict = knowledge.combine(opinions, place)
            return verdict.decision === 'reject' ? '' : nameOf(verdict.heard)
          }
          const single = found.length === 1 ? found[0] : undefined
          const taken = single?.decision === 'do' ? nameOf(single.heard) : ''
          const asked = single?.decision === 'ask' && nameOf(single.heard) === wanted
          const wrong = found.some(({ decision, heard }) => decision === 'do' && nameOf(heard) !== wanted)
          count.both += Number(taken === wanted)
          count.bothId += Number(commandOf(taken) === commandOf(wanted))
          count.asked += Number(asked)
          count.wrong += Number(wrong)
          count.none += Number(found.every(({ decision }) => decision === 'reject'))
          count.grammars += Number(grammar !== undefined)
          count.transcripts += Number(transcript !== undefined)
          count.grammar += Number(grammar !== undefined && alone({ grammar }) === wanted)
          count.transcript += Number(transcript !== undefined && alone({ transcript }) === wanted)
          if (verbose && taken !== wanted)
            console.error(
              `${voice} ${name}: “${text}” wanted ${wanted}\n  took ${found.map(({ decision, heard }) => `${decision} ${nameOf(heard)} (“${heard.heard}”, ${heard.confidence.toFixed(2)})`).join('; ') || 'nothing'}\n  transcript “${transcript?.text ?? ''}” ${transcript?.confidence.toFixed(2) ?? ''}, grammar “${grammar?.text ?? ''}” ${grammar?.ratio.toFixed(2) ?? ''}`,
            )
        }
        const n = phrases.length
        cells.push([voice, name, percent(count.both, n), percent(count.bothId, n), percent(count.asked, n), percent(count.wrong, n), percent(count.none, n), percent(count.grammar, count.grammars), percent(count.transcript, count.transcripts)]) // prettier-ignore
      }
    return [
      `Commands as Flite's voices say them: ${phrases.length} phrases (at most ${phrasesEach} of each command, as “What can I say?” lists them), pink noise. Done: acted on at once, with every argument right; asked: “Did you mean” it. Grammar and transcript: right (done or asked) with that opinion alone, of the utterances for which it was asked: a plain and certain transcript acts before the grammar has answered.`,
      ...(lost.length > 0
        ? [`Left out, since their text is not taken for their command: ${lost.join('; ')}.`]
        : []),
      table(
        [
          'voice',
          'noise',
          'done',
          'command right',
          'asked',
          'another one done',
          'nothing',
          'grammar alone',
          'transcript alone',
        ],
        cells,
      ),
    ].join('\n\n')
  })
}

/** Speech that is meant for nobody, with the microphone always open. */
export async function benchFalseCommands(ear: BenchEar, verbose: boolean): Promise<string> {
  const rows = speechRows().filter(({ folder }) => ['read', 'long', 'disfluent'].includes(folder))
  if (rows.length === 0) return 'False commands: not measured, shared/testdata/speech is absent.'
  return withPronounce(async (pronounce) => {
    const { open } = commandListener(ear, pronounce)
    const cells: string[][] = []
    for (const folder of process.env['EARS_FOLDERS']?.split(',') ?? ['read', 'long', 'disfluent']) {
      let [done, asked, seconds, utterances] = [0, 0, 0, 0]
      const which: string[] = []
      for (const row of rows.filter((each) => each.folder === folder)) {
        const pcm = joined([await soundOf(ear, row.file), silence(1)])
        const listener = await open(false)
        const events: HearingEvent[] = []
        for (let at = 0; at < pcm.length; at += hearingRate)
          events.push(...(await listener.hear(pcm.slice(at, at + hearingRate))))
        events.push(...(await listener.flush()).map(({ event }) => event))
        listener.close()
        seconds += row.seconds
        utterances += events.filter((event) => event.type === 'speech' && event.speaking).length
        for (const { decision, heard } of commandsIn(events)) {
          done += Number(decision === 'do')
          asked += Number(decision === 'ask')
          if (decision !== 'reject') which.push(`${decision} ${nameOf(heard)} (${row.file.split('/')[1]}: “${heard.heard}”)`) // prettier-ignore
        }
      }
      if (verbose) for (const each of which) console.error(each)
      const hours = seconds / 3_600
      cells.push([folder, String(utterances), (seconds / 60).toFixed(1), String(done), (done / hours).toFixed(1), String(asked), (asked / hours).toFixed(1)]) // prettier-ignore
    }
    return `Commands taken from speech that holds none, in all its languages, with the microphone always open (English commands).\n\n${table(['folder', 'utterances', 'minutes', 'done', 'an hour', 'asked', 'an hour'], cells)}`
  })
}
