import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type Block, blockText, isText } from '../contract/document.ts'
import { isAppError } from '../rpc/failure.ts'
import { last, line, lines, pdfOf, read, set } from './pdf-sample.ts'

describe('the order of a page', () => {
  test('two columns are read one after the other, a title across them first', async () => {
    const left = set(20, 44)
    const right = set(20, 44, 60)
    // drawn row by row, as recognised scans are
    const rows = left.flatMap((text, i) => [
      line(60, 700 - 12 * i, text),
      line(310, 700 - 12 * i, right[i] ?? ''),
    ])
    const { texts } = await read(
      pdfOf({ pages: [`${line(120, 760, 'A Title Across Both Columns Here', 20)}\n${rows.join('\n')}`] }),
    )
    const all = texts.join(' ')
    expect(texts[0]).toBe('A Title Across Both Columns Here')
    expect(all.indexOf(left.at(-1) ?? '')).toBeGreaterThan(0)
    expect(all.indexOf(left.at(-1) ?? '')).toBeLessThan(all.indexOf(right[0] ?? ''))
  })

  test('cells of several lines are read row by row where the file draws them so, stories one after the other', async () => {
    // justified prose of two languages side by side, a paragraph a row, is no pair of columns
    const cells = Array.from({ length: 12 }, (_, i) => set(4, 40, i * 11))
    const rows = cells.map((cell, i) => lines(i % 2 === 0 ? 60 : 310, 740 - 60 * (i >> 1), cell))
    const { texts } = await read(pdfOf({ pages: [rows.join('\n')] }))
    const all = texts.join(' ')
    const places = cells.map((cell) => all.indexOf(cell.join(' ')))
    expect(places.every((place) => place >= 0)).toBe(true)
    expect(places).toEqual(places.toSorted((a, b) => a - b))
  })

  test('notes in the margin do not get between the lines of the text', async () => {
    const parts = Array.from({ length: 5 }, (_, i) => [
      lines(180, 740 - 80 * i, set(5, 75, i * 13)),
      lines(60, 740 - 80 * i, [`note ${i} begins here`, 'and ends here'], 8, 10),
    ])
    const { texts } = await read(pdfOf({ pages: [parts.flat().join('\n')] }))
    const all = texts.join('\n')
    for (let i = 0; i < 5; i++) {
      expect(all).toContain(set(5, 75, i * 13).join(' '))
      expect(all).toContain(`note ${i} begins here and ends here`)
    }
  })

  test('a turned page reads like an upright one', async () => {
    const text = set(6, 60).map((row, i) => `BT /F1 10 Tf 0 1 -1 0 ${100 + 12 * i} 80 Tm (${row}) Tj ET`)
    const { texts } = await read(pdfOf({ pages: [text.join('\n')] }))
    expect(texts.join(' ')).toContain(`${set(6, 60)[0]} ${set(6, 60)[1]}`)
  })

  test('a simple grid of figures becomes a table, row by row', async () => {
    const rows = [
      ['Year', 'Rain', 'Snow'],
      ['2001', '733', '12'],
      ['2002', '690', '31'],
      ['2003', '812', '8'],
    ]
    const content = rows
      .flatMap((row, i) => row.map((cell, j) => line(80 + 90 * j, 700 - 14 * i, cell)))
      .join('\n')
    const { blocks } = await read(pdfOf({ pages: [content] }))
    expect(blocks[0]?.kind).toBe('table')
    expect(blockText(blocks[0] as Block)).toBe('Year\tRain\tSnow\n2001\t733\t12\n2002\t690\t31\n2003\t812\t8')
    expect(blocks[0]?.cells?.[4]).toMatchObject({ row: 1, column: 1 })
  })
})

