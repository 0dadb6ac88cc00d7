/** The focus never moves by itself: logged over a whole session, with reading, imports and messages going on. */
import { expect, type Lectern, test } from './lectern.ts'
import { command, openRichBook } from './views.ts'

interface Move {
  readonly to: string
  /** Milliseconds since the last key or click. */
  readonly after: number
}

/** Logs where the focus goes and how long after a key or click; a MutationObserver sees it fall out of the page. */
async function logFocus(lectern: Lectern): Promise<void> {
  await lectern.page.evaluate(() => {
    const log: { to: string; after: number }[] = []
    Object.assign(window, { focusLog: log })
    let acted = performance.now()
    const act = () => {
      acted = performance.now()
    }
    for (const type of ['keydown', 'keyup', 'pointerdown', 'click']) addEventListener(type, act, true)
    const name = (element: Element | null) =>
      element
        ? `${element.tagName} ${element.getAttribute('aria-label') ?? element.textContent?.slice(0, 30)}`
        : '-'
    let focused = document.activeElement
    const look = () => {
      if (document.activeElement === focused) return
      focused = document.activeElement
      log.push({ to: name(focused), after: performance.now() - acted })
    }
    document.addEventListener('focusin', look)
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true })
  })
}
const moves = (lectern: Lectern) =>
  lectern.page.evaluate(() => (window as unknown as { focusLog: Move[] }).focusLog)

/** A view may need a moment to come, and takes the focus of whoever opened it then. */
const actMs = 2_000

test('while reading goes on through headings, lists, a table and a note, nothing moves the focus', async ({
  lectern,
}) => {
  const { page } = lectern
  await openRichBook(lectern)
  const play = page.getByRole('button', { name: 'Play', exact: true })
  await play.focus()
  await page.getByRole('slider', { name: 'Speed' }).fill('4')
  await play.focus()
  await logFocus(lectern)
  await lectern.press('F8')
  await lectern.waitUntilPlaying()
  await lectern.waitUntilEnded(60_000)
  expect(await moves(lectern)).toEqual([])
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeFocused()
})

test('an import that ends and messages that come and go leave the focus alone', async ({ lectern }) => {
  const { page } = lectern
  await openRichBook(lectern)
  await page.getByRole('button', { name: 'Contents' }).focus()
  await logFocus(lectern)
  await page.getByTestId('file-chooser').setInputFiles([
    { name: 'one.txt', mimeType: 'text/plain', buffer: Buffer.from('A letter. '.repeat(200)) },
    { name: 'two.txt', mimeType: 'text/plain', buffer: Buffer.from('Another letter. '.repeat(200)) },
    { name: 'broken.pdf', mimeType: '', buffer: Buffer.from('This is no PDF.') },
  ])
  await expect(page.getByRole('alert').filter({ hasText: 'broken.pdf' })).toHaveCount(1)
  await command(lectern, 'where_am_i')
  await expect(page.locator('.toast')).not.toHaveCount(0)
  await expect(page.locator('.toast')).toHaveCount(0, { timeout: 60_000 }) // they go by themselves
  expect(await moves(lectern)).toEqual([])
  await expect(page.getByRole('button', { name: 'Contents' })).toBeFocused()
})

test('the focus moves only when somebody has just acted', async ({ lectern }) => {
  const { page } = lectern
  await openRichBook(lectern)
  await logFocus(lectern)
  for (const key of ['Alt+Shift+2', 'Alt+Shift+K', 'F8', 'Alt+Shift+4', 'F8', 'Shift+F2']) {
    await lectern.press(key)
    await page.waitForTimeout(700)
  }
  for (const key of ['Alt+Shift+Q', 'Control+,', 'Shift+F1', 'Alt+Shift+F9', 'Alt+Shift+F1']) {
    await lectern.press(key)
    await expect(page.getByRole('dialog')).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toBeHidden()
  }
  const unasked = (await moves(lectern)).filter(({ after }) => after > actMs)
  expect(unasked).toEqual([])
  expect((await moves(lectern)).length).toBeGreaterThan(8) // the log does see moves
})
