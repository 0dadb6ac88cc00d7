/** What makes the text comfortable: fonts, spacing, ruler, focus, syllables, sentence lines, direction. */
import { epubSentences, makeEpub, makeRightToLeftBook, makeVerticalBook } from './fixtures.ts'
import { expect, type Lectern, test } from './lectern.ts'
import { inSettings } from './settings.ts'

const paragraph = epubSentences.join(' ')

async function openBook(lectern: Lectern): Promise<void> {
  await lectern.addAndOpen('lamp.epub', await makeEpub(), 'The Keeper of the Lamp')
}

/** The text's own computed style. */
const styleOf = (lectern: Lectern, selector: string, property: string) =>
  lectern.page
    .locator(selector)
    .first()
    .evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), property)

/** What a reader gets who selects a block and copies it. */
const copied = (lectern: Lectern, block: number) =>
  lectern.page.evaluate((number) => {
    const element = document.querySelector(`article [data-block="${number}"]`)
    if (!element) return undefined
    document.getSelection()?.selectAllChildren(element)
    return document.getSelection()?.toString()
  }, block)

test('each font is fetched when it is chosen, and not before', async ({ lectern }) => {
  const { page, requests } = lectern
  await openBook(lectern)
  expect(requests.filter((url) => url.endsWith('.woff2'))).toEqual([])
  for (const [font, family] of [
    ['atkinson', 'Atkinson Hyperlegible Next Variable'],
    ['opendyslexic', 'OpenDyslexic'],
    ['lexend', 'Lexend Variable'],
  ] as const) {
    await inSettings(lectern, 'Text', (dialog) => dialog.getByLabel('Font').selectOption(font))
    expect(await styleOf(lectern, 'article p', 'font-family')).toContain(family)
    const loaded = () =>
      page.evaluate(
        (name) =>
          [...document.fonts].some(
            (face) => face.family.replaceAll('"', '') === name && face.status === 'loaded',
          ),
        family,
      )
    await expect.poll(loaded, font).toBe(true)
    expect(
      requests.some((url) => url.includes(font) && url.endsWith('.woff2')),
      font,
    ).toBe(true)
  }
  expect(lectern.errors).toEqual([])
})

test('one slider spaces letters, words, lines and paragraphs as far as WCAG 1.4.12 asks', async ({
  lectern,
}) => {
  await openBook(lectern)
  const pixels = async (property: string) =>
    Number.parseFloat(await styleOf(lectern, 'article p', property)) || 0
  expect(await pixels('letter-spacing')).toBe(0)
  await inSettings(lectern, 'Text', (dialog) => dialog.getByLabel('Spacing').fill('100'))
  const size = await pixels('font-size')
  expect(await pixels('letter-spacing')).toBeGreaterThanOrEqual(0.12 * size)
  expect(await pixels('word-spacing')).toBeGreaterThanOrEqual(0.16 * size)
  expect(await pixels('line-height')).toBeGreaterThanOrEqual(1.5 * size)
  expect(await pixels('margin-bottom')).toBeGreaterThanOrEqual(2 * size)
  await inSettings(lectern, 'Text', (dialog) => dialog.getByLabel('Width of the lines').fill('30'))
  const width = await lectern.page.locator('article').evaluate((element) => element.clientWidth)
  expect(width).toBeLessThan(30 * size)
})

