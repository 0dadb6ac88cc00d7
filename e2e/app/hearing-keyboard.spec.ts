/** What belongs to the microphone, by keyboard and by what a screen reader is told alone. */
import { expect, test } from '@playwright/test'
import { atFocus, pressAt, tabTo, watchTold } from './by-ear.ts'
import { relayHearing, written } from './heard.ts'
import type { Lectern } from './lectern.ts'
import { noise, record, withMicrophone } from './microphone.ts'

test.setTimeout(120_000)

const told = ({ page }: Lectern) => page.getByTestId('announcement')

/** Waits for a text to be told. On a busy machine another one may follow at once: a screen reader says both. */
async function telling(lectern: Lectern): Promise<(text: string) => Promise<void>> {
  const all = await watchTold(lectern)
  return (text) => expect.poll(async () => (await all()).join(' '), { timeout: 20_000 }).toContain(text)
}

/** Opens a section of the settings from anywhere. */
async function toSettings(lectern: Lectern, section: string): Promise<void> {
  await lectern.press('Control+,')
  await tabTo(lectern, /^tab /)
  for (let step = 0; step < 20 && !(await atFocus(lectern)).startsWith(`tab "${section}"`); step++)
    await lectern.press('ArrowDown')
  expect(await atFocus(lectern)).toBe(`tab "${section}" [selected]`)
}

/** Gives a command by its name, as whoever knows no key for it does. */
async function byName(lectern: Lectern, name: string): Promise<void> {
  await lectern.press('Alt+Shift+F9')
  await expect.poll(() => atFocus(lectern)).toMatch(/^(combobox|textbox|searchbox)/)
  await lectern.page.keyboard.type(name)
  await lectern.press('Enter')
}

test('a wake phrase is chosen, tried with the own voice, and kept, by keyboard alone', async () => {
  // Each time the microphone is opened it plays the recording from its beginning: the phrase is said each time.
  const { pcm } = await record([0.7, 'hey lectern', 3])
  await withMicrophone({ sound: pcm }, async (lectern) => {
    const { page } = lectern
    await toSettings(lectern, 'Microphone and voice control')
    await pressAt(lectern, /^button "Choose a wake phrase"/)
    const dialog = page.getByRole('dialog', { name: 'Choose a wake phrase' })
    await tabTo(lectern, /^textbox "Wake phrase"/)
    await page.keyboard.type('next chapter')
    await lectern.press('Enter')
    await expect(told(lectern)).toContainText('it is a command')
    await page.keyboard.press('Control+a')
    await page.keyboard.type('hey lectern')
    await lectern.press('Enter')
    await expect(told(lectern)).toContainText('That is a good phrase.')
    await expect(dialog).toMatchAriaSnapshot(`
      - heading "Choose a wake phrase" [level=2]
      - textbox "Wake phrase": hey lectern
      - button "Check the phrase"
      - heading "Say “hey lectern”" [level=3]
      - button "Say it now"
      - button "Cancel"
      - button "Use this phrase"
    `)
    await tabTo(lectern, /^button "Say it now"/)
    for (const left of ['2 more times.', '1 more time.', 'Heard 3 times of 3.']) {
      await lectern.press('Enter')
      await expect(told(lectern)).toContainText(left, { timeout: 20_000 })
      expect(await atFocus(lectern)).toMatch(/^button "Say it (now|once more)"/)
    }
    await pressAt(lectern, /^button "Use this phrase"/)
    await expect(told(lectern)).toHaveText('“hey lectern” is the wake phrase now.')
    expect(await atFocus(lectern)).toBe('button "Choose another one"')
    expect(lectern.errors).toEqual([])
  })
})

test('what was dictated is corrected among its readings, or written otherwise, by keyboard alone', async () => {
  await withMicrophone({ sound: noise(60, -70) }, async (lectern) => {
    const { page } = lectern
    const hear = await relayHearing(lectern, { wordless: false })
    const tells = await telling(lectern)
    await lectern.press('Control+Shift+F9')
    await expect.poll(() => atFocus(lectern), { timeout: 20_000 }).toBe('textbox "Text of the draft"')
    await tells('Writing what you say')
    hear(written('the ramp is lit', ['the lamp is lit', 'the lamb is lit']))
    await expect.poll(() => atFocus(lectern)).toBe('textbox "Text of the draft": The ramp is lit.')
    await byName(lectern, 'Correct what was said last')
    const dialog = page.getByRole('dialog')
    await expect(dialog).toMatchAriaSnapshot(`
      - dialog "Correct what was said last":
        - banner:
          - heading "Correct what was said last" [level=2]
        - paragraph: The ramp is lit.
        - list "Other readings":
          - listitem:
            - button /1 The lamp is lit/
          - listitem:
            - button /2 The lamb is lit/
        - textbox "Write it otherwise": The ramp is lit.
    `)
    await tells('2 other readings. Press or say a number.')
    await lectern.press('7')
    await tells('no number 7')
    await expect(dialog).toBeVisible()
    await lectern.press('1')
    await expect.poll(() => atFocus(lectern)).toMatch(/^textbox "Text of the draft": The lamp is lit/)
    await byName(lectern, 'Correct what was said last')
    await tabTo(lectern, /^textbox/)
    await page.keyboard.type('Nobody answered.')
    await pressAt(lectern, /^checkbox/, 'Space')
    await pressAt(lectern, /^button "Replace"/)
    await expect.poll(() => atFocus(lectern)).toBe('textbox "Text of the draft": Nobody answered.')
    await expect(dialog).toHaveCount(0)
    expect(lectern.errors).toEqual([])
  })
})

test('that nothing here writes words is told when dictation begins, and leads to the models', async () => {
  await withMicrophone({ sound: noise(60, -70) }, async (lectern) => {
    const { page } = lectern
    const hear = await relayHearing(lectern, { wordless: true })
    const tells = await telling(lectern)
    await lectern.press('Control+Shift+F9')
    await tells('Nothing is installed that writes words.')
    const notice = page.getByTestId('draft-wordless')
    await expect(notice).toContainText('For words, a model can be installed.')
    await pressAt(lectern, /^button "See all models"/)
    const models = page.getByRole('tab', { name: 'Models', exact: true })
    await expect(models).toHaveAttribute('aria-selected', 'true')
    await expect(page.getByRole('dialog').getByRole('list').first()).toContainText('English')
    await lectern.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)
    // The same where what was said were words.
    hear({ type: 'trouble', what: 'wordless' })
    await tells('That was none of what is understood here')
    await page
      .locator('.toast', { hasText: 'none of what is understood' })
      .getByRole('button')
      .first()
      .press('Enter')
    await expect(models).toHaveAttribute('aria-selected', 'true')
    expect(lectern.errors).toEqual([])
  })
})
