/** Words that are said wrongly, put right by keys alone; languages, spelling, quoting. */
import { commands } from '../../src/contract/commands.ts'
import { soundRate } from '../../src/contract/inference.ts'
import { brokenRules } from './axe.ts'
import { expect, type Lectern, test } from './lectern.ts'

function key(id: string): string {
  const chord = commands.find((command) => command.id === id)?.keys[0]
  if (!chord) throw new Error(`${id} has no key`)
  return chord.replace('Ctrl', 'Control')
}
async function clean({ page }: Lectern): Promise<void> {
  expect(await brokenRules(page)).toEqual([])
}
/** A command without a key of its own, by the palette. */
async function run(lectern: Lectern, name: string): Promise<void> {
  await lectern.press(key('command_palette'))
  await lectern.page.keyboard.type(name)
  await lectern.page.keyboard.press('Enter')
}

const book = `# The Visit

Siobhan came at noon. Nobody had expected her, and the house was empty.

The house stood at the end of the road, and its door was open.

Il pleut depuis trois jours sur la ville.
`
const open = (lectern: Lectern) => lectern.addAndOpen('visit.md', Buffer.from(book), 'The Visit')
const at = (lectern: Lectern, text: RegExp) =>
  expect.poll(() => lectern.highlighted('lectern-sentence'), { timeout: 15_000 }).toMatch(text)

/** How long the lit word lasted when it was last read, in frames of the sound. */
async function framesOf(lectern: Lectern, block: number, start: number): Promise<number> {
  const notes = await lectern.lit()
  const first = notes.findIndex(({ word }) => word?.block === block && word.start === start)
  const next = notes.slice(first).find(({ word }) => word && word.start !== start)
  return first < 0 || !next ? 0 : next.frame - notes[first]!.frame
}

test('a name is put right by keys alone, in less than five seconds, and can be undone', async ({
  lectern,
}) => {
  const { page } = lectern
  await open(lectern)
  await lectern.press(key('next_sentence'))
  await at(lectern, /^Siobhan/)
  const begun = Date.now()
  await lectern.press(key('say_as'))
  await expect(page.getByRole('dialog', { name: 'Say it right' })).toBeVisible()
  await expect(page.getByLabel('Written')).toHaveValue('Siobhan')
  await expect(page.getByLabel('Say it as')).toBeFocused()
  await page.keyboard.type('shiv awn of the many syllables')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toBeHidden()
  expect(Date.now() - begun).toBeLessThan(5_000)

  await lectern.press(key('play_or_pause'))
  await lectern.waitUntilPlaying()
  // The name alone takes half a second.
  await expect.poll(() => framesOf(lectern, 1, 0), { timeout: 15_000 }).toBeGreaterThan(1.2 * soundRate)
  await lectern.press(key('stop'))
  // And the way back.
  await lectern.press(key('undo'))
  await lectern.press(key('say_as'))
  await expect(page.getByLabel('Say it as')).toHaveValue('')
})

test('while it reads, the sentence is said again with the new pronunciation', async ({ lectern }) => {
  const { page } = lectern
  await open(lectern)
  await lectern.press(key('next_sentence'))
  await at(lectern, /^Siobhan/)
  await lectern.press(key('play_or_pause'))
  await lectern.waitUntilPlaying()
  await expect.poll(() => framesOf(lectern, 1, 0), { timeout: 15_000 }).toBeGreaterThan(0)
  const before = await framesOf(lectern, 1, 0)
  await lectern.press(key('say_as'))
  await expect(page.getByRole('dialog')).toBeVisible()
  // The word heard last may be a later one by now: arrows go back to the name.
  const written = page.getByLabel('Written')
  for (let step = 0; step < 12 && (await written.inputValue()) !== 'Siobhan'; step++)
    await page.keyboard.press('ArrowUp')
  await expect(written).toHaveValue('Siobhan')
  await lectern.clear()
  await page.keyboard.type('shiv awn of the many syllables')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect.poll(() => framesOf(lectern, 1, 0), { timeout: 15_000 }).toBeGreaterThan(2 * before)
})

test('sounds in the phonetic alphabet are taken, and signs that no voice knows are named', async ({
  lectern,
}) => {
  const { page } = lectern
  await open(lectern)
  await lectern.press(key('next_sentence'))
  await at(lectern, /^Siobhan/)
  await lectern.press(key('say_as'))
  await page.getByText('More', { exact: true }).focus()
  await page.keyboard.press('Enter')
  await page.getByLabel('How it is given').selectOption('ipa')
  await clean(lectern)
  await page.getByLabel('Sounds (IPA)').fill('ʃɪˈvɔːʘn')
  await page.getByRole('button', { name: 'Hear it', exact: true }).press('Enter')
  await expect(page.getByRole('status').filter({ hasText: 'ʘ' })).toBeVisible()
  await page.getByLabel('Sounds (IPA)').fill('ʃɪˈvɔːn')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toBeHidden()
  await lectern.press(key('say_as'))
  await expect(page.getByLabel('Sounds (IPA)')).toHaveValue('ʃɪˈvɔːn')
})

test('a paragraph is given its language, which the page shows too, and takes it back', async ({
  lectern,
}) => {
  const { page } = lectern
  await open(lectern)
  for (let step = 0; step < 3; step++) await lectern.press(key('next_paragraph'))
  await at(lectern, /^Il pleut/)
  await run(lectern, 'Say which language')
  await clean(lectern)
  await page.getByLabel('Language', { exact: true }).selectOption('fr')
  await page.getByRole('button', { name: 'Save', exact: true }).press('Enter')
  await expect(page.getByText('Il pleut depuis')).toHaveAttribute('lang', 'fr')
  await expect(page.getByText('The house stood')).not.toHaveAttribute('lang', 'fr')
  await lectern.press(key('undo'))
  await expect(page.getByText('Il pleut depuis')).not.toHaveAttribute('lang', 'fr')
})

test('a word is spelt, the second time with a word for each letter; a sentence is quoted with its source', async ({
  lectern,
}) => {
  const { page } = lectern
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await open(lectern)
  await lectern.press(key('next_sentence'))
  await at(lectern, /^Siobhan/)
  await run(lectern, 'Spell the word')
  await expect(page.getByText('Siobhan: capital S, I, O, B, H, A, N')).toBeVisible()
  await run(lectern, 'Spell the word')
  await expect(page.getByText(/capital S as in Sierra, I as in India/)).toBeVisible()
  await run(lectern, 'Copy as a quotation')
  await expect(page.getByText(/^Copied: /).first()).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(
    /^“Siobhan came at noon\.” \(The Visit, \d+%\)$/,
  )
})
