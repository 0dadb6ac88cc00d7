import { expect, test } from 'vitest'
import { accented, glyphText, logicalOrder, readsRightToLeft } from './pdf-characters.ts'
import { formOf, pageLabels, printedNumber, romanValue } from './pdf-page-numbers.ts'
import { lineJoint, Vocabulary } from './pdf-hyphens.ts'
import { languageTag, realTitle, splitAuthors } from './pdf-metadata.ts'
import { headingToc } from './pdf-outline.ts'

test('glyphs become the characters they mean', () => {
  expect(glyphText('ﬁ')).toBe('fi')
  expect(glyphText('\uf0b7')).toBe('•')
  expect(glyphText('\ue123')).toBe('')
  expect(glyphText('\u2010')).toBe('-')
  expect(glyphText('\u0002')).toBe('\u00ad')
  expect(glyphText('\u00a0')).toBe('\u00a0')
})

test('an accent drawn over a letter makes one character', () => {
  expect(accented('u', '¨')).toBe('ü')
  expect(accented('ı', '´')).toBe('í')
  expect(accented('q', '¨')).toBeUndefined()
})

test('a line gathered from left to right is turned round where it reads from the right', () => {
  expect(logicalOrder('םולש', true)).toBe('שלום')
  expect(logicalOrder('.1948 תנשב ,םולש', true)).toBe('שלום, בשנת 1948.')
  expect(logicalOrder('(PDF 1.7) ץבוק', true)).toBe('קובץ (PDF 1.7)')
  expect(logicalOrder('the word םולש means peace', false)).toBe('the word שלום means peace')
  expect(logicalOrder('plain', false)).toBe('plain')
  expect(readsRightToLeft('the word םולש means peace')).toBe(false)
  expect(readsRightToLeft('PDF ץבוק לש')).toBe(true)
})

test('line ends are joined as the document writes its words', () => {
  const words = new Vocabulary()
  words.learn('an unmistakable sign of a well-known and long-term relation between known states of the term')
  words.learn('fugitive slave under stand')
  const joint = (before: string, after: string) => lineJoint(before, after, words)
  expect(joint('quite unmis-', 'takable')).toBe('join')
  expect(joint('a well-', 'known man')).toBe('keep')
  expect(joint('a fugitive-', 'slave clause')).toBe('keep')
  expect(joint('to under-', 'stand it')).toBe('join')
  expect(joint('the Anglo-', 'Saxon king')).toBe('keep')
  expect(joint('in 1914-', '1918')).toBe('keep')
  expect(joint('soft\u00ad', 'ware')).toBe('join')
  expect(joint('Haupt-', 'und Nebensatz')).toBe('space')
  expect(joint('no hyphen', 'here')).toBe('space')
  expect(joint('a dash -', 'here')).toBe('space')
})

test('running lines are compared without their numbers', () => {
  expect(formOf('Chapter 3 | 112')).toBe(formOf('Chapter 4 | 113'))
  expect(formOf('xiv Preface')).toBe(formOf('xv Preface'))
  expect(formOf('The Valley')).not.toBe(formOf('The River'))
  expect(printedNumber('- 12 -')).toBe('12')
  expect(printedNumber('Page 3 of 9')).toBe('3')
  expect(printedNumber('Seite 4')).toBe('4')
  expect(printedNumber('12 men')).toBeUndefined()
  expect(romanValue('xiv')).toBe(14)
})

test('titles and authors that programs write are no titles and authors', () => {
  for (const title of ['untitled', 'Microsoft Word - a.doc', 'paper.tex', 'C:\\x\\y', '  ', 'Document1'])
    expect(realTitle(title)).toBeUndefined()
  expect(realTitle('Microsoft Word - The River')).toBe('The River')
  expect(splitAuthors('Ada Brook, Ben Ford and Cy Lake')).toEqual(['Ada Brook', 'Ben Ford', 'Cy Lake'])
  expect(splitAuthors('Brook, Ada')).toEqual(['Brook, Ada'])
  expect(splitAuthors('Administrator')).toEqual([])
  expect(languageTag('de_DE')).toBe('de-de')
  expect(languageTag('German language')).toBeUndefined()
})

test('headings nest by level', () => {
  const toc = headingToc([
    { title: 'One', level: 1, block: 0 },
    { title: 'One a', level: 2, block: 3 },
    { title: 'Two', level: 1, block: 9 },
  ])
  expect(toc).toEqual([
    { title: 'One', block: 0, children: [{ title: 'One a', block: 3, children: [] }] },
    { title: 'Two', block: 9, children: [] },
  ])
})

test('a page without a printed number is counted from those that have one', () => {
  const printed = new Map([
    [5, '2'],
    [6, '3'],
    [8, '5'],
  ])
  expect([0, 3, 4, 5, 7, 20].map(pageLabels(printed))).toEqual(['i', 'iv', '1', '2', '4', '17'])
  expect(pageLabels(new Map())(3)).toBe('4')
  const uneven = new Map([
    [1, '12'],
    [2, '40'],
    [5, '7'],
  ])
  expect(pageLabels(uneven)(3)).toBe('4')
})
