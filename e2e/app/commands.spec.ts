/** One registry: the palette, "What can I do here?", the form for arguments, undo, and no command without a function. */
import { commands } from '../../src/contract/commands.ts'
import { makeEpub } from './fixtures.ts'
import { expect, type Lectern, test } from './lectern.ts'
import { command } from './views.ts'

const sentence = (lectern: Lectern) => lectern.highlighted('lectern-sentence')
const field = (lectern: Lectern) => lectern.page.getByRole('combobox', { name: 'Command' })
const said = (lectern: Lectern) => lectern.page.getByTestId('announcement')

async function openBook(lectern: Lectern): Promise<void> {
  await lectern.addAndOpen('lamp.epub', await makeEpub(), 'The Keeper of the Lamp')
  await expect.poll(() => sentence(lectern)).toContain('The Lamp')
}

async function give(lectern: Lectern, typed: string): Promise<void> {
  await lectern.press('Alt+Shift+F9')
  await expect(field(lectern)).toBeFocused()
  await lectern.page.keyboard.type(typed)
  await lectern.page.keyboard.press('Enter')
  await expect(field(lectern)).toBeHidden()
}

test('a name, a part of it, or a name with a value is enough', async ({ lectern }) => {
  await openBook(lectern)
  await give(lectern, 'next par')
  await expect.poll(() => sentence(lectern)).toMatch(/^The lighthouse keeper/)
  await give(lectern, 'speed 1.5')
  await expect(lectern.page.getByRole('region', { name: 'Player' })).toContainText('1.50×')
  await give(lectern, 'page 2')
  await expect.poll(() => sentence(lectern)).toMatch(/^The ledger had two columns/)
  await give(lectern, 'chapter letter')
  await expect.poll(() => sentence(lectern)).toMatch(/^The Letter/)
  await give(lectern, 'percent 0')
  await expect.poll(() => sentence(lectern)).toContain('The Lamp')
  await give(lectern, 'next sentence 2')
  await expect.poll(() => sentence(lectern)).toMatch(/^There were seven/)
  await give(lectern, 'find seven of them')
  await expect(lectern.page.getByRole('searchbox', { name: /find/i })).toHaveValue('seven of them')
  await expect(lectern.page.locator('.find-result')).toHaveText(/1/)
})

test('the palette keeps the focus in its field, tells what fits, and gives the place back', async ({
  lectern,
}) => {
  const { page } = lectern
  await openBook(lectern)
  await lectern.press('Alt+Shift+F9')
  await page.keyboard.type('bookmark')
  const active = () => field(lectern).getAttribute('aria-activedescendant')
  const first = await active()
  await page.keyboard.press('ArrowDown')
  expect(await active()).not.toBe(first)
  await expect(page.locator(`[id="${await active()}"]`)).toHaveAttribute('aria-selected', 'true')
  await expect(page.getByRole('option', { selected: true })).toHaveCount(1)
  await expect(page.getByRole('dialog').getByRole('status')).toHaveText(/commands?$/)
  await page.keyboard.press('Escape')
  await expect(field(lectern)).toBeHidden()
  await expect(page.locator('article [data-block]:focus, body')).not.toHaveCount(0)
})

test('what cannot be done now says why, and does nothing', async ({ lectern }) => {
  const { page } = lectern
  await lectern.press('Alt+Shift+F9')
  await page.keyboard.type('next sentence')
  const option = page.getByRole('option', { name: /^Next sentence/ })
  await expect(option).toHaveAttribute('aria-disabled', 'true')
  await expect(option).toContainText('Open a document first.')
  await page.keyboard.press('Enter')
  await expect(field(lectern)).toBeVisible()
})

test('what a command needs and was not given is asked for in a form', async ({ lectern }) => {
  const { page } = lectern
  await openBook(lectern)
  await give(lectern, 'set the volume')
  const percent = page.getByRole('spinbutton', { name: 'Percent' })
  await expect(percent).toBeFocused()
  await percent.fill('40')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(page.getByRole('slider', { name: 'Volume' })).toHaveValue('40')
})

test('“What can I do here?” tells the focus and lists what can be done, with keys', async ({ lectern }) => {
  const { page } = lectern
  await openBook(lectern)
  await page.getByRole('slider', { name: 'Speed' }).focus()
  await lectern.press('Alt+Shift+F1')
  const dialog = page.getByRole('dialog', { name: 'What can I do here?' })
  await expect(dialog).toContainText('is a slider')
  await expect(dialog.getByRole('status')).toContainText(/commands/)
  await expect(dialog.getByRole('listitem').filter({ hasText: 'Play or pause' })).toContainText('F8')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('slider', { name: 'Speed' })).toBeFocused()
})

