/** Whatever is thrown at it, the translation gives blocks that the rest of the app can rely on. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { block as blockSchema, blockText } from '../contract/document.ts'
import { markupToBlocks } from './markup.ts'

const names =
  'p div span b i a sup li ul ol table tr td th caption h1 h3 blockquote pre br hr img figure figcaption aside dl dt dd ruby rt rp math mi mfrac svg text title section script style template'.split(
    ' ',
  )
const attributes = [
  '',
  ' id="a"',
  ' id="b"',
  ' href="#a"',
  ' href="#b"',
  ' href="http://e.org"',
  ' lang="de"',
  ' dir="rtl"',
  ' hidden',
  ' style="display:block"',
  ' style="white-space:pre"',
  ' alt="alt" src="x"',
  ' colspan="3" rowspan="2"',
  ' epub:type="noteref"',
  ' epub:type="footnote"',
  ' epub:type="pagebreak" title="7"',
  ' class="pagenum"',
]
const piece = fc.oneof(
  fc
    .tuple(fc.constantFrom(...names), fc.constantFrom(...attributes))
    .map(([name, rest]) => `<${name}${rest}>`),
  fc.constantFrom(...names).map((name) => `</${name}>`),
  fc.constantFrom(
    ' ',
    '\n',
    '1',
    '[2]',
    'Word',
    ' two words ',
    '漢字\n',
    '&amp;',
    '&bogus;',
    '\u00AD',
    '<',
    '<!--',
    '-->',
    '↩',
  ),
)
const soup = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(''))

test('blocks are valid, and every place is in one', async () => {
  await fc.assert(
    fc.asyncProperty(
      soup,
      fc.constantFrom('html' as const, 'xhtml' as const),
      fc.nat(9),
      async (markup, syntax, firstBlock) => {
        const result = await markupToBlocks(markup, {
          syntax,
          firstBlock,
          file: 'f',
          image: (source) => source,
          link: (href) => ({ key: `f${href}` }),
        })
        const texts = result.blocks.map(blockText)
        for (const [index, value] of result.blocks.entries()) {
          blockSchema.parse(value)
          const text = texts[index] ?? ''
          expect(value.runs.every((run) => run.text !== '')).toBe(true)
          if (value.kind !== 'separator' && value.image === undefined) expect(text.trim()).not.toBe('')
          if (!/pre|script/.test(markup)) expect(text).not.toMatch(/ {2}|^ | $/)
          let end = 0
          for (const cell of value.cells ?? []) {
            expect(cell.start).toBeGreaterThanOrEqual(end)
            expect(cell.end).toBeGreaterThanOrEqual(cell.start)
            expect(text.slice(cell.start, cell.end)).not.toMatch(/[\t\n]/)
            end = cell.end
          }
          expect(end).toBeLessThanOrEqual(text.length)
          for (const run of value.runs) if (run.role === 'note-reference') expect(run.note).toMatch(/^f#/)
        }
        const places = [...result.anchors.values(), ...result.pageMarks]
        for (const { block, offset } of places) {
          expect(block - firstBlock).toBeLessThan(Math.max(1, texts.length))
          expect(offset).toBeLessThanOrEqual((texts[block - firstBlock] ?? '').length)
        }
        const order = result.pageMarks.map(({ block, offset }) => block * 100_000 + offset)
        expect(order).toEqual(order.toSorted((one, other) => one - other))
      },
    ),
    { numRuns: 400 },
  )
})

test('words of plain paragraphs come through, once and in order', async () => {
  const word = fc.stringMatching(/^[a-z]{1,8}$/)
  const wrap = fc.constantFrom('', 'b', 'i', 'span', 'a')
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(fc.tuple(word, wrap), { minLength: 1, maxLength: 8 }), { maxLength: 8 }),
      async (paragraphs) => {
        const markup = paragraphs
          .map(
            (words) =>
              `<p>${words.map(([text, tag]) => (tag === '' ? text : `<${tag}>${text}</${tag}>`)).join('\n ')}</p>`,
          )
          .join('\n')
        const { blocks } = await markupToBlocks(markup)
        expect(blocks.map(blockText)).toEqual(
          paragraphs.map((words) => words.map(([text]) => text).join(' ')),
        )
      },
    ),
    { numRuns: 150 },
  )
})
