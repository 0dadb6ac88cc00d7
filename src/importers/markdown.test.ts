import { describe, expect, test } from 'vitest'
import { type Block, blockText } from '../contract/document.ts'
import type { ImportEvent } from '../contract/import.ts'
import { isAppError } from '../rpc/failure.ts'
import { importMarkdown } from './markdown.ts'
import { markdownParts } from './markdown-parts.ts'
import { texToMath } from './tex.ts'

async function events(markdown: string): Promise<ImportEvent[]> {
  const found: ImportEvent[] = []
  for await (const event of importMarkdown(
    { name: 'notes.md', bytes: new TextEncoder().encode(markdown) },
    {},
  ))
    found.push(event)
  return found
}
const blocks = async (markdown: string): Promise<Block[]> =>
  (await events(markdown)).flatMap((event) => (event.type === 'blocks' ? event.blocks : []))

describe('blocks', () => {
  test('headings of both kinds, and the contents from them', async () => {
    const found = await events('Title\n=====\n\n## Two ##\n\ntext\n')
    const toc = found.find((event) => event.type === 'toc')
    expect(toc?.type === 'toc' && toc.entries).toEqual([
      { title: 'Title', block: 0, children: [{ title: 'Two', block: 1, children: [] }] },
    ])
  })
  test('lists: bullets, numbers from where they start, tasks, levels, items of several paragraphs', async () => {
    const found = await blocks('- a\n\n  more\n- [x] done\n- [ ] open\n\n7. seven\n8. eight\n   - deep\n')
    expect(found.map((block) => [block.marker, block.level, blockText(block)])).toEqual([
      ['•', 1, 'a'], [undefined, 1, 'more'], ['[x]', 1, 'done'], ['[ ]', 1, 'open'], ['7.', 1, 'seven'], ['8.', 1, 'eight'], ['•', 2, 'deep'],
    ]) // prettier-ignore
  })
  test('tables have header cells, and short rows are filled up', async () => {
    const [table] = await blocks('| A | B |\n|---|---|\n| 1 `x` |\n')
    expect(table && blockText(table)).toBe('A\tB\n1 x\t')
    expect(table?.cells?.map(({ header, start, end }) => [header, start, end])).toEqual([
      [true, 0, 1],
      [true, 2, 3],
      [undefined, 4, 7],
      [undefined, 8, 8],
    ])
  })
  test('quotations, code, breaks', async () => {
    const found = await blocks(
      '> said\n>\n> > again\n\n```js\na\n\nb\n```\n\n    c\n\n***\n\none  \ntwo\\\nthree\nfour\n',
    )
    expect(found.map((block) => [block.kind, blockText(block)])).toEqual([
      ['quote', 'said'],
      ['quote', 'again'],
      ['code', 'a\n\nb'],
      ['code', 'c'],
      ['separator', ''],
      ['paragraph', 'one\ntwo\nthree four'],
    ])
  })
  test('HTML in the text and between is what it shows', async () => {
    const found = await blocks(
      'H<sub>2</sub>O and<br>new <!-- secret --> <script>evil()</script>\n\n<div><p>Raw <b>HTML</b></p></div>\n\n<!-- gone -->\n',
    )
    expect(found[0]?.runs.slice(0, 3)).toEqual([
      { text: 'H' },
      { text: '2', script: 'subscript' },
      { text: 'O and\nnew' },
    ])
    expect(found[1]?.runs).toEqual([{ text: 'Raw ' }, { text: 'HTML', emphasis: 'strong' }])
    expect(found).toHaveLength(2)
  })
  test('pictures are figures where they stand alone, and words where they stand in a line', async () => {
    const found = await blocks('![A cat](cat.png)\n\nSee ![icon](i.png) here.\n\n![](nothing.png)\n')
    expect(found).toEqual([
      { kind: 'figure', runs: [{ text: 'A cat', role: 'alternative' }] },
      {
        kind: 'paragraph',
        runs: [{ text: 'See ' }, { text: 'icon', role: 'alternative' }, { text: ' here.' }],
      },
    ])
  })
})

