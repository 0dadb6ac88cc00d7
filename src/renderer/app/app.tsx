/** The window: one view at a time, and what floats above all of them. */
import { useEffect, useRef, useState } from 'react'
import { CommandDialogs } from '../keys/command-dialogs.tsx'
import { listenToKeys } from '../keys/listen.ts'
import { tellShell } from '../keys/tell-shell.ts'
import { DictationCommands } from '../dictation/dictation-commands.tsx'
import { DraftView } from '../dictation/draft-view.tsx'
import { DraftsView } from '../dictation/drafts-view.tsx'
import { useExportAnnouncements } from '../export/use-export-announcements.ts'
import { HearingCommands } from '../hearing/hearing-commands.tsx'
import { FileDrop } from '../library/file-drop.tsx'
import { LibraryCommands } from '../library/library-commands.tsx'
import { LibraryView } from '../library/library-view.tsx'
import { PasswordDialog } from '../library/password-dialog.tsx'
import { PackCommands } from '../packs/pack-commands.tsx'
import { useVoiceChoiceCommands } from '../player/use-sound-commands.ts'
import { ReadingView } from '../reading/reading-view.tsx'
import { isSectionId, type SectionId } from '../settings/sections.ts'
import { SettingsDialog } from '../settings/settings-dialog.tsx'
import { ProfileChooser } from '../settings/profile-chooser.tsx'
import { useAppearance } from '../settings/appearance.ts'
import { useLookCommands } from '../settings/use-look-commands.ts'
import { LiveRegions } from '../ui/live-regions.tsx'
import { useStore } from '../ui/store.ts'
import { ToastList } from '../ui/toast-list.tsx'
import { useCommands, useLectern } from './context.tsx'
import { LinkBanner } from './link-banner.tsx'
import { useUndoCommands } from './use-undo-commands.ts'

export function App() {
  const lectern = useLectern()
  const route = useStore(lectern.router)
  const [settings, setSettings] = useState<{ readonly section: SectionId | undefined }>()
  useAppearance()
  useLookCommands()
  useUndoCommands()
  useVoiceChoiceCommands()
  useExportAnnouncements()

  useEffect(
    () =>
      listenToKeys({
        bus: lectern.bus,
        chosen: () => lectern.settings.get().keys,
        behindDialog: (id) => {
          const { t } = lectern.words.get()
          const text = t('keys.behindDialog', { command: t(`command.${id}`) })
          lectern.toasts.show({ text, kind: 'info' })
          lectern.announcer.say(text, { asked: true })
        },
      }),
    [lectern],
  )
  useEffect(() => tellShell(lectern.bus, () => lectern.words.get().t), [lectern])
  // Back in the library a screen reader begins at its heading rather than nowhere.
  const shown = useRef(route.view)
  useEffect(() => {
    if (shown.current === route.view) return
    shown.current = route.view
    if (route.view === 'library' || route.view === 'drafts') document.querySelector('h1')?.focus()
  }, [route.view])
  useCommands({
    open_settings: (args) => {
      setSettings({ section: isSectionId(args?.section) ? args.section : undefined })
    },
  })

  return (
    <>
      <LinkBanner />
      <LibraryCommands />
      {route.view === 'library' && <LibraryView route={route} />}
      {route.view === 'reading' && (
        <ReadingView key={route.document} document={route.document} at={route.at} />
      )}
      {route.view === 'drafts' && <DraftsView />}
      {route.view === 'draft' && <DraftView key={route.draft} id={route.draft} />}
      {settings && <SettingsDialog goal={settings} onClose={() => setSettings(undefined)} />}
      <CommandDialogs />
      <PackCommands />
      <ProfileChooser />
      <PasswordDialog />
      <FileDrop />
      <HearingCommands />
      <DictationCommands />
      <ToastList />
      <LiveRegions />
    </>
  )
}
