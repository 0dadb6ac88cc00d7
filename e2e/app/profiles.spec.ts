/** The settings dialog's sections, profiles, own colours, and settings as a file. */
import { readFileSync } from 'node:fs'
import { makeEpub } from './fixtures.ts'
import { expect, type Lectern, test } from './lectern.ts'
import { inSettings } from './settings.ts'

async function openProfiles({ page }: Lectern) {
  await page.keyboard.press('Control+,')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('tab', { name: 'Profiles and backup' }).click()
  return dialog
}
const fontSize = ({ page }: Lectern) =>
  page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--text-size'))

test('sections are tabs that arrow keys move through, and the last one is remembered', async ({
  lectern,
}) => {
  const { page } = lectern
  await page.keyboard.press('Control+,')
  const tab = (name: string) => page.getByRole('tab', { name, exact: true })
  await expect(tab('Appearance')).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(tab('Text')).toBeFocused()
  await expect(tab('Text')).toHaveAttribute('aria-selected', 'true')
  await expect(page.getByRole('tabpanel', { name: 'Text' })).toBeVisible()
  await page.keyboard.press('End')
  await page.keyboard.press('ArrowDown')
  await expect(tab('Appearance')).toBeFocused()
  await page.keyboard.press('ArrowDown')
  // One stop for all tabs: the next is the first control of the panel.
  await page.keyboard.press('Tab')
  await expect(page.getByLabel('Font')).toBeFocused()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+,')
  await expect(tab('Text')).toBeFocused()
})

