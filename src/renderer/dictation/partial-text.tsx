/**
 * What is being said, in grey, where it will be written.
 *
 * It is never in the field: so it is in no undo, in nothing that is saved, and a screen reader hears the words once,
 * when they are certain. In the draft a layer over the field shows the text with the grey words in it; beside any
 * other field they stand under it.
 */
import { useEffect, useLayoutEffect, useRef } from 'react'
import { useLectern } from '../app/context.tsx'
import { useStore } from '../ui/store.ts'
import type { TextField } from './text-port.ts'

const wordEdge = /[\p{L}\p{N}.,;:!?)]$/u

/** The draft's text with the partial at its place; nothing while nothing is said. */
export function PartialLayer({ field }: { readonly field: TextField | null }) {
  const { dictation } = useLectern()
  const { partial, field: said, at } = useStore(dictation.state)
  const shown = field !== null && said === field && partial !== '' && at !== undefined
  useLayoutEffect(() => {
    field?.classList.toggle('draft-covered', shown)
  }, [field, shown])
  if (!shown) return null
  const before = field.value.slice(0, at.from)
  return (
    <div className="draft-layer" aria-hidden="true">
      {before}
      <span className="partial">{`${wordEdge.test(before) ? ' ' : ''}${partial}`}</span>
      {field.value.slice(at.to)}
    </div>
  )
}

/** Under the field that has the focus, over everything else: the field may be in a dialog. */
export function PartialBubble() {
  const { dictation } = useLectern()
  const { partial, field } = useStore(dictation.state)
  const box = useRef<HTMLDivElement>(null)
  const shown = field !== undefined && !field.hasAttribute('data-draft-text') && partial !== ''
  useEffect(() => {
    const bubble = box.current
    if (!bubble || !shown || !field.isConnected) return
    if (!bubble.matches(':popover-open')) bubble.showPopover()
    const { left, right, bottom, top } = field.getBoundingClientRect()
    const { width, height } = bubble.getBoundingClientRect()
    const below = bottom + height + 8 <= innerHeight
    bubble.style.setProperty(
      '--at-left',
      `${Math.max(8, Math.min(left, right - width, innerWidth - width - 8))}px`,
    )
    bubble.style.setProperty('--at-top', `${below ? bottom + 4 : Math.max(8, top - height - 4)}px`)
  })
  if (!shown) return null
  return (
    <div ref={box} popover="manual" className="partial-bubble" aria-hidden="true">
      {partial}
    </div>
  )
}
