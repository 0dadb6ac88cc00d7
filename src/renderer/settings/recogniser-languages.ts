/** Which of the many languages that recognisers know are worth naming: Whisper alone knows about a hundred. */
import type { Recogniser } from '../../contract/hearing.ts'

/** A recogniser of more languages than this is one for nearly all of them. */
const many = 12
/** Languages that are named of such a one. */
const named = 4

const primary = (tag: string): string => tag.toLowerCase().split('-')[0] ?? tag

/**
 * Languages to offer a choice of recognisers for: those that one was made for, the person's own, and those that were
 * chosen for before; the person's own first.
 *
 * @param own what is spoken to Lectern and the system's languages, as tags
 * @param chosen tags that a choice was made for
 */
export function choosableLanguages(
  writing: readonly Pick<Recogniser, 'languages'>[],
  own: readonly string[],
  chosen: readonly string[],
): string[] {
  const known = new Set(writing.flatMap(({ languages }) => languages.map(primary)))
  const special = writing.filter(({ languages }) => languages.length <= many)
  const wanted = [...own, ...chosen, ...special.flatMap(({ languages }) => languages)].map(primary)
  return [...new Set(wanted)].filter((tag) => known.has(tag))
}

/** The languages of one to name, the person's own first, and how many more there are. */
export function shownLanguages(
  languages: readonly string[],
  own: readonly string[],
): { readonly shown: readonly string[]; readonly more: number } {
  if (languages.length <= many) return { shown: languages, more: 0 }
  const mine = new Set(own.map(primary))
  const ordered = languages.toSorted((a, b) => Number(mine.has(primary(b))) - Number(mine.has(primary(a))))
  return { shown: ordered.slice(0, named), more: languages.length - named }
}
