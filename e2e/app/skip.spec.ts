/** What is left out of speech: shown, counted, changed, undone; notes on demand. */
import { commands } from '../../src/contract/commands.ts'
import { expect, type Lectern, test } from './lectern.ts'

function key(id: string): string {
  const chord = commands.find((command) => command.id === id)?.keys[0]
  if (!chord) throw new Error(`${id} has no key`)
  return chord.replace('Ctrl', 'Control')
}

const paper = `# On Rain

It rains more often [1] than it snows (Smith, 2020), as everybody knows.[^n]

In Berlin (1989) it was dry. Others agree (see Lee et al., 2019; Kim 2018, p. 3).

The next paragraph has nothing of the kind.

[^n]: Everybody who was asked.
`
const open = (lectern: Lectern) => lectern.addAndOpen('rain.md', Buffer.from(paper), 'On Rain')
const struck = (lectern: Lectern) => lectern.highlighted('lectern-left-out')

test('what is left out is struck through, told once, listed, read on request, and put back by one key', async ({
  lectern,
}) => {
  const { page } = lectern
  await open(lectern)
  await expect.poll(() => struck(lectern), { timeout: 15_000 }).toContain('(Smith, 2020)')
  expect(await struck(lectern)).not.toContain('1989')
  const messages = page.getByRole('region', { name: 'Messages' })
  await expect(messages.getByText(/Left out when reading aloud: 3 citations and 1 note mark\./)).toBeVisible()

  await lectern.press(key('next_sentence'))
  await expect.poll(() => lectern.highlighted('lectern-sentence')).toContain('It rains more often')
  await lectern.press(key('what_was_skipped'))
  const dialog = page.getByRole('dialog', { name: 'What was left out?' })
  await expect(dialog).toBeVisible()
  await expect(dialog.getByText('(Smith, 2020)')).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Read it: (Smith, 2020)' })).toBeVisible()
  await expect(dialog.getByLabel('3 citations')).toHaveValue('skip')
  await dialog.getByLabel('3 citations').selectOption('announce')
  await expect(dialog.locator('.undo-line')).toContainText('citations: announce in a word (this document)')
  await dialog.getByRole('button', { name: 'Close' }).click()

  // Announced is not heard as it is written, so it stays marked; read is.
  await lectern.press(key('what_was_skipped'))
  await dialog.getByLabel('3 citations').selectOption('read')
  await dialog.getByRole('button', { name: 'Close' }).click()
  await expect.poll(() => struck(lectern)).not.toContain('Smith')
  await lectern.press(key('undo'))
  await lectern.press(key('undo'))
  await expect.poll(() => struck(lectern)).toContain('(Smith, 2020)')
})

test('a rule of one’s own is counted before it is kept, and a dangerous one is refused in words', async ({
  lectern,
}) => {
  const { page } = lectern
  await open(lectern)
  await lectern.press(key('open_settings'))
  await page.getByRole('tab', { name: 'Skipping' }).click()
  await page.getByRole('button', { name: 'Add a rule' }).click()
  await page.getByLabel('What is looked for').selectOption('regex')
  await page.getByRole('textbox', { name: 'What is left out' }).fill('(a+)+$')
  await expect(page.getByRole('status').filter({ hasText: 'could take too long' })).toBeVisible()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'too long' })).toBeVisible()
  await page.getByLabel('What is looked for').selectOption('wildcard')
  await page.getByRole('textbox', { name: 'What is left out' }).fill('as every*knows')
  await expect(page.getByText('Found 1 time in the open document: “as everybody knows”.')).toBeVisible()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByRole('list', { name: 'Rules of your own' })).toContainText('as every*knows')
  await page.keyboard.press('Escape')
  await expect.poll(() => struck(lectern)).toContain('as everybody knows')
  await lectern.press(key('undo'))
  await expect.poll(() => struck(lectern)).not.toContain('everybody')
})

test('the note of the last reference is read, and reading comes back to the word', async ({ lectern }) => {
  const { page } = lectern
  await open(lectern)
  await lectern.press(key('next_sentence'))
  await lectern.press(key('next_paragraph'))
  await expect.poll(() => lectern.highlighted('lectern-sentence')).toMatch(/^In Berlin/)
  await lectern.press(key('read_note'))
  await lectern.waitUntilPlaying()
  await expect.poll(() => lectern.highlighted('lectern-sentence'), { timeout: 20_000 }).toMatch(/^In Berlin/)
  await expect(page.getByRole('button', { name: /^Play/ })).toBeVisible({ timeout: 20_000 })
})
