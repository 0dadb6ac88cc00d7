/** Finds words in the document; the place found is selected, so that reading can begin there. */
import { type FormEvent, useEffect, useId, useRef, useState } from 'react'
import type { SearchHit } from '../../contract/app.ts'
import type { CommandArgs } from '../../contract/commands.ts'
import type { Position } from '../../contract/document.ts'
import { useLectern, useWords } from '../app/context.tsx'
import { CloseIcon, NextIcon, PreviousIcon } from '../ui/icons.tsx'

export interface FindBarProps {
  /** What to look for at once. Another object is another search. */
  readonly wanted: CommandArgs<'find_text'>
  readonly from: () => Position
  readonly onHit: (hit: SearchHit) => void
  readonly onReadFrom: (position: Position) => void
  readonly onClose: () => void
}

interface Found {
  readonly hit: SearchHit
  readonly text: string
}

export function FindBar({ wanted: given, from, onHit, onReadFrom, onClose }: FindBarProps) {
  const { client, announcer, report } = useLectern()
  const { t } = useWords()
  const [text, setText] = useState('')
  const [result, setResult] = useState('')
  const [found, setFound] = useState<Found>()
  const field = useId()
  const input = useRef<HTMLInputElement>(null)

  const find = async (direction: 'forward' | 'backward', words = text) => {
    const wanted = words.trim()
    if (wanted === '') return
    try {
      const start = found?.text === wanted ? after(found.hit, direction) : from()
      const { hit, index, total } = await client.call('document.find', {
        from: start,
        text: wanted,
        direction,
      })
      const said = hit ? t('find.result', { index, total }) : t('find.none', { text: wanted })
      setResult(said)
      announcer.say(hit ? `${said}: ${hit.before}${hit.match}${hit.after}` : said, { asked: true })
      setFound(hit ? { hit, text: wanted } : undefined)
      if (hit) onHit(hit)
    } catch (error) {
      report(error)
    }
  }
  const latestFind = useRef(find)
  useEffect(() => {
    latestFind.current = find
  })
  useEffect(() => {
    input.current?.focus()
    if (given.text === undefined) return
    setText(given.text)
    void latestFind.current(given.direction ?? 'forward', given.text)
  }, [given])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void find('forward')
  }
  return (
    <search className="find-bar">
      <form onSubmit={submit}>
        <label htmlFor={field}>{t('find.label')}</label>
        <input
          id={field}
          ref={input}
          type="search"
          value={text}
          autoComplete="off"
          spellCheck={false}
          onKeyDown={(event) => {
            if (event.key === 'Escape') onClose()
            else if (event.key === 'Enter' && event.shiftKey) {
              event.preventDefault()
              void find('backward')
            }
          }}
          onChange={({ target }) => setText(target.value)}
        />
        <button
          type="button"
          className="icon-button"
          aria-label={t('find.previous')}
          title={t('find.previous')}
          onClick={() => void find('backward')}
        >
          <PreviousIcon />
        </button>
        <button type="submit" className="icon-button" aria-label={t('find.next')} title={t('find.next')}>
          <NextIcon />
        </button>
        <span className="find-result">{result}</span>
        {found && (
          <button
            type="button"
            className="button button-small"
            onClick={() => onReadFrom(found.hit.position)}
          >
            {t('find.read')}
          </button>
        )}
        <button
          type="button"
          className="icon-button"
          aria-label={t('find.close')}
          title={t('find.close')}
          onClick={onClose}
        >
          <CloseIcon />
        </button>
      </form>
    </search>
  )
}

/** Where the next search begins: past the hit, or at it when going back (the core looks before it). */
function after({ position, length }: SearchHit, direction: 'forward' | 'backward'): Position {
  return direction === 'forward' ? { ...position, offset: position.offset + Math.max(1, length) } : position
}
