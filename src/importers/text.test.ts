import { describe, expect, test } from 'vitest'
import { type Block, blockText } from '../contract/document.ts'
import type { ImportEvent } from '../contract/import.ts'
import { isAppError } from '../rpc/failure.ts'
import { importText, titleFromName } from './text.ts'

async function events(text: string, name = 'a.txt'): Promise<ImportEvent[]> {
  const found: ImportEvent[] = []
  for await (const event of importText({ name, bytes: new TextEncoder().encode(text) }, {})) found.push(event)
  return found
}
async function blocks(text: string): Promise<Block[]> {
  return (await events(text)).flatMap((event) => (event.type === 'blocks' ? event.blocks : []))
}
const shown = async (text: string) =>
  (await blocks(text)).map((block) => `${block.kind}: ${blockText(block)}`)

/** Prose broken at 60 characters, as e-texts are. */
const wrapped = `It was the best of times, it was the worst of times, it was
the age of wisdom, it was the age of foolishness, it was the
epoch of belief, it was the epoch of incredulity, it was the
season of Light.

It was the season of Darkness, it was the spring of hope, it
was the winter of despair, we had everything before us, we
had nothing before us.`

describe('paragraphs', () => {
  test('lines that were broken because they were full are joined', async () => {
    const found = await shown(wrapped)
    expect(found).toHaveLength(2)
    expect(found[0]).toContain('it was the age of wisdom')
    expect(found[1]).not.toContain('\n')
  })

  test('verse keeps its lines', async () => {
    const verse =
      'Tyger Tyger, burning bright,\nIn the forests of the night;\nWhat immortal hand or eye,\nCould frame thy symmetry?'
    expect(await shown(`${wrapped}\n\n${verse}`)).toContain(`paragraph: ${verse}`)
  })

  test('a sentence that goes on is joined, however short its line', async () => {
    const text = `${wrapped}\n\nThe spirit was hovering\nover the surface of all of the many deep and quiet waters of\nthe whole wide world.`
    expect((await shown(text)).at(-1)).toContain('hovering over the surface')
  })

  test('short lines of a list or an address are kept apart', async () => {
    const lines = 'green apples\nbread\nsix eggs from the farm\nmilk\na pound of butter'
    expect(await shown(lines)).toEqual([`paragraph: ${lines}`])
  })

  test('every line is a paragraph where lines are long', async () => {
    const line =
      'This line goes on and on without a break because the program that wrote it wraps lines on the screen only, and so it is a paragraph.'
    expect(await blocks(`${line}\n${line}\n${line}`)).toHaveLength(3)
  })

  test('a paragraph that begins with an indent begins anew without a blank line', async () => {
    const text = `${wrapped.split('\n\n')[0]}\n    It was the season of Darkness, it was the spring of hope, it\nwas the winter of despair.`
    expect(await blocks(text)).toHaveLength(2)
  })

  test('a line that ends a sentence early ends the paragraph', async () => {
    const text = `${wrapped.split('\n\n')[0]}\nIt was the season of Darkness, it was the spring of hope, it\nwas the winter of despair.`
    expect(await blocks(text)).toHaveLength(2)
  })

  test('Chinese and Japanese lines are joined without a space', async () => {
    const line = '人人生而自由在尊严和权利上一律平等他们赋有理性和良心并应以兄弟关系的精神'
    expect(await shown(`${line}\n${line}\n${line}\n${line}`)).toEqual([`paragraph: ${line.repeat(4)}`])
  })
})

describe('hyphens at line ends', () => {
  const filler = 'and so the story goes on for quite a while here, until the'
  test('are mended where the text does so as a habit', async () => {
    const text = [
      `${filler} won-`,
      `derful thing happens ${filler} beau-`,
      `tiful day comes again ${filler} morn-`,
      `ing comes and goes ${filler} eve-`,
      'ning falls.',
    ].join('\n')
    const [only] = await shown(text)
    expect(only).toContain('wonderful thing')
    expect(only).toContain('evening falls')
  })
  test('stay in compounds', async () => {
    const text = `A well-known man came in, and he was known to be a very well-\nknown man indeed in all of the town and far beyond its own old\nwalls and gates.`
    expect((await shown(text))[0]).toContain('a very well-known man')
  })
  test('stay with a space before a word that is left out', async () => {
    const text = `Das Programm kennt sehr viele Formate für die bequeme Ein-\nund Ausgabe von Texten aller Art, und es liest sie vor, wie\nes sich gehört.`
    expect((await shown(text))[0]).toContain('Ein- und Ausgabe')
  })
})

