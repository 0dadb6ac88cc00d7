/** Places in the text and places in the page, lighting and following, in a real browser's DOM. */
import type { Server } from 'node:http'
import { expect, type Page, test } from '@playwright/test'
import { servePage } from './player/serve.ts'

let url = ''
let server: Server

test.beforeAll(async () => {
  ;({ url, server } = await servePage())
})
test.afterAll(() => server?.close())

/** Shows `html` in the page's main element. */
async function show(page: Page, html: string): Promise<void> {
  await page.goto(url)
  await page.evaluate((text) => {
    const main = document.querySelector('main') as HTMLElement
    main.innerHTML = text
  }, html)
}

const textOf = (page: Page, block: number, start: number, end: number) =>
  page.evaluate(
    ([b, s, e]) => {
      const range = window.harness.rangeFor(document, { block: b, start: s, end: e })
      return range && range.toString()
    },
    [block, start, end] as const,
  )

/** Every offset of every text node, there and back. */
const roundTrip = (page: Page, block: number) =>
  page.evaluate((b) => {
    const element = window.harness.blockElement(document, b) as Element
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
    const wrong: string[] = []
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.parentElement?.closest('[data-decoration]')) continue
      if (node.parentElement?.closest('[data-block]') !== element) continue
      for (let at = 0; at < (node as Text).length; at++) {
        const place = window.harness.positionAt(node, at)
        const range =
          place && window.harness.rangeFor(document, { block: b, start: place.offset, end: place.offset + 1 })
        if (range?.startContainer !== node || range.startOffset !== at)
          wrong.push(`${node.textContent} ${at}`)
      }
    }
    return wrong
  }, block)

test('a place in plain, emphasised and linked text is found and named', async ({ page }) => {
  await show(page, '<p data-block="7">One <em>two</em> <a href="#x">th<b>r</b>ee</a>.</p>')
  expect(await textOf(page, 7, 4, 7)).toBe('two')
  expect(await textOf(page, 7, 8, 13)).toBe('three')
  expect(await textOf(page, 7, 0, 14)).toBe('One two three.')
  expect(await roundTrip(page, 7)).toEqual([])
})

test('decorations are no text: markers, page labels and ruby are passed over', async ({ page }) => {
  await show(
    page,
    '<li data-block="0"><span data-decoration>3.</span>Go <span data-decoration>p. 12</span><ruby>漢字<rt data-decoration>かんじ</rt></ruby>!</li>',
  )
  const range = await page.evaluate(() => {
    const found = window.harness.rangeFor(document, { block: 0, start: 3, end: 5 })
    return [found?.startContainer.textContent, found?.endOffset]
  })
  expect(range).toEqual(['漢字', 2])
  expect(await roundTrip(page, 0)).toEqual([])
  const inside = await page.evaluate(() => {
    const label = document.querySelectorAll('[data-decoration]')[1]?.firstChild as Text
    return window.harness.positionAt(label, 2)
  })
  expect(inside).toEqual({ block: 0, offset: 3 })
})

test('table cells count with the tabs and line ends between them', async ({ page }) => {
  // Caption\nA\tB\nC\tD
  await show(
    page,
    '<table data-block="2"><caption data-offset="0">Caption</caption><tbody><tr><th data-offset="8">A</th><th data-offset="10">B</th></tr><tr><td data-offset="12">C</td><td data-offset="14">D</td></tr></tbody></table>',
  )
  expect(await textOf(page, 2, 0, 7)).toBe('Caption')
  expect(await textOf(page, 2, 10, 11)).toBe('B')
  expect(await textOf(page, 2, 14, 15)).toBe('D')
  // A tab alone is nowhere; a stretch over it lights what there is.
  expect(await textOf(page, 2, 9, 10)).toBeUndefined()
  expect(await textOf(page, 2, 8, 10)).toBe('A')
  expect(await roundTrip(page, 2)).toEqual([])
})

test('a list within a list item has its own text', async ({ page }) => {
  await show(page, '<ul><li data-block="0">Outer<ul><li data-block="1">Inner</li></ul> rest</li></ul>')
  expect(
    await page.evaluate(() =>
      window.harness.positionAt(document.querySelector('[data-block="1"]')?.firstChild as Text, 2),
    ),
  ).toEqual({ block: 1, offset: 2 })
  expect(await roundTrip(page, 0)).toEqual([])
  expect(await textOf(page, 1, 0, 5)).toBe('Inner')
  expect(
    await page.evaluate(() => {
      const found = window.harness.rangeFor(document, { block: 0, start: 6, end: 10 })
      return found?.toString()
    }),
  ).toBe('rest')
})

