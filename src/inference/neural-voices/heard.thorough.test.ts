/**
 * What voices say, heard by a recogniser that knows nothing of them: the words that come back are compared with the text.
 *
 * Runs for the voices of packs in the folders that LECTERN_PACKS names, with the recogniser of ../shared/testdata; says so
 * where either is absent. A voice that comes with the app is heard too, so that the measuring itself is tested.
 */
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { expect, test } from 'vitest'
import { soundRate } from '../../contract/inference.ts'
import { resample } from '../dsp/resample.ts'
import { findRecognisers, zipformerFiles } from '../recogniser-packs.ts'
import { loadVoices } from '../voices.ts'
import { openZipformer } from '../zipformer/model.ts'

const models = join(import.meta.dirname, '../../../../shared/testdata/models')
const absent = !existsSync(join(models, 'zipformer-en-3.3m'))
const folders = (process.env['LECTERN_PACKS'] ?? '').split(delimiter).filter((folder) => folder !== '')
const never = new AbortController().signal
const voices = loadVoices()
const mine = (await voices.list(folders)).filter(
  ({ engine, language }) => engine !== 'espeak' && engine !== 'flite' && language.startsWith('en'),
)
/** Two of each pack are enough. */
const some = mine.filter(
  ({ id }, at) => mine.slice(0, at).filter((other) => other.id.split(':')[1] === id.split(':')[1]).length < 2,
)

const text =
  'when the sunlight strikes raindrops in the air they act as a prism and form a rainbow, the rainbow is a division of ' +
  'white light into many beautiful colors, and people look for the pot of gold at its end, but nobody ever finds it.'
const words = (from: string): string[] => from.toLowerCase().match(/[a-z']+/g) ?? []

/** Words wrong (Levenshtein's distance of the words). */
function errors(said: readonly string[], heard: readonly string[]): number {
  let row = [0, ...heard.map((_, at) => at + 1)]
  for (const [at, word] of said.entries()) {
    const next = [at + 1]
    for (const [column, other] of heard.entries())
      next.push(Math.min(next[column]! + 1, row[column + 1]! + 1, row[column]! + (word === other ? 0 : 1)))
    row = next
  }
  return row.at(-1)!
}

async function heardOf(voice: string): Promise<string[]> {
  const { pcm } = await voices.speak({ voice, text }, never, folders)
  const sound = resample(pcm, soundRate, 16_000)
  const [found] = findRecognisers([models])
  const stream = await (
    await openZipformer(found!.about, zipformerFiles(found!.pack))
  ).open({
    language: 'en',
    hotWords: [],
    alternatives: 0,
  })
  for (let at = 0; at < sound.length; at += 512) await stream.hear(sound.subarray(at, at + 512))
  const [best] = await stream.end()
  return words(best!.text)
}

if (absent || some.length === 0)
  console.warn('voices of packs are not heard: no English ones in LECTERN_PACKS, or no testdata')

test.skipIf(absent).each(['flite:slt', ...some.map(({ id }) => id)])(
  'what %s says is heard as it is written',
  async (voice) => {
    const heard = await heardOf(voice)
    expect(errors(words(text), heard) / words(text).length).toBeLessThan(0.3)
  },
  120_000,
)
