/** Which language is spoken to Lectern. */
import type { CommandLanguage } from '../../contract/hearing.ts'
import type { Settings } from '../../contract/settings.ts'
import type { InterfaceLanguage } from '../ui/catalogue.ts'

/** The one chosen; else the interface's, or French, which the interface does not speak, where the system is French. */
export function spokenLanguageOf(
  { spokenLanguage, interfaceLanguage: chosen }: Pick<Settings, 'spokenLanguage' | 'interfaceLanguage'>,
  interfaceLanguage: InterfaceLanguage,
  system: readonly string[] = navigator.languages,
): CommandLanguage {
  if (spokenLanguage !== 'interface') return spokenLanguage
  const first = system[0]?.toLowerCase().split('-')[0]
  return chosen === 'system' && first === 'fr' ? 'fr' : interfaceLanguage
}