describe('running lines', () => {
  const book = pdfOf({
    pages: Array.from({ length: 6 }, (_, i) =>
      [
        line(i % 2 === 0 ? 60 : 400, 800, i % 2 === 0 ? 'The Quiet Valley' : 'Part One', 8),
        lines(60, 740, set(30, 90, i * 17)),
        line(290, 40, `${i + 11}`, 9),
      ].join('\n'),
    ),
  })

  test('headers of odd and even pages and page numbers are left out, and the numbers kept as labels', async () => {
    const { texts, events } = await read(book)
    expect(texts.join('\n')).not.toMatch(/Quiet Valley|Part One|\b1[1-6]\b/)
    expect(last(events, 'pages')?.pages.map((page) => page.label)).toEqual([
      '11',
      '12',
      '13',
      '14',
      '15',
      '16',
    ])
  })

  test('a paragraph goes on over the page', async () => {
    const { blocks, events } = await read(book)
    expect(blocks.filter(isText).length).toBeLessThan(6)
    const second = last(events, 'pages')?.pages[1]
    expect(second?.block).toBe(1) // behind the first page's header
    expect(blockText(blocks[1] as Block).slice(second?.offset ?? 0)).toMatch(
      new RegExp(`^${set(1, 90, 17)[0]}`),
    )
  })

  test('headers and footers are kept as lines of their own behind the paragraph that they interrupt', async () => {
    const { blocks, running } = await read(book)
    expect(running).toEqual(
      [...Array(6).keys()].flatMap((i) => [i % 2 === 0 ? 'The Quiet Valley' : 'Part One', `[${i + 11}]`]),
    )
    const first = blocks.findIndex(({ kind }) => kind === 'paragraph')
    expect(blocks.slice(0, first).map(({ kind }) => kind)).toEqual(['running'])
    expect(blocks.slice(first + 1).some(isText)).toBe(false) // six pages, one paragraph
  })

  test('a number within a running line is told from its words', async () => {
    const { running } = await read(
      pdfOf({
        pages: Array.from({ length: 5 }, (_, i) =>
          [
            line(60, 800, 'Report of 2024, draft 2', 8),
            lines(60, 740, set(30, 90, i * 17)),
            line(60, 40, `Keepers of the Lamp | page ${i + 2} of 9`, 8),
          ].join('\n'),
        ),
      }),
    )
    expect(running.slice(0, 2)).toEqual(['Report of 2024, draft 2', 'Keepers of the Lamp | page [2] of 9'])
  })

  test('labels of the file win over printed numbers', async () => {
    const labels = '/PageLabels << /Nums [0 << /S /r >> 2 << /S /D /P (A-) >>] >>'
    const { events } = await read(
      pdfOf({ pages: [0, 1, 2].map((i) => lines(60, 700, set(5, 80, i * 9))), catalog: labels }),
    )
    expect(last(events, 'pages')?.pages.map((page) => page.label)).toEqual(['i', 'ii', 'A-1'])
  })

  test('pages that hold only the same line keep it', async () => {
    const { texts } = await read(
      pdfOf({ pages: Array.from({ length: 5 }, () => line(60, 700, 'Visible text')) }),
    )
    expect(texts.join(' ').match(/Visible text/g)).toHaveLength(5)
  })
})

describe('words', () => {
  test('a word broken at a line end is mended, a compound of the document keeps its hyphen', async () => {
    const content = lines(60, 700, [
      'It was a well-known and unmistakable sign that he had made, a sign which was unmis-',
      'takable to all who passed there in the morning, and a man so well-',
      'known could not have left it by accident on any other day of the whole long year.',
    ])
    const { texts } = await read(pdfOf({ pages: [content] }))
    expect(texts.join(' ')).toContain('which was unmistakable to all')
    expect(texts.join(' ')).toContain('so well-known could')
  })

  test('ligatures are letters, doubled glyphs are read once', async () => {
    const toUnicode = `/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfchar <46> <fb01> endbfchar endcmap`
    const font = `<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding /WinAnsiEncoding /ToUnicode @map >>`
    const { texts } = await read(
      pdfOf({
        pages: [`${line(60, 700, 'Fnal', 10, 'F4')}\n${line(60, 650, 'Bold')}\n${line(60.3, 650, 'Bold')}`],
        objects: { F4: font, map: `<< /Length ${toUnicode.length} >>\nstream\n${toUnicode}\nendstream` },
        page: () => '/Resources << /Font << /F1 @F1 /F4 @F4 >> >>',
      }),
    )
    expect(texts).toContain('final')
    expect(texts.join(' ').match(/Bold/g)).toHaveLength(1)
  })

  test('text outside the page, white on white, or invisible beside visible text is not read', async () => {
    const { texts } = await read(
      pdfOf({
        pages: [
          [
            line(60, 700, 'Seen by everyone'),
            line(60, 900, 'Above the page'),
            `1 1 1 rg ${line(60, 600, 'White on white')} 0 0 0 rg`,
            `BT 3 Tr /F1 10 Tf 60 500 Td (Hidden words) Tj ET`,
          ].join('\n'),
        ],
      }),
    )
    expect(texts).toEqual(['Seen by everyone'])
  })

  test('the invisible text of a recognised scan is read', async () => {
    const { texts } = await read(
      pdfOf({
        pages: [`q 595 0 0 842 0 0 cm /Scan Do Q\nBT 3 Tr /F1 10 Tf 60 500 Td (Recognised words) Tj ET`],
      }),
    )
    expect(texts).toEqual(['Recognised words'])
  })

  test('words without written spaces are told apart by their gaps', async () => {
    const content =
      'BT /F1 10 Tf 60 700 Td [(These)-260(words)-260(have)-260(gaps,)-260(k)20(erning)-260(has)-260(none)] TJ ET'
    expect((await read(pdfOf({ pages: [content] }))).texts).toEqual([
      'These words have gaps, kerning has none',
    ])
  })
})

