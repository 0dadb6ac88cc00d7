/** Which languages there are voices for, and which voices fit a language. Pure. */
import type { Voice } from '../../contract/inference.ts'

const primary = (tag: string) => tag.split('-')[0] ?? tag

/** Primary languages, `en` for `en-gb` and `en-us`, each once: settings are kept by these. */
export function voiceLanguages(voices: readonly Voice[]): string[] {
  return [
    ...new Set(voices.flatMap(({ languages, language }) => [language, ...languages].map(primary))),
  ].toSorted()
}

/** Voices made for the language first, then those that serve it too, each in the order of the list. */
export function voicesFor(voices: readonly Voice[], language: string): Voice[] {
  const made = voices.filter((voice) => primary(voice.language) === language)
  const serves = voices.filter(
    (voice) => !made.includes(voice) && voice.languages.some((tag) => primary(tag) === language),
  )
  return [...made, ...serves]
}
