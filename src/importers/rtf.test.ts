import { describe, expect, test } from 'vitest'
import { type Block, blockText } from '../contract/document.ts'
import type { ImportEvent } from '../contract/import.ts'
import { isAppError } from '../rpc/failure.ts'
import { importRtf } from './rtf.ts'

async function events(rtf: string): Promise<ImportEvent[]> {
  const bytes = Uint8Array.from(rtf, (character) => character.charCodeAt(0) & 255)
  const found: ImportEvent[] = []
  for await (const event of importRtf({ name: 'a.rtf', bytes }, {})) found.push(event)
  return found
}
async function blocks(rtf: string): Promise<Block[]> {
  return (await events(rtf)).flatMap((event) => (event.type === 'blocks' ? event.blocks : []))
}
const text = async (rtf: string) => (await blocks(rtf)).map(blockText)
const fonts =
  '{\\fonttbl{\\f0\\fcharset0 Times;}{\\f1\\fcharset204 Times Cyr;}{\\f2\\fcharset128 Mincho;}{\\f3\\fcharset2 Symbol;}{\\f4\\fcharset238 CE;}{\\f5\\fcharset134 Song;}}'
const wrap = (body: string) => `{\\rtf1\\ansi\\ansicpg1252\\deff0${fonts}${body}}`

describe('characters', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['hexadecimal bytes', "caf\\'e9 \\'93so\\'94", 'café “so”'],
    ['Cyrillic by the font', "\\f1 \\'cf\\'f0\\'e8\\'e2\\'e5\\'f2", 'Привет'],
    ['Central European by the font', "\\f4 \\'b3\\'f3d\\'9f", 'łódź'],
    ['Japanese, two bytes a character, the second one plain', "\\f2 \\'83e\\'83X\\'83g", 'テスト'],
    ['Chinese', "\\f5 \\'d6\\'d0\\'ce\\'c4", '中文'],
    ['the symbol font', '\\f3 abg', 'αβγ'],
    ['Unicode with its fallback left out', "\\u8364?100 \\u916\\'44x", '€100 Δx'],
    ['Unicode with a longer fallback', "\\uc2\\u20013\\'d6\\'d0\\u25991\\'ce\\'c4!", '中文!'],
    ['Unicode without a fallback', '\\uc0\\u26085\\u26412!', '日本!'],
    ['a pair of halves', '\\uc1\\u-10179?\\u-8704?', '😀'],
    ['a half alone', 'a\\uc1\\u-8704?b', 'a\uFFFDb'],
    ['special characters', 'a\\emdash b\\lquote c\\rquote\\~d\\_e\\-f \\bullet', 'a—b‘c’\u00A0d\u2011ef •'],
    ['escaped signs', '\\{a\\} \\\\', '{a} \\'],
    ['a fallback that ends with the group', '{\\u8364}100', '€100'],
  ]
  for (const [name, rtf, expected] of cases)
    test(name, async () => expect(await text(wrap(`${rtf}\\par`))).toEqual([expected]))

  test('the code page of the file, where the font says none', async () => {
    expect(await text("{\\rtf1\\ansi\\ansicpg1251 \\'cc\\'e8\\'f0\\par}")).toEqual(['Мир'])
    expect(await text("{\\rtf1\\mac caf\\'8e\\par}")).toEqual(['café'])
    expect(await text("{\\rtf1\\pc caf\\'82\\par}")).toEqual(['café'])
  })
})

