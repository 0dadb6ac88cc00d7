/** All settings. Each change is kept at once; there is nothing to confirm. */
import { Dialog } from '../ui/dialog.tsx'
import { useWords } from '../app/context.tsx'
import { AppearanceSettings } from './appearance-settings.tsx'
import { KeySettings } from './key-settings.tsx'
import { ReadingSettings } from './reading-settings.tsx'
import { VoiceSettings } from './voice-settings.tsx'

export function SettingsDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useWords()
  return (
    <Dialog title={t('settings.title')} onClose={onClose} wide>
      <AppearanceSettings />
      <ReadingSettings />
      <VoiceSettings />
      <KeySettings />
    </Dialog>
  )
}
