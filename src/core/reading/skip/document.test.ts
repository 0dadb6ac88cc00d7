import { expect, test } from 'vitest'
import type { Block } from '../../../contract/document.ts'
import { readSettings } from '../../../contract/settings.ts'
import { countSkipped, skippedKey } from '../count-skipped.ts'
import { hearing } from '../hearing.ts'
import { lastNote } from '../notes.ts'
import { fakeDocument, FakeText, heading, paragraph } from '../text-fake.ts'
import { surveyOf } from './survey.ts'
import { tryRule } from './try-rule.ts'

const settings = readSettings({})
const heard = (text: FakeText, stored: Record<string, unknown> = {}) =>
  hearing({ text, document: fakeDocument, settings: readSettings(stored) })
const count = async (text: FakeText, stored: Record<string, unknown> = {}, key?: string) =>
  countSkipped(text, heard(text, stored), undefined, key)
const at = (block: number, offset: number) => ({ document: fakeDocument, block, offset })

const paper = [
  heading('A Paper'),
  paragraph('It rains [1] and snows (Smith, 2020). In Waterloo (1815) it was dry.'),
  heading('References'),
  paragraph('[1] Adams, J. (2001). Rain. In: Weather (Jones, 2003).'),
  paragraph('[2] Smith, A. (2020). Snow.'),
  paragraph('[3] Brown, B., Miller, C. & Lee, D. (1999). Hail.'),
]

test('skips are counted by rule, and the list of sources is not among them', async () => {
  expect(await count(new FakeText(paper))).toEqual({
    counts: [{ reason: 'citations', count: 2 }],
    words: expect.any(Number),
    wordsRead: expect.any(Number),
  })
})

test('front and back matter are found by their titles in English and German, and announced once', async () => {
  const book = [
    heading('Inhaltsverzeichnis'),
    paragraph('Erstes Kapitel 1'),
    heading('1 Einleitung'),
    ...Array.from({ length: 30 }, () => paragraph('Es war einmal ein Haus.')),
    heading('Literatur'),
    paragraph('Müller (2001): Haus.'),
    paragraph('Meier (2002): Dach.'),
    heading('Anhang A'),
    paragraph('Dies gehört zum Text.'),
  ]
  const text = new FakeText(book, { language: 'de' })
  const rules = heard(text, { skip: { 'front-matter': 'announce', 'back-matter': 'announce' } })
  await surveyOf(text).update()
  const announced = await Promise.all(book.map((block, number) => rules.omissions(block, number)))
  const by = (number: number) => announced[number]!.map(({ reason, announced: said }) => [reason, said])
  expect(by(0)).toEqual([['front-matter', 'Titelei']])
  expect(by(1)).toEqual([['front-matter', undefined]])
  expect(by(2)).toEqual([])
  expect(by(33)).toEqual([['back-matter', 'Anhang des Buches']])
  expect(by(35)).toEqual([['back-matter', undefined]])
  expect(by(37)).toEqual([])
})

test('what Project Gutenberg puts round a book is matter', async () => {
  const text = new FakeText([
    paragraph('The Project Gutenberg EBook of Emma'),
    paragraph('*** START OF THE PROJECT GUTENBERG EBOOK EMMA ***'),
    heading('Chapter I'),
    paragraph('Emma Woodhouse, handsome, clever, and rich.'),
    paragraph('*** END OF THE PROJECT GUTENBERG EBOOK EMMA ***'),
    paragraph('You may copy it, give it away or re-use it.'),
  ])
  await surveyOf(text).update()
  expect([0, 1, 2, 3, 4, 5].map((block) => surveyOf(text).matterAt(block)?.matter)).toEqual([
    'front',
    'front',
    undefined,
    undefined,
    'back',
    'back',
  ])
})

test('a book’s own rule wins over the one for all', async () => {
  const text = new FakeText(paper)
  const stored = { skip: { citations: 'skip' }, books: { [fakeDocument]: { skip: { citations: 'read' } } } }
  expect((await count(text, stored)).counts).toEqual([])
})

test('own rules are counted one by one; a pattern that cannot be used leaves nothing out', async () => {
  const ownRules = [
    { id: 'one', pattern: 'it r*s', kind: 'wildcard' },
    { id: 'bad', pattern: '(a+)+$', kind: 'regex' },
    { id: 'other', pattern: 'dry', kind: 'words', document: 'f'.repeat(64) },
  ]
  const { counts } = await count(new FakeText(paper), { ownRules })
  expect(counts.filter(({ reason }) => reason === 'own')).toEqual([{ reason: 'own', rule: 'one', count: 1 }])
})

