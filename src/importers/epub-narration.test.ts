import { expect, test } from 'vitest'
import { type Block, blockText, type Clip } from '../contract/document.ts'
import { item, itemref, makeBook, page } from './archive-fixture.ts'
import { importEpub } from './epub.ts'
import { clipsOf } from './epub-narration.ts'
import { clockValue, readSmil } from './smil.ts'

test('every form of a clock value is read, and nothing else', () => {
  const forms: [string, number][] = [
    ['5:34:31.396', 20_071.396], ['124:59:36', 449_976], ['0:05:01.2', 301.2], ['0:00:04', 4], ['09:58', 598],
    ['00:56.78', 56.78], ['76.2s', 76.2], ['7.75h', 27_900], ['13min', 780], ['2345ms', 2.345], ['12.345', 12.345],
    ['npt=12.5s', 12.5], [' 3s ', 3], ['0', 0],
  ] // prettier-ignore
  for (const [text, seconds] of forms) expect(clockValue(text), text).toBeCloseTo(seconds, 6)
  for (const text of ['', '-1s', '1:2:3:4', '5:61', 'soon', '1e9', '99999999h', 'NaN', undefined])
    expect(clockValue(text), text).toBeUndefined()
})

const smil = (body: string) =>
  `<?xml version="1.0"?><smil xmlns="http://www.w3.org/ns/SMIL" xmlns:epub="http://www.idpf.org/2007/ops" version="3.0"><body>${body}</body></smil>`
const par = (text: string, sound: string, begin: string, end: string) =>
  `<par><text src="${text}"/><audio src="${sound}" clipBegin="${begin}" clipEnd="${end}"/></par>`

test('pairs are found in sequences of any depth; broken ones are left out', () => {
  const deep = '<seq epub:textref="c.xhtml">'.repeat(5_000)
  const found = readSmil(
    smil(
      `${deep}${par('c.xhtml#a', 'a.mp3', '0s', '1.5s')}${'</seq>'.repeat(5_000)}` +
        par('c.xhtml#b', 'a.mp3', '3s', '2s') + // ends before it begins
        par('c.xhtml#c', 'a.mp3', 'now', '2s') +
        '<par><text src="c.xhtml#d"/></par><par><audio src="a.mp3"/></par>' +
        '<par><text src="c.xhtml#e"/><seq><audio src="a.mp3" clip-begin="npt=2s"/></seq></par>' +
        `<par epub:type="pagebreak"><text src="c.xhtml#f"/><audio src="a.mp3" clipBegin="4s" clipEnd="0:00:05.000"`,
    ),
  )
  expect(found).toEqual([
    { text: 'c.xhtml#a', sound: 'a.mp3', start: 0, end: 1.5 },
    { text: 'c.xhtml#e', sound: 'a.mp3', start: 2, end: undefined },
    { text: 'c.xhtml#f', sound: 'a.mp3', start: 4, end: 5 }, // cut off behind its last attribute
  ])
})

test('a very long overlay costs neither time nor stack', () => {
  const began = performance.now()
  expect(readSmil(smil(par('c#a', 'a.mp3', '1s', '2s').repeat(30_000)))).toHaveLength(30_000)
  expect(performance.now() - began).toBeLessThan(5_000)
})

interface Read {
  readonly blocks: Block[]
  readonly clips: Clip[]
  readonly warnings: string[]
  readonly order: string[]
}
async function read(body: string, overlay: string, files: Record<string, string> = {}): Promise<Read> {
  const found: Read = { blocks: [], clips: [], warnings: [], order: [] }
  const bytes = await makeBook({
    manifest:
      item('c', 'text/c.xhtml', 'media-overlay="s"') +
      item('s', 'audio/c.smil', 'media-type="application/smil+xml"') +
      item('m', 'audio/a.mp3', 'media-type="audio/mpeg"'),
    spine: itemref('c'),
    files: { 'text/c.xhtml': page(body), 'audio/c.smil': overlay, 'audio/a.mp3': 'sound', ...files },
  })
  for await (const event of importEpub({ name: 'b.epub', bytes }, {})) {
    found.order.push(event.type)
    if (event.type === 'blocks') found.blocks.push(...event.blocks)
    if (event.type === 'narration') found.clips.push(...event.clips)
    if (event.type === 'warning') found.warnings.push(event.key)
  }
  return found
}
const shown = ({ blocks, clips }: Read) =>
  clips.map(({ block, from, to, start, end }) => [
    blockText(blocks[block] as Block).slice(from, to),
    start,
    end,
  ])