test('undo takes back what was changed, in order, and redo does it again', async ({ lectern }) => {
  const { page } = lectern
  await openBook(lectern)
  const size = () => page.evaluate(() => document.documentElement.style.getPropertyValue('--text-size'))
  const before = await size()
  await give(lectern, 'bookmark this harbour')
  await give(lectern, 'text size 150')
  await expect.poll(size).not.toBe(before)
  await lectern.press('Alt+Shift+F11')
  await expect.poll(size).toBe(before)
  await lectern.press('Alt+Shift+F11')
  await expect(said(lectern)).toHaveText(/Undone: .*bookmark/i)
  await page.getByRole('button', { name: 'Bookmarks' }).press('Enter')
  await expect(page.getByRole('region', { name: 'Bookmarks' })).not.toContainText('harbour')
  await lectern.press('Ctrl+Shift+F11'.replace('Ctrl', 'Control'))
  await expect(page.getByRole('region', { name: 'Bookmarks' })).toContainText('harbour')
  await lectern.press('Control+z')
  await expect(page.getByRole('region', { name: 'Bookmarks' })).not.toContainText('harbour')
})

test('messages that have gone can be read again, and their way back still works', async ({ lectern }) => {
  const { page } = lectern
  await openBook(lectern)
  await give(lectern, 'remove a document')
  await expect(page.getByRole('heading', { level: 1, name: 'Library' })).toBeVisible()
  await page.getByRole('button', { name: 'Dismiss this message' }).first().click()
  await give(lectern, 'messages')
  await page.getByRole('dialog').getByRole('button', { name: /^Undo/ }).click()
  await expect(page.getByRole('link', { name: 'The Keeper of the Lamp' })).toBeVisible()
})

test('every command of the registry has a function where it can be given', async ({ lectern }) => {
  const { page } = lectern
  const dead = async (where: 'reading' | 'dictation' | 'anywhere') => {
    await lectern.press('Alt+Shift+F9')
    const missing: string[] = []
    for (const { id } of commands.filter((command) => [where, 'anywhere'].includes(command.where))) {
      const option = page.locator(`[role="option"][id$="-${id}"]`)
      await expect(option, id).toHaveCount(1)
      const text = (await option.textContent()) ?? ''
      if (/cannot be done here|Open a document first|Choose a text field first/.test(text)) missing.push(id)
    }
    await page.keyboard.press('Escape')
    return missing
  }
  expect(await dead('anywhere')).toEqual([])
  await openBook(lectern)
  expect(await dead('reading')).toEqual([])
  await command(lectern, 'new_draft')
  await expect(page.getByRole('textbox', { name: 'Text of the draft' })).toBeFocused()
  expect(await dead('dictation')).toEqual([])
})

test('what changes something can be taken back', async ({ lectern }) => {
  const { page } = lectern
  const changing: Readonly<Record<string, object | undefined>> = {
    skip_rule: { what: 'tables', action: 'skip', scope: 'book' },
    say_as: { written: 'Aurora', spoken: 'or roar ah' },
    set_language: { language: 'de', scope: 'book' },
    add_bookmark: { name: 'harbour' },
    add_note: { text: 'Why?' },
    set_theme: { theme: 'dark' },
    set_font_size: { percent: 130 },
    choose_profile: { name: 'study' },
    import_document: undefined, // the book that is opened below
    remove_document: { title: 'The Keeper of the Lamp' },
  }
  // Those of dictation have dictation.spec.ts.
  const all = commands
    .filter(({ risk, group }) => risk === 'changes' && group !== 'dictation')
    .map(({ id }) => id)
  expect(Object.keys(changing).toSorted()).toEqual(all.toSorted())

  const undoneSo = () => said(lectern).textContent()
  await openBook(lectern)
  for (const [id, args] of Object.entries(changing)) {
    if (args) await command(lectern, id, args)
    else await command(lectern, 'close') // an open book is not taken away by one undo too many
    await page.waitForTimeout(400) // it asks the core first
    const before = await undoneSo()
    await command(lectern, 'undo')
    await expect.poll(undoneSo, id).not.toBe(before)
    expect(await undoneSo(), id).toMatch(/^Undone: /)
    if (id !== 'import_document') continue
    await command(lectern, 'redo')
  }
  await expect(page.getByRole('link', { name: 'The Keeper of the Lamp' })).toBeVisible()
})

test('Tab and Enter alone reach every command: a switch needs no more', async ({ lectern }) => {
  const { page } = lectern
  await openBook(lectern)
  /** Steps on until a button of this name has the focus, as a switch does. */
  const stepTo = async (name: string) => {
    for (let step = 0; step < 150; step++) {
      await page.keyboard.press('Tab')
      const now = await page.evaluate(() => {
        const element = document.activeElement
        return element?.getAttribute('aria-label') ?? element?.textContent ?? ''
      })
      if (now === name) return
    }
    throw new Error(`“${name}” was not reached`)
  }
  await stepTo('Commands: search and run')
  await page.keyboard.press('Enter')
  await stepTo('What can I do here?')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: 'What can I do here?' })).toBeVisible()
  await stepTo('Next chapter')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect.poll(() => sentence(lectern)).toMatch(/^The Ledger/)
})
