/** The language that is spoken to Lectern, and in which it reads back what was said. */
import { useSettings, useWords } from '../app/context.tsx'
import { commandLanguageOf } from '../hearing/spoken-language.ts'

export function useHearingLanguage(): string {
  const { interfaceLanguage } = useSettings()
  return commandLanguageOf(interfaceLanguage, useWords().language)
}
