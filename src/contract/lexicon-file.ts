/**
 * Pronunciation dictionaries as files: our own (JSON), tables (CSV, TSV), and what other programs write.
 *
 * Reading is tolerant and told by content, not by the file's name: W3C's Pronunciation Lexicon (PLS 1.0), NVDA's speech
 * dictionaries, and lists of `word=replacement` as Balabolka, Moon+ Reader and @Voice keep them. What cannot be taken is
 * named with its line.
 */
import { type LexiconEntry, lexiconEntry } from './listening.ts'

type Draft = Omit<LexiconEntry, 'id'>

/** Why an entry could not be taken. `sounds`: an alphabet other than IPA. */
type RefusalReason = 'shape' | 'sounds' | 'long'
interface Refusal {
  readonly what: string // the line, or the words of the entry
  readonly why: RefusalReason
}

export interface ReadLexicon {
  readonly entries: readonly Draft[]
  readonly refused: readonly Refusal[]
}

const format = 'lectern-lexicon'

export function writeLexiconJson(entries: readonly LexiconEntry[]): string {
  return `${JSON.stringify({ format, version: 1, entries: entries.map(({ id: _id, ...entry }) => entry) }, undefined, 2)}\n`
}

const columns = ['written', 'spoken', 'alphabet', 'kind', 'matchCase', 'language', 'document'] as const

/** Spreadsheets take a cell that begins with one of these for a formula. */
const formula = /^[=+\-@\t\r]/

