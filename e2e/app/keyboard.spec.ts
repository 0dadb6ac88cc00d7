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

/** Where a screen reader is: the element with the focus, and the text behind the caret. */
const place = (lectern: Lectern) =>
  lectern.page.evaluate(() => {
    const selection = document.getSelection()
    const text = selection?.anchorNode?.textContent ?? ''
    return {
      block: document.activeElement?.getAttribute('data-block'),
      caret: text.slice(selection?.anchorOffset ?? 0, (selection?.anchorOffset ?? 0) + 10),
    }
  })

test('every dialog gives the place in the text back', async ({ lectern }) => {
  const { page } = lectern
  await lectern.press(key('next_sentence'))
  await lectern.press(key('next_sentence'))
  await expect.poll(() => place(lectern)).toEqual({ block: '1', caret: 'There were' })
  for (const dialog of ['add_note', 'add_bookmark', 'go_to_page', 'sleep_timer', 'open_settings', 'help']) {
    await lectern.press(key(dialog))
    await expect(page.getByRole('dialog'), dialog).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog'), dialog).toBeHidden()
    expect(await place(lectern), dialog).toEqual({ block: '1', caret: 'There were' })
  }
})

test('a sentence gone to without reading is told where the focus cannot tell it', async ({ lectern }) => {
  const said = lectern.page.getByTestId('announcement')
  await lectern.press(key('next_paragraph'))
  await expect.poll(() => sentence(lectern)).toMatch(/^The lighthouse keeper/)
  await expect(said).not.toContainText('The lighthouse keeper') // the focus has gone there, and tells it
  await lectern.press(key('next_sentence'))
  await expect(said).toHaveText('There were seven of them, and each carried a different flag.')
  await lectern.press(key('play_or_pause'))
  await lectern.waitUntilPlaying()
  await lectern.press(key('next_sentence'))
  await expect.poll(() => sentence(lectern)).toMatch(/^At noon/)
  await expect(said).not.toContainText('At noon') // the voice says it
})

test('removing a bookmark leaves the focus in its list', async ({ lectern }) => {
  const { page } = lectern
  for (const name of ['first', 'second']) {
    await lectern.press(key('add_bookmark'))
    await page.keyboard.type(name)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('dialog')).toBeHidden()
    await lectern.press(key('next_paragraph'))
  }
  await page.getByRole('button', { name: 'Bookmarks' }).press('Enter')
  await page.getByRole('button', { name: 'Remove bookmark “first”' }).press('Enter')
  await expect(page.getByRole('button', { name: /^second/ })).toBeFocused()
  await page.getByRole('button', { name: 'Remove bookmark “second”' }).press('Enter')
  await expect(page.getByRole('heading', { name: 'Bookmarks' })).toBeFocused()
})
