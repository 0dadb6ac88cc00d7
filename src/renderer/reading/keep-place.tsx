/**
 * Keeps what is on screen where it is when text comes or goes above it.
 *
 * The browser's own scroll anchoring gives up at the top of the page and where its anchor is taken out, which is just
 * what happens here. A class, because only classes are asked before the page changes.
 */
import { Component, type ReactNode } from 'react'
import { focusText } from '../ui/kept-focus.ts'

interface KeepPlaceProps {
  /** Text comes and goes when this changes. */
  readonly by: unknown
  readonly children: ReactNode
}

interface Kept {
  readonly anchor: { readonly element: Element; readonly top: number } | undefined
  /** The button that asks for more has the focus, and goes when more comes: the text beside it takes over. */
  readonly goOn: (() => void) | undefined
}

/** Below the header, where a block that is being read is likely to be. */
const probes = [0.2, 0.35, 0.5, 0.65, 0.8]

function anchor(): Kept['anchor'] {
  for (const share of probes) {
    const at = document.elementsFromPoint(window.innerWidth / 2, window.innerHeight * share)
    const element = at.map((hit) => hit.closest('[data-block]')).find((hit) => hit !== null)
    if (element) return { element, top: element.getBoundingClientRect().top }
  }
  return undefined
}

function focusedEnd(): Kept['goOn'] {
  const end = document.activeElement?.closest<HTMLElement>('.text-end')
  if (!end) return undefined
  const { direction, beside } = end.dataset
  return () => {
    if (end.isConnected) return
    const next = Number(beside) + (direction === 'before' ? -1 : 0)
    const element = document.querySelector<HTMLElement>(`[data-text] [data-block="${next}"]`)
    if (element) focusText(element)
  }
}

export class KeepPlace extends Component<KeepPlaceProps> {
  override getSnapshotBeforeUpdate(before: KeepPlaceProps): Kept | null {
    return before.by === this.props.by ? null : { anchor: anchor(), goOn: focusedEnd() }
  }

  override componentDidUpdate(_before: KeepPlaceProps, _state: unknown, kept: Kept | null): void {
    kept?.goOn?.()
    if (!kept?.anchor?.element.isConnected) return
    const by = kept.anchor.element.getBoundingClientRect().top - kept.anchor.top
    if (Math.abs(by) >= 1) window.scrollBy({ top: by, behavior: 'instant' })
  }

  override render(): ReactNode {
    return this.props.children
  }
}
