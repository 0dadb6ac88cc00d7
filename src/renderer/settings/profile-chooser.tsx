/** `choose_profile`: by name, or from a short list. */
import { useState } from 'react'
import de from '../../../resources/messages/de.json' with { type: 'json' }
import en from '../../../resources/messages/en.json' with { type: 'json' }
import { useCommands, useLectern, useWords } from '../app/context.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { type PresetId, presetIds } from './presets.ts'
import { findProfile, type FoundProfile } from './profiles.ts'
import { useProfiles } from './use-profiles.ts'

/** In every language of the interface, since a command may come from a record or a voice. */
const namesOf = (id: PresetId) => [en[`profile.${id}`], de[`profile.${id}`]]

export function ProfileChooser() {
  const { announcer, toasts, bus } = useLectern()
  const { t } = useWords()
  const profiles = useProfiles()
  const [open, setOpen] = useState(false)
  const choose = (found: FoundProfile) => {
    setOpen(false)
    profiles.choose(found)
  }
  useCommands({
    choose_profile: (args) => {
      if (args?.name === undefined) return setOpen(true)
      const found = findProfile(args.name, profiles.own, namesOf)
      if (found) return choose(found)
      const text = t('profile.unknown', { name: args.name })
      toasts.show({ kind: 'error', text })
      announcer.alert(text)
    },
  })
  if (!open) return null
  const choices: readonly FoundProfile[] = [
    ...profiles.own.map((profile) => ({ kind: 'own', profile }) as const),
    ...presetIds.map((id) => ({ kind: 'preset', id }) as const),
  ]
  return (
    <Dialog title={t('command.choose_profile')} onClose={() => setOpen(false)}>
      <ul className="profile-choices">
        {choices.map((found) => (
          <li key={found.kind === 'own' ? `own ${found.profile.name}` : found.id}>
            <button type="button" className="button" onClick={() => choose(found)}>
              <bdi>{profiles.nameOf(found)}</bdi>
            </button>
          </li>
        ))}
      </ul>
      <div className="dialog-actions">
        <button
          type="button"
          className="button"
          onClick={() => {
            setOpen(false)
            bus.run('open_settings', { section: 'profiles' })
          }}
        >
          {t('profile.manage')}
        </button>
      </div>
    </Dialog>
  )
}
