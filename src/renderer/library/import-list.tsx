/** The imports that go on, with how far they are; finished ones leave by themselves, failed ones say why. */
import { useEffect, useState } from 'react'
import { useLectern, useSettings, useWords } from '../app/context.tsx'
import { errorText } from '../ui/errors.ts'
import { CloseIcon } from '../ui/icons.tsx'
import { focusNeighbour } from '../ui/kept-focus.ts'
import { useStore } from '../ui/store.ts'
import { percentText } from '../ui/wording.ts'
import type { ImportItem } from './import-queue.ts'
import { importWords } from './import-words.ts'

/** A finished import is taken off the list when its document has been in the library this long. */
const lingerMs = 4_000

function ImportRow({ item }: { readonly item: ImportItem }) {
  const { imports } = useLectern()
  const { t, locale } = useWords()
  const { id, name, state, done } = item
  const over = state === 'done' || state === 'failed' || state === 'cancelled'
  const [held, setHeld] = useState(false)
  useEffect(() => {
    // A row that has the focus stays: the focus would go with it.
    if (held || (state !== 'done' && state !== 'cancelled')) return
    const timer = setTimeout(() => imports.dismiss(id), lingerMs)
    return () => clearTimeout(timer)
  }, [held, id, imports, state])
  return (
    // Not a control: it only stays while somebody is there.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <li className={`import import-${state}`} onFocus={() => setHeld(true)} onBlur={() => setHeld(false)}>
      <div className="import-text">
        <bdi className="import-name">{name}</bdi>
        {state === 'failed' && <p className="import-error">{errorText(t, item.error)}</p>}
        {state === 'done' && <p>{t(item.known ? 'import.known' : 'import.done')}</p>}
        {state === 'cancelled' && <p>{t(item.readable ? 'import.cancelled' : 'error.cancelled')}</p>}
        {state === 'password' && <p>{t('error.password-needed')}</p>}
        {(state === 'running' || state === 'waiting') && (
          <p>{state === 'waiting' ? t('import.waiting') : percentText(done, locale)}</p>
        )}
        {state === 'running' && <progress value={done} max={1} aria-label={t('import.progress', { name })} />}
      </div>
      <button
        type="button"
        className={over ? 'icon-button' : 'button button-small'}
        aria-label={over ? t('import.dismiss', { name }) : t('import.cancelOf', { name })}
        onClick={({ currentTarget }) => {
          if (!over) return imports.cancel(id)
          const goOn = focusNeighbour(currentTarget)
          imports.dismiss(id)
          requestAnimationFrame(goOn)
        }}
      >
        {over ? <CloseIcon /> : t('action.cancel')}
      </button>
    </li>
  )
}

export function ImportList() {
  const { imports } = useLectern()
  const { t } = useWords()
  const items = useStore(imports.items)
  if (items.length === 0) return null
  return (
    <section className="imports" aria-label={t('import.list')}>
      <ul>
        {items.map((item) => (
          <ImportRow key={item.id} item={item} />
        ))}
      </ul>
    </section>
  )
}

/** Says how imports go, on every view. */
export function useImportAnnouncements(): void {
  const { imports, announcer, report } = useLectern()
  const { announceProgress } = useSettings()
  const { t } = useWords()
  useEffect(() => {
    const words = importWords(t)
    return imports.listen({
      changed: (item, before) => {
        if (item.state === 'failed' && before.state !== 'failed') report(item.error, item.name)
        const word = words.changed(item, before, imports.items.get())
        if (word && (announceProgress || word.asked))
          announcer.say(word.text, { kind: word.asked ? 'answer' : 'event' })
      },
    })
  }, [announceProgress, announcer, imports, report, t])
}
