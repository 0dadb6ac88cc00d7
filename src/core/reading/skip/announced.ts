/** What is said in the place of something left out, where the user wants to be told: in the document's language. */
import { type Block, blockText } from '../../../contract/document.ts'
import type { SkipWhat } from '../../../contract/listening.ts'

export type AnnouncedWhat = SkipWhat | 'own'

const english: Record<AnnouncedWhat, string> = {
  citations: 'citation',
  notes: 'note',
  'note-texts': 'note',
  urls: 'web address',
  emails: 'e-mail address',
  headers: 'page header',
  'page-numbers': 'page number',
  captions: 'caption',
  figures: 'picture',
  tables: 'table',
  code: 'code',
  parentheses: 'aside',
  'front-matter': 'front matter',
  'back-matter': 'back matter',
  own: 'left out',
}
const german: Record<AnnouncedWhat, string> = {
  citations: 'Quelle',
  notes: 'Anmerkung',
  'note-texts': 'Anmerkung',
  urls: 'Webadresse',
  emails: 'E-Mail-Adresse',
  headers: 'Kopfzeile',
  'page-numbers': 'Seitenzahl',
  captions: 'Beschriftung',
  figures: 'Bild',
  tables: 'Tabelle',
  code: 'Code',
  parentheses: 'Einschub',
  'front-matter': 'Titelei',
  'back-matter': 'Anhang des Buches',
  own: 'ausgelassen',
}

const isGerman = (language: string): boolean => /^de(?![a-z])/i.test(language)

/** The language of the words below for a text in `language`: ours are few, English stands in for the rest. */
export const announcedLanguage = (language: string): string =>
  /^(?:de|en)(?![a-z])/i.test(language) ? language : 'en'

/** @param from,to the stretch left out, in the block's text @param language the block's BCP 47 tag */
export function announced(
  what: AnnouncedWhat,
  block: Block,
  { from, to }: { readonly from: number; readonly to: number },
  language: string,
): string {
  const inGerman = isGerman(language)
  const word = (inGerman ? german : english)[what]
  const some = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`
  if (what === 'tables') {
    const rows = new Set(block.cells?.map(({ row }) => row)).size
    if (rows === 0) return word
    return inGerman
      ? `${word} mit ${some(rows, 'Zeile', 'Zeilen')}`
      : `${word} with ${some(rows, 'row', 'rows')}`
  }
  const text = blockText(block).slice(from, to)
  if (what === 'code' && block.kind === 'code') {
    const lines = text.trim().split('\n').length
    return inGerman
      ? `${word} mit ${some(lines, 'Zeile', 'Zeilen')}`
      : `${word} with ${some(lines, 'line', 'lines')}`
  }
  if (what === 'notes') {
    const number = /^\D{0,6}(\d{1,4})\D{0,2}$/.exec(text)?.[1]
    return number ? `${word} ${number}` : word
  }
  if (what === 'page-numbers') {
    const number = /[\divxlc]+/i.exec(text)?.[0]
    return number ? `${inGerman ? 'Seite' : 'page'} ${number}` : word
  }
  return word
}
