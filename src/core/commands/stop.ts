/** Words that stop at once, wherever one is: they are looked for in every short utterance. */
import type { CommandLanguage } from '../../contract/hearing.ts'

export const stops: Readonly<Record<CommandLanguage, readonly [string, ...string[]]>> = {
  en: ['stop'],
  de: ['stopp', 'stop', 'halt'],
  fr: ['stop', 'arrête', 'arrêtez'],
}

/** Whole utterances that are the stop word, with and without politeness. */
export function stopWords(language: CommandLanguage): readonly string[] {
  const please = { en: 'please', de: 'bitte', fr: "s'il te plaît" }[language]
  return stops[language].flatMap((word) => [
    word,
    `${please} ${word}`,
    `${word} ${please}`,
    `${word} ${word}`,
  ])
}
