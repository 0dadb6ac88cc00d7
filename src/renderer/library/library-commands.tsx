/** What can be done with the library from every view: add, open, list, search and remove documents. */
import { useEffect, useRef } from 'react'
import type { DocumentSummary } from '../../contract/app.ts'
import { documentEndings } from '../../contract/document.ts'
import { AppError } from '../../rpc/failure.ts'
import { useCommands, useLectern, useWords } from '../app/context.tsx'
import { useStore } from '../ui/store.ts'
import { bestMatches, foldText } from '../ui/word-match.ts'
import { listText } from '../ui/wording.ts'
import { useRemoveDocument } from './use-remove-document.ts'

/** What the file chooser offers; other files can be chosen too and are sniffed by their bytes. */
const accept = [...documentEndings, 'application/epub+zip', 'application/pdf'].join(',')
/** So many titles are said; more are only counted. */
const titlesSaid = 5

export function LibraryCommands() {
  const { client, router, announcer, bus, imports, undo, report, shelf } = useLectern()
  const { t, locale } = useWords()
  const route = useStore(router)
  const remove = useRemoveDocument()
  const chooser = useRef<HTMLInputElement>(null)

  // What has been added can be taken out again, like everything that changes.
  useEffect(
    () =>
      imports.listen({
        changed: ({ document, known, name }, before) => {
          if (document === undefined || before.document !== undefined || known) return
          undo.push({
            label: t('library.added', { title: name }),
            // One undo too many must not take away the book that somebody is reading.
            can: () => {
              const shown = router.get()
              return shown.view !== 'reading' || shown.document !== document
            },
            undo: async () => {
              await client.call('library.cancel', { document })
              await client.call('library.remove', { document })
              shelf.update((count) => count + 1)
            },
            redo: async () => {
              await client.call('library.restore', { document })
              shelf.update((count) => count + 1)
            },
          })
        },
      }),
    [client, imports, router, shelf, t, undo],
  )

  useEffect(() => undo.changed(), [undo, route])

  const search = (text: string) => router.go({ view: 'library', search: text })
  const find = async (title: string): Promise<readonly DocumentSummary[]> => {
    const all = await client.call('library.list', {})
    const same = all.filter((summary) => foldText(summary.title) === foldText(title))
    if (same.length > 0) return same
    const named = ({ title: own, authors }: DocumentSummary) => [own, ...authors].join(' ')
    const found = bestMatches(all, title, named)
    if (found.length > 0) return found
    throw new AppError('not-found', `There is no document “${title}”.`, {
      reason: 'no-such-document',
      data: { title },
    })
  }
  const open = async (title: string) => {
    const [first, second] = await find(title)
    // Several fit: the library shows them all.
    if (second || !first) search(title)
    else router.go({ view: 'reading', document: first.id })
  }
  const list = async (filter: string) => {
    search(filter)
    const all = await client.call('library.list', {})
    const found = filter === '' ? all : bestMatches(all, filter, ({ title }) => title)
    const titles = listText(
      found.slice(0, titlesSaid).map(({ title }) => title),
      locale,
    )
    announcer.say(`${t('library.count', { count: found.length })} ${titles}`, { asked: true })
  }
  const removeOne = async (title: string | undefined) => {
    if (title !== undefined) {
      const [first, second] = await find(title)
      if (second) search(title)
      else if (first) {
        // A document that is being read does not stay on the screen when it is gone from the library.
        if (route.view === 'reading' && route.document === first.id) router.go({ view: 'library' })
        await remove(first)
      }
      return
    }
    if (route.view !== 'reading') return bus.ask('remove_document')
    const { summary } = await client.call('document.open', { document: route.document })
    router.go({ view: 'library' })
    await remove(summary)
  }

  useCommands({
    import_document: () => chooser.current?.click(),
    search_library: (args) => search(args?.text ?? ''),
    open_document: (args) => (args ? void open(args.title).catch(report) : bus.ask('open_document')),
    list_documents: (args) => void list(args?.filter ?? '').catch(report),
    remove_document: (args) => void removeOne(args?.title).catch(report),
  })

  return (
    <input
      ref={chooser}
      type="file"
      multiple
      accept={accept}
      hidden
      onChange={({ target }) => {
        imports.add([...(target.files ?? [])])
        target.value = '' // so that the same file can be chosen again
      }}
      aria-label={t('library.import')}
      data-testid="file-chooser"
    />
  )
}