export function writeLexiconTable(entries: readonly LexiconEntry[], separator: ',' | '\t'): string {
  const cell = (value: string): string => {
    if (separator === '\t') return value.replace(/[\t\r\n]+/g, ' ')
    return /[",\r\n]/.test(value) || formula.test(value) ? `"${value.replaceAll('"', '""')}"` : value
  }
  const rows = entries.map((entry) => columns.map((name) => cell(String(entry[name] ?? ''))).join(separator))
  return `\uFEFF${[columns.join(separator), ...rows].join('\r\n')}\r\n`
}

class Collector {
  readonly entries: Draft[] = []
  readonly refused: Refusal[] = []

  add(given: Readonly<Record<string, unknown>>, what: string): void {
    const parsed = lexiconEntry.omit({ id: true }).safeParse(given)
    if (parsed.success && parsed.data.written.trim() !== '') this.entries.push(parsed.data)
    else {
      const long = [given['written'], given['spoken']].some(
        (value) => typeof value === 'string' && value.length > 500,
      )
      this.refuse(what, long ? 'long' : 'shape')
    }
  }
  refuse(what: string, why: RefusalReason): void {
    this.refused.push({ what: what.trim().slice(0, 80), why })
  }
}

/** @param text decoded; with or without a byte order mark */
export function readLexicon(text: string): ReadLexicon {
  const collector = new Collector()
  const source = text.replace(/^\uFEFF/, '').trim()
  if (/^[[{]/.test(source) && readJson(source, collector)) return collector
  if (source.startsWith('<')) readPls(source, collector)
  else {
    const lines = source.split(/\r\n|\r|\n/)
    const meant = lines.filter((line) => line.trim() !== '' && !line.startsWith('#'))
    const nvda = meant.filter((line) => /^[^\t]+\t[^\t]*\t[01]\t\d$/.test(line)).length
    const equal = meant.filter((line) => /^[^=\t,;]+=/.test(line)).length
    if (nvda * 2 > meant.length) readNvda(lines, collector)
    else if (equal * 2 > meant.length) readEquals(lines, collector)
    else readTable(source, collector)
  }
  return collector
}

function readJson(source: string, collector: Collector): boolean {
  let file: unknown
  try {
    file = JSON.parse(source)
  } catch {
    return false
  }
  const found = Array.isArray(file) ? file : (file as { entries?: unknown }).entries
  // A plain object of words and what to say for them is a dictionary, too.
  const list: readonly unknown[] = Array.isArray(found)
    ? found
    : Object.entries(file as object).map(([written, spoken]) => ({ written, spoken }))
  for (const entry of list) {
    const what = JSON.stringify(entry) ?? ''
    if (typeof entry === 'object' && entry !== null) collector.add(entry as Record<string, unknown>, what)
    else collector.refuse(what, 'shape')
  }
  return true
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
const unescaped = (text: string): string =>
  text
    .replace(/<!\[CDATA\[(.*?)\]\]>/gs, '$1')
    .replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (all, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return entities[name] ?? all
      const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal)
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : all
    })
    .trim()

const attribute = (tag: string, name: string): string | undefined =>
  new RegExp(String.raw`\s${name}\s*=\s*(?:"([^"]*)"|'([^']*)')`)
    .exec(tag)
    ?.slice(1)
    .find((value) => value !== undefined)

/** `<lexeme><grapheme>…</grapheme><phoneme>…</phoneme></lexeme>`, `<alias>` for a respelling; the first answer counts. */
export function readPls(source: string, collector: Pick<Collector, 'add' | 'refuse'>): void {
  const plain = source.replace(/<!--.*?-->/gs, '')
  const head = /<(?:\w+:)?lexicon\b[^>]*>/.exec(plain)?.[0] ?? ''
  const language = attribute(head, 'xml:lang')?.toLowerCase()
  const general = attribute(head, 'alphabet') ?? 'ipa'
  // Cut at the ends, which stays linear for a file full of beginnings.
  for (const piece of plain.split(/<\/(?:\w+:)?lexeme>/).slice(0, -1)) {
    const body = piece.slice(Math.max(0, piece.search(/<(?:\w+:)?lexeme\b/)))
    const part = (name: string): readonly (readonly [string, string])[] =>
      Array.from(
        body.matchAll(new RegExp(String.raw`<(?:\w+:)?${name}\b([^>]*)>(.*?)</(?:\w+:)?${name}>`, 'gs')),
        ([, tag = '', inner = '']) => [` ${tag}`, unescaped(inner)] as const,
      )
    const phonemes = part('phoneme')
    const sounds = phonemes.find(([tag]) => attribute(tag, 'prefer') === 'true') ?? phonemes[0]
    const alias = part('alias')[0]?.[1]
    for (const [, written] of part('grapheme')) {
      const alphabet = sounds ? (attribute(sounds[0], 'alphabet') ?? general) : ''
      if (sounds && alphabet !== 'ipa' && alias === undefined) collector.refuse(written, 'sounds')
      else
        collector.add(
          {
            written,
            ...(sounds && alphabet === 'ipa' ? { spoken: sounds[1], alphabet: 'ipa' } : { spoken: alias }),
            ...(language !== undefined && { language }),
          },
          written,
        )
    }
  }
}

const regexSigns = /[\\^$.*+?()[\]{}|/-]/g
const literal = (text: string): string => text.replace(regexSigns, String.raw`\$&`)
/** Python’s groups as ours. */
const groups = (spoken: string): string =>
  spoken
    .replaceAll('$', '$$$$')
    .replace(/\\(?:g<(\w+)>|(\d))/g, (_all, name?: string, digit?: string) =>
      name === undefined ? `$${digit}` : /^\d$/.test(name) ? `$${name}` : `$<${name}>`,
    )

/** Pattern, replacement, whether capitals count, and its type: anywhere, regular expression, whole word, parts of words. */
function readNvda(lines: readonly string[], collector: Collector): void {
  for (const line of lines) {
    if (line.trim() === '' || line.startsWith('#')) continue
    const [written = '', spoken = '', capitals = '0', type = '0', ...rest] = line.split('\t')
    const matchCase = capitals === '1'
    if (rest.length > 0 || !/^\d$/.test(type)) collector.refuse(line, 'shape')
    else if (type === '1')
      collector.add(
        { written: written.replaceAll('(?P<', '(?<'), spoken: groups(spoken), kind: 'regex', matchCase },
        line,
      )
    else if (type === '2') collector.add({ written: written.trim(), spoken, matchCase }, line)
    else {
      const word = String.raw`[\p{L}\p{M}\p{N}]`
      const lead = type === '4' ? `(?<!${word})` : type === '3' || type === '5' ? `(?<=${word})` : ''
      const tail = type === '5' ? `(?!${word})` : type === '3' || type === '4' ? `(?=${word})` : ''
      collector.add(
        {
          written: `${lead}${literal(written)}${tail}`,
          spoken: spoken.replaceAll('$', '$$$$'),
          kind: 'regex',
          matchCase,
        },
        line,
      )
    }
  }
}

/** `word=replacement`; a star makes it a wildcard. Lines in brackets or after a semicolon are comments. */
function readEquals(lines: readonly string[], collector: Collector): void {
  for (const line of lines) {
    if (line.trim() === '' || /^\s*[#;]/.test(line) || /^\[.*\]$/.test(line.trim())) continue
    const at = line.indexOf('=')
    const written = line.slice(0, Math.max(0, at)).trim()
    if (written === '') collector.refuse(line, 'shape')
    else
      collector.add(
        { written, spoken: line.slice(at + 1).trim(), ...(written.includes('*') && { kind: 'wildcard' }) },
        line,
      )
  }
}

/** Rows of a table in quotes or without; the separator is the one that the first line has most of. */
function rowsOf(source: string): string[][] {
  const first = source.slice(0, source.search(/[\r\n]|$/))
  const count = (sign: string): number => first.split(sign).length
  const separator = ['\t', ';', ','].reduce((best, sign) => (count(sign) > count(best) ? sign : best), '\t')
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let quoted = false
  for (let at = 0; at < source.length; at++) {
    const sign = source[at]!
    if (quoted) {
      if (sign !== '"') cell += sign
      else if (source[at + 1] === '"') cell += source[++at]!
      else quoted = false
    } else if (sign === '"' && cell === '') quoted = true
    else if (sign === separator) {
      row.push(cell)
      cell = ''
    } else if (sign === '\n' || sign === '\r') {
      if (sign === '\r' && source[at + 1] === '\n') at += 1
      rows.push([...row, cell])
      row = []
      cell = ''
    } else cell += sign
  }
  rows.push([...row, cell])
  return rows
}

const headings: Readonly<Record<string, (typeof columns)[number]>> = {
  written: 'written', word: 'written', text: 'written', original: 'written', find: 'written', geschrieben: 'written', wort: 'written',
  spoken: 'spoken', replacement: 'spoken', replace: 'spoken', pronunciation: 'spoken', gesprochen: 'spoken', aussprache: 'spoken',
  alphabet: 'alphabet', kind: 'kind', type: 'kind', matchcase: 'matchCase', casesensitive: 'matchCase', language: 'language', sprache: 'language', document: 'document',
} // prettier-ignore

function readTable(source: string, collector: Collector): void {
  const rows = rowsOf(source).filter((row) => row.some((cell) => cell.trim() !== ''))
  const named =
    rows[0]?.map(
      (cell) =>
        headings[
          cell
            .trim()
            .toLowerCase()
            .replace(/[\s_-]/g, '')
        ],
    ) ?? []
  const hasHead = named.includes('written') && named.includes('spoken')
  const order = hasHead ? named : columns
  for (const row of hasHead ? rows.slice(1) : rows) {
    const given: Record<string, unknown> = {}
    for (const [index, cell] of row.entries()) {
      const name = order[index]
      const value = name === 'spoken' ? cell : cell.trim()
      if (name === 'matchCase') given[name] = /^(?:true|1|yes|ja)$/i.test(value)
      else if (name !== undefined && (value !== '' || name === 'spoken')) given[name] = value
    }
    if (row.length < 2) collector.refuse(row.join(' '), 'shape')
    else collector.add(given, row.join(' '))
  }
}