describe('structure', () => {
  test('paragraphs, lines, tabs', async () => {
    expect(await text(wrap('One.\\par Two\\line three\\tab four.\\par\\par Five'))).toEqual([
      'One.',
      'Two\nthree four.',
      'Five',
    ])
    expect(await text(wrap('One\\\nTwo'))).toEqual(['One', 'Two'])
  })
  test('headings by outline level and by the name of their style, in any language', async () => {
    const styles =
      "{\\stylesheet{\\s0 Normal;}{\\s1\\outlinelevel0 Kapitelkopf;}{\\s2 \\sbasedon0 heading 2;}{\\s3 \\'dcberschrift 3;}{\\*\\cs10 Default;}}"
    const found = await blocks(
      wrap(
        `${styles}\\pard\\s1 A\\par\\pard\\s2 B\\par\\pard\\s3 C\\par\\pard\\plain D\\par\\pard\\outlinelevel1 E\\par`,
      ),
    )
    expect(found.map(({ kind, level }) => [kind, level])).toEqual([
      ['heading', 1],
      ['heading', 2],
      ['heading', 3],
      ['paragraph', undefined],
      ['heading', 2],
    ])
    const toc = (await events(wrap(`${styles}\\s1 A\\par\\s2 B\\par`))).find((event) => event.type === 'toc')
    expect(toc?.type === 'toc' && toc.entries[0]?.children[0]?.title).toBe('B')
  })
  test('bold, italic, superscript', async () => {
    expect((await blocks(wrap('a {\\b b {\\i c}} E=mc{\\super 2}\\par')))[0]?.runs).toEqual([
      { text: 'a ' },
      { text: 'b ', emphasis: 'strong' },
      { text: 'c', emphasis: 'both' },
      { text: ' E=mc' },
      { text: '2', script: 'superscript' },
    ])
  })
  test('lists keep the markers that they were printed with', async () => {
    const found = await blocks(
      wrap(
        "{\\listtext\\pard 1.\\tab}\\ls1\\ilvl0 one\\par{\\pntext\\f3\\'b7\\tab}\\ilvl1 two\\par\\pard three\\par",
      ),
    )
    expect(found.map(({ kind, marker, level }) => [kind, marker, level])).toEqual([
      ['list-item', '1.', 1],
      ['list-item', '•', 2],
      ['paragraph', undefined, undefined],
    ])
  })
  test('tables with merged and header cells', async () => {
    const row = (cells: string) => `\\pard\\intbl ${cells}\\row`
    const rtf = `Before\\par\\trowd\\trhdr\\cellx1000\\cellx2000\\cellx3000 ${row('A\\cell B\\cell C\\cell')}\\trowd\\clmgf\\cellx1000\\clmrg\\cellx2000\\cellx3000 ${row('wide\\cell\\cell x\\par y\\cell')}\\pard After\\par`
    const found = await blocks(wrap(rtf))
    expect(found.map(({ kind }) => kind)).toEqual(['paragraph', 'table', 'paragraph'])
    expect(blockText(found[1]!)).toBe('A\tB\tC\nwide\tx y')
    expect(found[1]?.cells?.[0]).toMatchObject({ row: 0, column: 0, header: true, start: 0, end: 1 })
    expect(found[1]?.cells?.[3]).toMatchObject({ row: 1, column: 0, columnSpan: 2 })
    expect(found[1]?.cells?.[4]).toMatchObject({ row: 1, column: 2 })
  })
  test('a footnote is referred to, and told after the text', async () => {
    const found = await blocks(
      wrap('Word{\\super\\chftn}{\\footnote\\pard{\\super\\chftn} The note.} goes on.\\par Next.\\par'),
    )
    expect(found[0]?.runs).toMatchObject([
      { text: 'Word' },
      { text: '1', role: 'note-reference', note: 'note-1' },
      { text: ' goes on.' },
    ])
    expect(found.at(-1)).toMatchObject({
      kind: 'footnote',
      note: 'note-1',
      marker: '1',
      runs: [{ text: 'The note.' }],
    })
  })
  test('a footnote with a mark of its own keeps it', async () => {
    expect((await blocks(wrap('Word{\\super *}{\\footnote The note.}\\par')))[0]?.runs[1]).toMatchObject({
      text: '*',
      role: 'note-reference',
    })
  })
  test('links, and links to places', async () => {
    const rtf =
      '{\\field{\\*\\fldinst HYPERLINK "https://example.org/"}{\\fldrslt here}} {\\field{\\*\\fldinst {HYPERLINK \\\\l "end"}}{\\fldrslt there}}\\par x\\par{\\*\\bkmkstart end}{\\*\\bkmkend end}End\\par'
    const [first] = await blocks(wrap(rtf))
    expect(first?.runs).toEqual([
      { text: 'here', link: 'https://example.org/' },
      { text: ' ' },
      { text: 'there', link: '#block-2' },
    ])
  })
  test('pictures keep their bytes and their description', async () => {
    const png = '89504e470d0a1a0a'.padEnd(400, '0')
    const rtf = `Text {\\*\\shppict{\\pict{\\*\\picprop{\\sp{\\sn wzDescription}{\\sv A red ball}}}\\pngblip ${png}}}{\\nonshppict{\\pict\\wmetafile8 00}}\\par`
    const all = await events(wrap(rtf))
    expect(all.find((event) => event.type === 'asset')).toMatchObject({
      mime: 'image/png',
      bytes: expect.objectContaining({ length: 200 }),
    })
    expect((await blocks(wrap(rtf)))[1]).toMatchObject({
      kind: 'figure',
      runs: [{ text: 'A red ball', role: 'alternative' }],
    })
  })
  test('a text box comes after its paragraph', async () => {
    expect(
      (
        await blocks(
          wrap(
            'Be{\\shp{\\*\\shpinst{\\sp{\\sn x}{\\sv 1}}{\\shptxt Boxed\\par}}{\\shprslt{Boxed again}}}fore\\par',
          ),
        )
      ).map((block) => [block.kind, blockText(block)]),
    ).toEqual([
      ['paragraph', 'Before'],
      ['aside', 'Boxed'],
    ])
  })
  test('page breaks are pages', async () => {
    const pages = (await events(wrap('One\\par\\page Two\\par'))).find((event) => event.type === 'pages')
    expect(pages?.type === 'pages' && pages.pages).toEqual([
      { label: '1', block: 0, offset: 0 },
      { label: '2', block: 1, offset: 0 },
    ])
  })
  test('title, author and language', async () => {
    const [first] = await events(
      wrap(
        '\\deflang1031{\\info{\\title Der Bericht}{\\author E. Muster}}Das ist ein kurzer Text, der auf Deutsch geschrieben wurde und von nichts handelt.\\par',
      ),
    )
    expect(first).toMatchObject({
      metadata: { title: 'Der Bericht', authors: ['E. Muster'], language: 'de-de' },
    })
  })
  test('a passage in another language says so', async () => {
    const [first] = await blocks(
      wrap(
        "\\lang1033 The French say {\\lang1036 bonne journ\\'e9e} when they leave, and so do I sometimes.\\par",
      ),
    )
    expect(first?.runs[1]).toEqual({ text: 'bonne journée', language: 'fr' })
  })
})

