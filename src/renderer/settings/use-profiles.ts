/** What can be done with profiles. Each change is said and can be undone. */
import { useState } from 'react'
import type { Profile, SettingsPatch } from '../../contract/settings.ts'
import type { Change } from '../app/undo.ts'
import { useLectern, useSettings, useWords } from '../app/context.tsx'
import { type FoundProfile, settingsOf, snapshot, withProfile } from './profiles.ts'

export interface Profiles {
  readonly own: readonly Profile[]
  /** What was done last, as long as the caller is on screen. */
  readonly last: Change | undefined
  readonly forgetLast: () => void
  readonly nameOf: (found: FoundProfile) => string
  readonly choose: (found: FoundProfile) => void
  /** Keeps the present settings under this name; a profile of that name is replaced. */
  readonly save: (name: string) => void
  readonly rename: (profile: Profile, name: string) => void
  readonly remove: (profile: Profile) => void
}

export function useProfiles(): Profiles {
  const { settings, announcer } = useLectern()
  const { profiles } = useSettings()
  const { t } = useWords()
  const [last, setLast] = useState<Change>()
  const nameOf = (found: FoundProfile) =>
    found.kind === 'own' ? found.profile.name : t(`profile.${found.id}`)
  const change = (patch: SettingsPatch, label: string) => {
    setLast(settings.changeUndoably(patch, label))
    announcer.say(label, { asked: true })
  }
  return {
    own: profiles,
    last,
    forgetLast: () => setLast(undefined),
    nameOf,
    choose: (found) => change(settingsOf(found), t('profile.chosen', { name: nameOf(found) })),
    save: (name) =>
      change(
        { profiles: withProfile(profiles, { name, settings: snapshot(settings.get()) }) },
        t('profile.saved', { name }),
      ),
    rename: (profile, name) =>
      change(
        { profiles: profiles.map((one) => (one === profile ? { ...one, name } : one)) },
        t('profile.renamed', { name }),
      ),
    remove: (profile) =>
      change(
        { profiles: profiles.filter((one) => one !== profile) },
        t('profile.removed', { name: profile.name }),
      ),
  }
}
