/** Which languages there are voices for, and which voices fit a language. Pure. */
import type { Voice } from '../../contract/inference.ts'
import { languageText } from '../ui/wording.ts'

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

/** Voices that somebody took the trouble to install before the many that come with the app. */
export function packsFirst(voices: readonly Voice[]): Voice[] {
  const own = ({ engine }: Voice): boolean => engine === 'espeak' || engine === 'flite'
  return [...voices.filter((voice) => !own(voice)), ...voices.filter(own)]
}

/**
 * Languages by their names in `locale`, sorted. Browsers know no name for some small languages: then the voice's own
 * name serves. Two of the same name are told apart by their tags.
 */
export function languageChoices(
  languages: readonly string[],
  voices: readonly Voice[],
  locale: string,
): { readonly value: string; readonly label: string }[] {
  const named = languages.map((value) => {
    const label = languageText(value, locale)
    return { value, label: label === value ? (voicesFor(voices, value)[0]?.name ?? value) : label }
  })
  const twice = (label: string) => named.filter((choice) => choice.label === label).length > 1
  return named
    .map(({ value, label }) => ({ value, label: twice(label) ? `${label} (${value})` : label }))
    .toSorted((a, b) => a.label.localeCompare(b.label, locale))
}