test('with each sentence on its own line the words are lit where they stand, and copies have no line ends', async ({
  lectern,
}) => {
  const { page } = lectern
  await openBook(lectern)
  await inSettings(lectern, 'Text', (dialog) =>
    dialog.getByLabel('Each sentence on a line of its own').check(),
  )
  await expect(page.locator('article [data-block="1"] .line-end')).toHaveCount(2)
  // Every sentence begins where the paragraph does.
  const lefts = await page.evaluate((sentences) => {
    const element = document.querySelector('article [data-block="1"]')
    if (!element) return []
    const nodes = [...element.childNodes].filter((node) => node instanceof Text)
    const left = (node: Text, at: number) => {
      const range = document.createRange()
      range.setStart(node, at)
      range.setEnd(node, at + 1)
      return Math.round(range.getBoundingClientRect().left - element.getBoundingClientRect().left)
    }
    return sentences.map((sentence) => {
      const node = nodes.find((text) => text.data.includes(sentence))
      return node ? left(node, node.data.indexOf(sentence)) : undefined
    })
  }, epubSentences)
  expect(lefts).toEqual([0, 0, 0])
  expect(await copied(lectern, 1)).toBe(paragraph)

  await lectern.press('F8')
  await lectern.waitUntilPlaying()
  // The word that is lit and the line that it stands on, of the third sentence.
  await expect.poll(() => lectern.highlighted('lectern-sentence'), { timeout: 20_000 }).toBe(epubSentences[2])
  const seen = await page.evaluate(() => {
    const [word] = CSS.highlights.get('lectern-word') ?? []
    const [sentence] = CSS.highlights.get('lectern-sentence') ?? []
    if (!(word instanceof Range) || !(sentence instanceof Range)) return undefined
    const outer = sentence.getBoundingClientRect()
    const inner = word.getBoundingClientRect()
    const inside = inner.top >= outer.top - 1 && inner.bottom <= outer.bottom + 1
    return { text: word.toString(), inside }
  })
  expect(seen?.inside).toBe(true)
  expect(epubSentences[2]).toContain(seen?.text)
  const entry = (await lectern.lit()).at(-1)?.word
  expect(paragraph.slice(entry?.start, entry?.end).length).toBeGreaterThan(0)
  await expect
    .poll(async () => {
      const last = (await lectern.lit()).at(-1)?.word
      return (await lectern.highlighted('lectern-word')) === paragraph.slice(last?.start, last?.end)
    })
    .toBe(true)
})

test('syllables are told apart on screen, and the text is copied and found as it was written', async ({
  lectern,
}) => {
  const { page } = lectern
  await openBook(lectern)
  const before = await page.locator('article [data-block="1"]').innerHTML()
  await inSettings(lectern, 'Text', (dialog) => dialog.getByLabel('syllables').check())
  const lit = () =>
    page.evaluate(() =>
      [...(CSS.highlights.get('lectern-syllable') ?? [])].map((range) =>
        range.startContainer.textContent?.slice(range.startOffset, range.endOffset),
      ),
    )
  await expect.poll(async () => (await lit()).length).toBeGreaterThan(10)
  expect(await lit()).toEqual(expect.arrayContaining(['house', 'er', 'ing', 'fer']))
  expect(await page.locator('article [data-block="1"]').innerHTML()).toBe(before)
  expect(await copied(lectern, 1)).toBe(paragraph)
  await lectern.press('Alt+Shift+Y')
  await page.keyboard.type('different flag')
  await page.keyboard.press('Enter')
  await expect(page.getByText('1 of 1', { exact: true })).toBeVisible()
  expect(await lectern.highlighted('lectern-found')).toBe('different flag')
})

test('the ruler lies over the word that is read, and all but its line is dimmed', async ({ lectern }) => {
  const { page } = lectern
  await openBook(lectern)
  await inSettings(lectern, 'Reading', async (dialog) => {
    await dialog.getByLabel('Reading ruler').check()
    await dialog.getByLabel('Dim everything but').selectOption('line')
  })
  await lectern.press('F8')
  await lectern.waitUntilPlaying()
  const over = () =>
    page.evaluate(() => {
      const [word] = CSS.highlights.get('lectern-word') ?? []
      const [focus] = CSS.highlights.get('lectern-focus') ?? []
      const band = document.querySelector('article .ruler')?.getBoundingClientRect()
      if (!(word instanceof Range) || !(focus instanceof Range) || !band) return undefined
      const box = word.getClientRects()[0]
      const middle = box && (box.top + box.bottom) / 2
      return {
        ruled: middle !== undefined && band.top < middle && band.bottom > middle,
        focused: focus.isPointInRange(word.startContainer, word.startOffset),
        oneLine: focus.getBoundingClientRect().height < 2 * band.height,
      }
    })
  for (let i = 0; i < 5; i++) {
    await expect.poll(over).toEqual({ ruled: true, focused: true, oneLine: true })
    await page.waitForTimeout(400)
  }
  // Dimmed, but at 3:1 still to be made out.
  const colour = await styleOf(lectern, 'article p', 'color')
  await expect(page.locator('article')).toHaveAttribute('data-focused')
  expect(colour).not.toBe(await styleOf(lectern, 'body', 'color'))
  await lectern.press('F8')
  await inSettings(lectern, 'Reading', (dialog) =>
    dialog.getByLabel('Dim everything but').selectOption('sentence'),
  )
  const focused = () =>
    page.evaluate(() => [...(CSS.highlights.get('lectern-focus') ?? [])].map(String).join(''))
  await expect.poll(focused).toBe(await lectern.highlighted('lectern-sentence'))
  await inSettings(lectern, 'Reading', (dialog) =>
    dialog.getByLabel('Dim everything but').selectOption('none'),
  )
  await expect(page.locator('article')).not.toHaveAttribute('data-focused')
})

