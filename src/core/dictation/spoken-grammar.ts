/**
 * What can be dictated without a recogniser of words: letters, numbers, marks, new lines and dictation's own commands,
 * as a grammar in JSGF for the recogniser that knows nothing else.
 *
 * Marks and the alphabet come from the tables by which transcripts are tidied; each command is understood by `interpret`
 * (spoken-grammar.test.ts asks it), so that what can be heard is also written or done.
 *
 * English only. German is heard with a French model, which is enough to tell commands apart but not for this: of 40 such
 * phrases by two eSpeak voices one was right, 34 were not believed (22 November 2026).
 */
import { numberRules } from '../commands/values/spoken-numbers.ts'
import { markPhrases } from './marks.ts'
import { alphabet, signWords, spelledOut } from './spelling.ts'
import { ruled } from './tidy.ts'
import { splitWords } from './words.ts'
import { numberOf } from './written.ts'

export interface SpokenGrammar {
  readonly key: string
  readonly jsgf: string
}

/** Commands as they are said most, which a grammar can tell from one another. */
const commands = [
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
]

/** Letters by name follow one another freely; single ones come alone, since a run of them fits any speech. */
function rules(): readonly string[] {
  return [
    ...Object.entries(numberRules('en')).map(([name, body]) => `<${name}> = ${body}`),
    '<figure> = zero | one | two | three | four | five | six | seven | eight | nine',
    '<figures> = <figure> (<figure> | oh)*', // “oh” alone is the letter
    '<whole> = <n999> | <n999> thousand [<n999> | and <n99>]',
    '<million> = <n999> million [<n999> thousand] [<n999> | and <n99>]',
    '<number> = [minus] <whole> [point <figures>] [percent] | <million> | <n99> <n99> | <figures>',
    `<letter> = ${'abcdefghijklmnopqrstuvwxyz'.split('').join(' | ')}`,
    `<named> = ${alphabet().join(' | ')}`,
    `<sign> = ${signWords.join(' | ')}`,
    '<raised> = capital | cap',
    '<item> = [<raised>] <named>',
    '<spelled> = (<figure> | <sign>)* <item> (<item> | <figure> | <sign>)* | [<raised>] <letter>',
    `<mark> = ${markPhrases('en').join(' | ')}`,
    `<command> = ${commands.join(' | ')}`,
    'public <said> = <spelled> | space | <number> | <mark> | <command>',
  ]
}

/** @returns undefined for languages in which this is not to be heard well enough */
export function spokenGrammar(language: string): SpokenGrammar | undefined {
  if (ruled(language) !== 'en') return undefined
  return {
    key: 'phrases en',
    jsgf: `#JSGF V1.0;\ngrammar phrases;\n${rules()
      .map((rule) => `${rule};\n`)
      .join('')}`,
  }
}

/** What an utterance that the grammar heard is: letters, a number, or neither; in any other dictation it is words. */
export function meantBy(text: string, language: string): 'letters' | 'number' | undefined {
  if (ruled(language) !== 'en') return undefined
  const keys = splitWords(text).map(({ key }) => key)
  if (numberOf(keys, 'en') !== undefined) return 'number'
  return spelledOut(keys, 'en') === undefined || markPhrases('en').includes(keys.join(' '))
    ? undefined
    : 'letters'
}
