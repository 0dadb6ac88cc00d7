/** Asks for the password of a protected file; one file at a time. */
import { type FormEvent, useId, useState } from 'react'
import { useLectern, useWords } from '../app/context.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { useStore } from '../ui/store.ts'
import type { ImportItem } from './import-queue.ts'

export function PasswordDialog() {
  const { imports } = useLectern()
  const items = useStore(imports.items)
  const item = items.find(({ state }) => state === 'password')
  return item ? <PasswordForm key={`${item.id} ${item.refused}`} item={item} /> : null
}

function PasswordForm({ item }: { readonly item: ImportItem }) {
  const { imports } = useLectern()
  const { t } = useWords()
  const [password, setPassword] = useState('')
  const field = useId()
  const hint = useId()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (password !== '') imports.answer(item.id, password)
  }
  return (
    <Dialog title={t('password.title')} onClose={() => imports.cancel(item.id)}>
      <form onSubmit={submit}>
        <p id={hint}>
          {t(item.refused ? 'password.wrong' : 'password.text')} <bdi>{item.name}</bdi>
        </p>
        <div className="field">
          <label htmlFor={field}>{t('password.label')}</label>
          <input
            id={field}
            type="password"
            autoComplete="off"
            value={password}
            aria-describedby={hint}
            aria-invalid={item.refused || undefined}
            onChange={({ target }) => setPassword(target.value)}
          />
        </div>
        <div className="dialog-actions">
          <button type="button" className="button" onClick={() => imports.cancel(item.id)}>
            {t('action.cancel')}
          </button>
          <button type="submit" className="button button-primary" disabled={password === ''}>
            {t('password.open')}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
