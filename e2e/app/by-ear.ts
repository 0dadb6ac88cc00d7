/** Works as somebody does who has a keyboard and a screen reader: what has the focus, by its role and name, and keys. */
import type { Lectern } from './lectern.ts'

/** More stops than any view has. */
const mostStops = 60

/** What a screen reader says of the focus, as its aria snapshot has it: `button "Check the phrase"`, `textbox "Title": text`. */
export async function atFocus({ page }: Lectern): Promise<string> {
  const focused = page.locator(':focus')
  if ((await focused.count()) === 0) return ''
  const [first = '', ...rest] = (await focused.ariaSnapshot()).split('\n')
  // The text of a field that has a placeholder, too, stands in a line of its own.
  const text = rest.map((line) => /^ {2}- text: (.*)/.exec(line)?.[1]).find((found) => found !== undefined)
  return `${first.replace(/^- /, '').replace(/:$/, '')}${text === undefined ? '' : `: ${text}`}`
}

/** Presses Tab until the focus is on what is wanted, as `atFocus` tells it. */
export async function tabTo(lectern: Lectern, wanted: RegExp): Promise<void> {
  const passed: string[] = []
  for (let stop = 0; stop < mostStops; stop++) {
    const here = await atFocus(lectern)
    if (wanted.test(here)) return
    passed.push(here)
    await lectern.page.keyboard.press('Tab')
  }
  throw new Error(`Tab never came to ${wanted}, but to: ${passed.join(' | ')}`)
}

/** Goes to what is wanted and presses it. */
export async function pressAt(lectern: Lectern, wanted: RegExp, key = 'Enter'): Promise<void> {
  await tabTo(lectern, wanted)
  await lectern.page.keyboard.press(key)
}

/** Every text that the live regions have told from now on. */
export async function watchTold({ page }: Lectern): Promise<() => Promise<readonly string[]>> {
  await page.evaluate(() => {
    const told: string[] = []
    Object.assign(window, { told })
    new MutationObserver(() => {
      for (const region of document.querySelectorAll('[aria-live]')) {
        const text = region.textContent?.trim() ?? ''
        if (text !== '' && told.at(-1) !== text && !told.slice(-2).includes(text)) told.push(text)
      }
    }).observe(document.body, { subtree: true, childList: true, characterData: true })
  })
  return () => page.evaluate(() => (window as unknown as { told: string[] }).told)
}
