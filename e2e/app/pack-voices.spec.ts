/** A voice of a pack in the real app: chosen in the settings, heard and lit, and told where its files are spoilt. */
import { cpSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { test as base } from '@playwright/test'
import { fixtures, heardTones } from '../../src/inference/neural-voices/tones.cases.ts'
import { loadVoices } from '../../src/inference/voices.ts'
import { startCore } from './core.ts'
import { expect, Lectern } from './lectern.ts'
import { inSettings } from './settings.ts'

const test = base.extend<{ lectern: Lectern }>({
  lectern: async ({ page }, provide) => {
    const core = await startCore({
      prepare: (folder) =>
        cpSync(join(fixtures, 'kokoro-tones'), join(folder, 'packs', 'kokoro-tones'), { recursive: true }),
    })
    const lectern = new Lectern(page, core)
    await lectern.open()
    await provide(lectern)
    await core.close()
  },
})

const text =
  'When the sunlight strikes raindrops in the air, they act as a prism and form a rainbow across the sky, ' +
  'which people look at.'
const choose = (lectern: Lectern, name: string) =>
  inSettings(lectern, 'Voices', async (dialog) => {
    await dialog.getByLabel('Voice', { exact: true }).selectOption({ label: name })
    await lectern.page.waitForTimeout(400) // settings are sent a moment after they were changed
  })

test('a voice of a pack is chosen in the settings, heard clause by clause, and each word is lit', async ({
  lectern,
}) => {
  await choose(lectern, 'Heart (Kokoro) (American English)')
  await lectern.addAndOpen('rainbow.md', Buffer.from(`# Rainbow\n\n${text}\n`), 'Rainbow')
  await lectern.press('F8')
  await lectern.waitUntilPlaying()
  const from = await lectern.now()
  await lectern.waitUntilEnded(40_000)
  const played = await lectern.sound(Math.max(0, from - 48_000), await lectern.now())
  const heard = heardTones(
    Int16Array.from(played, (sample) => sample * 32_767),
    'kokoro',
  )
  const speech = await loadVoices().speak(
    { voice: 'kokoro:kokoro-tones:af_heart', text },
    new AbortController().signal,
    [fixtures],
  )
  const expected = heardTones(speech.pcm, 'kokoro').map(({ sign }) => sign)
  // The title comes first.
  expect(heard.map(({ sign }) => sign).join('')).toContain(expected.join(''))
  const words = (await lectern.lit()).flatMap(({ word }) =>
    word?.block === 1 ? [text.slice(word.start, word.end)] : [],
  )
  expect(words.filter((word, at) => word !== words[at - 1])).toEqual(
    Array.from(text.matchAll(/[a-z]+/gi), ([word]) => word),
  )
})

test('where its files are spoilt that is said, and another voice reads on', async ({ lectern }) => {
  await choose(lectern, 'Heart (Kokoro) (American English)')
  truncateSync(join(lectern.core.folder, 'packs/kokoro-tones/onnx/model_quantized.onnx'), 2_000)
  await lectern.addAndOpen('rainbow.md', Buffer.from(`# Rainbow\n\n${text}\n`), 'Rainbow')
  await lectern.press('F8')
  const told = lectern.page.getByText(/files of the voice “Heart \(Kokoro\)” are damaged/)
  await expect(told.first()).toBeVisible()
  await lectern.waitUntilPlaying()
})
