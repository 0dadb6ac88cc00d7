/**
 * Pictures of every view, dialog and section of the settings (light, dark, sepia, high contrast, large text, narrow,
 * forced colours, German) in `screenshots/`, for people to look at. Not a test: nothing is compared.
 *
 * `node build/run.mjs build/screenshots.ts [look …]`; needs a browser, as the end-to-end tests do. With the look
 * `readme` alone: the three pictures of the README, into docs/pictures/.
 */
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, type BrowserContextOptions, chromium, type Page } from '@playwright/test'
import { startCore } from '../e2e/app/core.ts'
import { makeEpub } from '../e2e/app/fixtures.ts'
import type { CommandId } from '../src/contract/commands.ts'
import { root } from './interface.ts'
import { testBrowser } from './test-browser.ts'

const folder = join(root, 'screenshots')

interface Look {
  readonly name: string
  readonly theme?: 'light' | 'dark' | 'sepia' | 'contrast'
  /** Percent. */
  readonly textSize?: number
  readonly options?: BrowserContextOptions
  readonly language?: 'de'
}
const desktop = { width: 1280, height: 800 }
const looks: readonly Look[] = [
  { name: 'light', theme: 'light' },
  { name: 'dark', theme: 'dark' },
  { name: 'sepia', theme: 'sepia' },
  { name: 'contrast', theme: 'contrast' },
  { name: 'large-text', textSize: 200 },
  // A window of 1280 by 1024 at 200 and at 400 % zoom.
  { name: 'zoom-200', options: { viewport: { width: 640, height: 512 } } },
  { name: 'zoom-400', options: { viewport: { width: 320, height: 256 * 2 } } },
  { name: 'forced-colors', options: { forcedColors: 'active', colorScheme: 'dark' } },
  { name: 'german', language: 'de', options: { locale: 'de-DE' } },
]

/** Commands that open a dialog when nothing more is said with them. */
const dialogs: readonly CommandId[] = [
  'help',
  'command_palette',
  'what_can_i_say',
  'go_to_page',
  'sleep_timer',
  'add_bookmark',
  'add_note',
  'say_as',
  'set_language',
  'export_audio',
  'choose_profile',
  'what_was_skipped',
  'list_messages',
]
/** With marks to skip, notes, and all kinds of blocks. */
const paper = `---
title: Harbour lights
lang: en
---

# Harbour lights

Ships find the harbour by its lamp [12], as was shown early (Moreau, 1987) and often since [3, 7–9].[^1] The list is kept at https://harbour.example/lights/list.html and checked each spring.

> He counted the ships, and wrote the number down.

1. The lamp is lit at noon.
2. The ledger is closed in the evening.
   - Nobody answers then.

| Ship | Flag | Tons |
|---|---|---|
| Aurora | red | 1,200 |
| Marten | blue | 900 |

\`\`\`
light(lamp, { when: 'noon' })
\`\`\`

## References

3\\. A. Moreau, Lamps, 1987.

[^1]: Counted twice.
`
/** Commands that show something beside the text or above it. */
const panels: readonly CommandId[] = ['show_contents', 'list_bookmarks', 'list_notes', 'set_mode']

/** A page on the app in one look, and the words of its language. */
class Studio {
  readonly page: Page
  readonly #look: string
  readonly #words: Readonly<Record<string, string>>

  constructor(page: Page, look: string, language: 'en' | 'de') {
    this.page = page
    this.#look = look
    const file = join(root, 'resources', 'messages', `${language}.json`)
    this.#words = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>
  }

  word(key: string): string {
    return this.#words[key] ?? key
  }

  picture(view: string): Promise<unknown> {
    return this.page.screenshot({ path: join(folder, `${this.#look}-${view}.png`) })
  }

  /** As somebody would who knows no key: by name, in the palette. */
  async run(id: CommandId): Promise<void> {
    await this.page.keyboard.press('Alt+Shift+F9')
    await this.page.keyboard.type(this.word(`command.${id}`))
    await this.page.keyboard.press('Enter')
    await this.page.waitForTimeout(300)
  }

