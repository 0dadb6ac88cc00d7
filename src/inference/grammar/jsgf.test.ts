import { expect, test } from 'vitest'
import { wordsOf } from './jsgf.ts'

const grammar = `#JSGF V1.0 UTF-8 en;
grammar public.lectern; // names are no words
/* neither are
   comments */
public <command> = [please] (/2.5/ next page {next} | go to <number>) [now]*;
<number> = twenty-one {21 = \\} one} | l’été | don't+; // ten
<quoted> = public import;
`

test('words are found among rules, weights, tags and comments', () => {
  expect([...wordsOf(grammar)]).toEqual([
    'please',
    'next',
    'page',
    'go',
    'to',
    'now',
    'twenty-one',
    'l’été',
    "don't",
    'public',
    'import',
  ])
})

test('a grammar without a header is taken as rules', () => {
  expect([...wordsOf('public <x> = a | b;')]).toEqual(['a', 'b'])
})
