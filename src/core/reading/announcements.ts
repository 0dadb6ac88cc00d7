/**
 * The few words that are said and not written: where a table cell stands, that a picture or a note comes.
 *
 * They are spoken by the document's voice, so they are in the document's language, not the interface's; and the core
 * cannot import the message catalogues. Languages without a row get the bare numbers.
 */
export interface Announcements {
  readonly row: (number: number) => string
  readonly column: (number: number) => string
  readonly table: string
  readonly figure: string
  readonly note: string
  readonly done: string
  readonly open: string
  /** Captions that begin so need no announcement. */
  readonly named: RegExp
}

const english: Announcements = {
  row: (number) => `Row ${number}`,
  column: (number) => `column ${number}`,
  table: 'Table',
  figure: 'Figure',
  note: 'Note',
  done: 'done',
  open: 'not done',
  named: /^\s*(?:fig(?:ure|\.)|table|tab\.|image|picture|photo|chart|map|diagram|plate|illustration|note)\b/i,
}

const german: Announcements = {
  row: (number) => `Zeile ${number}`,
  column: (number) => `Spalte ${number}`,
  table: 'Tabelle',
  figure: 'Abbildung',
  note: 'Anmerkung',
  done: 'erledigt',
  open: 'offen',
  named:
    /^\s*(?:abb(?:ildung|\.)|tab(?:elle|\.)|bild|foto|karte|diagramm|grafik|tafel|anm(?:erkung|\.)|fußnote)(?!\p{L})/iu,
}

const neutral: Announcements = {
  row: String,
  column: String,
  table: '',
  figure: '',
  note: '',
  done: '',
  open: '',
  named: /^/,
}

export function announcements(tag: string): Announcements {
  const base = tag.toLowerCase().split(/[-_]/)[0]
  if (base === 'en') return english
  return base === 'de' ? german : neutral
}
