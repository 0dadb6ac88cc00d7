/** Short lists among the settings, such as folders and taught words: what is there can be taken out, more be added. */
import { useId, useRef, useState } from 'react'
import { focusNeighbour } from '../ui/kept-focus.ts'

export interface ItemListProps {
  readonly items: readonly string[]
  readonly className: string
  /** On the button, and for screen readers with the item's name. */
  readonly remove: string
  readonly removeNamed: (item: string) => string
  readonly onRemove: (item: string) => void
}

/** Nothing where the list is empty. The focus goes to the neighbour of what was taken out. */
export function ItemList({ items, className, remove, removeNamed, onRemove }: ItemListProps) {
  if (items.length === 0) return null
  return (
    <ul className={className}>
      {items.map((item) => (
        <li key={item}>
          <span>{item}</span>{' '}
          <button
            type="button"
            className="button button-small"
            aria-label={removeNamed(item)}
            onClick={({ currentTarget }) => {
              const next = focusNeighbour(currentTarget)
              onRemove(item)
              requestAnimationFrame(next)
            }}
          >
            {remove}
          </button>
        </li>
      ))}
    </ul>
  )
}

export interface LineFormProps {
  readonly label: string
  readonly button: string
  readonly maxLength: number
  /** The id of what describes the field. */
  readonly describedBy?: string
  /** Given the line without spaces at its ends, never an empty one. @returns false to keep it in the field */
  readonly onSubmit: (line: string) => boolean | Promise<boolean>
}

/** One line of text and what is done with it; pressed without any, the button leads to the field. */
export function LineForm({ label, button, maxLength, describedBy, onSubmit }: LineFormProps) {
  const [text, setText] = useState('')
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const submit = async () => {
    const line = text.trim()
    if (line === '') return input.current?.focus()
    if (await onSubmit(line)) setText('')
  }
  return (
    <form
      className="folder-form"
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <div className="field">
        <label htmlFor={id}>{label}</label>
        <input
          ref={input}
          id={id}
          type="text"
          value={text}
          maxLength={maxLength}
          autoComplete="off"
          spellCheck={false}
          aria-describedby={describedBy}
          onChange={({ target }) => setText(target.value)}
        />
      </div>
      <button type="submit" className="button">
        {button}
      </button>
    </form>
  )
}