test('a profile is kept, chosen, updated, renamed and removed, and each can be undone', async ({
  lectern,
}) => {
  const { page } = lectern
  await inSettings(lectern, 'Text', (dialog) => dialog.getByLabel('Size of the text').fill('150'))
  const dialog = await openProfiles(lectern)
  await dialog.getByLabel('Keep the present settings as a profile named').fill('Evening')
  await page.keyboard.press('Enter')
  const row = dialog.getByRole('listitem').filter({ hasText: 'Evening' })
  await expect(row).toContainText('(in use)')
  await dialog.getByRole('button', { name: 'Choose the profile Child' }).click()
  expect(await fontSize(lectern)).toBe('1.7')
  await expect(row).not.toContainText('(in use)')
  await dialog.getByRole('button', { name: 'Undo' }).click()
  expect(await fontSize(lectern)).toBe('1.5')
  await dialog.getByRole('button', { name: 'Choose the profile As at first' }).click()
  expect(await fontSize(lectern)).toBe('1')
  await dialog.getByRole('button', { name: 'Choose the profile Evening' }).click()
  expect(await fontSize(lectern)).toBe('1.5')
  await dialog.getByRole('button', { name: 'Rename the profile Evening' }).click()
  await dialog.getByLabel('Name of the profile').fill('Night')
  await page.keyboard.press('Enter')
  await expect(dialog.getByRole('button', { name: 'Rename the profile Night' })).toBeFocused()
  await dialog.getByRole('button', { name: 'Remove the profile Night' }).click()
  await expect(dialog.locator('.undo-line')).toContainText('The profile Night was removed')
  await expect(page.locator(':focus')).toHaveCount(1)
  await dialog.getByRole('button', { name: 'Undo' }).click()
  await expect(dialog.getByRole('button', { name: 'Choose the profile Night' })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.reload()
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await openProfiles(lectern)
  await expect(dialog.getByRole('button', { name: 'Choose the profile Night' })).toBeVisible()
})

test('settings go to a file and come back from it, after a look at what would change', async ({
  lectern,
}) => {
  const { page } = lectern
  await inSettings(lectern, 'Text', async (dialog) => {
    await dialog.getByLabel('Size of the text').fill('180')
    await dialog.getByLabel('Font').selectOption('lexend')
  })
  const dialog = await openProfiles(lectern)
  const download = page.waitForEvent('download')
  await dialog.getByRole('button', { name: 'Save all settings to a file' }).click()
  const saved = await download
  expect(saved.suggestedFilename()).toBe('lectern-settings.json')
  const text = readFileSync(await saved.path(), 'utf8')
  expect(JSON.parse(text)).toMatchObject({ version: 1, settings: { textSize: 180, font: 'lexend' } })

  await dialog.getByRole('button', { name: 'Choose the profile As at first' }).click()
  expect(await fontSize(lectern)).toBe('1')
  const file = JSON.parse(text) as { settings: Record<string, unknown> }
  file.settings['holograms'] = true
  file.settings['spacing'] = 'wide'
  await dialog.getByTestId('settings-chooser').setInputFiles({
    name: 'lectern-settings.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify({ ...file, version: 2 })),
  })
  await expect(dialog.getByText('A newer version of Lectern wrote this file.')).toBeVisible()
  await expect(dialog.getByText('does not know it: holograms')).toBeVisible()
  await expect(dialog.getByText('cannot be used: spacing')).toBeVisible()
  const table = dialog.getByRole('table', { name: '2 settings would change' })
  await expect(table.getByRole('row', { name: 'Size of the text' })).toContainText('180%')
  expect(await fontSize(lectern)).toBe('1') // nothing has changed yet
  await dialog.getByRole('button', { name: 'Take these settings over' }).click()
  expect(await fontSize(lectern)).toBe('1.8')
  await dialog.locator('.undo-line').last().getByRole('button', { name: 'Undo' }).click()
  expect(await fontSize(lectern)).toBe('1')

  await dialog.getByTestId('settings-chooser').setInputFiles({
    name: 'other.json',
    mimeType: 'application/json',
    buffer: Buffer.from('{"some": "thing"}'),
  })
  await expect(dialog.getByRole('alert').filter({ hasText: 'not a settings file' })).toBeVisible()
})

test('own colours are warned of in words when they can hardly be read', async ({ lectern }) => {
  const { page } = lectern
  await lectern.addAndOpen('lamp.epub', await makeEpub(), 'The Keeper of the Lamp')
  await inSettings(lectern, 'Appearance', async (dialog) => {
    await dialog.getByLabel('Colours', { exact: true }).selectOption('own')
    await expect(dialog.getByText('Contrast of text and background: 13.7:1.')).toBeVisible()
    await dialog.getByLabel('Text', { exact: true }).fill('#bbaa99')
    await expect(dialog.getByText('Warning: too little even for large text')).toBeVisible()
    await dialog.getByRole('button', { name: 'Begin with: Dark' }).click()
    await expect(dialog.getByText('Good for text of any size.')).toHaveCount(2)
  })
  const colours = await page.evaluate(() => {
    const { backgroundColor, color } = getComputedStyle(document.documentElement)
    return { backgroundColor, color }
  })
  expect(colours).toEqual({ backgroundColor: 'rgb(22, 25, 29)', color: 'rgb(233, 235, 238)' })
})

test('colours, size and profile are commands too, and are undone like any change', async ({ lectern }) => {
  const { page } = lectern
  const give = async (typed: string) => {
    await page.keyboard.press('Alt+Shift+F9')
    await page.keyboard.type(typed)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('dialog')).toBeHidden()
  }
  const root = page.locator('html')
  await give('theme sepia')
  await expect(root).toHaveAttribute('data-theme', 'sepia')
  await give('text size 150')
  await expect.poll(() => fontSize(lectern)).toBe('1.5')
  await expect(page.getByTestId('announcement')).toHaveText('Size of the text: 150%')
  await give('profile study')
  await expect(page.getByTestId('announcement')).toHaveText('Profile: Study')
  await page.keyboard.press('Control+z')
  await page.keyboard.press('Control+z')
  await expect.poll(() => fontSize(lectern)).toBe('1')
  await page.keyboard.press('Control+z')
  await expect(root).not.toHaveAttribute('data-theme', 'sepia')
  await page.keyboard.press('Alt+Shift+F9')
  await page.keyboard.type('choose a profile')
  await page.keyboard.press('Enter')
  await page.getByRole('dialog', { name: 'Choose a profile' }).getByRole('button', { name: 'Child' }).click()
  await expect.poll(() => fontSize(lectern)).toBe('1.7')
})

test('a setting is found by words of its name, and its control takes the focus', async ({ lectern }) => {
  const { page } = lectern
  await page.keyboard.press('Control+,')
  const dialog = page.getByRole('dialog')
  const search = dialog.getByRole('searchbox', { name: 'Find a setting' })
  await search.fill('spacing')
  const results = dialog.getByRole('region', { name: 'Settings found' })
  await results
    .getByRole('button', { name: 'Spacing of letters, words, lines and paragraphs' })
    .press('Enter')
  await expect(dialog.getByRole('tab', { name: 'Text' })).toHaveAttribute('aria-selected', 'true')
  await expect(dialog.getByLabel('Spacing of letters')).toBeFocused()
  await search.fill('mark word')
  await results.getByRole('button', { name: 'Mark the word' }).press('Enter')
  await expect(dialog.getByLabel('Mark the word')).toBeFocused()
  await search.fill('where am i')
  await results.getByRole('button', { name: 'Where am I' }).first().press('Enter')
  await expect(dialog.getByRole('button', { name: /Change.*Where am I/ })).toBeFocused()
  // Escape leaves the search first, and only then the dialog.
  await search.fill('nonsuch')
  await expect(results).toContainText('0 results')
  await page.keyboard.press('Escape')
  await expect(search).toHaveValue('')
  await expect(dialog).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
})
