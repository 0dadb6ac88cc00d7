import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test, vi } from 'vitest'
import { blockText, type Block, type Metadata } from '../contract/document.ts'
import type { ImportEvent, ImportOptions } from '../contract/import.ts'
import { importHtml } from './html.ts'

interface Page {
  readonly events: ImportEvent[]
  readonly metadata: Metadata
  readonly blocks: Block[]
  readonly texts: string[]
}

async function read(content: string | Uint8Array, options: ImportOptions = {}, mime?: string): Promise<Page> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
  const events: ImportEvent[] = []
  const source = { name: 'my_page.html', bytes, ...(mime === undefined ? {} : { mime }) }
  for await (const event of importHtml(source, options)) events.push(event)
  const [first] = events
  if (first?.type !== 'metadata') throw new Error('metadata do not come first')
  const blocks = events.flatMap((event) => (event.type === 'blocks' ? [...event.blocks] : []))
  return { events, metadata: first.metadata, blocks, texts: blocks.map(blockText) }
}

const prose = (topic: string) =>
  `${topic} has been described many times, and by many people, who agreed on little but that it deserves to be described with care, ` +
  'with patience, and with an eye for what was left out by those who described it before.'
const news = `<!DOCTYPE html><html lang="en"><head><title>How the tides of the northern sea are explained</title>
<meta name="author" content="Jane Roe and John Doe"><meta property="og:site_name" content="The Shore"><meta name=description content="Why &amp; how">
<style>.gone{display:none}</style></head><body>
<nav><ul><li><a href=/>Home</a><li><a href=/news>News</a></ul></nav>
<article><h1>How the tides of the northern sea are explained</h1>
<p>${prose('The tide')}</p><p class="gone">Hidden by its class: ${prose('This')}</p><p style="color:white;background:#fff">Hidden by its colour: ${prose('This')}</p>
<p>${prose('The moon')}<sup><a id="r1" href="#n1">1</a></sup></p><h2>Springs</h2><p>${prose('The sun')} <a href="/map">Map</a></p>
<ol><li id="n1">Newton, 1687. <a href="#r1">↩</a></li></ol></article>
<footer><p>All rights reserved. <a href=/terms>Terms</a></p></footer></body></html>`

describe('an article', () => {
  test('is read without what stands around it, its heading first', async () => {
    const { texts, metadata } = await read(news)
    expect(texts[0]).toBe('How the tides of the northern sea are explained')
    expect(texts[1]).toBe(prose('The tide'))
    expect(texts.join('\n')).not.toMatch(/Home|rights reserved|Hidden/)
    expect(metadata).toEqual({
      title: 'How the tides of the northern sea are explained',
      authors: ['Jane Roe', 'John Doe'],
      language: 'en',
      publisher: 'The Shore',
      description: 'Why & how',
    })
  })
  test('keeps its notes and its contents', async () => {
    const { blocks, events } = await read(news)
    const note = blocks.find((block) => block.kind === 'footnote')
    expect(blockText(note ?? { runs: [] })).toBe('Newton, 1687.')
    const reference = blocks.flatMap((block) => block.runs).find((run) => run.role === 'note-reference')
    expect(reference).toMatchObject({ text: '1', note: note?.note })
    expect(reference?.link).toBe(`#block-${blocks.findIndex((block) => block.kind === 'footnote')}`)
    expect(events.find((event) => event.type === 'toc')).toMatchObject({
      entries: [
        {
          title: 'How the tides of the northern sea are explained',
          block: 0,
          children: [{ title: 'Springs' }],
        },
      ],
    })
  })
  test('keeps notes that stand in asides, but no other aside', async () => {
    const page = `<html lang="en"><head><title>Tides</title></head><body><article><h1>Tides</h1>
<p>${prose('The tide')}<a href="#fn1" role="doc-noteref">1</a></p><aside class="related"><p>Related: ${prose('A ship')}</p></aside>
<p>${prose('The moon')}<sup><a href="#fn2" id="r2">2</a></sup></p><p>${prose('The sun')}</p>
<aside id="fn1" role="doc-footnote"><p>Newton, 1687.</p></aside>
<aside class="footnote" id="fn2"><p>Laplace, 1775. <a href="#r2">↩</a></p></aside></article></body></html>`
    const { blocks, texts } = await read(page)
    const kept = blocks.filter((block) => block.kind === 'footnote')
    expect(kept.map(blockText)).toEqual(['Newton, 1687.', 'Laplace, 1775.'])
    const references = blocks.flatMap((block) => block.runs).filter((run) => run.role === 'note-reference')
    expect(references.map(({ note }) => note)).toEqual(kept.map(({ note }) => note))
    expect(texts.join('\n')).not.toMatch(/Related/)
  })
  test('is not looked for when the whole page is wanted', async () => {
    const { texts } = await read(news, { html: 'page' })
    expect(texts[0]).toBe('Home')
    expect(texts.join('\n')).toMatch(/All rights reserved/)
    expect(texts.join('\n')).not.toMatch(/Hidden/)
  })
  test('that is too short to be one gives way to the page', async () => {
    const { texts } = await read('<body><nav>Menu</nav><article><p>Short.</p></article><p>Other.</p>')
    expect(texts).toEqual(['Menu', 'Short.', 'Other.'])
  })
  test('that leaves out most of the page gives way to the page', async () => {
    const many = Array.from(
      { length: 60 },
      (_, index) => `<table><tr><td><p>${prose(`Part ${index}`)}</p></table>`,
    ).join('')
    const { texts } = await read(`<body><article><p>${prose('A')} ${prose('B')}</p></article>${many}</body>`)
    expect(texts.filter((text) => text.startsWith('Part')).length).toBeGreaterThan(30)
  })
})