describe('headings', () => {
  const body = `\n\n${wrapped}\n\n`
  const heads: readonly (readonly [string, number])[] = [
    ['CHAPTER IV', 2],
    ['Chapter 1. The River Bank', 2],
    ['CHAPTER THE FIRST', 2],
    ['BOOK TWO', 1],
    ['Kapitel 3', 2],
    ['Erstes Kapitel', 2],
    ['Chapitre XII', 2],
    ['Capítulo 7', 2],
    ['Глава 5', 2],
    ['Article 12', 3],
    ['Vorwort', 2],
    ['第三章 旅', 2],
    ['THE KING RETURNS', 2],
  ]
  for (const [head, level] of heads)
    test(`“${head}” is one of level ${level}`, async () => {
      expect(
        (await blocks(`${wrapped}\n\n${head}${body}`)).find((block) => block.kind === 'heading'),
      ).toMatchObject({ level, runs: [{ text: head }] })
    })

  for (const line of [
    'Chapter 5 of the law says that nobody may come in, and so it was.',
    'I am',
    'NASA',
    '*** START OF THE BOOK ***',
    'Part of the plan',
  ])
    test(`“${line}” is none`, async () => {
      expect(
        (await blocks(`${wrapped}\n\n${line}${body}`)).filter((block) => block.kind === 'heading'),
      ).toEqual([])
    })

  test('an underlined line is one, and its underline is not read', async () => {
    expect(await shown(`Introduction to it\n==================\n${wrapped}`)).toEqual(
      expect.arrayContaining(['heading: Introduction to it']),
    )
    expect((await shown(`My title\n--------\n\nText.`)).join()).not.toContain('--')
  })

  test('a list of contents is not a row of headings', async () => {
    const list = Array.from({ length: 5 }, (_, index) => `Chapter ${index + 1}`).join('\n\n')
    const found = await blocks(`${list}\n\n${wrapped}\n\nChapter 1${body}`)
    expect(found.filter((block) => block.kind === 'heading').length).toBeLessThanOrEqual(2)
  })

  test('make the table of contents, parts above chapters', async () => {
    const toc = (await events(`BOOK ONE${body}CHAPTER I${body}CHAPTER II${body}BOOK TWO${body}`)).findLast(
      (event) => event.type === 'toc',
    )
    expect(toc?.type === 'toc' && toc.entries.map((entry) => [entry.title, entry.children.length])).toEqual([
      ['BOOK ONE', 2],
      ['BOOK TWO', 0],
    ])
  })
})

describe('lists, code, separators', () => {
  test('bullets and numbers become items with markers', async () => {
    const found = await blocks('Buy:\n\n- milk\n- bread\n  and butter\n  - salted\n\n1. first\n2. second')
    expect(found.map(({ kind, marker, level }) => [kind, marker, level])).toEqual([
      ['paragraph', undefined, undefined],
      ['list-item', '•', 1],
      ['list-item', '•', 1],
      ['list-item', '•', 2],
      ['list-item', '1.', 1],
      ['list-item', '2.', 1],
    ])
  })
  test('a dialogue with dashes is no list', async () => {
    expect((await blocks('– Bonjour.\n\n– Bonsoir, dit-elle.\n')).map(({ kind }) => kind)).toEqual([
      'paragraph',
      'paragraph',
    ])
  })
  test('a year at the start of a line is no number', async () => {
    expect((await blocks('1984. That was the year.\n'))[0]?.kind).toBe('paragraph')
  })
  test('code and tables drawn with spaces keep their lines', async () => {
    const code = 'function f(x) {\n  return x + 1;\n}'
    expect(await blocks(`${wrapped}\n\n    ${code.replaceAll('\n', '\n    ')}\n`)).toContainEqual({
      kind: 'code',
      runs: [{ text: code }],
    })
    const table =
      'name     size   date\na.txt    12     Monday\nb.txt    13     Tuesday\nc.txt    14     Friday'
    expect((await blocks(table))[0]?.kind).toBe('code')
  })
  test('a row of stars is a break, not text', async () => {
    expect((await blocks(`Before.\n\n* * *\n\nAfter.`)).map(({ kind }) => kind)).toEqual([
      'paragraph',
      'separator',
      'paragraph',
    ])
  })
})

describe('what the text says about itself', () => {
  test('Gutenberg names title, author and language', async () => {
    const [first] = await events(
      `The Project Gutenberg EBook\n\nTitle: A Tale\n\nAuthor: C. Dickens\n\nLanguage: English\n\n${wrapped}`,
    )
    expect(first).toMatchObject({
      type: 'metadata',
      format: 'text',
      metadata: { title: 'A Tale', authors: ['C. Dickens'], language: 'en' },
    })
  })
  test('the name is the title of last resort, and the language is detected', async () => {
    const [first] = await events(
      'Der Hund schläft unter dem Tisch, während die Katze auf dem Dach in der Sonne liegt.',
      'mein_text.txt',
    )
    expect(first).toMatchObject({ metadata: { title: 'mein text', language: 'de' } })
    expect(titleFromName('report.final.txt')).toBe('report.final')
  })
  test('underscores round a word are emphasis, inside a name they stay', async () => {
    expect((await blocks('It was _very_ cold in my_file_name.'))[0]?.runs).toEqual([
      { text: 'It was ' },
      { text: 'very', emphasis: 'emphasis' },
      { text: ' cold in my_file_name.' },
    ])
  })
  test('form feeds are pages', async () => {
    const pages = (await events('One.\n\n\fTwo.\n\n\fThree.')).find((event) => event.type === 'pages')
    expect(pages?.type === 'pages' && pages.pages.map(({ label, block }) => [label, block])).toEqual([
      ['1', 0],
      ['2', 1],
      ['3', 2],
    ])
  })
  test('Hebrew and Arabic paragraphs run from right to left', async () => {
    expect((await blocks('כל בני האדם נולדו בני חורין'))[0]?.direction).toBe('rtl')
  })
  test('white space alone is refused', async () => {
    await expect(events(' \n\t\n')).rejects.toSatisfy((error) => isAppError(error, 'no-text'))
  })
})

test('the first blocks of a large text come before the rest is read', async () => {
  const text = `${wrapped}\n\n`.repeat(20_000)
  const before = performance.now()
  for await (const event of importText({ name: 'a.txt', bytes: new TextEncoder().encode(text) }, {}))
    if (event.type === 'blocks') break
  expect(performance.now() - before).toBeLessThan(1_500)
})

test('one line of five megabytes is cut into blocks', async () => {
  const found = await blocks('A sentence of some words. '.repeat(200_000))
  expect(found.length).toBeGreaterThan(100)
  expect(Math.max(...found.map((block) => blockText(block).length))).toBeLessThanOrEqual(10_000)
}, 30_000)
