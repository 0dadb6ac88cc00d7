/** Drafts and dictation: the editor, its commands and its undo, saving, the history, any other field, and speech. */
import { readFileSync } from 'node:fs'
import { SettingsStore } from '../../src/store/settings.ts'
import { DictationStore } from '../../src/store/dictation.ts'
import { openStore } from '../../src/store/open.ts'
import type { Core } from './core.ts'
import { expect, type Lectern, test } from './lectern.ts'
import { command } from './views.ts'

const editor = ({ page }: Lectern) => page.getByRole('textbox', { name: 'Text of the draft' })
const said = ({ page }: Lectern) => page.getByTestId('announcement')
const state = ({ page }: Lectern) => page.getByTestId('draft-state')

async function openDraft(lectern: Lectern): Promise<void> {
  await command(lectern, 'new_draft')
  await expect(editor(lectern)).toHaveValue('')
  await expect(editor(lectern)).toBeFocused()
}

/** Works on the library's database while no core has it open. */
async function withStore(
  core: Core,
  work: (store: ReturnType<typeof openStore>['store']) => void,
): Promise<void> {
  await core.kill('SIGTERM')
  const { store } = openStore(core.folder)
  work(store)
  store.close()
  await core.restart()
}

test('a draft is begun, titled, listed, opened, removed and brought back', async ({ lectern }) => {
  const { page } = lectern
  await page.getByRole('button', { name: 'My drafts' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Drafts' })).toBeFocused()
  await page.getByRole('button', { name: 'New draft' }).click()
  await expect(editor(lectern)).toBeFocused()
  await page.keyboard.type('Dear Ms Lee,\nthank you for the lamp.')
  await expect(page.getByText('8 words')).toBeVisible()
  await expect(state(lectern)).toHaveText('Saved')
  await page.getByRole('link', { name: 'Back to the drafts' }).click()
  await page.getByRole('link', { name: 'Dear Ms Lee,' }).click()
  await expect(editor(lectern)).toHaveValue('Dear Ms Lee,\nthank you for the lamp.')
  await page.getByRole('textbox', { name: 'Title' }).fill('Thanks')
  await page.keyboard.press('Enter')
  await expect(editor(lectern)).toBeFocused()
  await page.getByRole('button', { name: 'Remove this draft' }).click()
  await expect(page.getByText('No drafts yet')).toBeVisible()
  await command(lectern, 'undo')
  await expect(page.getByRole('link', { name: 'Thanks' })).toBeVisible()
  expect(lectern.errors).toEqual([])
})

test('what was typed more than a second before the page and the core were killed is there', async ({
  lectern,
}) => {
  const { page, core } = lectern
  await openDraft(lectern)
  await page.keyboard.type('Kept in any case. ')
  await page.waitForTimeout(1_000)
  await page.keyboard.type('Perhaps.')
  await core.kill('SIGKILL')
  await page.evaluate(() => localStorage.clear())
  const address = page.url()
  await page.goto('about:blank')
  await core.restart()
  await page.goto(address)
  await expect(editor(lectern)).toHaveValue(/^Kept in any case\. /)
})

test('while typing goes on without a rest it is saved all the same', async ({ lectern }) => {
  const { page, core } = lectern
  await openDraft(lectern)
  const from = Date.now()
  let typed = ''
  while (Date.now() - from < 3_000) {
    await page.keyboard.type('word ')
    typed += 'word '
  }
  await core.kill('SIGKILL')
  const { store } = openStore(core.folder)
  const { text } = store.prepare('SELECT text FROM drafts').get() as { text: string }
  store.close()
  // Two thirds of what was typed in three seconds was typed more than a second before.
  expect(text.length).toBeGreaterThan((typed.length * 2) / 3)
  expect(typed.startsWith(text)).toBe(true)
  await core.restart()
  await expect(state(lectern)).toHaveText('Saved', { timeout: 20_000 })
  await expect(editor(lectern)).toHaveValue(typed)
})

test('each thing that dictation writes is one step, for the undo command and for Ctrl+Z alike', async ({
  lectern,
}) => {
  const { page } = lectern
  await openDraft(lectern)
  await page.keyboard.type('typed')
  await command(lectern, 'insert_text', { text: 'one two' })
  await expect(editor(lectern)).toHaveValue(/two/i)
  await command(lectern, 'insert_text', { text: 'three' })
  const value = () => editor(lectern).inputValue()
  await expect.poll(value).toMatch(/^typed one two\.? three/i)
  const texts = [await value()]
  const [full = ''] = texts
  for (let left = 3; left > 0; left--) {
    await page.keyboard.press('Control+z')
    await expect.poll(value).not.toBe(texts.at(-1))
    texts.push(await value())
  }
  expect(texts.slice(1).map((text) => text.toLowerCase().replaceAll('.', ''))).toEqual([
    'typed one two',
    'typed',
    '',
  ])
  for (let left = 3; left > 0; left--) await page.keyboard.press('Control+Shift+z')
  await expect(editor(lectern)).toHaveValue(full)
  for (const text of texts.slice(1)) {
    await command(lectern, 'undo')
    await expect(editor(lectern)).toHaveValue(text)
  }
  await command(lectern, 'redo')
  await expect(editor(lectern)).toHaveValue('typed')
  // What the command took back, the field's own undo takes back, too.
  await page.keyboard.press('Control+z')
  await expect(editor(lectern)).toHaveValue('')
})

test('every command that changes a text can be taken back', async ({ lectern }) => {
  await openDraft(lectern)
  const begin = 'the lamp is lit'
  await command(lectern, 'insert_text', { text: begin })
  const whole = await editor(lectern).inputValue()
  const orders: readonly (readonly [string, object, RegExp])[] = [
    ['replace_text', { old: 'lamp', new: 'candle' }, /the candle is lit/i],
    ['delete_text', { unit: 'word' }, /^the is lit/i], // the caret is where the words came back
    ['change_case', { to: 'upper', text: 'lamp' }, /LAMP/],
    ['insert_text', { text: 'tonight' }, /tonight/i],
    ['scratch_that', {}, /^$/],
  ]
  for (const [id, args, after] of orders) {
    await command(lectern, id, args)
    await expect(editor(lectern), id).toHaveValue(after)
    await command(lectern, 'undo')
    await expect(editor(lectern), id).toHaveValue(whole)
  }
  await command(lectern, 'correct_that', { text: 'lamp' })
  const dialog = lectern.page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Write it otherwise' }).fill('Lampard')
  await dialog.getByRole('checkbox').check()
  await dialog.getByRole('button', { name: 'Replace' }).click()
  await expect(editor(lectern)).toHaveValue(/the Lampard is lit/i)
  await expect(lectern.page.getByText('“Lampard” is expected from now on')).toBeVisible()
  await command(lectern, 'undo')
  await command(lectern, 'undo')
  await expect(editor(lectern)).toHaveValue(whole)
  await command(lectern, 'teach_word', { word: 'Ishmael' })
  await expect(said(lectern)).toContainText('Ishmael')
  await command(lectern, 'undo')
  await expect(said(lectern)).toContainText('Undone')
  expect(lectern.errors).toEqual([])
})

test('a new draft that is still empty can be taken back, one that is being written cannot', async ({
  lectern,
}) => {
  await openDraft(lectern)
  await command(lectern, 'undo')
  await expect(lectern.page.getByText('No drafts yet')).toBeVisible()
  await openDraft(lectern)
  await lectern.page.keyboard.type('x')
  await command(lectern, 'undo')
  await expect(editor(lectern)).toHaveValue('')
})

test('a draft is handed over as text, Markdown and a Word document, and can be read aloud', async ({
  lectern,
}) => {
  const { page } = lectern
  await openDraft(lectern)
  await page.keyboard.type('# not a heading\nThe lamp is lit.')
  for (const format of ['txt', 'md', 'docx']) {
    const download = page.waitForEvent('download')
    await command(lectern, 'export_draft', { format })
    const file = await download
    expect(file.suggestedFilename()).toBe(`# not a heading.${format}`)
    const bytes = readFileSync(await file.path())
    if (format === 'docx') expect(bytes.toString('latin1', 0, 2)).toBe('PK')
    else
      expect(bytes.toString()).toContain(
        format === 'md' ? '\\# not a heading\n\nThe' : '# not a heading\nThe',
      )
  }
  await command(lectern, 'export_draft')
  await expect(page.getByRole('button', { name: 'Plain text (.txt)' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(editor(lectern)).toBeFocused()
  await page.getByRole('button', { name: 'Read it in the library' }).click()
  await expect(page.getByRole('region', { name: 'Player' })).toBeVisible({ timeout: 20_000 })
  await expect(page.getByRole('main', { name: 'Text' }).getByRole('article')).toContainText('# not a heading')
})

test('the history tells what was dictated, puts it in again, and forgets it', async ({ lectern }) => {
  const { page, core } = lectern
  const row = { language: 'en', recogniser: 'r', alternatives: ['the ramp is lit'], seconds: 1 }
  await withStore(core, (store) => {
    const history = new DictationStore(store)
    history.add({ ...row, text: 'the lamp is lit' })
    history.add({ ...row, text: 'nobody answered' })
  })
  await lectern.open()
  await openDraft(lectern)
  await command(lectern, 'dictation_history')
  const dialog = page.getByRole('dialog')
  await expect(
    dialog.getByRole('list', { name: 'All that was dictated' }).getByRole('listitem').first(),
  ).toContainText('nobody answered')
  await dialog.getByRole('button', { name: 'Put in again: the lamp is lit' }).click()
  await expect(editor(lectern)).toHaveValue('the lamp is lit')
  await command(lectern, 'dictation_history')
  await dialog.getByRole('button', { name: 'Forget: nobody answered' }).click()
  await expect(dialog.getByText('nobody answered')).toHaveCount(0)
  await dialog.getByRole('button', { name: 'Forget all' }).click()
  await dialog.getByRole('group').getByRole('button', { name: 'Forget all' }).click()
  await expect(dialog.getByText('Nothing that was dictated is kept.')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(editor(lectern)).toHaveValue('the lamp is lit')
})

test('drafts are listed aloud, and found by their words', async ({ lectern }) => {
  const { page } = lectern
  for (const text of ['Letter to the harbour', 'List of ships']) {
    await openDraft(lectern)
    await page.keyboard.type(text)
    await expect(state(lectern)).toHaveText('Saved')
  }
  await command(lectern, 'list_drafts', { filter: 'ships' })
  await expect(said(lectern)).toContainText('1 draft. List of ships')
  await page.getByRole('searchbox', { name: 'Find a draft' }).fill('harbour')
  await expect(page.getByRole('list', { name: 'Drafts' }).getByRole('listitem')).toHaveCount(1)
})

test('settings of dictation reach the words', async ({ lectern }) => {
  const { core } = lectern
  await withStore(core, (store) => void new SettingsStore(store).write({ autoPunctuation: false }))
  await lectern.open()
  await openDraft(lectern)
  await command(lectern, 'insert_text', { text: 'the lamp' })
  await expect(editor(lectern)).toHaveValue('the lamp')
})
