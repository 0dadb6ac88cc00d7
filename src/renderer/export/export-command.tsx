/** The command that takes the open document along, and its dialog. */
import { useState } from 'react'
import type { OpenDocument } from '../../contract/app.ts'
import type { CommandArgs } from '../../contract/commands.ts'
import { useCommands } from '../app/context.tsx'
import { ExportDialog } from './export-dialog.tsx'

export function ExportCommand({ opened }: { readonly opened: OpenDocument }) {
  const [wish, setWish] = useState<NonNullable<CommandArgs<'export_audio'>>>()
  useCommands({ export_audio: (args) => setWish(args ?? {}) })
  return wish && <ExportDialog opened={opened} wish={wish} onClose={() => setWish(undefined)} />
}