test('a pointer and a caret lead ruler and focus while nothing is read', async ({ lectern }) => {
  const { page } = lectern
  await openBook(lectern)
  await inSettings(lectern, 'Reading', async (dialog) => {
    await dialog.getByLabel('Reading ruler').check()
    await dialog.getByLabel('Dim everything but').selectOption('sentence')
  })
  const target = page.locator('article [data-block="2"]')
  const box = await target.boundingBox()
  if (!box) throw new Error('The paragraph is not on screen.')
  await page.mouse.move(box.x + 40, box.y + 12)
  const focused = () =>
    page.evaluate(() => [...(CSS.highlights.get('lectern-focus') ?? [])].map(String).join(''))
  await expect.poll(focused).toBe('Nobody answered when he called across the water.')
  const ruled = async (): Promise<boolean> => {
    const ruler = await page.locator('article .ruler').boundingBox()
    return ruler !== null && ruler.y < box.y + 12 && ruler.y + ruler.height > box.y + 12
  }
  await expect.poll(ruled).toBe(true)
  await target.click({ position: { x: 40, y: box.height - 8 } })
  await expect.poll(focused).toBe('He waited until the evening, and then he wrote it down in his book.')
})

test('text of 400 % at 320 px needs no sideways scrolling, headings included', async ({ lectern }) => {
  const { page } = lectern
  await openBook(lectern)
  await inSettings(lectern, 'Text', async (dialog) => {
    await dialog.getByLabel('Size of the text').fill('400')
    await dialog.getByLabel('Spacing').fill('100')
  })
  await page.setViewportSize({ width: 320, height: 512 })
  const wide = () =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  expect(await wide()).toBeLessThanOrEqual(0)
  await page.keyboard.press('Control+,')
  await expect(page.getByRole('combobox', { name: 'Section' })).toBeVisible()
  expect(
    await page.getByRole('dialog').evaluate((dialog) => dialog.scrollWidth - dialog.clientWidth),
  ).toBeLessThanOrEqual(0)
})

test('a vertical Japanese book is laid out horizontally, with its readings above', async ({ lectern }) => {
  const { page } = lectern
  await lectern.addAndOpen('port.epub', await makeVerticalBook(), '港の灯')
  expect(await styleOf(lectern, 'article', 'writing-mode')).toBe('horizontal-tb')
  expect(await styleOf(lectern, 'article', 'direction')).toBe('ltr')
  const block = page.locator('article [data-block="1"]')
  await expect(block).toContainText('灯台')
  expect(await styleOf(lectern, 'article ruby', 'writing-mode')).toBe('horizontal-tb')
  const places = await block.evaluate((element) => {
    const reading = element.querySelector('rt')?.getBoundingClientRect()
    const base = element.querySelector('ruby')?.firstChild
    const range = document.createRange()
    if (base) range.selectNode(base)
    const below = range.getBoundingClientRect()
    return { reading: reading?.bottom ?? 0, base: below.bottom, wide: below.width > below.height }
  })
  expect(places.reading).toBeLessThan(places.base)
  expect(places.wide).toBe(true)
})

test('a Hebrew book runs from the right, lists and tables too, and can be turned by force', async ({
  lectern,
}) => {
  const { page } = lectern
  await lectern.addAndOpen('keeper.epub', await makeRightToLeftBook(), 'שומר המגדלור')
  expect(await styleOf(lectern, 'article', 'direction')).toBe('rtl')
  const sides = () =>
    page.evaluate(() => {
      const middle = (selector: string) => {
        const box = document.querySelector(selector)?.getBoundingClientRect()
        return box ? (box.left + box.right) / 2 : 0
      }
      const item = document.querySelector('article li > div')?.getBoundingClientRect()
      const list = document.querySelector('article .list')?.getBoundingClientRect()
      return {
        firstColumnIsRight: middle('article th:first-child') > middle('article th:last-child'),
        markerIsRight: (list?.right ?? 0) - (item?.right ?? 0) > (item?.left ?? 0) - (list?.left ?? 0),
      }
    })
  expect(await sides()).toEqual({ firstColumnIsRight: true, markerIsRight: true })
  await inSettings(lectern, 'Text', (dialog) =>
    dialog.getByLabel('Direction of the text').selectOption('ltr'),
  )
  expect(await sides()).toEqual({ firstColumnIsRight: false, markerIsRight: false })
  expect(await styleOf(lectern, 'article p', 'direction')).toBe('ltr')
})
