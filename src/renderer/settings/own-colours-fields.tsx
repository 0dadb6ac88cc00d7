/** Three colours of the user's own, with their contrast in figures and in words. */
import { useId } from 'react'
import { useLectern, useSettings, useWords } from '../app/context.tsx'
import { contrast } from './contrast.ts'
import { type OwnColours } from './own-theme.ts'
import { themeNames, themes } from './themes.ts'

/** Text needs 4.5:1 and large text 3:1 (WCAG 2.2, 1.4.3). */
const forText = 4.5
const forLargeText = 3

type Verdict = 'good' | 'low' | 'bad'

/** How well text in one colour can be read on the other. */
export function verdict(ratio: number): Verdict {
  if (ratio >= forText) return 'good'
  return ratio >= forLargeText ? 'low' : 'bad'
}

function ContrastLine({ of, ratio }: { readonly of: 'text' | 'accent'; readonly ratio: number }) {
  const { t, locale } = useWords()
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 })
  const judged = verdict(ratio)
  return (
    <p className={judged === 'good' ? 'contrast' : 'contrast contrast-warning'}>
      <strong>{t(`settings.contrast.of.${of}`, { ratio: `${number.format(ratio)}:1` })}</strong>{' '}
      {t(`settings.contrast.${judged}`)}
    </p>
  )
}

interface ColourFieldProps {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
}

function ColourField({ label, value, onChange }: ColourFieldProps) {
  const id = useId()
  return (
    <div className="field colour-field">
      <label htmlFor={id}>{label}</label>
      <input id={id} type="color" value={value} onChange={({ target }) => onChange(target.value)} />
    </div>
  )
}

const parts = ['page', 'text', 'accent'] as const satisfies readonly (keyof OwnColours)[]

export function OwnColoursFields() {
  const { settings, announcer } = useLectern()
  const { ownColours } = useSettings()
  const { t } = useWords()
  const change = (part: keyof OwnColours, value: string) =>
    settings.change({ ownColours: { ...ownColours, [part]: value } })
  /** Begins from a theme of ours, so that one colour can be changed at a time. */
  const begin = (name: (typeof themeNames)[number]) => {
    const { page, text, accent } = themes[name]
    settings.changeUndoably({ ownColours: { page, text, accent } }, t('settings.ownColours.begun'))
    announcer.say(t('settings.ownColours.begun'), { asked: true })
  }
  return (
    <fieldset className="own-colours">
      <legend>{t('settings.ownColours')}</legend>
      <div className="field-row">
        {parts.map((part) => (
          <ColourField
            key={part}
            label={t(`settings.ownColours.${part}`)}
            value={ownColours[part]}
            onChange={(value) => change(part, value)}
          />
        ))}
      </div>
      <div role="status">
        <ContrastLine of="text" ratio={contrast(ownColours.text, ownColours.page)} />
        <ContrastLine of="accent" ratio={contrast(ownColours.accent, ownColours.page)} />
      </div>
      <p className="hint">{t('settings.ownColours.hint')}</p>
      <div className="choices">
        {themeNames.map((name) => (
          <button key={name} type="button" className="button button-small" onClick={() => begin(name)}>
            {t('settings.ownColours.beginWith', { theme: t(`settings.theme.${name}`) })}
          </button>
        ))}
      </div>
    </fieldset>
  )
}
