/** What the window does with what was heard: commands, questions, answers, dialogs, and what is left alone. */
import { expect, test } from '@playwright/test'
import { brokenRules } from './axe.ts'
import { makeEpub } from './fixtures.ts'
import { type Inject, relayHearing, spoken } from './heard.ts'
import type { Lectern } from './lectern.ts'
import { noise, withMicrophone } from './microphone.ts'

test.setTimeout(120_000)

const bar = (lectern: Lectern) => lectern.page.getByRole('region', { name: 'Microphone', exact: true })
const sentence = (lectern: Lectern) => lectern.highlighted('lectern-sentence')
const told = (lectern: Lectern) => lectern.page.getByTestId('announcement')
const dialog = (lectern: Lectern) => lectern.page.getByRole('dialog')
/** Long enough for what should not happen to happen. */
const aWhile = 1_200

/** The book is open, the microphone listens, the room is quiet. */
async function listening(work: (lectern: Lectern, hear: Inject) => Promise<void>): Promise<void> {
  await withMicrophone({ sound: noise(90, -70) }, async (lectern) => {
    const hear = await relayHearing(lectern)
    await lectern.addAndOpen('lamp.epub', await makeEpub(), 'The Keeper of the Lamp')
    await expect.poll(() => sentence(lectern)).toContain('The Lamp')
    await lectern.press('Control+Shift+F8')
    await expect(bar(lectern)).toContainText('until you press the key again', { timeout: 20_000 })
    await work(lectern, hear)
    expect(lectern.errors).toEqual([])
  })
}

test('a command is done, shown and can be taken back; its arguments arrive', async () => {
  await listening(async (lectern, hear) => {
    hear(spoken('go_to_page', 'go to page three', { arguments: { page: '3' } }))
    await expect.poll(() => sentence(lectern)).toMatch(/^A letter arrived/)
    await expect(bar(lectern)).toContainText('Heard “go to page three”')
    hear(spoken('add_bookmark', 'add a bookmark called stamp', { arguments: { name: 'stamp' } }))
    await expect(lectern.page.getByText(/^Done: .*stamp/)).toBeVisible()
    hear(spoken('undo', 'undo that'))
    await expect(told(lectern)).toHaveText(/^Undone:/)
  })
})

/** Asks “Did you mean …?” when the room is quiet: unsure words are left alone before. */
async function askFor(lectern: Lectern, hear: Inject) {
  await lectern.page.waitForTimeout(aWhile)
  hear(spoken('next_chapter', 'necks chapter', { decision: 'ask', confidence: 0.5 }))
  const question = lectern.page.getByRole('dialog', { name: 'Did you mean “Next chapter”?' })
  await expect(question).toBeVisible()
  return question
}

test('what is unsure is asked, and answered by voice while the question is still being said', async () => {
  await listening(async (lectern, hear) => {
    const refused = await askFor(lectern, hear)
    expect(await brokenRules(lectern.page)).toEqual([])
    hear(spoken('no', 'no'))
    await expect(refused).toBeHidden()
    expect(await sentence(lectern)).toContain('The Lamp')
    const agreed = await askFor(lectern, hear)
    hear(spoken('yes', 'yes', { decision: 'ask', confidence: 0.3 }))
    await expect(agreed).toBeHidden()
    await expect.poll(() => sentence(lectern)).toContain('The Ledger')
  })
})

test('what is unsure is answered by key, or with a button', async () => {
  await listening(async (lectern, hear) => {
    const escaped = await askFor(lectern, hear)
    await expect(escaped.getByRole('button', { name: 'Yes' })).toBeFocused()
    await lectern.press('Escape')
    await expect(escaped).toBeHidden()
    const clicked = await askFor(lectern, hear)
    await clicked.getByRole('button', { name: 'No', exact: true }).click()
    await expect(clicked).toBeHidden()
    expect(await sentence(lectern)).toContain('The Lamp')
    await askFor(lectern, hear)
    await lectern.press('Enter')
    await expect.poll(() => sentence(lectern)).toContain('The Ledger')
  })
})