test('clips lie at the words of their fragments, in the order of the text', async () => {
  const found = await read(
    '<h1 id="h">One</h1><p><span id="a">It rained.</span> <span id="b">  It <em>poured</em>. </span><span id="n"></span></p>' +
      '<p id="w">Nobody read <span id="w2">this</span>.</p>',
    smil(
      par('../text/c.xhtml#b', 'a.mp3', '2s', '3s') +
        par('../text/c.xhtml#h', 'a.mp3', '0s', '1s') +
        par('../text/c.xhtml#a', 'a.mp3', '1s', '2s') +
        par('../text/c.xhtml#n', 'a.mp3', '3s', '4s') + // no text
        par('../text/c.xhtml#gone', 'a.mp3', '3s', '4s') +
        par('../text/c.xhtml#w2', 'a.mp3', '4s', '5s'),
    ),
  )
  expect(shown(found)).toEqual([
    ['One', 0, 1],
    ['It rained.', 1, 2],
    ['It poured.', 2, 3],
    ['this', 4, 5],
  ])
  expect(found.clips[0]?.sound).toBe('OPS/audio/a.mp3')
  expect(found.order.indexOf('narration')).toBeLessThan(found.order.indexOf('blocks'))
})

test('a pair for several paragraphs is divided by their length; a whole chapter is one', async () => {
  const section = await read(
    '<section id="s"><p>Ten marks.</p><p>Twenty marks, nearly.</p></section>',
    smil(par('../text/c.xhtml#s', 'a.mp3', '10s', '41s')),
  )
  expect(shown(section)).toEqual([
    ['Ten marks.', 10, 20],
    ['Twenty marks, nearly.', 20, 41],
  ])
  const chapter = await read('<p>Only this.</p>', smil(par('../text/c.xhtml', 'a.mp3', '1s', '2s')))
  expect(shown(chapter)).toEqual([['Only this.', 1, 2]])
})

test('of two pairs for the same words the outer one counts, and a table keeps its cells', async () => {
  const found = await read(
    '<p id="p">One <i id="i">two</i>.</p><table><tr><th id="t">Year</th><td id="u">1900</td></tr><tr><td>a</td><td>b</td></tr></table>',
    smil(
      par('../text/c.xhtml#i', 'a.mp3', '1s', '2s') +
        par('../text/c.xhtml#p', 'a.mp3', '0s', '3s') +
        par('../text/c.xhtml#t', 'a.mp3', '3s', '4s') +
        par('../text/c.xhtml#u', 'a.mp3', '4s', '5s'),
    ),
  )
  expect(shown(found)).toEqual([
    ['One two.', 0, 3],
    ['Year', 3, 4],
    ['1900', 4, 5],
  ])
})

test('sounds outside of the book or missing in it are never named, and that is said', async () => {
  const found = await read(
    '<p id="a">One.</p><p id="b">Two.</p><p id="c">Three.</p><p id="d">Four.</p>',
    smil(
      par('../text/c.xhtml#a', '../../../../etc/passwd', '0s', '1s') +
        par('../text/c.xhtml#b', 'https://example.org/a.mp3', '0s', '1s') +
        par('../text/c.xhtml#c', 'gone.mp3', '0s', '1s') +
        par('../text/c.xhtml#d', 'a.mp3', '0s', '1s'),
    ),
  )
  expect(shown(found)).toEqual([['Four.', 0, 1]])
  expect(found.warnings).toEqual(['epub-sound-missing'])
})

test('a recording of a kind that is not decoded is told of', async () => {
  const found = await read('<p id="a">One.</p>', smil(par('../text/c.xhtml#a', 'a.m4a', '0s', '1s')), {
    'audio/a.m4a': 'sound',
  })
  expect(found.warnings).toEqual(['epub-sound-format'])
})

test('an overlay that is no XML costs only itself', async () => {
  const found = await read('<p id="a">One.</p>', '\u0000\u0001<<<par')
  expect(found.clips).toEqual([])
  expect(found.blocks.map(blockText)).toEqual(['One.'])
})

test('fragments that hold one another, or the same one over and over, cost no time', () => {
  const count = 3_000
  const blocks = Array.from({ length: count }, (_, index): Block => ({
    kind: 'paragraph',
    runs: [{ text: `Line ${index}.` }],
  }))
  const end = { block: count - 1, offset: 5 }
  const ranges = new Map(
    blocks.map((_, index) => [`f${index}`, { start: { block: index, offset: 0 }, end }] as const),
  )
  const whole = { start: { block: 0, offset: 0 }, end }
  const pair = (fragment: string) => ({ fragment, sound: 'a.mp3', start: 0, end: 10 })
  const began = performance.now()
  expect(
    clipsOf(
      Array.from({ length: 300_000 }, () => pair('')),
      new Map([['', whole]]),
      blocks,
      0,
    ),
  ).toHaveLength(count)
  expect(clipsOf([...ranges.keys()].map(pair), ranges, blocks, 0)).toHaveLength(count)
  expect(performance.now() - began).toBeLessThan(5_000)
})
