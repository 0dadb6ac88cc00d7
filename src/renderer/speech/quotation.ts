/** A passage as it is quoted: its words, and where they stand. Pure. */
import type { Metadata } from '../../contract/document.ts'
import type { Words } from '../ui/catalogue.ts'
import { listText, percentText } from '../ui/wording.ts'

export interface Whereabouts {
  readonly percent: number
  readonly page?: string | undefined
}

/** Quotation marks of the text's own language; those inside become the inner ones. */
function quoted(text: string, language: string): string {
  const plain = text
    .replace(/\u00ad/g, '')
    .replace(/\s+/g, ' ')
    .trim()
  return language.startsWith('de')
    ? `„${plain.replace(/„/g, '‚').replace(/[“”]/g, '‘')}“`
    : `“${plain.replace(/“/g, '‘').replace(/”/g, '’')}”`
}

/** “Call me Ishmael.” (Herman Melville, Moby-Dick, p. 3) */
export function quotation(
  text: string,
  language: string,
  { title, authors }: Pick<Metadata, 'title' | 'authors'>,
  { percent, page }: Whereabouts,
  { t, locale }: Words,
): string {
  const place = page === undefined ? percentText(percent / 100, locale) : t('quote.page', { page })
  const source = [...(authors.length > 0 ? [listText(authors, locale)] : []), title, place].join(', ')
  return `${quoted(text, language)} (${source})`
}
