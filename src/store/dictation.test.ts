import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { DictationStore } from './dictation.ts'
import { DraftStore } from './drafts.ts'
import { openStore, type Store } from './open.ts'

let folder: string
let store: Store
let drafts: DraftStore
let dictations: DictationStore
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lectern-drafts-'))
  store = openStore(folder).store
  drafts = new DraftStore(store)
  dictations = new DictationStore(store)
})
afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true, force: true })
})

const gone = expect.objectContaining({ code: 'not-found' })
const said = { language: 'en', recogniser: 'r', text: 'a word', alternatives: ['a bird'], seconds: 1.5 }
const wav = { kind: 'wav', bytes: new Uint8Array([1, 2, 3]) } as const

test('a draft without a title is called by its first words, and by its own name once it has one', () => {
  const { id } = drafts.create('')
  expect(drafts.save(id, 'Dear Ms Lee,\nthank you.', 12)).toMatchObject({
    title: 'Dear Ms Lee,',
    named: false,
    words: 5,
    excerpt: 'Dear Ms Lee, thank you.',
  })
  expect(drafts.save(id, 'Dear Ms Lee,', 0, ' Thanks ')).toMatchObject({ title: 'Thanks', named: true })
  expect(drafts.save(id, 'Dear', 0)).toMatchObject({ title: 'Thanks' })
  expect(drafts.save(id, 'Dear', 0, '')).toMatchObject({ title: 'Dear', named: false })
})

test('words are counted once for each text, however long it is', () => {
  const { id } = drafts.create('word '.repeat(2_000))
  drafts.create('two words')
  const counts = () => drafts.list().map(({ words }) => words)
  expect(counts().toSorted((a, b) => a - b)).toEqual([2, 2_000])
  const prepare = vi.spyOn(store, 'prepare')
  expect(counts()).toHaveLength(2)
  expect(prepare.mock.calls).toHaveLength(1)
  drafts.save(id, 'word '.repeat(2_000) + 'more', 0)
  expect(counts().toSorted((a, b) => a - b)).toEqual([2, 2_001])
})

test('a long first line is cut between words, never inside a character', () => {
  expect(drafts.create(`${'word '.repeat(30)}`).title).toMatch(/^(word ){10,}word…$/)
  const { title } = drafts.create('😀'.repeat(100))
  expect(title.isWellFormed()).toBe(true)
})

test('what was written last stands first; opening or moving the caret changes nothing', () => {
  const old = drafts.create('one', undefined, 1)
  const young = drafts.create('two', undefined, 2)
  drafts.save(old.id, 'one', 2, undefined, 9)
  expect(drafts.list().map(({ id }) => id)).toEqual([young.id, old.id])
  expect(drafts.open(old.id).caret).toBe(2)
  drafts.save(old.id, 'one more', 2, undefined, 9)
  expect(drafts.list().map(({ id }) => id)).toEqual([old.id, young.id])
})

test('a removed draft is out of the list, takes what is still being said, and comes back with it', () => {
  const { id } = drafts.create('begun')
  drafts.remove(id)
  expect(drafts.list()).toEqual([])
  expect(() => drafts.open(id)).toThrow(gone)
  drafts.save(id, 'begun and ended', 0)
  expect(drafts.restore(id).excerpt).toBe('begun and ended')
  drafts.remove(id)
  drafts.purge()
  expect(() => drafts.restore(id)).toThrow(gone)
})

test('the history is newest first, page by page, and of one draft where that is asked for', () => {
  const { id: draft } = drafts.create('')
  const ids = [1, 2, 3].map((now) => dictations.add({ ...said, ...(now === 2 ? { draft } : {}) }, now))
  expect(dictations.list(2).map(({ id }) => id)).toEqual([ids[2], ids[1]])
  expect(dictations.list(2, { before: ids[1] }).map(({ id }) => id)).toEqual([ids[0]])
  expect(dictations.list(9, { draft })).toEqual([{ ...said, id: ids[1], at: 2, draft, hasSound: false }])
  drafts.remove(draft)
  drafts.purge()
  expect(dictations.list(9)).toHaveLength(3)
  expect(dictations.list(9, { draft })).toEqual([])
})

test('a draft that is not there does not keep an utterance out of the history', () => {
  dictations.add({ ...said, draft: 77 }, 1)
  expect(dictations.list(9)).toMatchObject([{ text: 'a word' }])
  expect(dictations.list(9)[0]?.draft).toBeUndefined()
})

test('sounds are forgotten by age while their words stay; a sound without words goes whole', () => {
  const old = dictations.add({ ...said, sound: wav }, 10)
  const wordless = dictations.add({ ...said, text: '', sound: wav }, 11)
  const fresh = dictations.add({ ...said, sound: wav }, 20)
  dictations.forgetSounds(20)
  expect(dictations.list(9).map(({ id, hasSound }) => [id, hasSound])).toEqual([
    [fresh, true],
    [old, false],
  ])
  expect(() => dictations.sound(old)).toThrow(gone)
  expect(() => dictations.sound(wordless)).toThrow(gone)
})

test('a sound that was encoded after it was forgotten does not come back', () => {
  const id = dictations.add({ ...said, sound: wav }, 10)
  expect(dictations.unencoded()).toEqual([id])
  dictations.forgetSounds(11)
  dictations.setSound(id, { kind: 'ogg', bytes: new Uint8Array([9]) })
  expect(() => dictations.sound(id)).toThrow(gone)
})

test('one utterance can be forgotten, or all', () => {
  const id = dictations.add(said)
  dictations.add(said)
  dictations.forget(id)
  expect(dictations.list(9)).toHaveLength(1)
  dictations.forgetAll()
  expect(dictations.list(9)).toEqual([])
})
