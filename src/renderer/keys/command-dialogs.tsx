/** The dialogs about commands themselves: help, palette, "what can I do here?", messages, and the form for arguments. */
import { useState } from 'react'
import { useCommands } from '../app/context.tsx'
import { MessagesDialog } from '../ui/messages-dialog.tsx'
import { AskedCommand } from './command-form.tsx'
import { HelpDialog } from './help-dialog.tsx'
import { HereDialog } from './here-dialog.tsx'
import { PaletteDialog } from './palette-dialog.tsx'

type Open =
  | { readonly dialog: 'help' | 'palette' | 'messages' }
  | { readonly dialog: 'here'; readonly topic: string | undefined; readonly focused: Element | null }

export function CommandDialogs() {
  const [open, setOpen] = useState<Open>()
  const close = () => setOpen(undefined)
  useCommands({
    help: () => setOpen({ dialog: 'help' }),
    command_palette: () => setOpen({ dialog: 'palette' }),
    what_can_i_say: (args) =>
      setOpen({ dialog: 'here', topic: args?.topic, focused: document.activeElement }),
    list_messages: () => setOpen({ dialog: 'messages' }),
  })
  return (
    <>
      {open?.dialog === 'help' && <HelpDialog onClose={close} />}
      {open?.dialog === 'palette' && <PaletteDialog onClose={close} />}
      {open?.dialog === 'messages' && <MessagesDialog onClose={close} />}
      {open?.dialog === 'here' && <HereDialog topic={open.topic} focused={open.focused} onClose={close} />}
      <AskedCommand />
    </>
  )
}
