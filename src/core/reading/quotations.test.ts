import { describe, expect, test } from 'vitest'
import { quotations } from './quotations.ts'

const found = (text: string) => quotations(text).map(({ from, to }) => text.slice(from, to))

describe('quotations', () => {
  test.each([
    ['She said, “We begin at noon,” and sat down.', ['“We begin at noon,”']],
    ['She said, "We begin at noon," and sat down.', ['"We begin at noon,"']],
    [
      '„Wir beginnen um zwölf“, sagte sie, „und enden um eins.“',
      ['„Wir beginnen um zwölf“', '„und enden um eins.“'],
    ],
    ['»Wir beginnen um zwölf«, sagte sie.', ['»Wir beginnen um zwölf«']],
    ['«Nous commençons», dit-elle.', ['«Nous commençons»']],
    ['”Vi börjar nu”, sade hon.', ['”Vi börjar nu”']],
    ['‘We begin at noon,’ she said.', ['‘We begin at noon,’']],
    ['‚Wir beginnen jetzt‘, sagte sie.', ['‚Wir beginnen jetzt‘']],
  ])('are found in %s', (text, wanted) => {
    expect(found(text)).toEqual(wanted)
  })

  test('go on over sentences, with others inside them', () => {
    expect(found('He wrote: “It rained. ‘No more,’ she cried. It rained on.” Then he slept.')).toEqual([
      '“It rained. ‘No more,’ she cried. It rained on.”',
    ])
    expect(found('Er schrieb: „Es regnete. ‚Nie mehr‘, rief sie. Es regnete.“ Dann schlief er.')).toEqual([
      '„Es regnete. ‚Nie mehr‘, rief sie. Es regnete.“',
    ])
  })

  test('that nothing closes go on to the end of their paragraph', () => {
    expect(found('He began: “It rained. And rained.')).toEqual(['“It rained. And rained.'])
  })

  test.each([
    'The dogs’ bowls and the cats’ beds don’t match.',
    'It’s rock ’n’ roll, isn’t it?',
    'A board of 5" by 3" is a small board.',
    'The so-called “expert” spoke.',
    "'Twas the night of the dogs' dinner.",
    'Ob’s ihm gefällt, weiß er selbst nicht.',
    'Ein Ort namens „Nirgendwo“ liegt dort.',
  ])('are not seen in %s', (text) => {
    expect(found(text)).toEqual([])
  })
})
