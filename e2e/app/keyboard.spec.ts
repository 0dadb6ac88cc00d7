/** Everything by keyboard alone, with the registry's own keys. */
import { commands } from '../../src/contract/commands.ts'
import { makeEpub } from './fixtures.ts'
import { expect, type Lectern, test } from './lectern.ts'

function key(id: string): string {
  const chord = commands.find((command) => command.id === id)?.keys[0]
  if (!chord) throw new Error(`${id} has no key`)
  return chord.replace('Ctrl', 'Control')
}

const sentence = (lectern: Lectern) => lectern.highlighted('lectern-sentence')

test.beforeEach(async ({ lectern }) => {
  await lectern.addAndOpen('lamp.epub', await makeEpub(), 'The Keeper of the Lamp')
  await expect.poll(() => sentence(lectern)).toContain('The Lamp')
})

test('sentences, paragraphs, headings, chapters and pages are stepped through by key', async ({
  lectern,
}) => {
  const go = async (id: string, expected: RegExp | string) => {
    await lectern.press(key(id))
    await expect.poll(() => sentence(lectern), id).toMatch(expected)
  }
  await go('next_sentence', /^The lighthouse keeper counted/)
  await go('next_sentence', /^There were seven/)
  await go('previous_sentence', /^The lighthouse keeper/)
  await go('next_paragraph', /^Nobody answered/)
  await go('next_heading', /^The Ledger/)
  await go('next_heading', /^Ships/)
  await go('next_chapter', /^The Letter/)
  await go('previous_chapter', /^The Ledger/)
  await go('next_page', /^The ledger had two columns/)
  await go('next_page', /^A letter arrived/)
})

test('steps while playing go on playing from there', async ({ lectern }) => {
  await lectern.press(key('play_or_pause'))
  await lectern.waitUntilPlaying()
  await lectern.press(key('next_chapter'))
  await expect.poll(() => sentence(lectern), { timeout: 20_000 }).toMatch(/^The Ledger|^Ships|^The ledger/)
  await expect(lectern.page.getByRole('button', { name: 'Pause', exact: true })).toBeVisible()
  await lectern.press(key('stop'))
  await expect(lectern.page.getByRole('button', { name: 'Play', exact: true })).toBeVisible()
})

test('speed and volume change by key and are kept', async ({ lectern }) => {
  const player = lectern.page.getByRole('region', { name: 'Player' })
  await lectern.press(key('faster'))
  await lectern.press(key('faster'))
  await expect(player).toContainText('1.10×')
  await lectern.press(key('slower'))
  await expect(player).toContainText('1.05×')
  await lectern.press(key('quieter'))
  await expect(lectern.page.getByRole('slider', { name: 'Volume' })).not.toHaveValue('100')
  await lectern.press(key('mute'))
  await lectern.page.reload()
  await expect(lectern.page.getByRole('region', { name: 'Player' })).toContainText('1.05×')
})

test('a bookmark and a note are made, listed and found again without a mouse', async ({ lectern }) => {
  const { page } = lectern
  await lectern.press(key('next_paragraph'))
  await lectern.press(key('next_paragraph'))
  await expect.poll(() => sentence(lectern)).toMatch(/^Nobody answered/)
  await lectern.press(key('add_bookmark'))
  await page.keyboard.type('the lonely evening')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toBeHidden()
  await lectern.press(key('add_note'))
  await page.keyboard.type('Why did nobody answer?')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('dialog')).toBeHidden()
  await page.getByRole('button', { name: 'Bookmarks' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByText('the lonely evening')).toBeVisible()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Notes' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByText('Why did nobody answer?')).toBeVisible()
})

test('words are found, a page is gone to, and the place is told', async ({ lectern }) => {
  const { page } = lectern
  await lectern.press(key('find_text'))
  await page.keyboard.type('letter arrived')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  await lectern.press(key('go_to_page'))
  await page.keyboard.type('2')
  await page.keyboard.press('Enter')
  await expect.poll(() => sentence(lectern)).toMatch(/^The ledger had two columns/)
  await lectern.press(key('where_am_i'))
  await expect(page.getByRole('status').filter({ hasText: /2/ })).not.toHaveText('')
})

test('Tab reaches every control, each has a name, and focus is visible', async ({ lectern }) => {
  const { page } = lectern
  const names = new Set<string>()
  for (let i = 0; i < 60; i++) {
    await page.keyboard.press('Tab')
    const seen = await page.evaluate(() => {
      const element = document.activeElement as HTMLElement | null
      if (!element || element === document.body) return undefined
      const style = getComputedStyle(element)
      return {
        name: element.getAttribute('aria-label') ?? element.textContent?.trim() ?? '',
        tag: element.tagName,
        outline: style.outlineStyle !== 'none' || style.boxShadow !== 'none',
      }
    })
    if (!seen) continue
    expect(seen.outline, `${seen.tag} ${seen.name} shows its focus`).toBe(true)
    names.add(seen.name)
  }
  for (const name of ['Play', 'Stop', 'Next sentence', 'Faster', 'Contents', 'Bookmarks', 'Settings'])
    expect(
      [...names].some((seen) => seen.includes(name)),
      `${name} in ${[...names].join(' | ')}`,
    ).toBe(true)
})