test('a question about what changes things is not agreed to by the next Enter', async () => {
  await listening(async (lectern, hear) => {
    await lectern.page.waitForTimeout(aWhile)
    hear(spoken('add_bookmark', 'at a book mark', { decision: 'ask', confidence: 0.5 }))
    const question = lectern.page.getByRole('dialog', { name: /^Did you mean/ })
    await expect(question.getByRole('button', { name: 'No', exact: true })).toBeFocused()
    await lectern.press('Enter')
    await expect(question).toBeHidden()
    await lectern.page.waitForTimeout(aWhile)
    await expect(lectern.page.getByText(/^Done:/)).toHaveCount(0)
  })
})

test('“close” closes the dialog and leaves the book open; then it closes the book', async () => {
  await listening(async (lectern, hear) => {
    hear(spoken('open_settings', 'settings'))
    await expect(dialog(lectern)).toBeVisible()
    hear(spoken('close', 'close'))
    await expect(dialog(lectern)).toHaveCount(0)
    await lectern.page.waitForTimeout(aWhile)
    expect(await sentence(lectern)).toContain('The Lamp')
    hear(spoken('close', 'close'))
    await expect(lectern.page.getByRole('heading', { level: 1, name: 'Library' })).toBeVisible()
  })
})

test('the bar leaves the line that is written in view, and forgets what an earlier session heard', async () => {
  await listening(async (lectern, hear) => {
    const { page } = lectern
    hear(spoken(null, 'purple bananas', { decision: 'reject', confidence: 0.8 }))
    await expect(bar(lectern)).toContainText('purple bananas')
    hear(spoken('stop_listening', 'stop listening'))
    await expect(bar(lectern)).toHaveCount(0)
    await page.setViewportSize({ width: 550, height: 400 })
    await lectern.press('Control+Shift+F9')
    const text = page.getByRole('textbox', { name: 'Text of the draft' })
    await expect(text).toBeFocused({ timeout: 20_000 })
    await expect(bar(lectern)).toBeVisible({ timeout: 20_000 })
    await expect(bar(lectern)).not.toContainText('purple bananas')
    // The page's own editing, as dictation does it.
    await page.keyboard.insertText(Array.from({ length: 30 }, (_, at) => `line ${at}`).join('\n'))
    const room = () =>
      text.evaluate((field: HTMLTextAreaElement) => {
        const { paddingBottom } = getComputedStyle(field)
        const line = field.getBoundingClientRect().bottom - Number.parseFloat(paddingBottom)
        return (document.querySelector('.hearing-bar')?.getBoundingClientRect().top ?? 0) - line
      })
    await expect.poll(room).toBeGreaterThanOrEqual(0)
    await page.evaluate(() => scrollTo(0, 0))
    expect(await room()).toBeLessThan(0)
    await page.keyboard.insertText('.')
    await expect.poll(room).toBeGreaterThanOrEqual(0)
    hear(spoken('what_can_i_say', 'what can I say'))
    await expect(dialog(lectern).getByRole('heading', { level: 3 }).first()).toHaveText(/dictation/i)
    await expect(dialog(lectern).getByRole('status')).toContainText('You can say: scratch that; correct that')
    await expect(dialog(lectern)).toContainText('new paragraph')
    await expect(dialog(lectern)).not.toContainText('Not now')
  })
})

test('what is no command is told, with what was heard and how to get help', async () => {
  await listening(async (lectern, hear) => {
    hear(spoken(null, 'purple bananas', { decision: 'reject', confidence: 0.8 }))
    await expect(told(lectern)).toHaveText(
      'Heard “purple bananas”, which is no command. Say “what can I say” for a list.',
    )
    await expect(bar(lectern)).toContainText('purple bananas')
    hear(spoken('yes', 'yes'))
    await expect(told(lectern)).toHaveText('Nothing was asked.')
  })
})

test('“what can I say” shows phrases for this view, and cancel closes them', async () => {
  await listening(async (lectern, hear) => {
    hear(spoken('what_can_i_say', 'what can I say'))
    await expect(dialog(lectern)).toContainText('Next chapter')
    await expect(dialog(lectern).getByRole('status')).toContainText('You can say: ')
    hear(spoken('cancel', 'cancel'))
    await expect(dialog(lectern)).toHaveCount(0)
  })
})

