import { expect, test } from 'vitest'
import { line, lines, pdfOf, read, set } from './pdf-sample.ts'

test('notes at the foot of a page are told apart, and marks in the text lead to them, with tags and without', async () => {
  const page = (tagged: boolean) => {
    const wrap = (id: number, content: string) => (tagged ? `/P <</MCID ${id}>> BDC ${content} EMC` : content)
    const mark = (x: number, y: number, text: string) => line(x, y, text, 6)
    return [
      wrap(
        0,
        `${lines(60, 760, set(20, 80, 3))}\n${line(60, 518, 'Nobody had seen it')}${mark(150, 522, '1')}\n${line(158, 518, 'before, or said so.')}${mark(250, 522, '2')}`,
      ),
      wrap(
        1,
        `${mark(60, 103, '1')} ${line(64, 100, 'See the ledger of the parish, where this is told at length.', 8)}`,
      ),
      wrap(2, `${mark(60, 93, '2')} ${line(64, 90, 'Ibid., page 20.', 8)}`),
    ].join('\n')
  }
  const element = (id: number) => `<< /Type /StructElem /S /P /P @root /Pg @page0 /K ${id} >>`
  for (const tagged of [false, true]) {
    const { blocks } = await read(
      pdfOf({
        pages: [page(tagged)],
        ...(tagged && {
          catalog: '/MarkInfo << /Marked true >> /StructTreeRoot @root',
          objects: {
            root: '<< /Type /StructTreeRoot /K [@a @b @c] /ParentTree << /Nums [0 [@a @b @c]] >> >>',
            a: element(0),
            b: element(1),
            c: element(2),
          },
        }),
      }),
    )
    const notes = blocks.filter(({ kind }) => kind === 'footnote')
    expect(
      notes.map(({ note }) => note),
      String(tagged),
    ).toEqual(['1-1', '1-2'])
    const references = blocks.flatMap(({ runs }) => runs.filter(({ role }) => role === 'note-reference'))
    expect(references.map(({ text }) => text)).toEqual(['1', '2']) // the space behind is the text's
    expect(
      references.map(({ note }) => note),
      String(tagged),
    ).toEqual(['1-1', '1-2'])
  }
})
