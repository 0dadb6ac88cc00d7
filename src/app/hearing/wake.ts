/** How well a phrase would do as wake phrase, and whether it is heard when its user says it. */
import { type CommandLanguage, hearingRate } from '../../contract/hearing.ts'
import { Listener } from '../../core/hearing/listener.ts'
import { endpointingFor } from '../../core/hearing/presets.ts'
import { distance, phones } from '../../core/hearing/sound-alike.ts'
import type { Pronounce } from '../../core/ports.ts'
import { everydayPhrases } from './everyday-phrases.ts'
import { SessionSense } from './sense.ts'
import type { HearingParts } from './sessions.ts'
import { phraseProblem } from './wake-words.ts'

/** Distance under which two phrases are taken for one another. */
const alike = 0.34
/** Sound-alikes that are told. */
const most = 5

export interface WakeTrial {
  readonly problem?: 'short' | 'common' | 'unknown'
  readonly like: string[]
  readonly heard: boolean[]
  readonly sounds: string[]
}

const plain = (text: string) =>
  text
    .normalize('NFC')
    .toLocaleLowerCase()
    .replaceAll(/[^\p{L}\p{N}']+/gu, ' ')
    .trim()

export async function tryWake(
  parts: HearingParts & { readonly pronounce: Pronounce },
  {
    phrase,
    language,
    recordings,
  }: {
    readonly phrase: string
    readonly language: CommandLanguage
    readonly recordings: readonly Int16Array[]
  },
): Promise<WakeTrial> {
  const place = { language }
  const said = plain(phrase)
  const others = [
    ...new Set([
      ...parts.knowledge.phrases(place).flatMap(({ phrases }) => phrases.map(plain)),
      ...everydayPhrases[language],
    ]),
  ].filter((other) => other !== '')
  const words = said.split(' ').filter((word) => word !== '')
  const pronounced = await parts.pronounce(language, [said, ...others, ...words])
  const ipa = pronounced.slice(0, 1 + others.length)
  const own = phones(ipa[0] ?? '')
  const like = others
    .map((other, index) => ({ other, apart: distance(own, phones(ipa[index + 1] ?? '')) }))
    .filter(({ apart }) => apart < alike)
    .toSorted((a, b) => a.apart - b.apart)
    .map(({ other }) => other)
  const unfit = phraseProblem(
    words.map((written, index) => ({ written, ipa: pronounced[1 + others.length + index] ?? '' })),
  )
  const common = others.includes(said) || parts.knowledge.understand(said, place).command !== null
  const release = parts.process.hold()
  try {
    const sounds = await Promise.all(recordings.map((pcm) => soundsOf(parts, language, pcm)))
    const heard: boolean[] = []
    for (const [index, pcm] of recordings.entries())
      heard.push(
        await isHeard(
          parts,
          language,
          phrase,
          [ipa[0] ?? '', ...sounds.filter((_sounds, other) => other !== index)].filter((each) => each !== ''),
          pcm,
        ),
      )
    return {
      ...(unfit ? { problem: unfit } : common ? { problem: 'common' as const } : {}),
      like: like.filter((other) => other !== said).slice(0, most),
      heard,
      sounds,
    }
  } finally {
    release()
  }
}

/** Runs a recording through a listener that waits for the phrase, as it will be waited for. */
async function isHeard(
  parts: HearingParts,
  language: CommandLanguage,
  phrase: string,
  sounds: readonly string[],
  pcm: Int16Array,
): Promise<boolean> {
  const { knowledge, grammars, report } = parts
  const sense = new SessionSense(
    { knowledge, grammars, language, report, wake: () => ({ phrase, sounds }), prefix: 'trial-' },
    undefined,
  )
  const listener = listenerFor(parts, language, sense)
  try {
    const told = [...(await listener.listen(padded(pcm))), ...(await listener.flush())]
    return told.some(({ event }) => event.type === 'awake')
  } finally {
    listener.close()
  }
}

/** The sounds of what was said in a recording; empty where nothing was. */
async function soundsOf(parts: HearingParts, language: CommandLanguage, pcm: Int16Array): Promise<string> {
  const { knowledge, grammars, report } = parts
  const sense = new SessionSense(
    { knowledge, grammars, language, report, wake: () => ({ phrase: '', sounds: [] }) },
    undefined,
  )
  const listener = listenerFor(parts, language, sense)
  try {
    const whole = padded(pcm)
    const told = [...(await listener.listen(whole)), ...(await listener.flush())]
    const times = told.flatMap(({ event }) => (event.type === 'speech' ? [event.at] : []))
    const [from, to] = [times[0], times.at(-1)]
    if (from === undefined || to === undefined || to <= from) return ''
    const cut = whole.slice(Math.max(0, (from - 0.1) * hearingRate), (to + 0.1) * hearingRate)
    return (await parts.process.ear.call('grammar.sounds', { language, pcm: cut })).ipa
  } finally {
    listener.close()
  }
}

function listenerFor(parts: HearingParts, language: CommandLanguage, sense: SessionSense): Listener {
  const { process, settings, report } = parts
  return new Listener(
    {
      ear: process.ear,
      language,
      sense,
      requests: () => [],
      endpointing: (mode) =>
        endpointingFor(mode, { preset: 'normal', threshold: settings.read().voiceThreshold }),
      preset: () => 'normal',
      report,
    },
    { mode: 'command', way: 'wake', live: false },
  )
}

/** Quiet around the recording, so that what touches its edges is heard. */
function padded(pcm: Int16Array): Int16Array {
  const quiet = hearingRate / 2
  const result = new Int16Array(pcm.length + 2 * quiet)
  result.set(pcm, quiet)
  return result
}
