/** What the text can ask of the view that shows it. */
import { createContext } from 'react'

export interface ReadingActions {
  readonly document: string
  /** Moves the place and the page to a block. */
  readonly goTo: (block: number) => void
  readonly openFootnote: (note: string) => void
  /** Goes to the word that a note belongs to, seen from the note's block. */
  readonly goToReference: (note: string, near: number) => void
  /** Shows an outside address; nothing is opened without a further word. */
  readonly openLink: (address: string) => void
}

export const ReadingContext = createContext<ReadingActions>({
  document: '',
  goTo: () => undefined,
  openFootnote: () => undefined,
  goToReference: () => undefined,
  openLink: () => undefined,
})