describe('runs', () => {
  test('emphasis, code, deleted text, links of all kinds', async () => {
    const [first] = await blocks(
      '*a* **b** ***c*** `d` ~~e~~ [f](https://x.example) [g][r] <https://y.example> [h](javascript:x)\n\n[r]: mailto:a@b.example\n',
    )
    expect(first?.runs.filter(({ text }) => text.trim() !== '')).toEqual([
      { text: 'a', emphasis: 'emphasis' },
      { text: 'b', emphasis: 'strong' },
      { text: 'c', emphasis: 'both' },
      { text: 'd', role: 'code' },
      { text: ' e ' },
      { text: 'f', link: 'https://x.example' },
      { text: 'g', link: 'mailto:a@b.example' },
      { text: 'https://y.example', link: 'https://y.example' },
      { text: ' h' },
    ])
  })
  test('a link to a heading further down leads there', async () => {
    expect((await blocks('[go](#über-uns)\n\nText.\n\n## Über uns\n'))[0]?.runs[0]?.link).toBe('#block-2')
  })
  test('notes are numbered by their references and stand where the source has them', async () => {
    const found = await blocks(
      'One[^b] two[^a].\n\n[^a]: First *note*.\n[^b]: Second.\n\n    More.\n\nLast.\n',
    )
    expect(found[0]?.runs[1]).toMatchObject({ text: '1', role: 'note-reference', note: 'note-b' })
    expect(found.slice(1).map((block) => [block.kind, block.marker, blockText(block)])).toEqual([
      ['footnote', '2', 'First note.'],
      ['footnote', '1', 'Second.'],
      ['footnote', undefined, 'More.'],
      ['paragraph', undefined, 'Last.'],
    ])
  })
  test('formulas are spoken in the language of the document', async () => {
    const found = await blocks('---\nlang: de\n---\nEs gilt $a^2$.\n\n$$\n\\frac{1}{2}\n$$\n')
    expect(found[0]?.runs[1]).toMatchObject({
      role: 'math',
      spoken: expect.stringContaining('Quadrat') as string,
    })
    expect(found[1]).toMatchObject({
      kind: 'math',
      runs: [{ role: 'math', spoken: expect.stringMatching(/[a-z]/) as string }],
    })
  }, 20_000)
})

describe('dollars', () => {
  const paragraph = async (markdown: string) => (await blocks(markdown))[0]
  test('amounts are no formulas', async () => {
    for (const text of [
      'A $20 bill, a £5 note and a $5-a-day plan.',
      'It fell from $1,000.00 to $0.99.',
      'From $5 to $10, or $3–$4.',
      'Costs $5/$6.',
    ])
      expect((await paragraph(text))?.runs).toEqual([{ text }])
  })
  test('formulas are, beside amounts too', async () => {
    const found = await paragraph('For $5 you get $x^2$, and $a + b$.')
    expect(found?.runs.filter(({ role }) => role === 'math')).toHaveLength(2)
  }, 20_000)
  test('code keeps its dollars', async () => {
    const found = await paragraph('Use `$HOME $ x` for $5, `$PATH`.')
    expect(found && blockText(found)).toBe('Use $HOME $ x for $5, $PATH.')
    expect((await paragraph('```\ncost $5 $x\n```'))?.runs).toEqual([{ text: 'cost $5 $x' }])
  })
})

describe('front matter', () => {
  const head = async (markdown: string) => {
    const [first] = await events(markdown)
    return first?.type === 'metadata' ? first.metadata : undefined
  }
  test('gives title, authors and language, and is not read', async () => {
    expect(
      await head(
        '---\ntitle: "Der Titel"\nauthor:\n  - A. Eins\n  - name: B. Zwei\nlang: de_CH\n---\nText.\n',
      ),
    ).toEqual({ title: 'Der Titel', authors: ['A. Eins', 'B. Zwei'], language: 'de-ch' })
    expect(await head('+++\ntitle = "Hugo"\n+++\nText.\n')).toMatchObject({ title: 'Hugo' })
    expect((await blocks('---\ntitle: x\n---\nText.\n')).map(blockText)).toEqual(['Text.'])
  })
  test('without it the first heading is the title, else the name', async () => {
    expect(await head('# The *real* title\n\nText.')).toMatchObject({ title: 'The real title' })
    expect(await head('Text.')).toMatchObject({ title: 'notes' })
  })
  test('broken or hostile YAML costs the title only', async () => {
    expect(await head('---\na: &a [x]\nb: [*a, *a]\ntitle: [\n---\n# T\n')).toMatchObject({ title: 'T' })
  })
})

