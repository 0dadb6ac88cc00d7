/**
 * Pictures of every view (light, dark, sepia, high contrast, large text, narrow, forced colours, German) in
 * `screenshots/`, for people to look at. Not a test: nothing is compared.
 *
 * `npm run build`, then `node build/screenshots.ts [folder]`; needs a browser, as the end-to-end tests do.
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { chromium, type Browser, type BrowserContextOptions, type Page } from '@playwright/test'
import { type Core, startCore } from '../e2e/app/core.ts'
import { makeEpub } from '../e2e/app/fixtures.ts'
import { testBrowser } from './test-browser.ts'

const folder = process.argv[2] ?? join(import.meta.dirname, '..', 'screenshots')

interface Look {
  readonly name: string
  readonly theme?: 'light' | 'dark' | 'sepia' | 'contrast'
  /** Percent. */
  readonly textSize?: number
  readonly options?: BrowserContextOptions
  readonly locale?: string
}
const desktop = { width: 1280, height: 800 }
const looks: readonly Look[] = [
  { name: 'light', theme: 'light' },
  { name: 'dark', theme: 'dark' },
  { name: 'sepia', theme: 'sepia' },
  { name: 'contrast', theme: 'contrast' },
  { name: 'large-text', textSize: 200 },
  { name: 'zoom-400', options: { viewport: { width: 320, height: 256 * 2 } } },
  { name: 'forced-colors', options: { forcedColors: 'active', colorScheme: 'dark' } },
  { name: 'german', locale: 'de_DE.UTF-8', options: { locale: 'de-DE' } },
]

async function shoot(browser: Browser, look: Look): Promise<void> {
  const core: Core = await startCore(look.locale ? { locale: look.locale } : {})
  const context = await browser.newContext({ viewport: desktop, ...look.options })
  try {
    const page = await context.newPage()
    const picture = (view: string) => page.screenshot({ path: join(folder, `${look.name}-${view}.png`) })
    await page.goto(core.url)
    await page.locator('.cards').waitFor()
    await choose(page, look)
    await page.getByTestId('file-chooser').setInputFiles({
      name: 'lamp.epub',
      mimeType: 'application/epub+zip',
      buffer: await makeEpub(),
    })
    await page.locator('article [data-block="1"]').waitFor()
    await picture('reading')
    await page.keyboard.press('F8')
    await page.locator('.player[data-status="playing"]').waitFor()
    await page.waitForTimeout(400) // a word or two
    await picture('playing')
    await page.keyboard.press('F8')
    await page.keyboard.press('Alt+Shift+6') // the chapter with the table
    await page.waitForTimeout(500)
    await picture('table')
    await page.locator('.reading-header .icon-button, .reading-header .button').nth(1).click()
    await page.locator('.panel, .reading-panel').first().waitFor()
    await picture('contents')
    await page.keyboard.press('Escape')
    const dialogs = {
      settings: 'Control+,',
      help: 'Shift+F1',
      'go-to': 'Control+.',
      sleep: 'Alt+Shift+F8',
      note: 'Alt+Shift+E',
    }
    for (const [name, key] of Object.entries(dialogs)) {
      await page.keyboard.press(key)
      await page.locator('dialog[open]').waitFor()
      await picture(name)
      await page.keyboard.press('Escape')
      await page.locator('dialog[open]').waitFor({ state: 'detached' })
    }
    await page.keyboard.press('Alt+Shift+Y')
    await page.keyboard.type('letter')
    await page.waitForTimeout(800)
    await picture('find')
    await page.goto(core.url)
    await page.locator('.cards').waitFor()
    await page.getByTestId('file-chooser').setInputFiles({
      name: 'broken.pdf',
      mimeType: '',
      buffer: Buffer.from('This is no PDF.'),
    })
    await page.locator('.toast').waitFor()
    await picture('library')
  } finally {
    await context.close()
    await core.close()
  }
}

/** As a reader would have chosen: through the stored settings. */
async function choose(page: Page, { theme, textSize }: Look): Promise<void> {
  if (!theme && !textSize) return
  await page.keyboard.press('Control+,')
  const dialog = page.getByRole('dialog')
  if (theme) await dialog.locator('select:has(option[value="sepia"])').selectOption(theme)
  if (textSize) await dialog.locator('input[type="range"]').first().fill(String(textSize))
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
}

mkdirSync(folder, { recursive: true })
const executablePath = process.env['LECTERN_BROWSER'] ?? testBrowser()
const browser = await chromium.launch({
  ...(executablePath === undefined ? {} : { executablePath }),
  args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--autoplay-policy=no-user-gesture-required'],
})
for (const look of looks) {
  await shoot(browser, look)
  console.log(look.name)
}
await browser.close()