test('a page of short pieces that is no article is read whole', async () => {
  const rows = Array.from({ length: 40 }, (_, index) => `<div>House ${index}, ${index} rooms, a garden</div>`)
  const lines = Array.from({ length: 6 }, (_, index) => `<p>${prose(`Valley ${index}`).slice(0, 135)}</p>`)
  const { texts } = await read(
    `<body><div class="content">${lines.join('')}</div><div class="sidebar">${rows.join('')}</div></body>`,
  )
  expect(texts.filter((text) => text.startsWith('House'))).toHaveLength(40)
})

describe('a page', () => {
  test('may leave out html, head and body', async () => {
    const { metadata, texts } = await read(
      `<!doctype html><title>Bare</title><nav>Menu</nav><article><p>${prose('A')}<p>${prose('B')}</article>`,
    )
    expect(metadata.title).toBe('Bare')
    expect(texts).toEqual([prose('A'), prose('B')])
  })
  test('without a title is called by its first heading, else by its file', async () => {
    expect((await read('<h1>Hello</h1><p>x')).metadata.title).toBe('Hello')
    expect((await read('<p>x')).metadata.title).toBe('my page')
  })
  test('whose language nobody says is guessed from enough of it', async () => {
    expect(
      (await read('<p>Niemand im Dorf fand das merkwürdig, denn es war schon immer so gewesen.')).metadata
        .language,
    ).toBe('de')
    expect((await read('<p>Hallo')).metadata.language).toBeUndefined()
  })
  test('in Arabic runs from right to left, whoever forgot to say so', async () => {
    expect((await read('<html lang=ar><p>مرحبا')).metadata.direction).toBe('rtl')
  })
  test('is decoded as it says, or as its sender says', async () => {
    const latin = new Uint8Array(
      Buffer.from('<meta charset=iso-8859-1><p>Größe, Straße, Überfluss', 'latin1'),
    )
    expect((await read(latin)).texts).toEqual(['Größe, Straße, Überfluss'])
    const cyrillic = Uint8Array.from([0x3c, 0x70, 0x3e, 0xcc, 0xe8, 0xf0])
    expect((await read(cyrillic, {}, 'text/html; charset=windows-1251')).texts).toEqual(['Мир'])
    const wide = new Uint8Array(Buffer.from('\uFEFF<p>wide', 'utf16le'))
    expect((await read(wide)).texts).toEqual(['wide'])
  })
  test('brings its own pictures; those of the network are not fetched', async () => {
    const fetch = vi.spyOn(globalThis, 'fetch')
    const data = `data:image/png;base64,${Buffer.from([0x89, 0x50, 0x4e, 0x47, 7]).toString('base64')}`
    const { blocks, events } = await read(
      `<p>x</p><figure><img src="${data}" alt="In"></figure><p><img src="http://127.0.0.1:9/x.png" alt="Out"></p><p><img src="data:image/png;base64,////" alt=""></p>`,
    )
    expect(blocks.slice(1).map((block) => [block.image, blockText(block)])).toEqual([
      ['picture-1', 'In'],
      [undefined, 'Out'],
    ])
    expect(events.filter((event) => event.type === 'asset')).toMatchObject([
      { id: 'picture-1', mime: 'image/png' },
    ])
    expect(fetch).not.toHaveBeenCalled()
    fetch.mockRestore()
  })
  test('that says where it came from has whole links', async () => {
    const { blocks } = await read(
      '<base href="https://e.org/a/"><p><a href="b">b</a><a href="javascript:x">c</a><a href="#d">d</a>',
    )
    expect(blocks[0]?.runs.map((run) => run.link)).toEqual(['https://e.org/a/b', undefined, undefined])
  })
  test('without text is refused', async () => {
    await expect(read('<html><body><script>x</script></body></html>')).rejects.toMatchObject({
      code: 'no-text',
    })
  })
})

const documents = '../shared/testdata/'
describe.skipIf(!existsSync(documents))('real and hostile pages', () => {
  const files = ['documents/html-encodings', 'security/html'].flatMap((folder) =>
    existsSync(documents) ? readdirSync(documents + folder).map((name) => `${folder}/${name}`) : [],
  )
  test.each(files)('%s is read', async (file) => {
    const { texts } = await read(new Uint8Array(readFileSync(documents + file)))
    expect(texts.join('').length).toBeGreaterThan(0)
    expect(texts.join('\n')).not.toMatch(/delete_all_documents|set_volume|__pwned/)
  })
})
