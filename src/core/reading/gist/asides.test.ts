import { expect, test } from 'vitest'
import { asides, leadingConnective } from './asides.ts'

const rest = (sentence: string, language = 'en'): string => {
  let text = ''
  let at = 0
  for (const { start, end } of asides(sentence, language)) {
    text += sentence.slice(at, start)
    at = end
  }
  return text + sentence.slice(at)
}

test.each([
  ['The bridge (a wooden one) fell in the storm.', 'The bridge fell in the storm.'],
  ['The bridge was rebuilt in stone (see the picture below).', 'The bridge was rebuilt in stone.'],
  ['The keeper – tall and thin – opened the door.', 'The keeper opened the door.'],
  ['The lamp, which nobody had lit for years, began to shine.', 'The lamp began to shine.'],
  ['Captain Lee, who had seen it all, said not a word.', 'Captain Lee said not a word.'],
  ['The reason, of course, is that prices rose.', 'The reason is that prices rose.'],
])('%s', (whole, left) => expect(rest(whole)).toBe(left))

test.each([
  ['Die Brücke (aus Holz) fiel im Sturm.', 'Die Brücke fiel im Sturm.'],
  ['Der Wärter – groß und hager – öffnete die Tür.', 'Der Wärter öffnete die Tür.'],
  ['Der Preis, so Müller, wird weiter steigen.', 'Der Preis wird weiter steigen.'],
  ['Das gilt, wie gesagt, nur für den Sommer.', 'Das gilt nur für den Sommer.'],
])('%s', (whole, left) => expect(rest(whole, 'de')).toBe(left))

test.each([
  ['Sales grew (by 42 %) in the last quarter.', 'en'], // a number is what one looks for
  ['The World Health Organization (WHO) has warned of it.', 'en'],
  ['Call print(x) before the loop ends.', 'en'],
  ['There are (1) apples and (2) pears in the basket.', 'en'],
  ['(It was cold.)', 'en'],
  ['In the end [the king] gave up the whole of the land.', 'en'],
  ['He came – and went – and came again – they say.', 'en'], // nobody knows which two belong together
  ['The house, which is old, and the barn were sold.', 'en'], // `and` might go on with the clause
  ['Menschen, die rauchen, sterben früher.', 'de'], // without the clause it says something else
  ['It works (mostly).', 'en'],
])('nothing is cut from: %s', (whole, language) => expect(rest(whole, language)).toBe(whole))

test('an English connective before a comma can go', () => {
  expect(leadingConnective('However, the lamp went out.', 'en')).toBe('However, '.length)
  expect(leadingConnective('However hard it is, go on.', 'en')).toBe(0)
  expect(leadingConnective('Allerdings, das war nicht alles.', 'de')).toBe(0)
})