test('over an open dialog a pointer can close the microphone, and a key that must wait says so', async () => {
  await listening(async (lectern) => {
    const { page } = lectern
    await lectern.press('Shift+F1')
    await expect(dialog(lectern)).toBeVisible()
    await lectern.press('Alt+Shift+K')
    await expect(dialog(lectern).getByRole('status')).toHaveText(
      'First close the dialog (Escape), then: Next sentence.',
    )
    await bar(lectern).getByRole('button', { name: 'Stop listening' }).click()
    await expect(bar(lectern)).toHaveCount(0)
    await expect(dialog(lectern)).toBeVisible()
    await expect(dialog(lectern).getByRole('heading', { level: 2 })).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(dialog(lectern)).toHaveCount(0)
  })
})

test('a spoken command goes past an open dialog, but not over what was typed into it', async () => {
  await listening(async (lectern, hear) => {
    const { page } = lectern
    hear(spoken('help', 'help'))
    await expect(dialog(lectern)).toBeVisible()
    hear(spoken('next_chapter', 'next chapter'))
    await expect(dialog(lectern)).toHaveCount(0)
    await expect.poll(() => sentence(lectern)).toContain('The Ledger')
    await lectern.press('Alt+Shift+E')
    await page.getByRole('textbox').fill('The lamp is the point.')
    hear(spoken('next_chapter', 'next chapter'))
    await expect(page.getByRole('dialog').getByRole('status')).toContainText('Something was typed')
    await expect(page.getByRole('textbox')).toHaveValue('The lamp is the point.')
    hear(spoken('yes', 'yes'))
    await expect(dialog(lectern)).toHaveCount(0)
    expect(await sentence(lectern)).toContain('The Ledger')
  })
})

test('while the reader reads: its own words are no command, unsure ones are left alone, stop stops', async () => {
  await listening(async (lectern, hear) => {
    const { page } = lectern
    const playing = page.getByRole('button', { name: 'Pause', exact: true })
    await lectern.press('F8')
    await lectern.waitUntilPlaying()
    await expect.poll(() => sentence(lectern)).toMatch(/^The lighthouse keeper/)
    // As if the loudspeaker had said it into the microphone.
    hear(spoken('find_text', 'lighthouse keeper', { arguments: { text: 'lighthouse keeper' } }))
    hear(spoken('go_to_page', 'page three', { arguments: { page: '3' }, confidence: 0.4 }))
    hear(spoken(null, 'counted the ships', { decision: 'reject', confidence: 0 }))
    await page.waitForTimeout(aWhile)
    await expect(page.getByRole('searchbox', { name: /find/i })).toHaveCount(0)
    await expect(dialog(lectern)).toHaveCount(0)
    await expect(playing).toBeVisible()
    hear(spoken('stop', 'stop', { confidence: 0.3, decision: 'ask' }))
    await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible({ timeout: 1_500 })
  })
})

test('an answer is said aloud: reading rests for it and goes on', async () => {
  await listening(async (lectern, hear) => {
    const { page } = lectern
    await lectern.press('F8')
    await lectern.waitUntilPlaying()
    hear(spoken('where_am_i', 'where am I'))
    await expect(told(lectern)).toContainText('Chapter')
    await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible()
    await expect(page.getByRole('button', { name: 'Pause', exact: true })).toBeVisible({ timeout: 30_000 })
  })
})

test('waking, mode and trouble are told', async () => {
  await listening(async (lectern, hear) => {
    hear({ type: 'trouble', what: 'noisy' })
    await expect(lectern.page.getByText(/hardly stands out from the noise/).first()).toBeVisible()
    hear({ type: 'asleep' })
    await expect(bar(lectern)).toContainText('Waiting for the wake phrase')
    hear({ type: 'awake', seconds: 7 })
    await expect(told(lectern)).toHaveText('Listening for 7 seconds.')
    hear({ type: 'trouble', what: 'unkept' })
    await expect(lectern.page.getByRole('alert').first()).toContainText(
      'the history of dictation cannot keep it',
    )
    hear({ type: 'trouble', what: 'failed' })
    await expect(lectern.page.getByRole('alert').first()).toContainText('has failed and does not come back')
    await expect(bar(lectern)).toHaveCount(0)
  })
})
