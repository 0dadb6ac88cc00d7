/**
 * The sections of the settings, in the order in which they are shown: one line here and one file each.
 *
 * A section's name is the message `settings.section.<id>`. `open_settings` and other dialogs name sections by id.
 */
import type { ComponentType } from 'react'
import { AccessSettings } from './access-settings.tsx'
import { AppearanceSettings } from './appearance-settings.tsx'
import { HearingSettings } from './hearing-settings.tsx'
import { KeySettings } from './key-settings.tsx'
import { ListeningSettings } from './listening-settings.tsx'
import { LexiconSettings } from './lexicon-settings.tsx'
import { PacksSettings } from './packs-settings.tsx'
import { ProfileSettings } from './profile-settings.tsx'
import { ReadingSettings } from './reading-settings.tsx'
import { SkipSettings } from './skip-settings.tsx'
import { TextSettings } from './text-settings.tsx'
import { VoiceSettings } from './voice-settings.tsx'

export const sections = [
  { id: 'appearance', Section: AppearanceSettings },
  { id: 'text', Section: TextSettings },
  { id: 'reading', Section: ReadingSettings },
  { id: 'listening', Section: ListeningSettings },
  { id: 'skip', Section: SkipSettings },
  { id: 'lexicon', Section: LexiconSettings },
  { id: 'voices', Section: VoiceSettings },
  { id: 'hearing', Section: HearingSettings },
  { id: 'models', Section: PacksSettings },
  { id: 'access', Section: AccessSettings },
  { id: 'keys', Section: KeySettings },
  { id: 'profiles', Section: ProfileSettings },
] as const satisfies readonly { readonly id: string; readonly Section: ComponentType }[]

export type SectionId = (typeof sections)[number]['id']

export function isSectionId(value: unknown): value is SectionId {
  return sections.some(({ id }) => id === value)
}