test('a rule is tried before it is kept', async () => {
  const text = new FakeText(paper)
  expect(await tryRule(text, { pattern: 'rain', kind: 'words', matchCase: false })).toEqual({
    count: 1,
    more: false,
    examples: ['Rain'],
  })
  expect(await tryRule(text, { pattern: '(a+)+$', kind: 'regex', matchCase: false })).toMatchObject({
    problem: 'slow',
    count: 0,
  })
  expect(await tryRule(text, { pattern: '[', kind: 'regex', matchCase: false })).toMatchObject({
    problem: 'invalid',
  })
})

test('a book of a thousand pages is counted without holding the event loop, once', async () => {
  const pages = Array.from({ length: 8_000 }, (_, index) =>
    paragraph(`Word ${index} went (Smith, 2020) on and on [${(index % 90) + 1}], as it does. `.repeat(5)),
  )
  const text = new FakeText(pages)
  const gaps: number[] = []
  let last = performance.now()
  const watch = setInterval(() => {
    gaps.push(performance.now() - last)
    last = performance.now()
  }, 1)
  const key = skippedKey(settings, fakeDocument)
  const first = await count(text, {}, key)
  clearInterval(watch)
  expect(first.counts).toEqual([{ reason: 'citations', count: 80_000 }])
  // The usual one, not the longest: the machine that runs the tests has other work, too.
  expect(gaps.toSorted((one, two) => one - two)[Math.floor(gaps.length / 2)]).toBeLessThan(50)
  expect(await count(text, {}, key)).toBe(first)
})

test('counting does not wait for an import, and counts again when more has come', async () => {
  const text = new FakeText(paper.slice(0, 2), { complete: false })
  expect((await count(text, {}, 'same')).counts).toEqual([{ reason: 'citations', count: 2 }])
  text.grow([paragraph('And hail [3].')], true)
  expect((await count(text, {}, 'same')).counts).toEqual([{ reason: 'citations', count: 3 }])
})

test('counting ends when nobody waits for it any more', async () => {
  const text = new FakeText(
    Array.from({ length: 4_000 }, () => paragraph('Word (Smith, 2020) and more [1]. '.repeat(20))),
  )
  await surveyOf(text).update()
  const abort = new AbortController()
  const counted = countSkipped(text, heard(text), abort.signal, 'a')
  setTimeout(() => abort.abort(new Error('gone')), 5)
  await expect(counted).rejects.toThrow('gone')
})

const reference = (before: string, mark: string, note: string): Block => ({
  kind: 'paragraph',
  runs: [{ text: before }, { text: mark, role: 'note-reference', note }, { text: ' and on it goes.' }],
})
const note = (id: string, text: string): Block => ({ kind: 'footnote', note: id, runs: [{ text }] })

test('the note of the last reference heard is found, wherever notes stand', async () => {
  const text = new FakeText([
    reference('One', '1', 'n1'),
    reference('Two', '2', 'n2'),
    ...Array.from({ length: 600 }, () => paragraph('Words.')),
    note('n1', 'First note.'),
    note('n2', 'Second note.'),
  ])
  expect(await lastNote(text, at(1, 2))).toMatchObject({ text: 'First note.', reference: at(0, 3) })
  expect(await lastNote(text, at(1, 3))).toMatchObject({ text: 'Second note.', block: 603 })
  expect(await lastNote(text, at(9, 0))).toMatchObject({ text: 'Second note.' })
  expect(await lastNote(text, at(0, 1))).toBeNull()
})

test('marks without a role lead to notes by their label, linked blocks, and entries of the list of sources', async () => {
  const linked: Block = {
    kind: 'paragraph',
    runs: [{ text: 'Here' }, { text: '3', script: 'superscript', link: '#block-2' }],
  }
  const text = new FakeText([linked, paragraph('Words.'), paragraph('3. The endnote.')])
  expect(await lastNote(text, at(1, 0))).toMatchObject({ block: 2, text: '3. The endnote.' })
  const bare = new FakeText([paragraph('The end.²'), note('x', '2 The second note.')])
  expect(await lastNote(bare, at(0, 9))).toMatchObject({ text: '2 The second note.' })
  expect(await lastNote(new FakeText(paper), at(1, 12))).toMatchObject({ block: 3 })
  expect(await lastNote(new FakeText(paper), at(1, 37))).toMatchObject({ block: 4 })
})
