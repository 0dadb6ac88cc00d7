/**
 * What can be dictated without a recogniser of words: letters, numbers, marks, new lines and dictation's own commands,
 * as a grammar in JSGF for the recogniser that knows nothing else.
 *
 * Marks and the alphabets come from the tables by which transcripts are tidied; each command is understood by
 * `interpret` (spoken-grammar.test.ts asks it), so that what can be heard is also written or done.
 */
import { numberRules } from '../commands/values/spoken-numbers.ts'
import { markPhrases } from './marks.ts'
import { alphabets, signWords, spelledOut } from './spelling.ts'
import { ruled } from './tidy.ts'
import { splitWords } from './words.ts'
import { numberOf } from './written.ts'

export interface SpokenGrammar {
  readonly key: string
  readonly jsgf: string
}

type Ruled = 'en' | 'de'

/** Commands as they are said most, which a grammar can tell from one another. */
const commands: Readonly<Record<Ruled, readonly string[]>> = {
  en: [
    'scratch that',
    'undo | undo that',
    'redo | redo that',
    'delete that',
    'delete (everything | all)',
    '(delete | select) [the] [last] (word | sentence | paragraph | line)',
    '(delete | select) [the] last <few> (words | sentences | paragraphs | lines)',
    'select (all | everything | that)',
    'deselect',
    '(capitalize | all caps | no caps) that',
    'correct that',
    'read (that back | everything | [the] last sentence)',
    'go to [the] (end | beginning)',
    'new (draft | note)',
    'copy everything',
    'dictation history',
    'what can i say',
    'stop (dictation | listening)',
    'command mode',
  ],
  de: [
    'streich das',
    'rückgängig [machen]',
    'wiederherstellen',
    'lösch das',
    'alles (löschen | markieren)',
    '(letztes wort | letzten satz | letzten absatz | letzte zeile) (löschen | markieren | vorlesen)',
    '[die] letzten (zwei | drei | vier | fünf) (wörter | sätze | absätze | zeilen) (löschen | markieren)',
    'markierung aufheben',
    'das (groß | klein) schreiben',
    'korrigiere das',
    'lies (das | alles) vor',
    '(zum | ans) ende',
    'zum anfang',
    'neuer entwurf',
    'alles kopieren',
    'diktatverlauf',
    'was kann ich sagen',
    'diktat beenden',
    'befehlsmodus',
    'mikrofon ausschalten',
  ],
}

const numbers: Readonly<Record<Ruled, readonly string[]>> = {
  en: [
    '<whole> = <n999> | <n999> thousand [<n999> | and <n99>]',
    '<million> = <n999> million [<n999> thousand] [<n999> | and <n99>]',
    '<number> = [minus] <whole> [point <figures>] [percent] | <million> | <n99> <n99> | <figures>',
  ],
  de: [
    '<whole> = <n999> | [<n999> | ein] tausend [[und] <n999>]',
    '<number> = [minus] <whole> [komma <figures>] [prozent] | <figures>',
  ],
}
const figures: Readonly<Record<Ruled, string>> = {
  en: 'zero | one | two | three | four | five | six | seven | eight | nine',
  de: 'null | eins | zwei | zwo | drei | vier | fünf | sechs | sieben | acht | neun',
}
const raised: Readonly<Record<Ruled, string>> = { en: 'capital | cap', de: 'groß' }
const blank: Readonly<Record<Ruled, string>> = { en: 'space', de: 'leerzeichen' }
const latin = 'a b c d e f g h i j k l m n o p q r s t u v w x y z'

/** @returns undefined for languages that dictation has no rules for */
export function spokenGrammar(language: string): SpokenGrammar | undefined {
  const base = ruled(language)
  if (!base) return undefined
  const letters = base === 'de' ? `${latin} ä ö ü` : latin
  const lines = [
    ...Object.entries(numberRules(base)).map(([name, body]) => `<${name}> = ${body};`),
    `<figure> = ${figures[base]};`,
    `<figures> = <figure>${base === 'en' ? ' (<figure> | oh)*' : '+'};`, // “oh” alone is the letter
    ...numbers[base].map((line) => `${line};`),
    `<letter> = ${letters.split(' ').join(' | ')};`,
    `<named> = ${alphabets(base).join(' | ')};`,
    `<sign> = ${signWords(base).join(' | ')};`,
    `<raised> = ${raised[base]};`,
    '<item> = [<raised>] <named>;',
    '<spelled> = (<figure> | <sign>)* <item> (<item> | <figure> | <sign>)* | [<raised>] <letter>;',
    `<mark> = ${markPhrases(base).join(' | ')};`,
    `<command> = ${commands[base].join(' | ')};`,
    `public <said> = <spelled> | ${blank[base]} | <number> | <mark> | <command>;`,
  ]
  return { key: `phrases ${base}`, jsgf: `#JSGF V1.0;\ngrammar phrases;\n${lines.join('\n')}\n` }
}

/** What an utterance that a grammar heard is: letters, a number, or neither; in any other dictation it is words. */
export function meantBy(text: string, language: string): 'letters' | 'number' | undefined {
  const base = ruled(language)
  if (!base) return undefined
  const keys = splitWords(text).map(({ key }) => key)
  if (numberOf(keys, base) !== undefined) return 'number'
  return spelledOut(keys, base) === undefined || markPhrases(base).includes(keys.join(' '))
    ? undefined
    : 'letters'
}