describe('what is not read', () => {
  test('headers and footers stand once behind the text; without a text they are none', async () => {
    const found = (
      await events(wrap('{\\header Head}{\\footerf Foot\\par}{\\headerr Head}{\\footer 3}ab\\par'))
    ).flatMap((event) => (event.type === 'blocks' ? event.blocks : []))
    expect(found.map((block) => [block.kind, blockText(block)])).toEqual([
      ['paragraph', 'ab'],
      ['running', 'Head'],
      ['running', 'Foot'],
    ])
    await expect(events(wrap('{\\header Head}'))).rejects.toThrow()
  })
  test('hidden, deleted, comments, unknown destinations', async () => {
    expect(
      await text(wrap('a{\\v hidden}{\\deleted gone}{\\*\\annotation note}{\\*\\whatever {nested} x}b\\par')),
    ).toEqual(['ab'])
  })
  test('the first form of a text that is there twice', async () => {
    expect(await text(wrap('{\\upr{ascii}{\\*\\ud{\\u228?n}}}\\par'))).toEqual(['än'])
  })
})

describe('broken files', () => {
  test('cut off anywhere, the text so far is there', async () => {
    const whole = wrap('Hello {\\b bold} and {\\footnote note} more text here\\par Second paragraph\\par')
    for (let length = whole.length - 1; length > whole.indexOf('bold'); length--)
      expect((await text(whole.slice(0, length)))[0]).toContain('Hello')
  })
  test('too many closing braces, and none', async () => {
    expect(await text(wrap('a}}}} b\\par'))).toEqual(['a b'])
    expect(await text('{\\rtf1 {{{a\\par')).toEqual(['a'])
  })
  test('a length that lies takes nothing away', async () => {
    expect(await text(wrap('{\\pict\\bin999999999 x}after\\par'))).toEqual(['after'])
  })
  test('a hundred thousand groups in one another', async () => {
    expect(await text(`{\\rtf1 ${'{'.repeat(100_000)}deep${'}'.repeat(100_000)} end\\par}`)).toEqual([
      'deep end',
    ])
  }, 20_000)
  test('nothing but a picture that cannot be shown is no text', async () => {
    await expect(events(wrap('{\\pict\\wmetafile8 0102}\\par'))).rejects.toSatisfy((error) =>
      isAppError(error, 'no-text'),
    )
  })
  test('five megabytes take time in proportion', async () => {
    const rtf = wrap("Some {\\b words} here, caf\\'e9, and more of the same.\\par\n".repeat(80_000))
    const before = performance.now()
    expect(await blocks(rtf)).toHaveLength(80_000)
    expect(performance.now() - before).toBeLessThan(15_000)
  }, 30_000)
})
