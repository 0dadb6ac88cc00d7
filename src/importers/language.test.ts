import { expect, test } from 'vitest'
import { detectLanguage } from './language.ts'

test.each([
  ['en', 'The tide rises twice a day, and nobody in the village thought it strange.'],
  ['de', 'Die Flut steigt zweimal am Tag, und niemand im Dorf fand das merkwürdig.'],
  ['fr', 'La marée monte deux fois par jour, et personne au village ne s’en étonnait.'],
  ['es', 'La marea sube dos veces al día y a nadie en el pueblo le parecía extraño.'],
  ['ru', 'Вода поднимается дважды в день, и никто в деревне этому не удивлялся никогда.'],
  ['ja', '潮は一日に二度満ちる。'],
  ['zh', '潮水每天涨两次。'],
  ['ko', '밀물은 하루에 두 번'],
  ['el', 'Η παλίρροια'],
  ['he', 'הגאות עולה'],
  ['th', 'น้ำขึ้นวันละสองครั้ง'],
])('tells %s', async (language, text) => {
  expect(await detectLanguage(text)).toBe(language)
})

test('does not guess from a few words', async () => {
  for (const text of ['', '12.5 %', 'Hello world', 'Chapter One', 'Kapitel 3: Die Reise'])
    expect(await detectLanguage(text), text).toBeUndefined()
})

test('a quoted word of another script does not decide', async () => {
  expect(
    await detectLanguage('The Greek word λόγος means word, reason or account, and it is hard to translate.'),
  ).toBe('en')
})
