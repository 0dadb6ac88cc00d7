/** Every view, panel and dialog of the app, one after the other, for tests that hold for all of them. */
import { commands } from '../../src/contract/commands.ts'
import { expect, type Lectern } from './lectern.ts'

/** A document with everything that a text can be made of. */
export const richBook = `# The Harbour

The keeper counted the ships.[^1] There were seven of them. The fog came in at noon, and he lit the lamp.

## Things he had

- a lamp
- a ledger
  - with two columns

1. first
2. second

> Nobody answered when he called.
>
> He called again.

| Ship | Flag | Tons |
|---|---|---|
| Aurora | red | 1,200 |
| Marten | blue | 900 |

\`\`\`
light(lamp, { when: 'noon' })
\`\`\`

![A lighthouse on a rock](lighthouse.png)

See [the harbour office](https://example.org/) for more about $a^2 + b^2 = c^2$.

## What he wrote

Nothing came of it, and he wrote that down as well.

[^1]: He counted them twice.
`

/** They leave the view, choose a file, or write to the clipboard: no dialog of ours. */
const leaving = new Set([
  'close',
  'import_document',
  'remove_document',
  'list_documents',
  'search_library',
  'quote',
  'list_drafts', // looked at by themselves, last
  'new_draft',
  'open_settings', // looked at section by section
  // Looked at by themselves, and walked through in packs.spec.ts.
  'open_models',
  'install_model',
  'pause_model',
  'cancel_model',
  'remove_model',
  'check_models',
  'start_listening', // looked at by itself
  'start_dictation',
  'undo', // the newest change is that the document was added
  'redo',
])

/** They move or sound, and open nothing: left out, so that the place stays the same for what is opened after them. */
const sounding =
  /^(play|pause|stop|repeat|read_|skip_back|skip_forward|next_|previous_|go_to_(start|end|bookmark)|toggle_|set_pauses|faster|slower|louder|quieter|mute|unmute)/

/** What opens a dialog, a panel or a bar in the reading view. A command that does so and is not here fails the walk. */
const opening: ReadonlySet<string> = new Set(
  `sleep_timer go_to_page go_to_percent go_to_chapter skip_rule what_was_skipped set_speed set_volume set_voice
  set_pitch say_as set_language teach_word dictation_history add_bookmark add_note list_bookmarks list_notes find_text
  show_contents set_theme set_font_size choose_profile open_document export_audio command_palette what_can_i_say help
  list_messages`.split(/\s+/),
)

/** What some others tell, to be waited for: the list of messages is looked at afterwards, in its order. */
const telling: Readonly<Record<string, string | RegExp>> = {
  spell_word: 'capital T',
  where_am_i: 'Section: The Harbour',
  time_left: /^(?!.*Section).*left at this speed/s,
}

/** Gives a command as the desktop's menu does. */
export async function command(lectern: Lectern, id: string, args?: object): Promise<void> {
  await lectern.page.evaluate(
    ([name, given]) =>
      window.postMessage({ type: 'lectern-command', command: name, args: given }, location.origin),
    [id, args] as const,
  )
}

export async function openRichBook(lectern: Lectern): Promise<void> {
  await lectern.addAndOpen('harbour.md', Buffer.from(richBook), 'The Harbour')
  await expect.poll(() => lectern.highlighted('lectern-sentence')).not.toBe('')
  await expect(lectern.page.locator('.import')).toHaveCount(0, { timeout: 15_000 }) // it leaves by itself
}

/** Drafts have views of their own; the document is left for them. */
async function lookAtDrafts(lectern: Lectern, look: Look): Promise<void> {
  const { page } = lectern
  const dialog = page.locator('dialog[open]')
  await command(lectern, 'list_drafts')
  await expect(page.locator('.drafts .empty')).toBeVisible()
  await look('drafts, empty')
  await command(lectern, 'new_draft', { title: 'Letter' })
  await expect(page.locator('.draft-text')).toBeFocused()
  await page.keyboard.type('Dear Ms Lee,\nthe lamp is lit.')
  await expect(page.getByTestId('draft-state')).toHaveText(/^(Saved|Gespeichert)$/)
  await look('draft')
  for (const [id, args] of [['export_draft'], ['correct_that', { text: 'lamp' }]] as const) {
    await command(lectern, id, args)
    await expect(dialog).toBeVisible()
    await look(id)
    await page.keyboard.press('Escape')
    await expect(dialog).toHaveCount(0)
  }
  await command(lectern, 'list_drafts')
  await expect(page.locator('.draft-row')).toBeVisible()
  await look('drafts')
}

