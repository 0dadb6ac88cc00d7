/** The microphone's level as a bar, for eyes, and as a meter, for screen readers that ask. */
import { useWords } from '../app/context.tsx'
import type { HearingLevel } from './hearing-types.ts'

/** What the meter shows, in dBFS: a quiet room to the loudest there is. */
const meterFloor = -70

export function LevelMeterView({ level }: { readonly level: HearingLevel }) {
  const { t, locale } = useWords()
  const share = Math.max(0, Math.min(1, 1 - level.speech / meterFloor))
  const shown = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }).format(level.speech)
  return (
    <div
      className="hearing-level"
      role="meter"
      aria-label={t('hearing.level')}
      aria-valuemin={meterFloor}
      aria-valuemax={0}
      aria-valuenow={Math.round(Math.max(meterFloor, level.speech))}
      aria-valuetext={t('hearing.level.value', { level: shown })}
    >
      <span style={{ transform: `scaleX(${share})` }} />
    </div>
  )
}
