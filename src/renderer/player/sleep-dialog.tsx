/** Sets the sleep timer. */
import { type FormEvent, useId, useState } from 'react'
import { useSession, useWords } from '../app/context.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { useSetSleep } from './use-set-sleep.ts'

const choices = [5, 10, 15, 30, 45, 60, 90] as const
const longestMinutes = 600

export function SleepDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useWords()
  const setSleep = useSetSleep()
  const sleep = useSession((state) => state.sleep)
  const [minutes, setMinutes] = useState('20')
  const field = useId()
  const set = (value: number | 'chapter' | undefined) => {
    onClose()
    setSleep(value)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const value = Math.round(Number(minutes))
    if (value >= 1 && value <= longestMinutes) set(value)
  }
  return (
    <Dialog title={t('sleep.title')} onClose={onClose}>
      <p>{t('sleep.text')}</p>
      <ul className="choices" aria-label={t('sleep.title')}>
        {sleep && (
          <li>
            <button type="button" className="button" onClick={() => set(undefined)}>
              {t('sleep.off')}
            </button>
          </li>
        )}
        <li>
          <button type="button" className="button" onClick={() => set('chapter')}>
            {t('sleep.chapter')}
          </button>
        </li>
        {choices.map((count) => (
          <li key={count}>
            <button type="button" className="button" onClick={() => set(count)}>
              {t('sleep.minutes', { count })}
            </button>
          </li>
        ))}
      </ul>
      <form className="inline-form" onSubmit={submit}>
        <div className="field">
          <label htmlFor={field}>{t('sleep.other')}</label>
          <input
            id={field}
            type="number"
            min={1}
            max={longestMinutes}
            value={minutes}
            onChange={({ target }) => setMinutes(target.value)}
          />
        </div>
        <button type="submit" className="button button-primary">
          {t('sleep.set')}
        </button>
      </form>
    </Dialog>
  )
}
