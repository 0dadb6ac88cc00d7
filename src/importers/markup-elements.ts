/** What the names and attributes of elements mean to a reader, whatever stands in them. */
import { collapse, hasWord, type Element } from './markup-tree.ts'

/** Elements that begin and end a block wherever they stand. */
export const blockElements: ReadonlySet<string> = new Set(
  (
    'address article aside blockquote body caption center col colgroup dd details dialog dir div dl dt fieldset ' +
    'figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main menu nav ' +
    'noframes ol optgroup p plaintext pre search section summary table tbody td tfoot th thead tr ul xmp'
  ).split(' '),
)

/** Elements whose content is never text of the document. */
export const silentElements: ReadonlySet<string> = new Set(
  (
    'script style template noscript meta link base title select textarea button datalist input meter ' +
    'progress audio video canvas iframe embed map area track source param bgsound frame command keygen'
  ).split(' '),
)

/** The `lang` of an element as a lower-case tag, if it is one. */
export function languageOf(element: Element): string | undefined {
  return normalLanguage(element.attribs['xml:lang'] ?? element.attribs['lang'])
}

/** `en_US` and `EN-us` are `en-us`; what is no tag, or says that it says nothing, is nothing. */
export function normalLanguage(tag: string | undefined): string | undefined {
  const text = tag?.trim().replaceAll('_', '-').toLowerCase()
  if (text === undefined || !/^[a-z]{2,3}(?:-[a-z0-9]{1,8})*$/.test(text) || text.length > 35)
    return undefined
  return /^(?:und|zxx|mul|mis)\b/.test(text) ? undefined : text
}

export function directionOf(element: Element): 'ltr' | 'rtl' | undefined {
  const value = element.attribs['dir']?.trim().toLowerCase()
  return value === 'rtl' || value === 'ltr' ? value : undefined
}

/** Words of `epub:type` and `role`, whatever the prefix. */
export function typeOf(element: Element): string {
  const type = element.attribs['epub:type'] ?? element.attribs['ops:type']
  const role = element.attribs['role']
  if (type === undefined && role === undefined) return ''
  return collapse(`${type ?? ''} ${role ?? ''}`).toLowerCase()
}

export function hasType(element: Element, words: ReadonlySet<string>): boolean {
  const types = typeOf(element)
  return types !== '' && hasWord(types, words)
}

/** True for a link that goes nowhere and only runs a script: a button, unless it stands in a sentence. */
export function isScriptLink(element: Element): boolean {
  return /^\s*javascript:/i.test(element.attribs['href'] ?? '')
}
