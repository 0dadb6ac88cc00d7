/** The language that is spoken to Lectern, and in which it reads back what was said. */
import { useSettings, useWords } from '../app/context.tsx'
import { spokenLanguageOf } from '../hearing/spoken-language.ts'

export function useHearingLanguage(): string {
  return spokenLanguageOf(useSettings(), useWords().language)
}
