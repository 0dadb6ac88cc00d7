/** Takes entries from a file and puts them all into one. */
import { type ChangeEvent, useRef, useState } from 'react'
import { readLexicon, writeLexiconJson, writeLexiconTable } from '../../contract/lexicon-file.ts'
import type { LexiconEntry } from '../../contract/listening.ts'
import { useSettings, useWords } from '../app/context.tsx'
import { useSaveFile } from '../app/use-save-file.ts'
import { mostEntries, withImported } from '../speech/lexicon-edits.ts'

const largestFile = 16 * 2 ** 20
const mostNamed = 20

/** Old dictionaries are in UTF-16 or in the Windows code page of Western Europe. */
function decoded(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

interface Result {
  readonly text: string
  readonly refused: readonly string[]
}

export interface LexiconFilesProps {
  readonly onChange: (lexicon: LexiconEntry[], label: string) => void
}

export function LexiconFiles({ onChange }: LexiconFilesProps) {
  const { lexicon } = useSettings()
  const { t, locale } = useWords()
  const [result, setResult] = useState<Result>()
  const chooser = useRef<HTMLInputElement>(null)
  const number = new Intl.NumberFormat(locale)

  const take = async ({ target }: ChangeEvent<HTMLInputElement>) => {
    const [file] = target.files ?? []
    target.value = '' // the same file may be chosen again
    if (!file) return
    if (file.size > largestFile) return setResult({ text: t('lexicon.tooLarge'), refused: [] })
    const { entries, refused } = readLexicon(decoded(new Uint8Array(await file.arrayBuffer())))
    const { lexicon: next, added, replaced, left } = withImported(lexicon, entries)
    const parts =
      added + replaced === 0
        ? [t('lexicon.importedNone')]
        : [
            t('lexicon.imported', {
              count: added + replaced,
              total: number.format(added + replaced),
            }),
          ]
    if (replaced > 0) parts.push(t('lexicon.replaced', { count: replaced, total: number.format(replaced) }))
    if (left > 0)
      parts.push(t('lexicon.full', { left: number.format(left), most: number.format(mostEntries) }))
    const named = refused
      .slice(0, mostNamed)
      .map(({ what, why }) => `${what}: ${t(`lexicon.refused.${why}`)}`)
    if (refused.length > mostNamed)
      named.push(t('lexicon.refusedMore', { count: refused.length - mostNamed }))
    setResult({ text: parts.join(' '), refused: named })
    if (added + replaced > 0) onChange(next, parts[0] ?? '')
  }
  const saveFile = useSaveFile()
  const save = (name: string, text: string, type: string) => saveFile(name, new Blob([text], { type }))

  return (
    <>
      <div className="choices">
        <button type="button" className="button" onClick={() => chooser.current?.click()}>
          {t('lexicon.import')}
        </button>
        <input
          ref={chooser}
          type="file"
          hidden
          accept=".json,.csv,.tsv,.txt,.pls,.xml,.dic,application/json,text/csv,text/tab-separated-values,text/plain"
          data-testid="lexicon-chooser"
          aria-hidden="true"
          tabIndex={-1}
          onChange={(event) => void take(event)}
        />
        <button
          type="button"
          className="button"
          disabled={lexicon.length === 0}
          onClick={() => save('lectern-pronunciations.json', writeLexiconJson(lexicon), 'application/json')}
        >
          {t('lexicon.exportJson')}
        </button>
        <button
          type="button"
          className="button"
          disabled={lexicon.length === 0}
          onClick={() => save('lectern-pronunciations.csv', writeLexiconTable(lexicon, ','), 'text/csv')}
        >
          {t('lexicon.exportTable')}
        </button>
      </div>
      <p className="hint">{t('lexicon.importHint')}</p>
      <div role="status">
        {result && <p>{result.text}</p>}
        {result && result.refused.length > 0 && (
          <>
            <p>{t('lexicon.refused')}</p>
            <ul>
              {result.refused.map((line) => (
                <li key={line}>
                  <bdi>{line}</bdi>
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </>
  )
}
