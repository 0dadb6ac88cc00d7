/** Profiles, and all settings as a file. */
import { useWords } from '../app/context.tsx'
import { BackupSettings } from './backup-settings.tsx'
import { SettingsGroup } from './fields.tsx'
import { NameForm, ProfileList } from './profile-list.tsx'
import { named } from './profiles.ts'
import { UndoLine } from './undo-line.tsx'
import { useProfiles } from './use-profiles.ts'

export function ProfileSettings() {
  const { t } = useWords()
  const profiles = useProfiles()
  return (
    <>
      <SettingsGroup title={t('settings.profiles')}>
        <p>{t('settings.profiles.text')}</p>
        <ProfileList profiles={profiles} />
        <UndoLine change={profiles.last} onUndone={profiles.forgetLast} />
        <NameForm
          label={t('profile.saveAs')}
          initial=""
          action={t('profile.save')}
          refuse={(name) => (named(profiles.own, name) ? t('profile.nameTaken', { name }) : undefined)}
          onName={profiles.save}
        />
      </SettingsGroup>
      <BackupSettings />
    </>
  )
}
