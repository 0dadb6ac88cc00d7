/** The exports there are: how far each has come, and what can be done with it. */
import { useId, useState } from 'react'
import type { ExportJob } from '../../contract/export.ts'
import { AppError, type ErrorCode } from '../../rpc/failure.ts'
import { useLectern, useWords } from '../app/context.tsx'
import { errorText } from '../ui/errors.ts'
import { focusNeighbour } from '../ui/kept-focus.ts'
import { useStore } from '../ui/store.ts'
import { durationText, percentText, sizeText } from '../ui/wording.ts'
import { saveAll, saveFile } from './save-files.ts'

export const exportError = ({ failure }: ExportJob): AppError | undefined =>
  failure &&
  new AppError(failure.code as ErrorCode, failure.message, {
    data: failure.data,
    ...(failure.reason === undefined ? {} : { reason: failure.reason }),
  })

function Facts({ job }: { readonly job: ExportJob }) {
  const { t, locale } = useWords()
  const { state, done, seconds, left, pace, bytes, format } = job
  const error = exportError(job)
  if (state === 'failed') return <p className="import-error">{errorText(t, error)}</p>
  const share = percentText(done, locale)
  const text = {
    waiting: t('export.waiting'),
    running: left === undefined ? share : t('export.running', { share, left: durationText(left, locale) }),
    paused: t('export.paused', { share }),
    done: t('export.done', { time: durationText(seconds, locale), size: sizeText(bytes, locale) }),
  }[state]
  return (
    <p>
      {t(`export.format.${format}`)} · {text}
      {pace !== undefined && ` · ${t('export.pace', { count: Math.round(pace) })}`}
    </p>
  )
}

function ExportRow({ job }: { readonly job: ExportJob }) {
  const { client, report, announcer } = useLectern()
  const { t } = useWords()
  const [saving, setSaving] = useState(false)
  const { id, title, state, made, done } = job
  const name = { title }
  const call = (method: 'export.pause' | 'export.resume') => void client.call(method, { id }).catch(report)
  const save = async (what: () => Promise<unknown>) => {
    setSaving(true)
    try {
      await what()
      announcer.say(t('export.saved', name), { asked: true })
    } catch (error) {
      report(error)
    } finally {
      setSaving(false)
    }
  }
  const over = state === 'done' || state === 'failed'
  return (
    <li className={`import import-${state}`}>
      <div className="import-text">
        <bdi className="import-name">{title}</bdi>
        <Facts job={job} />
        {(state === 'running' || state === 'paused') && (
          <progress value={done} max={1} aria-label={t('export.progress', name)} />
        )}
        {made.length > 1 && (
          <details className="export-files">
            <summary>{t('export.files', { count: made.length })}</summary>
            <ul>
              {made.map((file) => (
                <li key={file.name}>
                  <button
                    type="button"
                    className="button button-small"
                    disabled={saving}
                    aria-label={t('export.saveOf', { title: file.name })}
                    onClick={() => void save(() => saveFile(client, id, file))}
                  >
                    <bdi>{file.name}</bdi>
                  </button>
                </li>
              ))}
            </ul>
          </details>
        )}
      </div>
      <div className="export-actions">
        {state === 'done' && (
          <button
            type="button"
            className="button button-small button-primary"
            disabled={saving}
            aria-label={t('export.saveOf', name)}
            onClick={() => void save(() => saveAll(client, job))}
          >
            {t(made.length > 1 ? 'export.saveAll' : 'export.save')}
          </button>
        )}
        {(state === 'running' || state === 'waiting') && (
          <button
            type="button"
            className="button button-small"
            aria-label={t('export.pauseOf', name)}
            onClick={() => call('export.pause')}
          >
            {t('export.pause')}
          </button>
        )}
        {(state === 'paused' || state === 'failed') && (
          <button
            type="button"
            className="button button-small"
            aria-label={t('export.resumeOf', name)}
            onClick={() => call('export.resume')}
          >
            {t('export.resume')}
          </button>
        )}
        <button
          type="button"
          className="button button-small"
          aria-label={t(over ? 'export.removeOf' : 'export.cancelOf', name)}
          onClick={({ currentTarget }) => {
            const goOn = focusNeighbour(currentTarget)
            client.call('export.remove', { id }).then(() => requestAnimationFrame(goOn), report)
          }}
        >
          {t(over ? 'export.remove' : 'action.cancel')}
        </button>
      </div>
    </li>
  )
}

export function ExportList() {
  const { exports } = useLectern()
  const { t } = useWords()
  const label = useId()
  const jobs = useStore(exports.jobs)
  if (jobs.length === 0) return null
  return (
    <section className="imports" aria-labelledby={label}>
      <h2 id={label} className="exports-title">
        {t('export.list')}
      </h2>
      <ul>
        {jobs.map((job) => (
          <ExportRow key={job.id} job={job} />
        ))}
      </ul>
    </section>
  )
}
