/**
 * How much is read: all, a gist, the headings, or first words; and how long the gist is. On screen as soon as anything
 * but all is read, so that nobody takes a part for the whole.
 */
import { useId, useRef, useState } from 'react'
import { type GistLength, gistRange, readingMode } from '../../contract/listening.ts'
import { useLectern, useSettings, useWords } from '../app/context.tsx'
import { CloseIcon } from '../ui/icons.tsx'
import { durationText, percentText } from '../ui/wording.ts'
import { type Amounts, useAmounts, useModeCommands } from './use-mode.ts'

const minutesRange = { min: 1, max: 30, step: 1 } as const
/** Where the other unit begins when it is chosen first. */
const usualPercent = 30
const usualMinutes = 3

export interface ModeBarProps {
  readonly document: string
  /** Blocks that have been imported. */
  readonly blockCount: number
}

export function ModeBar({ document, blockCount }: ModeBarProps) {
  const { settings } = useLectern()
  const { t } = useWords()
  const { readingMode: mode } = useSettings()
  const [open, setOpen] = useState(false)
  const choice = useRef<HTMLFieldSetElement>(null)
  useModeCommands(() => {
    setOpen(true)
    requestAnimationFrame(() => choice.current?.querySelector<HTMLInputElement>('input:checked')?.focus())
  })
  if (!open && mode === 'full') return null
  return (
    <section className="mode-bar" aria-label={t('mode.label')}>
      <fieldset className="mode-choice" ref={choice}>
        <legend className="visually-hidden">{t('mode.label')}</legend>
        {readingMode.options.map((each) => (
          <label key={each} className="mode-option">
            <input
              type="radio"
              name="reading-mode"
              checked={each === mode}
              onChange={() => settings.change({ readingMode: each })}
            />
            <span>{t(`mode.${each}`)}</span>
          </label>
        ))}
      </fieldset>
      {mode === 'gist' && <GistLengthFields />}
      <AmountText document={document} blockCount={blockCount} />
      <button
        type="button"
        className="icon-button"
        aria-label={t(mode === 'full' ? 'mode.close' : 'mode.readAll')}
        title={t(mode === 'full' ? 'mode.close' : 'mode.readAll')}
        onClick={() => {
          settings.change({ readingMode: 'full' })
          setOpen(false)
        }}
      >
        <CloseIcon />
      </button>
    </section>
  )
}

function GistLengthFields() {
  const { settings } = useLectern()
  const { t, locale } = useWords()
  const { gist } = useSettings()
  const unit = useId()
  const slider = useId()
  const change = (length: GistLength) => settings.change({ gist: length })
  const byShare = 'percent' in gist
  const range = byShare ? gistRange : minutesRange
  const value = byShare ? gist.percent : Math.min(minutesRange.max, Math.max(minutesRange.min, gist.minutes))
  const shown = byShare
    ? t('mode.ofWords', { share: percentText(gist.percent / 100, locale) })
    : t('mode.aChapter', { time: durationText(gist.minutes * 60, locale) })
  return (
    <div className="mode-length">
      <label htmlFor={unit} className="visually-hidden">
        {t('mode.unit')}
      </label>
      <select
        id={unit}
        value={byShare ? 'percent' : 'minutes'}
        onChange={({ target }) =>
          change(target.value === 'percent' ? { percent: usualPercent } : { minutes: usualMinutes })
        }
      >
        <option value="percent">{t('mode.byShare')}</option>
        <option value="minutes">{t('mode.byMinutes')}</option>
      </select>
      <div className="mode-slider">
        <label htmlFor={slider}>
          <span className="visually-hidden">{t('field.gist')} </span>
          <span aria-hidden="true">{shown}</span>
        </label>
        <input
          id={slider}
          type="range"
          min={range.min}
          max={range.max}
          step={range.step}
          value={value}
          aria-valuetext={shown}
          onChange={({ target }) =>
            change(byShare ? { percent: Number(target.value) } : { minutes: Number(target.value) })
          }
        />
      </div>
    </div>
  )
}

/** Round figures: it says "about". */
const rounded = (words: number): number => (words < 100 ? Math.round(words) : Math.round(words / 10) * 10)
/** A chapter of fewer words has no share to speak of. */
const shortChapter = 200

function AmountText({ document, blockCount }: ModeBarProps) {
  const { t, locale } = useWords()
  const { speed } = useSettings()
  const amounts = useAmounts(document, blockCount)
  if (!amounts) return <p className="mode-amount" />
  const line = (key: 'mode.amount' | 'mode.amountChapter', part: Amounts['document']): string => {
    const words = new Intl.NumberFormat(locale)
    const time = durationText(part.seconds / speed, locale)
    return t(key, {
      read: words.format(rounded(part.wordsRead)),
      words: words.format(rounded(part.words)),
      time,
    })
  }
  const { chapter, document: whole } = amounts
  const parted = chapter.words >= shortChapter && chapter.words < whole.words
  return (
    <p className="mode-amount">
      <span>{line('mode.amount', whole)}</span>
      {parted && <span> {line('mode.amountChapter', chapter)}</span>}
    </p>
  )
}
