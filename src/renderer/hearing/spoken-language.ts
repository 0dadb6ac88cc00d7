/** Which language is spoken to Lectern. */
import type { CommandLanguage } from '../../contract/hearing.ts'
import type { Settings } from '../../contract/settings.ts'
import type { InterfaceLanguage } from '../ui/catalogue.ts'

/** The interface's; and French, which the interface does not speak, where the system is French. */
export function commandLanguageOf(
  chosen: Settings['interfaceLanguage'],
  interfaceLanguage: InterfaceLanguage,
  system: readonly string[] = navigator.languages,
): CommandLanguage {
  const first = system[0]?.toLowerCase().split('-')[0]
  return chosen === 'system' && first === 'fr' ? 'fr' : interfaceLanguage
}
