/** A button for a command: its name, its picture, and its key, for eyes and for screen readers. */
import type { ReactNode } from 'react'
import { type CommandId, keysOf } from '../../contract/commands.ts'
import { useLectern, useSettings, useWords } from '../app/context.tsx'
import { ariaChord, showChord } from '../keys/chord.ts'
import { useChordWords } from '../keys/chord-words.ts'

export interface CommandButtonProps {
  readonly command: CommandId
  readonly icon: ReactNode
  /** Shown beside the picture; without it the picture stands alone and the name is in the tooltip. */
  readonly label?: string
  /** Instead of the command's own name, where the state changes what it does ("Pause" for "Play"). */
  readonly name?: string
  readonly primary?: boolean
  readonly pressed?: boolean
  readonly expanded?: boolean
}

export function CommandButton({
  command,
  icon,
  label,
  name,
  primary,
  pressed,
  expanded,
}: CommandButtonProps) {
  const { bus } = useLectern()
  const { t } = useWords()
  const chordWords = useChordWords()
  const keys = keysOf(command, useSettings().keys)
  const said = name ?? label ?? t(`command.${command}`)
  const shown = keys.map((key) => showChord(key, chordWords)).join(', ')
  return (
    <button
      type="button"
      className={`${label ? 'button' : 'icon-button'}${primary ? ' button-primary' : ''}`}
      aria-label={label === undefined || label !== said ? said : undefined}
      aria-keyshortcuts={keys.length > 0 ? keys.map(ariaChord).join(' ') : undefined}
      aria-pressed={pressed}
      aria-expanded={expanded}
      title={shown ? `${said} (${shown})` : said}
      data-command={command}
      onClick={() => bus.run(command)}
    >
      {icon}
      {label && <span>{label}</span>}
    </button>
  )
}
