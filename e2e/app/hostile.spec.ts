/** Hostile documents in the window: nothing runs, nothing is asked of any address, the app stays whole. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './lectern.ts'

const folder = join(import.meta.dirname, '..', '..', '..', 'shared', 'testdata', 'security')

test('hostile EPUB, HTML and SVG files do nothing but be read or refused', async ({ lectern }) => {
  test.skip(!existsSync(folder), 'shared/testdata is not beside the project')
  test.setTimeout(180_000)
  const files = ['epub', 'html', 'xml', 'rtf', 'docx', 'pdf'].flatMap((kind) =>
    readdirSync(join(folder, kind))
      .filter((name) => !/50000|5MB|5000-pages|zip-bomb/.test(name)) // large ones: importers.test.ts holds them to their limits
      .map((name) => join(folder, kind, name)),
  )
  const chooser = lectern.page.waitForEvent('filechooser')
  await lectern.page.getByRole('button', { name: 'Add documents' }).first().click()
  await (
    await chooser
  ).setFiles(
    files.map((path) => ({ name: path.split('/').at(-1) ?? '', mimeType: '', buffer: readFileSync(path) })),
  )
  // Each file ends as a document in the list or as a sentence that says why not.
  await expect(lectern.page.getByRole('progressbar')).toHaveCount(0, { timeout: 120_000 })
  const script = lectern.page
    .getByRole('main')
    .getByRole('link', { name: /script-chapter|Script/i })
    .first()
  if (await script.count()) {
    await script.click()
    await expect(lectern.page.getByRole('main', { name: 'Text' })).toContainText('Visible text.')
  }
  expect(await lectern.page.evaluate(() => '__pwned' in window)).toBe(false)
  const own = new URL(lectern.core.url).origin
  expect(lectern.requests.filter((url) => !url.startsWith(own) && !url.startsWith('blob:'))).toEqual([])
  await expect(lectern.page.getByRole('heading', { level: 1 })).toBeVisible()
})
