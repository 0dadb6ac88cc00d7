/** Dictation without a recogniser of words, with the real ear: letters, numbers, lines and commands, said and recorded. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hearingFrame, hearingRate, type HearingEvent } from '../../contract/hearing.ts'
import { soundRate } from '../../contract/inference.ts'
import { readSettings } from '../../contract/settings.ts'
import type { KeptUtterance } from '../../core/hearing/parts.ts'
import { resample } from '../../inference/dsp/resample.ts'
import { speakFlite } from '../../inference/flite.ts'
import { type EarProcess, startEar } from './ear.ts'
import { fileSound } from './file-sound.ts'
import { Grammars } from './grammars.ts'
import { knowledge } from './knowledge.ts'
import type { Recognisers } from './recognisers.ts'
import { Sessions } from './sessions.ts'

const testdata = join(import.meta.dirname, '../../../../shared/testdata')
const letters = join(testdata, 'models/moonshine-spelling')
const recorded = join(testdata, 'speech/letters-digits')
const here = existsSync(letters) && existsSync(recorded)
if (!here)
  console.warn('wordless.thorough.test.ts: shared/testdata is absent, so recorded letters are skipped')

let process_: EarProcess
beforeAll(() => {
  process_ = startEar({ report: () => undefined })
})
afterAll(() => process_.close())

function sessions(folders: readonly string[] = [], kept: KeptUtterance[] = []): Sessions {
  const grammars = new Grammars(process_, (_language, words) => Promise.resolve(words.map(() => '')))
  const recognisers = { list: () => Promise.resolve([]) } as unknown as Recognisers
  return new Sessions({
    process: process_,
    settings: { read: () => readSettings({}) },
    folders: () => folders,
    recognisers,
    grammars,
    knowledge,
    keep: (utterance) => Promise.resolve(kept.push(utterance)),
    report: () => undefined,
  })
}

/** A room’s quiet, which is never digital silence. */
function quiet(seconds: number): Int16Array {
  let state = 1
  return Int16Array.from(
    { length: Math.round((seconds * hearingRate) / hearingFrame) * hearingFrame },
    () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
      return ((state / 2 ** 32) * 2 - 1) * 25
    },
  )
}

/** What a session makes of utterances, each of which is followed by a second of quiet. */
async function heard(open: Sessions, utterances: readonly Int16Array[]): Promise<HearingEvent[]> {
  const id = await open.open({ mode: 'dictation', way: 'always', language: 'en' })
  const session = open.get(id)
  const events = [...(await session.hear(quiet(0.6)))]
  for (const pcm of utterances) {
    events.push(...(await session.hear(pcm)), ...(await session.hear(quiet(1))), ...(await session.flush()))
  }
  open.close(id)
  return events
}

async function said(text: string): Promise<Int16Array> {
  const { pcm } = await speakFlite({ voice: 'flite:slt', text }, new AbortController().signal)
  return resample(pcm, soundRate, hearingRate)
}
const finals = (events: readonly HearingEvent[]) =>
  events.flatMap((event) => (event.type === 'final' ? [event.hypothesis] : []))

test(
  'a voice spells, counts and begins a line where nothing writes words; for words it is told so',
  { timeout: 60_000 },
  async () => {
    const kept: KeptUtterance[] = []
    const open = sessions([], kept)
    const spoken = ['alpha bravo seven', 'two hundred and twelve', 'new line']
    const utterances = await Promise.all([...spoken, 'my name is Susan and I like tea'].map(said))
    const events = await heard(open, utterances)
    expect(finals(events).map(({ text, meant }) => [text.replace('alfa', 'alpha'), meant])).toEqual([
      ['alpha bravo seven', 'letters'],
      ['two hundred and twelve', 'number'],
      ['new line', undefined],
    ])
    expect(events.flatMap((event) => (event.type === 'trouble' ? [event.what] : []))).toEqual(['wordless'])
    expect(kept.map(({ hypothesis }) => hypothesis.text !== '')).toEqual([true, true, true, false])
  },
)

test.skipIf(!here)(
  'single recorded letters are written by the network of letters, more of them than by the grammar',
  { timeout: 60_000 },
  async () => {
    const names = ['a_evmaki_nohash_0', 'e_evmaki_nohash_0', 'g_petewarden_nohash_0', 'm_petewarden_nohash_0', 'n_evmaki_nohash_1', 's_evmaki_nohash_0', 'y_petewarden_nohash_1', 'v_petewarden_nohash_2'] // prettier-ignore
    const clips: Int16Array[] = []
    for (const name of names) {
      const bytes = readFileSync(join(recorded, `moonshine_${name}.wav`))
      for await (const pcm of fileSound(process_.ear, bytes)) clips.push(pcm)
    }
    const right = async (folders: readonly string[]) => {
      const open = sessions(folders)
      let count = 0
      for (const [index, clip] of clips.entries()) {
        const [first] = finals(await heard(open, [clip]))
        if (first?.text === names[index]?.charAt(0)) count++
      }
      return count
    }
    const byGrammar = await right([])
    const byBoth = await right([letters])
    expect(byBoth).toBeGreaterThan(byGrammar)
  },
)
