/** Rows of digits that are no amounts: telephone numbers, ISBNs, addresses of computers, versions. For all languages. */
import { matchAt, wordsBefore, type Rule } from './scan.ts'

const idCue = /^(?:id|code|pin|isbn|issn|doi|account|serial|ticket|invoice|order|reference|ref|zip|postcode|extension|ext|tel|phone|fax|mobile|call|dial|passport|flight|oclc|pmid|plz|postleitzahl|telefon|fon|telefax|handy|konto|kontonummer|blz|kundennummer|rechnungsnummer|aktenzeichen|bestellnummer|seriennummer|tel)\.?$/i // prettier-ignore

const telephone =
  /\+\d{1,3} ?\(0\) ?\d{2,5} ?[/ -] ?\d{2,8}(?:[ -]\d{1,5}){0,4}(?![\d-])|(?:(?:\+|00)\d{1,3}[ .-]?)?(?:\(0?\d{1,5}\)[ .-]?)?\d{2,5}(?:[ .-]\d{2,4}){2,4}(?![\d]|[.,:/-]\d)|(?:\+|00)[1-9]\d{7,14}(?!\d)|(?:\+\d{1,3}[ -]?)(?:\(0\)[ -]?)?\d{2,5}[ /-]\d{3,9}(?:[ -]\d{2,5}){0,3}(?!\d)|\(\d{3,5}\) ?\d{3,4}[ -]?\d{3,6}(?!\d)|\d{3}-\d{4}(?![\d-])|0\d{2,4} ?[ /-] ?\d{3,8}(?:[ -]\d{1,5}){0,4}(?![\d-])|0\d{2,5} ?\/ ?\d{2,4}(?:[ -]\d{2,5}){1,4}(?![\d-])/y
const codeLike = /\d{3}|\d{1,5}[ ./-]\d|[+(]\d/y
const isbn = /(?:97[89][- ]?)?\d{1,5}[- ]\d{1,7}[- ]\d{1,7}[- ][\dX](?![\d-])/y
const address = /\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}(?![\d.]*\d)/y
const version = /\d{1,4}(?:\.\d{1,4}){2,4}(?!\d)/y
const fileCue = /^(?:az|aktenzeichen|gz|geschäftszeichen|geschäftsnummer|docket)\.?$/i
const fileNumber = /\d{1,6}(?:[-/.]\d{1,6}){1,5}(?![\d/])/y
const chain = /\d{1,4}(?:-\d{1,4}){2,6}(?![\d-])/y

/** True where the digits of a telephone number cannot be taken for amounts in groups of three. */
function looksDialled(match: string, cue: boolean): boolean {
  if (cue || /^[+(0]/.test(match)) return true
  if (/^\d{3}-\d{4}$/.test(match)) return true
  const groups = match.split(/[ .-]/)
  const mark = /[ .-]/.exec(match)?.[0]
  return mark !== ' ' && mark !== undefined
    ? groups.length === 3 && groups[0]!.length === 3 && groups[2]!.length === 4
    : groups.length === 3 && groups[2]!.length === 4
}

/** Telephone numbers, ISBNs, addresses of computers, version numbers, and other rows of digits. */
export function codeRule(
  digits: (text: string) => string,
  say: (digits: string) => string,
  point: string,
  dot: string,
): Rule {
  return (scene, at) => {
    const { text } = scene
    if (!matchAt(codeLike, text, at) || /\d/.test(text[at - 1] ?? '')) return undefined
    const lead = wordsBefore(text, at).slice(-2)
    const cue =
      lead.some((word) => idCue.test(word)) ||
      (/^[A-Z]{2}$/.test(lead.at(-1) ?? '') &&
        matchAt(/\d{5}(?:-\d{4})?(?![\d,.]*\d)/y, text, at) !== undefined)
    const book = matchAt(isbn, text, at)
    if (book && (book[0].startsWith('97') || cue))
      return {
        end: at + book[0].length,
        say: digits(book[0].replace('X', '')) + (book[0].endsWith('X') ? ' X' : ''),
      }
    const place = matchAt(address, text, at)
    if (place && (/\d{3}/.test(place[0]) || lead.at(-1) === 'IP'))
      return { end: at + place[0].length, say: place[0].split('.').map(say).join(` ${dot} `) }
    const numbered = matchAt(version, text, at)
    if (numbered && !/^\d{1,3}(?:\.\d{3})+$/.test(numbered[0]) && !(numbered[0].match(/\d/g)!.length >= 10))
      return { end: at + numbered[0].length, say: numbered[0].split('.').map(say).join(` ${point} `) }
    const dialled = matchAt(telephone, text, at)
    if (dialled && looksDialled(dialled[0], cue))
      return {
        end: at + dialled[0].length,
        say: (dialled[0].startsWith('+') ? 'plus ' : '') + digits(dialled[0].replace('(0)', '0')),
      }
    const filed = lead.some((word) => fileCue.test(word)) ? matchAt(fileNumber, text, at) : undefined
    if (filed)
      return {
        end: at + filed[0].length,
        say: filed[0]
          .replace(/\d+/g, (part) => say(part))
          .replaceAll('-', ' ')
          .replaceAll('/', scene.base === 'de' ? ' Schrägstrich ' : ' slash ')
          .replaceAll('.', ' '),
      }
    const row = matchAt(chain, text, at)
    if (row)
      return {
        end: at + row[0].length,
        say: row[0]
          .split('-')
          .map((part) => (part.length > 2 ? digits(part) : say(part)))
          .join(' '),
      }
    const long = cue ? matchAt(/\d{3,30}(?![\d.,]*\d)/y, text, at) : undefined
    return long ? { end: at + long[0].length, say: digits(long[0]) } : undefined
  }
}
