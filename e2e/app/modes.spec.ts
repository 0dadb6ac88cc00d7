/** Reading less than all of a document: the gist, headings only, first words; and back to the full text. */
import { brokenRules } from './axe.ts'
import { expect, test } from './lectern.ts'

const things = ['stone', 'timber', 'iron', 'glass', 'rope', 'salt']
/** Three chapters of different sentences, as Markdown. */
function book(): Buffer {
  const chapter = (name: string) =>
    [
      `# The ${name}`,
      ...Array.from({ length: 14 }, (_, index) => {
        const at = (by: number) => things[(index + by) % things.length]
        return (
          `The ${name} of ${at(0)} was built in the year ${1800 + index} by the people of the town. ` +
          `Many merchants came to the ${name} with ${at(2)} and with ${at(3)} on market days. ` +
          `A keeper wrote down what the ${name} had cost. Winter brought ice and wind. ` +
          `The council paid for ${at(1)} when the river had carried the old ${name} away.`
        )
      }),
    ].join('\n\n')
  return Buffer.from(['harbour', 'bridge', 'castle'].map(chapter).join('\n\n'))
}

test.beforeEach(async ({ lectern }) => {
  await lectern.addAndOpen('town.md', book(), 'The harbour')
})

test('one key goes to the gist and back; it goes on where it was, and says how much it reads', async ({
  lectern,
}) => {
  const { page } = lectern
  const bar = page.getByRole('region', { name: 'How much is read' })
  await expect(bar).toBeHidden()
  await lectern.press('F8')
  await lectern.waitUntilPlaying()
  const before = (await lectern.lit()).at(-1)?.word
  await lectern.press('Alt+Shift+F10')
  await expect(bar).toBeVisible()
  await expect(bar.getByRole('radio', { name: 'Gist' })).toBeChecked()
  await expect(bar).toContainText(
    /Reads about [\d,]+ of [\d,]+ words, \d minutes\. Of this chapter: about \d+ of \d+, 1 minute\./,
  )
  const [read = 0, words = 1] = ((await bar.innerText()).match(/about ([\d,]+) of ([\d,]+)/) ?? [])
    .slice(1)
    .map((number) => Number(number.replace(',', '')))
  expect(read / words).toBeGreaterThan(0.27)
  expect(read / words).toBeLessThan(0.33)

  // It goes on in the same sentence or behind it, never before.
  await page.waitForTimeout(1_500)
  const after = (await lectern.lit()).at(-1)?.word
  expect(after!.block > before!.block || after!.start >= before!.start).toBe(true)
  // A gist of 30 % leaves most of the first paragraphs behind within a few sentences.
  for (let count = 0; count < 4; count++) await lectern.press('Alt+Shift+K')
  await expect.poll(async () => (await lectern.lit()).at(-1)?.word?.block ?? 0).toBeGreaterThan(2)

  await lectern.press('Alt+Shift+F10')
  await expect(bar).toBeHidden()
  const button = page.getByRole('button', { name: 'How much is read: Full text', includeHidden: true })
  await expect(button).toBeAttached()
})

test('the length of the gist is a share or minutes, by a slider', async ({ lectern }) => {
  const { page } = lectern
  await lectern.press('Alt+Shift+F10')
  const bar = page.getByRole('region', { name: 'How much is read' })
  const slider = bar.getByRole('slider')
  await expect(slider).toHaveAttribute('aria-valuetext', '30% of the words')
  expect(await brokenRules(page, '.mode-bar')).toEqual([])
  // Nothing is cut off where the window is narrow.
  await page.setViewportSize({ width: 320, height: 640 })
  const overflow = await bar.evaluate((element) => element.scrollWidth - element.clientWidth)
  expect(overflow).toBeLessThanOrEqual(0)
  for (const target of await bar.locator('.mode-option, button, select').all())
    expect((await target.boundingBox())!.height).toBeGreaterThanOrEqual(43.9)
  await page.setViewportSize({ width: 1280, height: 800 })
  await slider.focus()
  await lectern.press('Home')
  await expect(slider).toHaveAttribute('aria-valuetext', '10% of the words')
  await expect(bar).toContainText(/Of this chapter: about (?:7|8)\d of 8\d0/)
  await bar.getByRole('combobox', { name: 'Gist by' }).selectOption('Minutes a chapter')
  await expect(slider).toHaveAttribute('aria-valuetext', '3 minutes a chapter')
  await lectern.press('Tab')
  await slider.focus()
  await lectern.press('Home')
  await expect(slider).toHaveAttribute('aria-valuetext', '1 minute a chapter')
  await expect(bar).toContainText(/Of this chapter: about (?:1[6-9]|2[0-2])0 of/)
})

test('headings only: the next sentence is the next heading', async ({ lectern }) => {
  const { page } = lectern
  await lectern.press('F8')
  await lectern.waitUntilPlaying()
  await page
    .getByRole('button', { name: 'More' })
    .click({ timeout: 2_000 })
    .catch(() => undefined) // open already where there is room
  await page.getByRole('button', { name: /^How much is read/ }).click()
  const bar = page.getByRole('region', { name: 'How much is read' })
  await expect(bar.getByRole('radio', { name: 'Full text' })).toBeFocused()
  await bar.getByRole('radio', { name: 'Headings only' }).check()
  await expect.poll(async () => (await lectern.lit()).at(-1)?.word?.block, { timeout: 10_000 }).toBe(15)
  await bar.getByRole('button', { name: 'Read the full text again' }).click()
  await expect(bar).toBeHidden()
})