describe('long documents', () => {
  const chapter = (number: number) =>
    `## Chapter ${number}\n\nSome text with a [link][l] and a note[^n].\n\n\`\`\`\n# no heading\n\nstill code\n\`\`\`\n\n${'Words go on and on here. '.repeat(40)}\n\n`
  const long = `${Array.from({ length: 120 }, (_, index) => chapter(index + 1)).join('')}[l]: https://x.example\n\n[^n]: The note.\n`

  test('are cut into parts that together are the text', () => {
    const parts = [...markdownParts(long)]
    expect(parts.length).toBeGreaterThan(2)
    expect(parts.map(({ text, length }) => text.slice(0, length)).join('')).toBe(long)
  })
  test('read the same as in one piece, with links and notes that are defined at the end', async () => {
    const found = await blocks(long)
    expect(found.filter(({ kind }) => kind === 'heading')).toHaveLength(120)
    expect(
      found
        .filter(({ kind }) => kind === 'code')
        .every((block) => blockText(block) === '# no heading\n\nstill code'),
    ).toBe(true)
    expect(found.flatMap(({ runs }) => runs).filter(({ link }) => link === 'https://x.example')).toHaveLength(
      120,
    )
    expect(found.flatMap(({ runs }) => runs).filter(({ role }) => role === 'note-reference')).toHaveLength(
      120,
    )
    expect(found.at(-1)).toMatchObject({ kind: 'footnote', note: 'note-n' })
    expect(found.filter(({ kind }) => kind === 'footnote')).toHaveLength(1)
  }, 20_000)
  test('are never cut inside code, comments, formulas or lists', () => {
    const tricky =
      `${'Words go on and on here. '.repeat(400)}\n\n\`\`\`\n\nInside code\n\n\`\`\`\n\n<!--\n\nInside a comment\n\n-->\n\n- item\n\n  Inside an item\n\n$$\n\nInside math\n\n$$\n\nOutside.\n\n`.repeat(
        12,
      )
    for (const { text, length } of markdownParts(tricky)) expect(text.slice(0, length)).not.toMatch(/^Inside/)
  })
  test('nested thousands of levels deep, what is there is read as text', async () => {
    const found = await blocks(`${'- '.repeat(3_000)}deep\n\nafter\n`)
    expect(found.map(blockText).join(' ')).toContain('after')
  }, 30_000)
  test('a paragraph of a megabyte is read in pieces', async () => {
    const found = await blocks('A sentence of some words. '.repeat(40_000))
    expect(found.length).toBeGreaterThan(50)
    expect(found.map(blockText).join(' ').length).toBeGreaterThan(1_000_000)
  }, 30_000)
})

test('TeX becomes MathML, and what is unknown stays as text', () => {
  expect(texToMath('\\sqrt[3]{x+1} \\leq \\alpha_i', false).mathml).toContain('<mroot>')
  expect(
    texToMath('\\begin{pmatrix} 1 & 2 \\\\ 3 & 4 \\end{pmatrix}', true).mathml.match(/<mtd>/g),
  ).toHaveLength(4)
  expect(texToMath('\\text{if } x < y', false).mathml).toContain('&lt;')
  expect(texToMath(`${'{'.repeat(200)}x`, false)).toMatchObject({ mathml: '' })
  expect(texToMath('\\frac{a}{', false).text).not.toBe('')
})

test('no text is refused', async () => {
  await expect(events('<!-- nothing -->\n')).rejects.toSatisfy((error) => isAppError(error, 'no-text'))
})
