import { expect, test } from 'vitest'
import { bestMatches, foldText, matchScore } from './word-match.ts'

const best = (names: readonly string[], wanted: string) => bestMatches(names, wanted, (name) => name)[0]

test('case, accents and punctuation do not count', () => {
  expect(foldText('Straße: Über – ÉTÉ!')).toBe('strasse uber ete')
  expect(matchScore('Größe', 'grosse')).toBe(1)
})

test('every word that was asked for has to be there', () => {
  expect(matchScore('The Keeper of the Lamp', 'keeper lamp')).toBeGreaterThan(0)
  expect(matchScore('The Keeper of the Lamp', 'keeper harbour')).toBe(0)
  expect(matchScore('The Keeper of the Lamp', '')).toBe(0)
})

test('the beginnings of words are enough, and whole words come first', () => {
  expect(best(['Next page', 'Next paragraph', 'Previous page'], 'nex par')).toBe('Next paragraph')
  expect(best(['Notebook', 'Note'], 'note')).toBe('Note')
})

test('a slip of the finger is forgiven, in words long enough to tell', () => {
  expect(matchScore('Bookmarks', 'bokmarks')).toBeGreaterThan(0)
  expect(matchScore('Sentence', 'setnence')).toBeGreaterThan(0)
  expect(matchScore('Kapitel', 'kapiltel')).toBeGreaterThan(0)
  expect(matchScore('mute', 'nut')).toBe(0)
  expect(matchScore('Faster', 'slower')).toBe(0)
})
