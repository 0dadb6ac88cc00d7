/** Says how exports go, on every view: what came to an end, and little else. */
import { useEffect } from 'react'
import { useLectern, useWords } from '../app/context.tsx'
import { exportError } from './export-list.tsx'
import { saveAll } from './save-files.ts'

export function useExportAnnouncements(): void {
  const { exports, announcer, toasts, client, report } = useLectern()
  const { t } = useWords()
  useEffect(
    () =>
      exports.listen({
        changed: (job, before) => {
          const { title, state, done } = job
          if (state === 'failed' && before?.state !== 'failed') report(exportError(job), title)
          if (state === 'done' && before && before.state !== 'done') {
            const text = t('export.ready', { title })
            const save = () => void saveAll(client, job).catch(report)
            toasts.show({ text, kind: 'info', action: { label: t('export.save'), run: save } })
            announcer.say(text, { kind: 'event' })
          }
          if (before && before.done < 0.5 && done >= 0.5 && state === 'running')
            announcer.say(t('export.half', { title }), { kind: 'detail' })
        },
      }),
    [announcer, client, exports, report, t, toasts],
  )
}
