/** A line of text among the settings, kept as soon as it can be used; what cannot says why. */
import { useEffect, useId, useState } from 'react'

export interface TextFieldProps {
  readonly label: string
  readonly hint: string
  readonly value: string
  /** What is wrong with a text, in the user's words; `undefined` if nothing is. */
  readonly problem: (text: string) => string | undefined
  readonly onChange: (value: string) => void
}

export function TextField({ label, hint, value, problem, onChange }: TextFieldProps) {
  const id = useId()
  const [text, setText] = useState(value)
  const [held, setHeld] = useState(false)
  const [told, setTold] = useState(false)
  // Another window, an undo or a settings file may have changed it; what is being typed, or cannot be kept, stays.
  useEffect(() => {
    if (!held) setText(value)
  }, [held, value])
  const wrong = problem(text.trim())
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="text"
        inputMode="url"
        value={text}
        maxLength={500}
        autoComplete="off"
        spellCheck={false}
        aria-describedby={`${id}-hint ${id}-problem`}
        aria-invalid={told && wrong !== undefined}
        onFocus={() => setHeld(true)}
        onBlur={() => {
          setHeld(wrong !== undefined)
          setTold(wrong !== undefined) // not while it is half typed
        }}
        onChange={({ target }) => {
          setText(target.value)
          const wanted = target.value.trim()
          if (problem(wanted) === undefined) onChange(wanted)
        }}
      />
      <p id={`${id}-hint`} className="hint">
        {hint}
      </p>
      <p id={`${id}-problem`} className="pack-problem" role="alert">
        {told ? wrong : ''}
      </p>
    </div>
  )
}
