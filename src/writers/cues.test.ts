import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type CueUtterance, cues, width } from './cues.ts'
import { srtText, vttText } from './subtitles.ts'

/** Utterances of words that follow each other, as the reader gives them. */
const utterance = fc
  .array(
    fc.record({
      word: fc.oneof(
        fc.stringMatching(/^[a-z]{1,14}[,.;]?$/),
        fc.constantFrom('שלום', 'مرحبا', '日本語の文章はとても長い', '&', '<b>', '-->', '{\\an8}', 'é́', '👩‍👩‍👧'),
        fc.string({ minLength: 1, maxLength: 60 }).filter((text) => /\S/.test(text)),
      ),
      seconds: fc.double({ min: 0.01, max: 1.5, noNaN: true }),
      gap: fc.double({ min: 0, max: 0.3, noNaN: true }),
      said: fc.boolean(),
    }),
    { minLength: 1, maxLength: 40 },
  )
  .map((words) => {
    let text = ''
    let time = 0
    const timed: { start: number; end: number; from: number; to: number }[] = []
    for (const { word, seconds, gap, said } of words) {
      const from = text.length + (text === '' ? 0 : 1)
      text = text === '' ? word : `${text} ${word}`
      if (said) timed.push({ start: time, end: time + seconds, from, to: text.length })
      time += seconds + gap
    }
    return { text, from: 0, to: text.length, start: 0, end: time, words: timed }
  })
const several = fc.array(utterance, { maxLength: 5 }).map((all) => {
  let at = 0
  return all.map((each): CueUtterance => {
    const start = at
    at += each.end + 0.2
    const words = each.words.map((word) => ({ ...word, start: word.start + start, end: word.end + start }))
    return { ...each, words, start, end: start + each.end }
  })
})
const bare = (text: string) => text.replaceAll(/\s+/g, '')

describe('cues', () => {
  test('stand in order, never overlap, and hold every word once', () => {
    fc.assert(
      fc.property(several, (utterances) => {
        const found = cues(utterances)
        for (const [index, { start, end, lines }] of found.entries()) {
          expect(end).toBeGreaterThan(start)
          expect(start).toBeGreaterThanOrEqual(found[index - 1]?.end ?? 0)
          expect(lines.length).toBeGreaterThan(0)
          expect(lines.length).toBeLessThanOrEqual(2)
        }
        const shown = found.flatMap(({ lines }) => lines).join('')
        expect(bare(shown)).toBe(bare(utterances.map(({ text }) => text).join('')))
      }),
      { numRuns: 300 },
    )
  })

  test('no line is longer than 42 signs, unless one sign is', () => {
    fc.assert(
      fc.property(several, (utterances) => {
        for (const { lines } of cues(utterances))
          for (const line of lines)
            expect(
              Math.min(width(line), [...new Intl.Segmenter().segment(line)].length - 1),
            ).toBeLessThanOrEqual(42)
      }),
      { numRuns: 300 },
    )
  })

  test('are cut after punctuation, in two even lines, at word times', () => {
    const text =
      'When the keeper had lit the lamp at last, he waited for the others to come down to the beach, and nobody came at all.'
    const words = [...text.matchAll(/\S+/g)].map(({ index, 0: word }, number) => ({
      from: index,
      to: index + word.length,
      start: number * 0.3,
      end: number * 0.3 + 0.25,
    }))
    const end = words.length * 0.3
    const found = cues([{ text, from: 0, to: text.length, start: 0, end, words }])
    expect(found.map(({ lines }) => lines)).toEqual([
      ['When the keeper had lit the lamp at last,'],
      ['he waited for the others to come down', 'to the beach, and nobody came at all.'],
    ])
    expect(found[1]?.start).toBeCloseTo(9 * 0.3)
  })

  test('what is said in a moment stays for a second, where nothing follows at once', () => {
    const one = { text: 'No.', from: 0, to: 3, start: 0, end: 0.3, words: [] }
    const later = { ...one, start: 5, end: 5.2 }
    const soon = { ...one, start: 5.6, end: 5.9 }
    expect(cues([one, later, soon]).map(({ start, end }) => [start, end])).toEqual([
      [0, 1],
      [5, 5.6],
      [5.6, 6.6],
    ])
  })
})

describe('subtitle files', () => {
  const rows = [
    { start: 0, end: 1.5, lines: ['Bread & <b>butter</b>', 'a --> b'] },
    { start: 3_661.0004, end: 3_662.25, lines: ['שלום', '', '{\\an8}x'] },
  ]

  test('SubRip has numbers, commas and no markup that a player would obey', () => {
    expect(srtText(rows)).toBe(
      '1\r\n00:00:00,000 --> 00:00:01,500\r\nBread & ＜b>butter＜/b>\r\na → b\r\n\r\n' +
        '2\r\n01:01:01,000 --> 01:01:02,250\r\nשלום\r\n｛\\an8}x\r\n\r\n',
    )
  })

  test('WebVTT has its head, points, and entities', () => {
    expect(vttText(rows, { language: 'en' })).toBe(
      'WEBVTT\nLanguage: en\n\n00:00:00.000 --> 00:00:01.500\nBread &amp; &lt;b&gt;butter&lt;/b&gt;\na → b\n\n' +
        '01:01:01.000 --> 01:01:02.250\nשלום\n{\\an8}x\n',
    )
  })

  test('any cues make files whose blocks are parted by one empty line each', () => {
    fc.assert(
      fc.property(several, (utterances) => {
        const found = cues(utterances)
        const blocks = vttText(found).trimEnd().split('\n\n').slice(1)
        expect(blocks).toHaveLength(found.length)
        for (const block of blocks)
          expect(block).toMatch(/^\d\d:\d\d:\d\d\.\d{3} --> \d\d:\d\d:\d\d\.\d{3}\n\S/)
        const srt = srtText(found).split('\r\n\r\n').filter(Boolean)
        expect(srt).toHaveLength(found.length)
      }),
      { numRuns: 200 },
    )
  })
})