  async add(name: string, buffer: Buffer): Promise<void> {
    await this.page.getByTestId('file-chooser').setInputFiles({ name, mimeType: '', buffer })
  }

  async settings(work: (choose: (section: string) => Promise<void>) => Promise<void>): Promise<void> {
    await this.page.keyboard.press('Control+,')
    const dialog = this.page.getByRole('dialog')
    await dialog.waitFor()
    await work(async (section) => {
      const tab = dialog.locator(`[data-section="${section}"]`)
      if (await tab.count()) await tab.click()
      else await dialog.locator('.settings-ways select').selectOption(section)
    })
    await this.page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
  }
}

async function reading(studio: Studio): Promise<void> {
  const { page } = studio
  await studio.add('lamp.epub', await makeEpub())
  await page.locator('article [data-block="1"]').waitFor()
  await studio.picture('reading')
  await page.keyboard.press('F8')
  await page.locator('.player[data-status="playing"]').waitFor()
  await page.waitForTimeout(400) // a word or two
  await studio.picture('playing')
  await page.keyboard.press('F8')
  await page.keyboard.press('Alt+Shift+6') // the chapter with the table
  await page.waitForTimeout(500)
  await studio.picture('table')
  for (const id of panels) {
    await studio.run(id)
    await studio.picture(id)
    if (id === 'set_mode') {
      await page.locator('.mode-bar input[type="radio"]').nth(1).check()
      await page.waitForTimeout(500)
      await studio.picture('gist')
      await page.locator('.mode-bar input[type="radio"]').first().check()
    } else await page.keyboard.press('Escape')
  }
  for (const id of dialogs) {
    await studio.run(id)
    await studio.picture(id)
    if (!(await page.locator('dialog[open]').count())) console.log(`  ${id} opened no dialog`)
    await page.keyboard.press('Escape')
    await page.locator('dialog[open]').waitFor({ state: 'detached' })
  }
  await page.keyboard.press('Alt+Shift+Y')
  await page.keyboard.type('letter')
  await page.keyboard.press('Enter')
  await page.waitForTimeout(500)
  await studio.picture('find')
  await page.keyboard.press('Escape')
}

/** What is left out of speech, as the text shows it; and the blocks that the book has not. */
async function skipped(studio: Studio, home: string): Promise<void> {
  const { page } = studio
  await page.goto(home)
  await page.locator('.cards').waitFor()
  await studio.add('lights.md', Buffer.from(paper))
  await page.locator('article [data-block="1"]').waitFor()
  await page.waitForTimeout(1_000)
  await studio.picture('skipped')
  await page.locator('article [data-block="1"] .note-reference').click()
  await page.locator('dialog[open]').waitFor()
  await studio.picture('footnote')
  await page.keyboard.press('Escape')
  await page.locator('article pre').scrollIntoViewIfNeeded()
  await studio.picture('blocks')
}

async function settings(studio: Studio): Promise<void> {
  const { page } = studio
  await studio.settings(async (choose) => {
    await page.locator('dialog input[type="search"]').first().fill('a')
    await page.waitForTimeout(300)
    await studio.picture('settings-search')
    await page.locator('dialog input[type="search"]').first().fill('')
    const sections = await page
      .locator('dialog [data-section], dialog .settings-ways option')
      .evaluateAll((all) =>
        all.map((one) => one.getAttribute('data-section') ?? one.getAttribute('value') ?? ''),
      )
    for (const section of sections) {
      await choose(section)
      await page.waitForTimeout(200)
      await studio.picture(`settings-${section}`)
      const more = await page
        .locator('dialog[open]')
        .evaluate((dialog) => dialog.scrollHeight - dialog.clientHeight)
      if (more <= 0) continue
      await page.locator('dialog[open]').evaluate((dialog) => dialog.scrollTo({ top: dialog.scrollHeight }))
      await studio.picture(`settings-${section}-end`)
    }
  })
}

/** All helps for the eye at once. */
async function comfort(studio: Studio): Promise<void> {
  const { page } = studio
  await studio.settings(async (choose) => {
    await choose('profiles')
    await page.locator('.profile').nth(2).getByRole('button').click() // for children
    await choose('reading')
    await page.getByLabel(studio.word('settings.ruler')).check()
  })
  await page.keyboard.press('F8')
  await page.locator('.player[data-status="playing"]').waitFor()
  await page.waitForTimeout(2_500)
  await studio.picture('comfort')
  await page.keyboard.press('F8')
}

