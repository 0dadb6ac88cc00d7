/** One pack in the settings: what it is, what it needs, how far it has come, and what can be done with it. */
import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import type { PackStatus } from '../../contract/packs.ts'
import { useWords } from '../app/context.tsx'
import type { MessageKey } from '../ui/catalogue.ts'
import { sizeText } from '../ui/wording.ts'
import { LicenceText } from './licence-text.tsx'
import { aboutText, languagesText, problemText, progressText } from './pack-words.ts'
import { type PackActions, usePackActions } from './use-pack-actions.ts'

/** Gives the focus to `button` when the control that had it was taken out of the row. */
function useKeptFocus(): {
  readonly row: React.RefObject<HTMLLIElement | null>
  readonly button: React.RefObject<HTMLButtonElement | null>
} {
  const row = useRef<HTMLLIElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const focused = useRef<Element | null>(null)
  useEffect(() => {
    if (!focused.current || focused.current.isConnected) return
    focused.current = null
    if (document.activeElement === document.body) button.current?.focus()
  })
  useEffect(() => {
    const element = row.current
    if (!element) return
    const note = ({ target }: FocusEvent) => {
      focused.current = target instanceof Element ? target : null
    }
    // What is taken out of the page loses the focus to nothing.
    const forget = ({ relatedTarget }: FocusEvent) => {
      if (relatedTarget !== null) focused.current = null
    }
    element.addEventListener('focusin', note)
    element.addEventListener('focusout', forget)
    return () => {
      element.removeEventListener('focusin', note)
      element.removeEventListener('focusout', forget)
    }
  }, [])
  return { row, button }
}

interface MainAction {
  readonly label: MessageKey
  readonly named: MessageKey
  readonly run: () => void
}

/** What is wanted most in each state; one button, so that the focus stays on it from the offer to the end. */
function mainAction(pack: PackStatus, actions: PackActions, check: () => void): MainAction {
  const { id } = pack.entry
  const go = () => actions.install(pack)
  switch (pack.state) {
    case 'absent':
      return { label: 'packs.install', named: 'packs.installNamed', run: go }
    case 'installing':
      return { label: 'packs.pause', named: 'packs.pauseNamed', run: () => actions.pause(id) }
    case 'paused':
    case 'failed': // the user has agreed already
      return { label: 'packs.goOn', named: 'packs.goOnNamed', run: () => void actions.fetch(id) }
    case 'damaged':
      return { label: 'packs.again', named: 'packs.againNamed', run: () => void actions.fetch(id) }
    case 'installed':
      return { label: 'packs.check', named: 'packs.checkNamed', run: check }
    default:
      return pack.state satisfies never
  }
}

function Sign({ children }: { readonly children: ReactNode }) {
  return <span className="pack-sign">{children}</span>
}

function Facts({ pack }: { readonly pack: PackStatus }) {
  const words = useWords()
  const { t, locale } = words
  const { entry, state, fits, downloadBytes } = pack
  const size = (bytes: number) => sizeText(bytes, locale)
  const needs = { disk: size(entry.diskBytes), memory: size(entry.memoryBytes) }
  const here = state === 'installed' || state === 'damaged'
  return (
    <ul className="pack-facts hint">
      <li>{t('packs.languages', { languages: languagesText(entry, words) })}</li>
      {!entry.embedded && (
        <li>
          {here
            ? t('packs.sizes.here', needs)
            : t('packs.sizes', { ...needs, download: size(downloadBytes) })}
        </li>
      )}
      {!here && fits && entry.runs && <li>{t(`packs.fits.${fits}`)}</li>}
      {entry.wordErrorPercent !== undefined && (
        <li>{t('packs.errorRate', { count: Math.round(entry.wordErrorPercent) })}</li>
      )}
      {entry.experimental && <li>{t('packs.experimental')}</li>}
      {!entry.embedded && <li>{t(entry.verified ? 'packs.verified' : 'packs.unverified')}</li>}
      <li>
        <LicenceText entry={entry} />
      </li>
    </ul>
  )
}

export function PackRow({ pack }: { readonly pack: PackStatus }) {
  const words = useWords()
  const { t } = words
  const actions = usePackActions()
  const { row, button } = useKeptFocus()
  const [checking, setChecking] = useState(false)
  const facts = useId()
  const { entry, state, progress, offered } = pack
  const { id, name, embedded, runs } = entry
  const check = () => {
    if (checking) return
    setChecking(true)
    void actions.check(pack).finally(() => setChecking(false))
  }
  const main = mainAction(pack, actions, check)
  const begun = state === 'installing' || state === 'paused' || state === 'failed'
  const share = progress?.total ? Math.min(1, progress.bytes / progress.total) : undefined
  const problem = problemText(pack, words)
  return (
    <li ref={row} className={`pack pack-${state}`} data-pack={id}>
      <h4 tabIndex={-1}>
        <bdi>{name}</bdi>
      </h4>
      <p className="pack-signs">
        {embedded ? (
          <Sign>{t('packs.embedded')}</Sign>
        ) : state === 'absent' ? (
          offered && <Sign>{t('packs.offered')}</Sign>
        ) : (
          <Sign>{t(`packs.state.${state}`)}</Sign>
        )}
      </p>
      <p>{aboutText(entry, words)}</p>
      <div id={facts}>
        <Facts pack={pack} />
      </div>
      {problem !== '' && <p className="pack-problem">{problem}</p>}
      {state === 'installing' && progress && (
        <div className="pack-progress">
          <progress
            {...(share === undefined ? {} : { value: share })}
            max={1}
            aria-label={t('packs.progress', { name })}
          />
          <p>{progressText(progress, words)}</p>
        </div>
      )}
      {checking && <p>{t('packs.stage.checking')}</p>}
      {!runs && <p className="pack-problem">{t('error.pack-not-run', { name })}</p>}
      {!embedded && (runs || state !== 'absent') && (
        <div className="mark-actions">
          <button
            ref={button}
            type="button"
            className={`button button-small${state === 'absent' && offered ? ' button-primary' : ''}`}
            aria-label={t(main.named, { name })}
            aria-describedby={state === 'absent' ? facts : undefined}
            onClick={main.run}
          >
            {t(main.label)}
          </button>
          {begun && (
            <button
              type="button"
              className="button button-small"
              aria-label={t('packs.cancelNamed', { name })}
              onClick={() => actions.cancel(id)}
            >
              {t('action.cancel')}
            </button>
          )}
          {(state === 'installed' || state === 'damaged') && (
            <button
              type="button"
              className="button button-small"
              aria-label={t('packs.removeNamed', { name })}
              onClick={() => actions.remove(id)}
            >
              {t('packs.remove')}
            </button>
          )}
        </div>
      )}
    </li>
  )
}
