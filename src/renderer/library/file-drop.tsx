/** Files dropped anywhere in the window are imported; one file alone is opened as soon as it can be read. */
import { useEffect, useState } from 'react'
import { useLectern, useWords } from '../app/context.tsx'
import { droppedFiles } from './dropped-files.ts'
import { useImportAnnouncements } from './import-list.tsx'

const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false

export function FileDrop() {
  const { imports, router, announcer, toasts, report } = useLectern()
  const { t } = useWords()
  const [over, setOver] = useState(false)
  useImportAnnouncements()

  useEffect(
    () =>
      imports.listen({
        readable: (item, single) => {
          if (single && item.document && router.get().view === 'library')
            router.go({ view: 'reading', document: item.document })
        },
      }),
    [imports, router],
  )

  useEffect(() => {
    let depth = 0 // dragenter and dragleave come for every element on the way
    const enter = (event: DragEvent) => {
      if (!hasFiles(event)) return
      depth++
      setOver(true)
    }
    const leave = () => {
      depth = Math.max(0, depth - 1)
      if (depth === 0) setOver(false)
    }
    const allow = (event: DragEvent) => {
      if (hasFiles(event)) event.preventDefault()
    }
    const drop = (event: DragEvent) => {
      depth = 0
      setOver(false)
      if (!hasFiles(event)) return
      event.preventDefault()
      router.go({ view: 'library' })
      if (!event.dataTransfer) return
      droppedFiles(event.dataTransfer).then((files) => {
        imports.add(files)
        if (files.length > 0) return
        announcer.alert(t('library.dropEmpty'))
        toasts.show({ kind: 'error', text: t('library.dropEmpty') })
      }, report)
    }
    window.addEventListener('dragenter', enter)
    window.addEventListener('dragleave', leave)
    window.addEventListener('dragover', allow)
    window.addEventListener('drop', drop)
    return () => {
      window.removeEventListener('dragenter', enter)
      window.removeEventListener('dragleave', leave)
      window.removeEventListener('dragover', allow)
      window.removeEventListener('drop', drop)
    }
  }, [announcer, imports, report, router, t, toasts])

  return over ? (
    <div className="drop-target" aria-hidden="true">
      <p>{t('library.drop')}</p>
    </div>
  ) : null
}