async function shoot(browser: Browser, look: Look): Promise<void> {
  const core = await startCore(look.language === 'de' ? { locale: 'de_DE.UTF-8' } : {})
  const context = await browser.newContext({ viewport: desktop, ...look.options })
  try {
    const page = await context.newPage()
    const studio = new Studio(page, look.name, look.language ?? 'en')
    await page.goto(core.url)
    await page.locator('.cards').waitFor()
    await choose(studio, look)
    await reading(studio)
    await settings(studio)
    await comfort(studio)
    await skipped(studio, core.url)
    await page.goto(core.url)
    await page.locator('.cards').waitFor()
    await studio.add('broken.pdf', Buffer.from('This is no PDF.'))
    await page.locator('.toast-error').waitFor()
    await studio.picture('library')
  } finally {
    await context.close()
    await core.close()
  }
}

/** As a reader would have chosen: through the stored settings. */
async function choose(studio: Studio, { theme, textSize }: Look): Promise<void> {
  if (!theme && !textSize) return
  await studio.settings(async (section) => {
    await section('appearance')
    if (theme)
      await studio.page.getByLabel(studio.word('settings.theme'), { exact: true }).selectOption(theme)
    await section('text')
    if (textSize) await studio.page.getByLabel(studio.word('settings.textSize')).fill(String(textSize))
  })
}

/** Small, from documents of our own: how it reads, what can be set, and all helps for the eye. */
async function readme(browser: Browser): Promise<void> {
  const pictures = join(root, 'docs', 'pictures')
  mkdirSync(pictures, { recursive: true })
  const core = await startCore()
  const context = await browser.newContext({ viewport: { width: 1000, height: 680 } })
  try {
    const page = await context.newPage()
    const studio = new Studio(page, 'readme', 'en')
    const picture = (name: string) => page.screenshot({ path: join(pictures, `${name}.png`) })
    await page.goto(core.url)
    await page.locator('.cards a').first().click()
    await page.locator('article [data-block="1"]').waitFor()
    await page.keyboard.press('Alt+Shift+4')
    await page.keyboard.press('Alt+Shift+K')
    await page.keyboard.press('F8')
    await page.locator('.player[data-status="playing"]').waitFor()
    await page.waitForTimeout(2_500)
    await picture('reading')
    await page.keyboard.press('F8')
    await choose(studio, { name: 'readme', theme: 'dark' })
    await studio.settings(async (section) => {
      await section('text')
      await page.getByLabel(studio.word('settings.font')).selectOption('atkinson')
      await page.getByLabel(studio.word('settings.spacing')).fill('30')
      await page.waitForTimeout(400)
      await picture('settings')
    })
    await choose(studio, { name: 'readme', theme: 'sepia' })
    await page.keyboard.press('Alt+Shift+3')
    await studio.settings(async (section) => {
      await section('profiles')
      await page.locator('.profile').nth(2).getByRole('button').click()
      await section('reading')
      await page.getByLabel(studio.word('settings.ruler')).check()
    })
    await page.keyboard.press('Alt+Shift+K')
    await page.keyboard.press('F8')
    await page.locator('.player[data-status="playing"]').waitFor()
    await page.waitForTimeout(2_500)
    await picture('comfort')
  } finally {
    await context.close()
    await core.close()
  }
}

mkdirSync(folder, { recursive: true })
const executablePath = process.env['LECTERN_BROWSER'] ?? testBrowser()
const browser = await chromium.launch({
  ...(executablePath === undefined ? {} : { executablePath }),
  args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--autoplay-policy=no-user-gesture-required'],
})
const wanted = process.argv.slice(2)
if (wanted.includes('readme')) await readme(browser)
for (const look of looks) {
  if (wanted.length > 0 && !wanted.includes(look.name)) continue
  await shoot(browser, look)
  console.log(look.name)
}
await browser.close()