test('a point between elements is the text behind it, and the end of a block is its length', async ({
  page,
}) => {
  await show(page, '<p data-block="0">One <em>two</em></p>')
  const places = await page.evaluate(() => {
    const block = document.querySelector('p') as Element
    return [0, 1, 2].map((at) => window.harness.positionAt(block, at)?.offset)
  })
  expect(places).toEqual([0, 4, 7])
  expect(await page.evaluate(() => window.harness.positionAt(document.body, 0))).toBeUndefined()
})

test('blocks that are drawn anew, or whose text nodes were replaced, are found again', async ({ page }) => {
  await show(page, '<p data-block="0">Old text.</p>')
  expect(await textOf(page, 0, 0, 3)).toBe('Old')
  await page.evaluate(() => {
    const block = document.querySelector('p') as Element
    block.innerHTML = '<b>Old</b> text.'
  })
  expect(await textOf(page, 0, 0, 8)).toBe('Old text')
  await page.evaluate(() => {
    const main = document.querySelector('main') as Element
    main.innerHTML = '<p data-block="0">New.</p>'
  })
  expect(await textOf(page, 0, 0, 3)).toBe('New')
  expect(await textOf(page, 1, 0, 3)).toBeUndefined()
})

test('lighting a word in a very large page takes well under a frame', async ({ page }) => {
  await page.goto(url)
  const median = await page.evaluate(() => {
    const main = document.querySelector('main') as HTMLElement
    const sentence = 'The quick brown fox <em>jumps</em> over the lazy dog. '
    main.innerHTML = Array.from(
      { length: 5_000 },
      (_, i) => `<p data-block="${i}">${sentence.repeat(8)}</p>`,
    ).join('')
    const times: number[] = []
    for (let i = 0; i < 400; i++) {
      const from = performance.now()
      window.harness.rangeFor(document, {
        block: 4_900 + (i >> 3),
        start: (i % 8) * 44 + 4,
        end: (i % 8) * 44 + 9,
      })
      times.push(performance.now() - from)
    }
    return times.sort((a, b) => a - b)[200] ?? 0
  })
  console.log('range for a word among 5,000 blocks, median ms', median)
  expect(median).toBeLessThan(1)
})

test('sentence and word are lit while reading, and the page follows the voice until a hand scrolls', async ({
  page,
}) => {
  await page.setViewportSize({ width: 800, height: 500 })
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.goto(url)
  await page.evaluate(() => window.harness.open({ blocks: 60, words: 12, wordSeconds: 0.2 }, 'tone'))
  const lit = () =>
    page.evaluate(() =>
      ['lectern-sentence', 'lectern-word'].map((name) =>
        [...(CSS.highlights.get(name) ?? [])].map((range) => (range as Range).toString()),
      ),
    )
  await page.evaluate(() => window.harness.session.play())
  await page.waitForFunction(() => window.harness.session.getState().word?.start)
  const [sentences, words] = await lit()
  expect(sentences).toHaveLength(1)
  expect(words).toHaveLength(1)
  expect(sentences?.[0]).toContain(words?.[0] ?? '?')
  expect(await page.evaluate(() => document.querySelectorAll('main *').length)).toBe(60) // nothing was put in

  await page.evaluate(() => window.harness.session.seek(window.harness.book.place(30)))
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(500)
  const top = () =>
    page.evaluate(() => {
      const [range] = CSS.highlights.get('lectern-sentence') ?? []
      return (range as Range | undefined)?.getBoundingClientRect().top ?? -1
    })
  await expect.poll(top).toBeGreaterThan(50)
  expect(await top()).toBeLessThan(350)

  await page.mouse.move(400, 250)
  await page.mouse.wheel(0, -3_000)
  await page.waitForTimeout(300)
  const away = await page.evaluate(() => scrollY)
  await page.evaluate(() => window.harness.session.move('sentence', 1))
  await page.waitForTimeout(700)
  expect(await page.evaluate(() => scrollY)).toBe(away)

  // A key that moves the voice takes the page along again.
  await page.keyboard.press('j')
  await page.evaluate(() => window.harness.session.move('sentence', 1))
  await expect.poll(() => page.evaluate(() => scrollY)).not.toBe(away)
})
