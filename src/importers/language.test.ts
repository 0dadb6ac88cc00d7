import { expect, test } from 'vitest'
import { detectLanguage, languageOfWords } from './language.ts'

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

test('prose in a common language is known by its function words, a neighbour of it is left to the detector', () => {
  const english =
    'It was the best of times and the worst of times, which is what he had said to them when they were at the door ' +
    'of the house, and it is not known to this day by whom the letter was written or for what reason he kept it.'
  expect(languageOfWords(english)).toBe('en')
  const afrikaans =
    'Alle menslike wesens word vry, met gelyke waardigheid en regte, gebore. Hulle het rede en gewete en behoort in die ' +
    'gees van broederskap teenoor mekaar op te tree. Elkeen is geregtig op al die regte en vryhede wat in hierdie ' +
    'verklaring uiteengesit is, sonder onderskeid van enige aard, soos ras, kleur, geslag, taal of godsdiens.'
  expect(languageOfWords(afrikaans)).toBeUndefined()
  const danish =
    'Alle mennesker er født frie og lige i værdighed og rettigheder. De er udstyret med fornuft og samvittighed, og de ' +
    'bør handle mod hverandre i en broderskabets ånd. Enhver har krav på alle de rettigheder og friheder, som nævnes i ' +
    'denne erklæring, uden forskelsbehandling af nogen art, for eksempel på grund af race, farve, køn og sprog.'
  expect(languageOfWords(danish)).toBeUndefined()
  expect(languageOfWords('the and of to')).toBeUndefined()
})
