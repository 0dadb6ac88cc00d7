/** Speech becomes text: in a draft and in any other field, partials before finals, and nothing from silence. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { resample } from '../../src/inference/dsp/resample.ts'
import { openStore } from '../../src/store/open.ts'
import { SettingsStore } from '../../src/store/settings.ts'
import type { Core } from './core.ts'
import { makeEpub } from './fixtures.ts'
import type { Lectern } from './lectern.ts'
import { microphoneRate, noise, type Part, record, withMicrophone } from './microphone.ts'
import { command } from './views.ts'

test.setTimeout(150_000)

const data = join(import.meta.dirname, '..', '..', '..', 'shared', 'testdata')
const models = join(data, 'models')
const pocket = ['/usr/share/pocketsphinx', '/usr/lib/pocketsphinx'].some(existsSync)
const canWrite = existsSync(join(models, 'zipformer-en-3.3m')) || pocket

const editor = ({ page }: Lectern) => page.getByRole('textbox', { name: 'Text of the draft' })
const bar = ({ page }: Lectern) => page.getByRole('region', { name: 'Microphone', exact: true })

/** A browser that hears the sound, and a core that knows the packs of the test data. */
async function withSpeech(
  sound: Int16Array,
  work: (lectern: Lectern, core: Core) => Promise<void>,
): Promise<void> {
  test.skip(!canWrite, 'no recogniser here: neither ../shared/testdata/models nor PocketSphinx')
  const prepare = (folder: string) => {
    const { store } = openStore(folder)
    new SettingsStore(store).write({ modelFolders: existsSync(models) ? [models] : [] })
    store.close()
  }
  await withMicrophone({ sound, prepare }, async (lectern, core) => {
    await watch(lectern)
    await work(lectern, core)
    expect(lectern.errors).toEqual([])
  })
}

interface Seen {
  readonly what: 'partial' | 'final'
  readonly text: string
}
/** Writes down what is shown in grey and what is in the field, as they come. */
const watch = ({ page }: Lectern) =>
  page.evaluate(() => {
    const seen: Seen[] = []
    Object.assign(window, { seen })
    const note = (what: Seen['what'], text: string) => {
      const last = seen.findLast((one) => one.what === what)
      if (text !== '' && last?.text !== text) seen.push({ what, text })
    }
    setInterval(() => {
      note('partial', document.querySelector('.partial, .partial-bubble')?.textContent ?? '')
      const field = document.querySelector<HTMLTextAreaElement>('[data-draft-text]')
      note('final', field?.value ?? '')
    }, 20)
  })
const seenBy = ({ page }: Lectern): Promise<Seen[]> =>
  page.evaluate(() => (window as unknown as { seen: Seen[] }).seen)

async function dictate(lectern: Lectern): Promise<void> {
  await command(lectern, 'start_dictation', { where: 'draft' })
  await expect(editor(lectern)).toBeFocused({ timeout: 20_000 })
  await expect(bar(lectern)).toContainText('Writing what you say', { timeout: 30_000 })
}
const speech = async (...parts: readonly Part[]) => (await record([2.5, ...parts, 2])).pcm

/** Share of the expected words that were written, in order, whatever is around them. */
function shareOf(expected: string, written: string): number {
  const words = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}']+/gu) ?? []
  const [a, b] = [words(expected), words(written)]
  let row = Array.from({ length: b.length + 1 }, () => 0)
  for (const word of a) {
    const next = [0]
    for (let j = 1; j <= b.length; j++)
      next[j] = word === b[j - 1] ? (row[j - 1] ?? 0) + 1 : Math.max(row[j] ?? 0, next[j - 1] ?? 0)
    row = next
  }
  return (row.at(-1) ?? 0) / a.length
}

test('speech is written at the caret, grey before it is certain, and is one step of undo', async () => {
  const sentence = 'the captain of the ship was a good man'
  await withSpeech(await speech(sentence), async (lectern) => {
    const { page } = lectern
    await dictate(lectern)
    await expect.poll(() => editor(lectern).inputValue(), { timeout: 40_000 }).not.toBe('')
    const written = await editor(lectern).inputValue()
    expect(shareOf(sentence, written)).toBeGreaterThanOrEqual(0.6)
    const seen = await seenBy(lectern)
    expect(seen[0]?.what).toBe('partial')
    expect(seen.filter(({ what }) => what === 'partial').length).toBeGreaterThan(1)
    expect(seen.filter(({ what }) => what === 'final')).toEqual([{ what: 'final', text: written }])
    await expect(page.getByTestId('announcement')).toContainText(written.trim())
    await expect(page.getByTestId('draft-state')).toHaveText('Saved')
    await page.keyboard.press('Control+z')
    await expect(editor(lectern)).toHaveValue('')
    await page.keyboard.press('Control+Shift+z')
    await expect(editor(lectern)).toHaveValue(written)
    await command(lectern, 'stop_dictation')
    await expect(bar(lectern)).toHaveCount(0)
    // The history has it, with its sound.
    await command(lectern, 'dictation_history')
    await expect(page.getByRole('dialog').getByRole('button', { name: /^Hear: / })).toHaveCount(1)
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Hear: / })
      .click()
    await expect(page.getByRole('dialog').getByRole('button', { name: /^Stop: / })).toBeVisible()
  })
})

