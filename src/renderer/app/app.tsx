/** The window: one view at a time, and what floats above all of them. */
import { useEffect, useRef, useState } from 'react'
import { HelpDialog } from '../keys/help-dialog.tsx'
import { listenToKeys } from '../keys/listen.ts'
import { FileDrop } from '../library/file-drop.tsx'
import { LibraryView } from '../library/library-view.tsx'
import { PasswordDialog } from '../library/password-dialog.tsx'
import { ReadingView } from '../reading/reading-view.tsx'
import { SettingsDialog } from '../settings/settings-dialog.tsx'
import { useAppearance } from '../settings/appearance.ts'
import { LiveRegions } from '../ui/live-regions.tsx'
import { useStore } from '../ui/store.ts'
import { ToastList } from '../ui/toast-list.tsx'
import { useCommands, useLectern } from './context.tsx'
import { LinkBanner } from './link-banner.tsx'

export function App() {
  const lectern = useLectern()
  const route = useStore(lectern.router)
  const [dialog, setDialog] = useState<'settings' | 'help'>()
  useAppearance()

  useEffect(
    () =>
      listenToKeys({
        bus: lectern.bus,
        chosen: () => lectern.settings.get().keys,
      }),
    [lectern],
  )
  // Back in the library a screen reader begins at its heading rather than nowhere.
  const shown = useRef(route.view)
  useEffect(() => {
    if (shown.current === route.view) return
    shown.current = route.view
    if (route.view === 'library') document.querySelector('h1')?.focus()
  }, [route.view])
  useCommands({
    open_settings: () => setDialog('settings'),
    help: () => setDialog('help'),
  })

  return (
    <>
      <LinkBanner />
      {route.view === 'library' ? (
        <LibraryView />
      ) : (
        <ReadingView key={route.document} document={route.document} at={route.at} />
      )}
      {dialog === 'settings' && <SettingsDialog onClose={() => setDialog(undefined)} />}
      {dialog === 'help' && <HelpDialog onClose={() => setDialog(undefined)} />}
      <PasswordDialog />
      <FileDrop />
      <ToastList />
      <LiveRegions />
    </>
  )
}
