/** Takes the document along: what kind of file, how much of it, how fast; what that comes to; and what is at work. */
import { type FormEvent, useEffect, useState } from 'react'
import type { OpenDocument } from '../../contract/app.ts'
import type { CommandArgs } from '../../contract/commands.ts'
import {
  type ExportEstimate,
  type ExportFormat,
  exportFormat,
  exportRequest,
  type ExportRequest,
} from '../../contract/export.ts'
import { speedRange } from '../../contract/settings.ts'
import { useLectern, useSession, useSettings, useWords } from '../app/context.tsx'
import { RangeField, SelectField } from '../settings/fields.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { durationText, sizeText, speedText } from '../ui/wording.ts'
import { type ExportExtent, exportExtents, type ExportReading, exportReadings } from './export-choices.ts'
import { ExportList } from './export-list.tsx'

export interface ExportDialogProps {
  readonly opened: OpenDocument
  /** What the command was told. */
  readonly wish: NonNullable<CommandArgs<'export_audio'>>
  readonly onClose: () => void
}

/** A slider that is dragged asks only where it stops, in milliseconds. */
const settleMs = 300

export function ExportDialog({ opened, wish, onClose }: ExportDialogProps) {
  const { client, report, announcer } = useLectern()
  const { t, locale } = useWords()
  const { readingMode } = useSettings()
  const present = useSession((state) => state.speed)
  const block = useSession((state) => state.place?.block) ?? 0
  const document = opened.summary.id
  const [format, setFormat] = useState<ExportFormat>(wish.format ?? 'opus')
  const [extent, setExtent] = useState<ExportExtent>(wish.unit === 'chapter' ? 'chapter' : 'whole')
  const [speed, setSpeed] = useState(wish.speed ?? present)
  const [reading, setReading] = useState<ExportReading>('present')
  const [subtitles, setSubtitles] = useState<ExportRequest['subtitles']>('none')
  const [estimate, setEstimate] = useState<ExportEstimate>()
  const sound = format !== 'epub'

  const request = {
    document,
    format,
    files: extent === 'chapters' && sound ? ('chapters' as const) : ('whole' as const),
    subtitles: sound ? subtitles : ('none' as const),
    speed,
    ...(extent === 'chapter' ? { chapter: { block } } : {}),
    ...(reading === 'full' ? { listening: { mode: 'full' as const } } : {}),
    ...(reading === 'everything' ? { listening: { mode: 'full' as const, everything: true } } : {}),
  }
  const asked = JSON.stringify(request)
  useEffect(() => {
    const abort = new AbortController()
    const timer = setTimeout(() => {
      const wished = JSON.parse(asked) as typeof request
      client.call('export.estimate', wished, abort.signal).then(setEstimate, () => setEstimate(undefined))
    }, settleMs)
    return () => {
      clearTimeout(timer)
      abort.abort()
    }
  }, [asked, client])

  const begin = (event: FormEvent) => {
    event.preventDefault()
    client
      .call('export.start', request)
      .then(() => announcer.say(t('export.begun', { title: opened.metadata.title }), { asked: true }), report)
  }
  const extentsNow = sound ? exportExtents : exportExtents.filter((each) => each !== 'chapters')
  const readingsNow =
    readingMode === 'full' ? exportReadings.filter((each) => each !== 'full') : exportReadings
  const short = estimate?.space !== undefined && estimate.bytes > estimate.space

  return (
    <Dialog title={t('export.title')} onClose={onClose}>
      <form onSubmit={begin}>
        <SelectField
          label={t('export.format')}
          value={format}
          choices={exportFormat.options.map((value) => ({ value, label: t(`export.format.${value}`) }))}
          onChange={setFormat}
        />
        <p className="hint">{t(`export.about.${format}`)}</p>
        <SelectField
          label={t('export.extent')}
          value={sound || extent !== 'chapters' ? extent : 'whole'}
          choices={extentsNow.map((value) => ({ value, label: t(`export.extent.${value}`) }))}
          onChange={setExtent}
        />
        <SelectField
          label={t('export.reading')}
          value={reading}
          choices={readingsNow.map((value) => ({
            value,
            label:
              value === 'present'
                ? t('export.reading.present', { mode: t(`mode.${readingMode}`) })
                : t(`export.reading.${value}`),
          }))}
          onChange={setReading}
        />
        <RangeField
          label={t('export.speed')}
          value={speed}
          min={speedRange.min}
          max={speedRange.max}
          step={speedRange.step}
          shown={speedText(speed, locale)}
          onChange={setSpeed}
        />
        {sound && (
          <SelectField
            label={t('export.subtitles')}
            value={subtitles}
            choices={exportRequest.shape.subtitles
              .unwrap()
              .options.map((value) => ({ value, label: t(`export.subtitles.${value}`) }))}
            onChange={setSubtitles}
          />
        )}
        <p className="export-estimate" aria-live="polite">
          {estimate
            ? t('export.estimate', {
                time: durationText(estimate.seconds, locale),
                size: sizeText(estimate.bytes, locale),
                work: durationText(estimate.work, locale),
              })
            : t('export.estimating')}
        </p>
        {short && (
          <p className="problem">{t('export.short', { size: sizeText(estimate.space ?? 0, locale) })}</p>
        )}
        <div className="dialog-actions">
          <button type="submit" className="button button-primary">
            {t('export.begin')}
          </button>
        </div>
      </form>
      <ExportList />
    </Dialog>
  )
}