describe('structure', () => {
  test('headings are guessed from their type, lists and notes from their marks', async () => {
    const content = [
      line(60, 780, 'Of Rivers', 16, 'F2'),
      lines(60, 750, [...set(9, 95), 'and this is where the text ends.']),
      line(60, 610, '1.1 Of brooks', 12, 'F2'),
      lines(60, 590, [...set(5, 95), 'and they end.']),
      line(60, 500, '\u0095 The first of the things that were found', 10),
      line(60, 486, '\u0095 The second of the things', 10),
      `BT /F1 6 Tf 60 104 Td (1) Tj ET ${line(64, 100, 'See the second volume of the work.', 8)}`,
    ].join('\n')
    const { blocks } = await read(pdfOf({ pages: [content] }))
    const brief = blocks.map((block) => [block.kind, block.level, block.marker])
    expect(brief).toEqual([
      ['heading', 1, undefined],
      ['paragraph', undefined, undefined],
      ['heading', 2, undefined],
      ['paragraph', undefined, undefined],
      ['list-item', 1, '•'],
      ['list-item', 1, '•'],
      ['footnote', undefined, undefined],
    ])
    expect(blockText(blocks[4] as Block)).toBe('The first of the things that were found')
  })

  test('the outline becomes the table of contents, entries of one name by their height', async () => {
    const page = [
      line(60, 780, 'Notes', 14, 'F2'),
      lines(60, 760, [...set(8, 95), 'the end.']),
      line(60, 500, 'Notes', 14, 'F2'),
      lines(60, 480, [...set(8, 95), 'the end.']),
    ].join('\n')
    const { events, blocks } = await read(
      pdfOf({
        pages: [page],
        catalog: '/Outlines @outlines',
        objects: {
          outlines: '<< /Type /Outlines /First @one /Last @two /Count 2 >>',
          one: '<< /Title (Notes) /Parent @outlines /Next @two /Dest [@page0 /XYZ 0 800 0] >>',
          two: '<< /Title (Notes) /Parent @outlines /Prev @one /Dest [@page0 /XYZ 0 520 0] >>',
        },
      }),
    )
    const headings = blocks.flatMap((block, i) => (block.kind === 'heading' ? [i] : []))
    expect(last(events, 'toc')?.entries.map((entry) => entry.block)).toEqual(headings)
  })
})

describe('what a file says about itself', () => {
  test('a real title and authors are taken', async () => {
    const { events } = await read(
      pdfOf({
        pages: [line(60, 700, 'Text')],
        info: '/Title (On Rivers) /Author (Ada Brook; Ben Ford)',
        catalog: '/Lang (en-GB)',
      }),
    )
    expect(last(events, 'metadata')?.metadata).toMatchObject({
      title: 'On Rivers',
      authors: ['Ada Brook', 'Ben Ford'],
      language: 'en-gb',
    })
  })

  test('a title that a program wrote is passed over for the largest type, or the file name', async () => {
    const junk = '/Title (Microsoft Word - draft7.doc)'
    const large = pdfOf({
      pages: [`${line(60, 760, 'On Rivers', 22)}\n${lines(60, 700, set(9, 90))}`],
      info: junk,
    })
    expect(last((await read(large)).events, 'metadata')?.metadata.title).toBe('On Rivers')
    const plain = pdfOf({ pages: [lines(60, 700, set(9, 90))], info: junk })
    expect(last((await read(plain)).events, 'metadata')?.metadata.title).toBe('some file')
  })
})

describe('files that cannot be read', () => {
  const refusal = async (bytes: Uint8Array, options: { password?: string } = {}) => {
    try {
      await read(bytes, options)
    } catch (error) {
      if (isAppError(error)) return [error.code, error.reason]
      throw error
    }
    return undefined
  }

  test('pictures of pages are refused as such, an empty page as empty, rubbish as damaged', async () => {
    expect(await refusal(pdfOf({ pages: ['q 595 0 0 842 0 0 cm /Scan Do Q'] }))).toEqual([
      'no-text',
      'pdf-image-only',
    ])
    expect(await refusal(pdfOf({ pages: [''] }))).toEqual(['no-text', 'pdf-empty'])
    expect(await refusal(new TextEncoder().encode('this is not a PDF at all'))).toEqual([
      'damaged',
      'pdf-damaged',
    ])
  })

  test('a page that is a picture among others is counted in a warning', async () => {
    const { events } = await read(
      pdfOf({ pages: [lines(60, 700, set(5, 80)), 'q 595 0 0 842 0 0 cm /Scan Do Q'] }),
    )
    expect(last(events, 'warning')).toMatchObject({ key: 'pdf-picture-pages', data: { count: 1, pages: 2 } })
  })

  const folder = '../shared/testdata'
  test.skipIf(!existsSync(folder))('a wrong password is told from a missing one', async () => {
    const bytes = new Uint8Array(
      readFileSync(`${folder}/documents/pdf/pypdf_libreoffice-writer-password.pdf`),
    )
    expect(await refusal(bytes)).toEqual(['password-needed', 'pdf-password'])
    expect(await refusal(bytes, { password: 'wrong' })).toEqual(['password-needed', 'pdf-password-wrong'])
    expect((await read(bytes, { password: 'openpassword' })).blocks.length).toBeGreaterThan(0)
  })

  test.skipIf(!existsSync(folder))('hostile files end as an error or as text', async () => {
    for (const name of [
      'pages-loop',
      'truncated',
      'page-count-lie',
      'js-openaction',
      'launch-uri',
      'flate-double',
    ]) {
      const bytes = new Uint8Array(readFileSync(`${folder}/security/pdf/${name}.pdf`))
      const end = await refusal(bytes)
      if (end) expect(['damaged', 'no-text']).toContain(end[0])
    }
  })
})