export type Look = (view: string) => Promise<void>

/** Calls `look` with every view in turn. Begins in the library with one document more than the sample. */
export async function lookAtAll(lectern: Lectern, look: Look): Promise<void> {
  const { page } = lectern
  const dialog = page.locator('dialog[open]')
  const closeDialog = async () => {
    await expect(async () => {
      if ((await dialog.count()) > 0) await page.keyboard.press('Escape')
      expect(await dialog.count()).toBe(0)
    }, 'the dialog closes').toPass({ intervals: [60], timeout: 10_000 })
  }
  await look('library')
  await openRichBook(lectern)
  await look('reading')
  for (const panel of ['show_contents', 'list_bookmarks', 'list_notes']) {
    await command(lectern, panel)
    await expect(page.locator('.panel h2')).toBeVisible()
    await look(panel)
    await command(lectern, panel)
    await expect(page.locator('.panel')).toHaveCount(0)
  }
  await command(lectern, 'start_listening')
  await expect(page.locator('.hearing-bar .hearing-mode')).toContainText(/press|drücken/, { timeout: 20_000 })
  await look('listening')
  await command(lectern, 'stop_listening')
  await expect(page.locator('.hearing-bar')).toHaveCount(0)

  await command(lectern, 'find_text')
  await look('find_text')
  await page.keyboard.press('Escape')

  const opened = dialog.or(page.locator('.panel, .find-bar'))
  const walked = commands.map(({ id }) => id).filter((id) => !leaving.has(id) && !sounding.test(id))
  const rest = walked.filter((id) => !opening.has(id))
  for (const id of rest) {
    await command(lectern, id)
    const tells = telling[id]
    if (tells) await expect(page.locator('.toast', { hasText: tells })).not.toHaveCount(0)
    await expect(opened, `${id} opens a view that is not listed here`).toHaveCount(0)
  }
  await page.waitForTimeout(500) // a dialog may ask the core for something before it opens
  await expect(opened, `one of ${rest.join(', ')} opens a view that is not listed here`).toHaveCount(0)
  for (const id of walked.filter((one) => opening.has(one))) {
    await command(lectern, id)
    await expect(opened, id).toBeVisible()
    if ((await dialog.count()) > 0) {
      if (id === 'what_can_i_say') await expect(dialog).toContainText('“listen to me”') // phrases come after names
      await look(id)
      await closeDialog()
    }
    if ((await page.locator('.panel').count()) > 0) await page.locator('.panel-header button').click()
    if ((await page.locator('.find-bar').count()) > 0)
      await page.getByRole('button', { name: 'Close the search' }).click()
    await expect(opened, id).toHaveCount(0)
  }
  await command(lectern, 'open_settings')
  await expect(dialog).toBeVisible()
  const tabs = page.getByRole('tab')
  if ((await tabs.count()) > 0)
    for (const tab of await tabs.all()) {
      await tab.click()
      await look(`settings ${await tab.getAttribute('data-section')}`)
    }
  else {
    const sections = page.locator('dialog[open] select').first()
    for (const section of await sections.locator('option').all()) {
      const value = (await section.getAttribute('value')) ?? ''
      await sections.selectOption(value)
      await look(`settings ${value}`)
    }
  }
  await closeDialog()
  await command(lectern, 'open_settings', { section: 'hearing' })
  await page.getByRole('button', { name: /Choose a wake phrase|Weckwort wählen/ }).click()
  await look('wake phrase')
  await closeDialog()

  await command(lectern, 'install_model', { name: 'kokoro' })
  await expect(dialog).toBeVisible()
  await look('install_model')
  await closeDialog()
  await command(lectern, 'open_models')
  await page.getByRole('button', { name: /See what fits|Ansehen, was zu/ }).click()
  await expect(dialog).toHaveCount(2)
  await look('offer')
  await closeDialog()

  await page.locator('.note-reference').first().click()
  await expect(dialog).toBeVisible()
  await look('a note')
  await closeDialog()
  await page.locator('.link-outside').first().click()
  await expect(dialog).toBeVisible()
  await look('a link')
  await closeDialog()

  await lookAtDrafts(lectern, look)
}