test('"scratch that" takes back what was said last, and is not written', async () => {
  await withSpeech(await speech('the weather was very cold', 1.6, 'scratch that'), async (lectern) => {
    await dictate(lectern)
    await expect.poll(() => editor(lectern).inputValue(), { timeout: 40_000 }).not.toBe('')
    await expect(editor(lectern)).toHaveValue('', { timeout: 20_000 })
    await lectern.page.waitForTimeout(2_000)
    await expect(editor(lectern)).toHaveValue('')
    await expect(lectern.page.getByTestId('announcement')).toContainText('Removed')
  })
})

test('what is typed meanwhile is neither overwritten nor lost', async () => {
  await withSpeech(await speech('the captain of the ship was a good man'), async (lectern) => {
    const { page } = lectern
    await dictate(lectern)
    await page.keyboard.type('Before. ')
    await expect
      .poll(async () => (await seenBy(lectern)).some(({ what }) => what === 'partial'), {
        timeout: 40_000,
      })
      .toBe(true)
    await page.keyboard.press('Control+Home')
    await page.keyboard.type('Typed. ')
    await expect
      .poll(() => editor(lectern).inputValue(), { timeout: 40_000 })
      .toMatch(/^Typed\. Before\. .{10,}/)
    // The caret has stayed where the user has put it.
    expect(await editor(lectern).evaluate((field: HTMLTextAreaElement) => field.selectionStart)).toBe(7)
  })
})

test('other readings of what was said are chosen by number, and that can be taken back', async () => {
  await withSpeech(await speech('the captain of the ship was a good man'), async (lectern) => {
    const { page } = lectern
    await dictate(lectern)
    await expect.poll(() => editor(lectern).inputValue(), { timeout: 40_000 }).not.toBe('')
    const written = await editor(lectern).inputValue()
    await command(lectern, 'correct_that')
    const choices = page.getByRole('dialog').getByRole('list', { name: 'Other readings' }).getByRole('button')
    test.skip(!existsSync(join(models, 'zipformer-en-3.3m')), 'no recogniser with alternatives here')
    await expect(choices.first()).toBeVisible()
    const other = ((await choices.first().textContent()) ?? '').replace(/^\d+ /, '')
    expect(other).not.toBe(written.trim())
    await choices.first().focus()
    await page.keyboard.press('1')
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await expect(editor(lectern)).toHaveValue(other)
    await command(lectern, 'undo')
    await expect(editor(lectern)).toHaveValue(written)
  })
})

test('silence and the noise of a room write nothing', async () => {
  const sound = Int16Array.from(noise(9, -45))
  await withSpeech(sound, async (lectern) => {
    await dictate(lectern)
    await lectern.page.waitForTimeout(8_000)
    await command(lectern, 'stop_dictation')
    await expect(bar(lectern)).toHaveCount(0)
    expect(await seenBy(lectern)).toEqual([])
    await expect(editor(lectern)).toHaveValue('')
  })
})

test('a note and a one-line name are dictated into where they are', async () => {
  const sound = await speech('the captain of the ship', 3, 'a good man')
  await withSpeech(sound, async (lectern) => {
    const { page } = lectern
    await lectern.addAndOpen('lamp.epub', await makeEpub(), 'The Keeper of the Lamp')
    await command(lectern, 'add_note')
    const note = page.getByRole('dialog').getByRole('textbox')
    await expect(note).toBeFocused()
    await command(lectern, 'start_dictation', { where: 'here' })
    await expect.poll(() => note.inputValue(), { timeout: 40_000 }).not.toBe('')
    expect((await seenBy(lectern)).some(({ what }) => what === 'partial')).toBe(true)
    await expect(page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true })).toBeEnabled()
    const written = await note.inputValue()
    await page.keyboard.press('Control+z')
    await expect(note).toHaveValue('')
    await page.keyboard.press('Control+Shift+z')
    await expect(note).toHaveValue(written)
    await page.keyboard.press('Control+Enter')
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await command(lectern, 'add_bookmark')
    const name = page.getByRole('dialog').getByRole('textbox')
    await expect(name).toBeFocused()
    await expect.poll(() => name.inputValue(), { timeout: 40_000 }).not.toBe('')
    expect(await name.inputValue()).not.toContain('\n')
  })
})

test('a sentence that a person has read is written', async () => {
  const rows = existsSync(join(data, 'speech', 'utterances.tsv'))
    ? readFileSync(join(data, 'speech', 'utterances.tsv'), 'utf8')
        .split('\n')
        .map((line) => line.split('\t'))
        .filter(
          ([file, , language, , seconds]) =>
            file?.startsWith('read/') && language === 'en' && Number(seconds) < 9,
        )
    : []
  const row = rows.find(([file]) => file?.endsWith('.wav') && existsSync(join(data, 'speech', file)))
  test.skip(row === undefined, 'no ../shared/testdata/speech here')
  const [file = '', transcript = ''] = row ?? []
  const wav = readFileSync(join(data, 'speech', file))
  const rate = wav.readUInt32LE(24)
  const at = wav.indexOf('data') + 8
  const pcm = new Int16Array(new Uint8Array(wav.subarray(at, at + ((wav.length - at) & ~1))).buffer)
  const lead = new Int16Array(2.5 * microphoneRate)
  const said = resample(pcm, rate, microphoneRate)
  const sound = noise((lead.length + said.length) / microphoneRate + 3, -60)
  for (const [index, sample] of said.entries()) sound[lead.length + index] = sample
  await withSpeech(sound, async (lectern) => {
    await dictate(lectern)
    await expect
      .poll(async () => shareOf(transcript, await editor(lectern).inputValue()), { timeout: 60_000 })
      .toBeGreaterThanOrEqual(0.6)
    const seen = await seenBy(lectern)
    expect(seen[0]?.what).toBe('partial')
  })
})
