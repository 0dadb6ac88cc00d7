/**
 * Keeps what is on screen where it is when text comes or goes above it.
 *
 * The browser's own scroll anchoring gives up at the top of the page and where its anchor is taken out, which is just
 * what happens here. A class, because only classes are asked before the page changes.
 */
import { Component, type ReactNode } from 'react'

interface KeepPlaceProps {
  /** Text comes and goes when this changes. */
  readonly by: unknown
  readonly children: ReactNode
}

interface Anchor {
  readonly element: Element
  readonly top: number
}

/** Below the header, where a block that is being read is likely to be. */
const probes = [0.2, 0.35, 0.5, 0.65, 0.8]

function anchor(): Anchor | undefined {
  for (const share of probes) {
    const at = document.elementsFromPoint(window.innerWidth / 2, window.innerHeight * share)
    const element = at.map((hit) => hit.closest('[data-block]')).find((hit) => hit !== null)
    if (element) return { element, top: element.getBoundingClientRect().top }
  }
  return undefined
}

export class KeepPlace extends Component<KeepPlaceProps> {
  override getSnapshotBeforeUpdate(before: KeepPlaceProps): Anchor | null {
    return before.by === this.props.by ? null : (anchor() ?? null)
  }

  override componentDidUpdate(_before: KeepPlaceProps, _state: unknown, kept: Anchor | null): void {
    if (!kept?.element.isConnected) return
    const by = kept.element.getBoundingClientRect().top - kept.top
    if (Math.abs(by) >= 1) window.scrollBy({ top: by, behavior: 'instant' })
  }

  override render(): ReactNode {
    return this.props.children
  }
}
