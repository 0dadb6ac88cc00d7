/** A document is taken along: begun, watched, paused, saved and removed, by keyboard and by name. */
import { readFile } from 'node:fs/promises'
import { readOgg } from '../../src/app/export/sound-fixture.ts'
import { expect, test } from './lectern.ts'

const sentence = 'The keeper lit the lamp and waited for the others to come down to the beach. '
const book = (chapters: number, length: number) =>
  Array.from(
    { length: chapters },
    (_, index) => `# Chapter ${index + 1}\n\n${`${sentence.repeat(5)}\n\n`.repeat(length)}`,
  ).join('\n')

test('a document becomes an Opus file with its chapters, which is then saved and removed', async ({
  lectern,
}) => {
  test.setTimeout(120_000)
  const { page } = lectern
  await lectern.open()
  await lectern.addAndOpen('lamp.md', Buffer.from(`---\ntitle: The Lamp\n---\n${book(2, 1)}`), 'The Lamp')
  await page.getByRole('button', { name: 'Save as audio' }).press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Save as audio' })
  await expect(dialog.getByText(/^About .* of sound, .* Making it takes about/)).toBeVisible()
  await expect(dialog).toMatchAriaSnapshot(`
    - dialog "Save as audio":
      - banner:
        - heading "Save as audio" [level=2]
        - button "Close"
      - combobox "Kind of file":
        - option "Opus" [selected]
        - option "MP3"
        - option "WAV"
        - option "EPUB with sound"
      - paragraph: /Small and good/
      - combobox "How much"
      - combobox "What is read"
      - slider "Speed"
      - combobox "Subtitles"
      - paragraph: /About/
      - button "Export"
  `)
  await dialog.getByRole('combobox', { name: 'Subtitles' }).selectOption('SRT')
  await dialog.getByRole('combobox', { name: 'Kind of file' }).selectOption('EPUB with sound')
  await expect(dialog.getByRole('combobox', { name: 'Subtitles' })).toHaveCount(0)
  await dialog.getByRole('combobox', { name: 'Kind of file' }).selectOption('Opus')
  await dialog.getByRole('combobox', { name: 'Subtitles' }).selectOption('None')
  await dialog.getByRole('button', { name: 'Export', exact: true }).press('Enter')
  const list = dialog.getByRole('region', { name: 'Exports' })
  const save = list.getByRole('button', { name: 'Save “The Lamp”' })
  await expect(save).toBeVisible({ timeout: 90_000 })
  const download = page.waitForEvent('download')
  await save.press('Enter')
  const file = await download
  expect(file.suggestedFilename()).toBe('The Lamp.opus')
  const { comments } = readOgg(new Uint8Array(await readFile(await file.path())))
  expect(comments).toMatchObject({
    TITLE: 'The Lamp',
    CHAPTER001NAME: 'Chapter 1',
    CHAPTER002NAME: 'Chapter 2',
  })
  expect(comments['CHAPTER002']).toMatch(/^00:00:2\d\./)

  // It stays in the library until it is removed there.
  await page.keyboard.press('Escape')
  await page.getByRole('link', { name: 'Back to the library' }).press('Enter')
  const exports = page.getByRole('region', { name: 'Exports' })
  await exports.getByRole('button', { name: 'Remove the export of “The Lamp”' }).press('Enter')
  await expect(exports).toHaveCount(0)
  expect(lectern.errors).toEqual([])
})

test('an export is paused, goes on after a reload, and is cancelled', async ({ lectern }) => {
  test.setTimeout(120_000)
  const { page } = lectern
  await lectern.open()
  await lectern.addAndOpen('long.md', Buffer.from(`---\ntitle: Long\n---\n${book(4, 30)}`), 'Long')
  await page.getByRole('button', { name: 'Save as audio' }).click()
  await page.getByRole('combobox', { name: 'How much' }).selectOption('All of it, a file for each chapter')
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  await expect(page.getByRole('progressbar', { name: 'Export of “Long”' })).toBeVisible({ timeout: 60_000 })
  await page.getByRole('button', { name: 'Pause the export of “Long”' }).press('Enter')
  await expect(page.getByText(/paused at \d+%/)).toBeVisible()
  await page.reload()
  await page.getByRole('button', { name: 'Save as audio' }).click()
  await page.getByRole('button', { name: 'Go on with the export of “Long”' }).press('Enter')
  await page.getByRole('button', { name: 'Cancel the export of “Long”' }).press('Enter')
  await expect(page.getByRole('region', { name: 'Exports' })).toHaveCount(0)
  expect(lectern.errors).toEqual([])
})
