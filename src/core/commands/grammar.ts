/** Grammars in JSGF for the recogniser that knows nothing else, from the same phrases that texts are understood by. */
import type { Pronounced } from '../../contract/ear.ts'
import type { CommandLanguage, HearingContext } from '../../contract/hearing.ts'
import { phrasesFor } from './phrases/index.ts'
import { stops } from './stop.ts'
import type { Node } from './template.ts'
import { tokensOf } from './tokens.ts'
import { noContext } from './understand.ts'
import { numberRules } from './values/spoken-numbers.ts'
import { spokenValue } from './values/spoken-values.ts'

export interface Place {
  readonly language: CommandLanguage
  readonly context?: HearingContext | undefined
}

export interface Grammar {
  /** Changes only if the grammar does. */
  readonly key: string
  readonly jsgf: string
  /** Words that no dictionary has, with their sounds. */
  readonly words?: readonly Pronounced[]
}

/** Said before and after an order; texts shed them in tokens.ts. */
const polite: Readonly<Record<CommandLanguage, readonly [string, string]>> = {
  en: ['please | could you | can you', 'please'],
  de: ['bitte', 'bitte'],
  fr: ["s'il te plaît", "s'il te plaît"],
}

/** What is spoken as one word though phrases spell it out. */
const contracted: Readonly<Record<CommandLanguage, readonly (readonly [RegExp, string])[]>> = {
  en: [
    [/\b(what|where|that|how) is\b/g, "($1 is | $1's)"],
    [/\bdo not\b/g, "(do not | don't)"],
    [/\bi am\b/g, "(i am | i'm)"],
  ],
  de: [],
  fr: [],
}

/**
 * The grammar of all that can be said now: the plain phrases of each available command, with what is on screen in their
 * slots. One rule a command, by its id. Numbers come only behind a word that asks for one (VOICE-LAB.md section 3b).
 */
export function commandGrammar({ language, context = noContext }: Place): Grammar {
  const { phrases } = phrasesFor(language)
  const rules = new Map<string, Set<string>>()
  const slots = new Map<string, string>()
  const slot = (kind: string): string | undefined => {
    if (!slots.has(kind)) {
      const body = spokenValue(kind, language, context)
      if (body === undefined) return undefined
      slots.set(kind, body)
    }
    return `<v_${kind}>`
  }
  for (const { command, tree, said, later } of phrases) {
    if (!said || later || (context.commands && !context.commands.includes(command))) continue
    const body = jsgfOf(tree, slot)
    if (body === undefined) continue
    const known = rules.get(command)
    if (known) known.add(body)
    else rules.set(command, new Set([body]))
  }
  const [before, after] = polite[language]
  const lines = [
    ...Object.entries(numberRules(language)).map(([name, body]) => `<${name}> = ${body};`),
    ...[...slots].map(([kind, body]) => `<v_${kind}> = ${body};`),
    ...[...rules].map(
      ([command, bodies]) => `<c_${command}> = ${spoken([...bodies].join(' | '), language)};`,
    ),
    `<command> = ${[...rules.keys()].map((command) => `<c_${command}>`).join(' | ') || stops[language][0]};`,
    `public <order> = [${before}] <command> [${after}];`,
  ]
  return grammarOf('commands', language, lines)
}

function jsgfOf(node: Node, slot: (kind: string) => string | undefined): string | undefined {
  switch (node.type) {
    case 'word':
      return node.word
    case 'slot':
      return slot(node.kind)
    case 'all': {
      const parts = node.nodes.map((each) => jsgfOf(each, slot))
      return parts.includes(undefined) ? undefined : parts.filter((part) => part !== '').join(' ')
    }
    case 'one':
    case 'list': {
      const nodes = node.type === 'one' ? node.nodes : node.options.map(([, option]) => option)
      const parts = nodes.map((each) => jsgfOf(each, slot)).filter((part) => part !== undefined)
      const choices = [...new Set(parts.filter((part) => part !== ''))]
      if (choices.length === 0) return parts.length > 0 ? '' : undefined
      return parts.includes('')
        ? `[${choices.join(' | ')}]`
        : choices.length > 1
          ? `(${choices.join(' | ')})`
          : choices[0]
    }
  }
}

function spoken(body: string, language: CommandLanguage): string {
  return contracted[language].reduce((text, [said, both]) => text.replaceAll(said, both), body)
}

/** The stop word alone, for the decoder that looks at every short utterance. */
export function stopGrammar({ language }: Place): Grammar {
  const [before, after] = polite[language]
  return grammarOf('stop', language, [
    `<stop> = ${stops[language].join(' | ')};`,
    `public <order> = [${before.split(' | ')[0]}] <stop> [${after}];`,
  ])
}

/**
 * The wake phrase said alone, as one word, so that it pays for one (VOICE-LAB.md section 3c).
 *
 * @param sounds how its user says it, IPA, from the recordings of its set-up; may be empty
 * @returns undefined where the phrase holds no word
 */
export function wakeGrammar(
  phrase: string,
  sounds: readonly string[],
  { language }: Place,
): Grammar | undefined {
  const word = tokensOf(phrase, language)
    .map((token) => token.word)
    .join('_')
  if (word === '') return undefined
  const words = [...new Set(sounds)].filter((ipa) => ipa.trim() !== '').map((ipa) => ({ written: word, ipa }))
  return {
    ...grammarOf('wake', language, [`public <wake> = ${word};`], words.map(({ ipa }) => ipa).join('|')),
    words,
  }
}

function grammarOf(name: string, language: CommandLanguage, lines: readonly string[], more = ''): Grammar {
  const jsgf = `#JSGF V1.0;\ngrammar ${name};\n${lines.join('\n')}\n`
  return { jsgf, key: `${name} ${language} ${hash(jsgf + more)}` }
}

/** FNV-1a, 32 bit: only to tell one grammar from the next. */
function hash(text: string): string {
  let value = 0x811c9dc5
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193)
  return (value >>> 0).toString(36)
}
