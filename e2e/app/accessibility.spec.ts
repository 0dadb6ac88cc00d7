/** axe where everywhere.spec.ts does not look: states, themes while reading, German, 320 px. */
import { brokenRules } from './axe.ts'
import { makeEpub } from './fixtures.ts'
import { expect, type Lectern, test } from './lectern.ts'

async function clean(lectern: Lectern, view: string): Promise<void> {
  expect(await brokenRules(lectern.page), view).toEqual([])
}

async function openBook(lectern: Lectern): Promise<void> {
  await lectern.addAndOpen('lamp.epub', await makeEpub(), 'The Keeper of the Lamp')
}

test('axe finds nothing in a library with a failed import, and where controls fold away', async ({
  lectern,
}) => {
  const { page } = lectern
  await lectern.add('broken.pdf', Buffer.from('This is no PDF.'))
  await expect(page.getByRole('alert').filter({ hasText: '“broken.pdf”' })).toHaveCount(1)
  await clean(lectern, 'a failed import')
  // Its row and its message go by key, and the focus stays in the page.
  await page.getByRole('button', { name: 'Take “broken.pdf” off this list' }).press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Library' })).toBeFocused()
  await page.getByRole('button', { name: 'Dismiss this message' }).press('Enter')
  await expect(page.locator(':focus')).toHaveCount(1)
  await openBook(lectern)
  await page.setViewportSize({ width: 900, height: 700 }) // where the less used controls fold away
  await page.getByRole('button', { name: 'More controls' }).click()
  await clean(lectern, 'more controls')
})

for (const theme of ['dark', 'sepia', 'contrast'] as const)
  test(`axe finds nothing in the ${theme} theme while reading`, async ({ lectern }) => {
    await openBook(lectern)
    await lectern.page.evaluate((value) => {
      document.documentElement.dataset['theme'] = value
    }, theme)
    await lectern.press('F8')
    await lectern.waitUntilPlaying()
    await clean(lectern, theme)
  })

test.describe('in German', () => {
  test.use({ locale: 'de-DE', coreLocale: 'de_DE.UTF-8' })
  test('the interface speaks German and axe finds nothing', async ({ lectern }) => {
    const { page } = lectern
    await expect(page.locator('html')).toHaveAttribute('lang', /^de/)
    const chooser = page.waitForEvent('filechooser')
    await page.getByRole('button', { name: 'Dokumente hinzufügen' }).first().click()
    await (await chooser).setFiles({ name: 'lamp.epub', mimeType: '', buffer: await makeEpub() })
    await expect(page.getByRole('heading', { level: 1, name: 'The Keeper of the Lamp' })).toBeVisible({
      timeout: 20_000,
    })
    await expect(
      page
        .getByRole('button', { name: 'Wiedergabe' })
        .or(page.getByRole('button', { name: 'Vorlesen' }))
        .first(),
    ).toBeVisible()
    await clean(lectern, 'German')
  })
})

test('axe finds nothing in any section of the settings at 320 px', async ({ lectern }) => {
  const { page } = lectern
  await page.setViewportSize({ width: 320, height: 512 })
  await page.keyboard.press('Control+,')
  const list = page.getByRole('combobox', { name: 'Section' })
  for (const option of await list.locator('option').all()) {
    await list.selectOption((await option.getAttribute('value')) ?? '')
    const wide = await page.getByRole('dialog').evaluate((dialog) => dialog.scrollWidth - dialog.clientWidth)
    expect(wide, `${await option.textContent()}`).toBeLessThanOrEqual(0)
    await clean(lectern, `settings at 320 px, ${await option.textContent()}`)
  }
})

test('at 320 px, which is 400 % of 1280, nothing needs to be scrolled sideways', async ({ lectern }) => {
  await openBook(lectern)
  await lectern.page.setViewportSize({ width: 320, height: 256 * 2 })
  const wide = await lectern.page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  expect(wide).toBeLessThanOrEqual(0)
  await expect(lectern.page.getByRole('button', { name: 'Play', exact: true })).toBeVisible()
  await clean(lectern, '320 px')
})

test('a zoomed window keeps the place of the voice and the button that stops it in view', async ({
  lectern,
}) => {
  const { page } = lectern
  await openBook(lectern)
  await lectern.press('Alt+Shift+6')
  await lectern.press('Alt+Shift+6') // the last chapter
  await expect.poll(() => lectern.highlighted('lectern-sentence')).toContain('The Letter')
  const lines = () =>
    page.evaluate(() => {
      const [range] = CSS.highlights.get('lectern-sentence') ?? []
      return {
        said: (range as Range | undefined)?.getBoundingClientRect().bottom ?? -1,
        player: document.querySelector('.player')?.getBoundingClientRect().top ?? -1,
      }
    })
  for (const [width, height] of [
    [640, 400], // 200 % of 1280 x 800
    [320, 256], // 400 % of 1280 x 1024, where WCAG 1.4.10 looks
  ] as const) {
    await page.setViewportSize({ width, height })
    await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeInViewport({ ratio: 1 })
    const inView = async () => {
      const { said, player } = await lines()
      return said > 0 && said < player
    }
    await expect.poll(inView, `${width}`).toBe(true)
  }
  await page.getByRole('button', { name: 'More controls' }).click()
  await expect(page.getByRole('slider', { name: 'Speed' })).toBeInViewport()
  await clean(lectern, '320 x 256')
})
