/** The pronunciation dictionary in the settings: many entries, changes with a way back, files. */
import { readFileSync } from 'node:fs'
import { commands } from '../../src/contract/commands.ts'
import { brokenRules } from './axe.ts'
import { expect, test } from './lectern.ts'

const settingsKey = commands.find(({ id }) => id === 'open_settings')!.keys[0]!.replace('Ctrl', 'Control')

test('a dictionary of a thousand entries is taken from a file, searched, changed and put into one', async ({
  lectern,
}) => {
  const { page } = lectern
  await lectern.press(settingsKey)
  await page.getByRole('tab', { name: 'Pronunciation' }).click()
  const dialog = page.getByRole('dialog')
  const table = Array.from({ length: 1_000 }, (_, index) => `Name${index},naym ${index}`)
  await page.getByTestId('lexicon-chooser').setInputFiles({
    name: 'words.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from([...table, 'Siobhan,shivawn', 'broken'].join('\n')),
  })
  await expect(dialog.getByText('1,001 entries taken from the file.').first()).toBeVisible()
  await expect(dialog.getByText('broken: not understood')).toBeVisible()
  await expect(dialog.getByText('1,001 entries', { exact: true })).toBeVisible()
  await expect(dialog.getByRole('button', { name: /^Change: / })).toHaveCount(50)

  await dialog.getByLabel('Search the dictionary').fill('siob')
  await expect(dialog.getByText('1 entry', { exact: true })).toBeVisible()
  await dialog.getByRole('button', { name: 'Hear it: Siobhan' }).press('Enter')
  await dialog.getByRole('button', { name: 'Change: Siobhan' }).press('Enter')
  await expect(dialog.getByLabel('Written')).toBeFocused()
  expect(await brokenRules(page)).toEqual([])
  await dialog.getByLabel('What is looked for').selectOption('regex')
  await dialog.getByLabel('Written').fill('(S+)+b')
  await expect(dialog.getByText('could take very long')).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Save', exact: true })).toBeDisabled()
  await dialog.getByLabel('What is looked for').selectOption('words')
  await dialog.getByLabel('Written').fill('Siobhan')
  await dialog.getByLabel('Say it as').fill('shivorn')
  await page.keyboard.press('Enter')
  await expect(dialog.getByRole('button', { name: 'Change: Siobhan' })).toBeFocused()
  await expect(dialog.getByRole('listitem').filter({ hasText: 'shivorn' })).toBeVisible()

  await dialog.getByRole('button', { name: 'Remove: Siobhan' }).press('Enter')
  await expect(dialog.getByText('0 entries', { exact: true })).toBeVisible()
  await dialog.getByRole('button', { name: 'Undo' }).press('Enter')
  await expect(dialog.getByText('1 entry', { exact: true })).toBeVisible()

  const download = page.waitForEvent('download')
  await dialog.getByRole('button', { name: 'Save all as JSON' }).press('Enter')
  const file = JSON.parse(readFileSync(await (await download).path(), 'utf8')) as {
    entries: { written: string; spoken: string }[]
  }
  expect(file.entries).toHaveLength(1_001)
  expect(file.entries.find(({ written }) => written === 'Siobhan')?.spoken).toBe('shivorn')
})
