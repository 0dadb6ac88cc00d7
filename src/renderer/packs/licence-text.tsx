/** What a pack's licence asks of the user, and where it can be read. */
import type { PackEntry } from '../../contract/packs.ts'
import { useWords } from '../app/context.tsx'
import { conditionsText } from './pack-words.ts'

export function LicenceText({ entry }: { readonly entry: PackEntry }) {
  const words = useWords()
  const { t } = words
  const { id, url } = entry.licence
  return (
    <>
      {t('packs.licence')}:{' '}
      {url === undefined ? (
        id
      ) : (
        <a href={url} target="_blank" rel="noreferrer">
          {id}
          <span className="visually-hidden">{t('packs.licence.of', { name: entry.name })}</span>
        </a>
      )}
      . {conditionsText(entry, words)}
    </>
  )
}
