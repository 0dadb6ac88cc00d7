/**
 * What can be set, by name, for the search: asked of the sections themselves, so that no list of theirs can fall behind.
 *
 * All sections are drawn once, out of sight, and let go as soon as their labels have been read.
 */
import { useLayoutEffect, useRef } from 'react'
import { focusText } from '../ui/kept-focus.ts'
import { type SectionId, sections } from './sections.ts'

export interface IndexEntry {
  readonly section: SectionId
  readonly text: string
}

/** Buttons of rows say what their row's name says, so the name stands for them. */
const named = 'h3, label, legend, th[scope="row"], button:not(table button, li button, label button)'

const textOf = (element: Element) =>
  (element.getAttribute('aria-label') ?? element.textContent).trim().replace(/\s+/g, ' ')

export function SectionIndex({ onIndex }: { readonly onIndex: (index: readonly IndexEntry[]) => void }) {
  const root = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const found: IndexEntry[] = []
    for (const { id } of sections) {
      const within = root.current?.querySelectorAll(`[data-indexed="${id}"] :is(${named})`) ?? []
      for (const text of new Set([...within].map(textOf))) if (text !== '') found.push({ section: id, text })
    }
    onIndex(found)
  }, [onIndex])
  return (
    <div ref={root} hidden inert>
      {sections.map(({ id, Section }) => (
        <div key={id} data-indexed={id}>
          <Section />
        </div>
      ))}
    </div>
  )
}

/** Goes to what an entry names in the section on screen: its control, else its heading. @returns false if it is gone */
export function focusEntry(panel: HTMLElement, text: string): boolean {
  const element = [...panel.querySelectorAll<HTMLElement>(named)].find((one) => textOf(one) === text)
  if (!element) return false
  const control =
    element instanceof HTMLLabelElement
      ? element.control
      : element instanceof HTMLTableCellElement
        ? element.parentElement?.querySelector<HTMLElement>('button')
        : element
  focusText(control ?? element)
  element.scrollIntoView({ block: 'center' })
  return true
}
