/** What holds in every view and dialog: what a screen reader finds, axe's rules, the size of targets, room for text. */
import { brokenRules } from './axe.ts'
import { expect, type Lectern, test } from './lectern.ts'
import { lookAtAll } from './views.ts'

test.setTimeout(400_000) // some forty views, four looks at each; a busy machine takes seconds for one

/** Controls that answer to less than 44 by 44 pixels. Links in running text are exempt (WCAG 2.5.5, inline). */
const smallTargets = (lectern: Lectern) =>
  lectern.page.evaluate(() => {
    const root = document.querySelector('dialog[open]') ?? document
    const controls =
      'button, a[href], input:not([type="hidden"]), select, textarea, summary, [role="option"], [role="tab"], [role="button"]'
    return [...root.querySelectorAll<HTMLElement>(controls)].flatMap((element) => {
      if (!element.checkVisibility({ visibilityProperty: true }) || element.closest('.visually-hidden'))
        return []
      // Off screen until it has the focus; the link that covers its whole card.
      if (element.matches('.skip:not(:focus), .card-title a')) return []
      const inText = element.matches('p a, li a, [data-block] a') && !element.closest('nav')
      if (inText) return []
      let { width, height } = element.getBoundingClientRect()
      // A check box answers to its label, too.
      for (const label of element instanceof HTMLInputElement ? (element.labels ?? []) : []) {
        const box = label.getBoundingClientRect()
        if (!element.matches('[type="checkbox"], [type="radio"]')) continue
        width = Math.max(width, box.right - element.getBoundingClientRect().left)
        height = Math.max(height, box.height)
      }
      if (width >= 43.5 && height >= 43.5) return []
      const name = element.getAttribute('aria-label') ?? element.textContent?.trim() ?? element.id
      return [`${element.tagName} “${name.slice(0, 40)}” ${Math.round(width)} × ${Math.round(height)}`]
    })
  })

/** What changes by itself: how long an export takes on this machine; what the microphone hears; what fits here. */
const unsteady = new Set(['export_audio', 'listening', 'settings hearing', 'settings models', 'offer'])

/**
 * The written-down trees are to be read when they change, like code: `playwright test e2e/app/everywhere.spec.ts
 * --update-snapshots` writes them anew. Live regions and messages at the edge are left out: they come and go.
 */
async function describe(lectern: Lectern, view: string, language = ''): Promise<void> {
  const { page } = lectern
  if (unsteady.has(view)) return
  await page.evaluate(() => {
    // The time of a message is another one each time.
    for (const time of document.querySelectorAll('time')) time.textContent = '10:00'
  })
  const shown = page
    .locator('dialog[open] .dialog-body')
    .or(page.locator('body:not(:has(dialog[open])) :is(.reading, .library, .draft)'))
  await expect.soft(shown.last(), view).toMatchAriaSnapshot({
    name: `${language}${view.replaceAll(/[ _,]+/g, '-')}.aria.yml`,
  })
}

/** What sticks out sideways: the window, the open dialog, or text that is cut off without a way to see it. */
const overflow = (lectern: Lectern) =>
  lectern.page.evaluate(() => {
    const dialog = document.querySelector('dialog[open]')
    const boxes = [document.documentElement, ...(dialog ? [dialog] : [])]
    const wide = boxes
      .filter((box) => box.scrollWidth > box.clientWidth + 1)
      .map((box) => `${box.tagName} is ${box.scrollWidth} wide in ${box.clientWidth}`)
    const clipped = [...(dialog ?? document).querySelectorAll<HTMLElement>('*')].flatMap((element) => {
      if (
        !element.checkVisibility() ||
        element.closest('.visually-hidden, .skip, svg, [role="img"], [aria-hidden="true"]')
      )
        return []
      const { overflowX, overflowY } = getComputedStyle(element)
      const x = overflowX === 'hidden' && element.scrollWidth > element.clientWidth + 1
      const y = overflowY === 'hidden' && element.scrollHeight > element.clientHeight + 1
      const words = element.textContent?.trim() ?? ''
      return (x || y) && words !== ''
        ? [`${element.tagName}.${element.className} cuts “${words.slice(0, 30)}”`]
        : []
    })
    return [...wide, ...clipped]
  })

/** Wider spacing of text as a user's own style sheet sets it (WCAG 1.4.12); the page's policy allows no other way. */
async function withWiderSpacing<T>({ page }: Lectern, look: () => Promise<T>): Promise<T> {
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(
      '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-block-end: 2em !important }',
    )
    document.adoptedStyleSheets = [sheet]
  })
  const seen = await look()
  await page.evaluate(() => {
    document.adoptedStyleSheets = []
  })
  return seen
}

test('every view, panel and dialog says what it is, keeps axe’s rules, has targets of 44 by 44 pixels and room for wider spacing', async ({
  lectern,
}) => {
  const found: string[] = []
  const seen: string[] = []
  await lookAtAll(lectern, async (view) => {
    seen.push(view)
    await describe(lectern, view)
    // What lies behind an open dialog is out of reach, and has been looked at without it.
    const open = (await lectern.page.locator('dialog[open]').count()) > 0
    for (const rule of await brokenRules(lectern.page, open ? 'dialog[open]' : undefined))
      found.push(`${view}: ${rule}`)
    for (const target of await smallTargets(lectern)) found.push(`${view}: ${target}`)
    for (const problem of await withWiderSpacing(lectern, () => overflow(lectern)))
      found.push(`${view}, spaced more widely: ${problem}`)
  })
  expect(seen.length).toBeGreaterThan(15)
  expect([...new Set(found)]).toEqual([])
  expect(lectern.errors).toEqual([])
})

test.describe('in German', () => {
  test.use({ locale: 'de-DE', coreLocale: 'de_DE.UTF-8' })
  test('the library and what can be done there are told in German', async ({ lectern }) => {
    await describe(lectern, 'library', 'german-')
    await lectern.press('Alt+Shift+F1')
    await expect(lectern.page.getByRole('dialog')).toContainText('„hör mir zu“') // phrases come after names
    await describe(lectern, 'what_can_i_say', 'german-')
  })
})

test.describe('at 320 pixels, which is 400 % of 1280, for those whom motion makes ill', () => {
  test.use({ viewport: { width: 320, height: 512 }, contextOptions: { reducedMotion: 'reduce' } })
  test('nothing has to be scrolled sideways, nothing is cut off, nothing moves by itself', async ({
    lectern,
  }) => {
    const found: string[] = []
    await lookAtAll(lectern, async (view) => {
      const moving = await lectern.page.evaluate(() =>
        document
          .getAnimations()
          .filter((animation) => Number(animation.effect?.getComputedTiming().activeDuration) > 10)
          .map((animation) => (animation.effect as KeyframeEffect).target?.className ?? ''),
      )
      for (const problem of await overflow(lectern)) found.push(`${view}: ${problem}`)
      for (const name of moving) found.push(`${view}: ${name} moves`)
    })
    expect([...new Set(found)]).toEqual([])
  })
})
