/** Mail and web addresses as they are spoken: “john dot smith at example dot com”. English and German. */
import { readNumber } from '../numerals/index.ts'
import type { Amount, AmountReader, Place } from './amounts.ts'

const dots = new Set(['dot', 'punkt', 'point'])
const ats = new Set(['at', 'ät', 'et', 'klammeraffe', 'at-zeichen'])
/** Endings of host names that are no ordinary words after “dot”. */
const hosts = new Set(
  `com org net edu gov mil int info biz io co uk de at ch fr it es nl be eu us ca au nz ie in jp cn ru pl se no dk fi pt
  gr cz hu ro tv me app dev ai tech online shop blog xyz museum name pro coop aero ac`
    .trim()
    .split(/\s+/),
)
/** Endings of file names. */
const files = new Set(
  'txt pdf doc docx odt rtf epub html htm css js ts py md csv tsv json xml xls xlsx ppt pptx jpg jpeg png gif svg mp3 mp4 wav ogg opus zip exe'.split(
    ' ',
  ),
)
const joints: Readonly<Record<string, string>> = {
  dot: '.',
  punkt: '.',
  underscore: '_',
  unterstrich: '_',
  hyphen: '-',
  dash: '-',
  bindestrich: '-',
  minus: '-',
  plus: '+',
}
/** Before “at”, these are no one's mailbox: “look at example dot com”. */
const noMailbox = new Set(
  `my your his our their this that these those an to for with in on me us him her them it you look looked looking found find available online visit is are was were be website site here
  page hosted shop buy order see more us arrived work works working worked and or the a registered sign signed stay read
  mich uns ihn sie es dich zu finden seite erhältlich bestellen ist sind und oder der die das`
    .trim()
    .split(/\s+/),
)

interface Part {
  readonly text: string
  readonly next: number
}

/** A label of a name: a word, a number, or letters that are spelled. */
function label(run: readonly string[], at: number, language: 'en' | 'de'): Part | undefined {
  const word = run[at]
  if (word === undefined) return undefined
  if (/^\p{L}$/u.test(word)) {
    let text = ''
    let next = at
    while (/^\p{L}$/u.test(run[next] ?? '')) text += run[next++]
    return { text, next }
  }
  const number = readNumber(run, at, language)
  if (number && number.kind === 'cardinal' && /^\d+$/.test(number.text)) {
    return { text: number.text, next: at + number.words }
  }
  return /^[\p{L}\p{N}'-]+$/u.test(word) && !ats.has(word) && !(word in joints)
    ? { text: word.replaceAll("'", ''), next: at + 1 }
    : undefined
}

/** Labels joined by dots, dashes and underscores; numbers follow a word without a joint. */
function name(run: readonly string[], at: number, language: 'en' | 'de'): Part | undefined {
  let part = label(run, at, language)
  if (!part) return undefined
  let { text, next } = part
  for (;;) {
    const joint = joints[run[next] ?? '']
    const after = joint === undefined ? undefined : label(run, next + 1, language)
    if (joint !== undefined && after) {
      text += joint + after.text
      next = after.next
      continue
    }
    const digits =
      /^\p{L}/u.test(text) && readNumber(run, next, language) ? label(run, next, language) : undefined
    if (!digits || !/^\d/.test(digits.text)) break
    text += digits.text
    next = digits.next
  }
  part = { text, next }
  return part
}

/** A host name: at least one dot, and an ending that is one. */
function host(run: readonly string[], at: number, language: 'en' | 'de'): Part | undefined {
  let best: Part | undefined
  let first = label(run, at, language)
  if (!first) return undefined
  let { text, next } = first
  for (;;) {
    const joint = joints[run[next] ?? '']
    if (joint === undefined || joint === '+' || joint === '_') break
    const isDot = dots.has(run[next] ?? '')
    const after = label(run, next + 1, language)
    if (!after) break
    text += joint + after.text
    next = after.next
    if (isDot && hosts.has(after.text)) best = { text, next }
    // “c o m”, spelled
    first = after
  }
  return best
}

/** A host whose first label is said as two or three words, which only an address can mean: “big company dot com”. */
function spacedHost(run: readonly string[], at: number, language: 'en' | 'de'): Part | undefined {
  let text = ''
  for (let next = at; next < at + 2; next++) {
    const word = run[next] ?? ''
    if (!/^\p{L}{2,}$/u.test(word) || noMailbox.has(word) || word in joints || ats.has(word)) return undefined
    text += word
    const rest = host(run, next + 1, language)
    if (rest) return { text: text + rest.text, next: rest.next }
  }
  return undefined
}

/** What follows a host: “slash about dash us”. */
function path(run: readonly string[], at: number, language: 'en' | 'de'): Part {
  let text = ''
  let next = at
  for (;;) {
    const slashed =
      run[next] === 'slash' || run[next] === 'schrägstrich'
        ? 1
        : run[next] === 'forward' && run[next + 1] === 'slash'
          ? 2
          : 0
    if (slashed === 0) break
    const part = name(run, next + slashed, language)
    text += `/${part?.text ?? ''}`
    next = part?.next ?? next + slashed
    if (!part) break
  }
  return { text, next }
}

function scheme(run: readonly string[]): Part {
  const spelled =
    /^(?:h t t p( s)?|(https?))(?: (?:colon|doppelpunkt))(?: (?:forward )?(?:slash|schrägstrich)){2}/.exec(
      run.join(' '),
    )
  if (!spelled) return { text: '', next: 0 }
  const secure = spelled[1] !== undefined || spelled[2] === 'https'
  return { text: secure ? 'https://' : 'http://', next: spelled[0].split(' ').length }
}

function web(run: readonly string[], at: number, language: 'en' | 'de'): Part | undefined {
  const www =
    run.slice(at, at + 3).join(' ') === 'w w w' ? 3 : run[at] === 'www' || run[at] === 'triple-w' ? 1 : 0
  const dotted = www > 0 && dots.has(run[at + www] ?? '')
  const found = host(run, dotted ? at + www + 1 : at, language)
  if (!found) return undefined
  const rest = path(run, found.next, language)
  return { text: `${dotted ? 'www.' : ''}${found.text}${rest.text}`, next: rest.next }
}

/** Reads an address from its first word on. */
export function addressReader(language: 'en' | 'de'): AmountReader {
  return ({ run }: Place): Amount | undefined => {
    const begun = scheme(run)
    const site = web(run, begun.next, language)
    if (begun.next > 0) return site && { text: (begun.text + site.text).toLowerCase(), words: site.next }
    const box = name(run, 0, language)
    if (box && ats.has(run[box.next] ?? '') && !noMailbox.has(run[box.next - 1] ?? '')) {
      const where = host(run, box.next + 1, language) ?? spacedHost(run, box.next + 1, language)
      if (where) return { text: `${box.text}@${where.text}`.toLowerCase(), words: where.next }
    }
    // “is dot com” and the like begin with a word that is no host
    if (site && !noMailbox.has(run[0] ?? '')) return { text: site.text.toLowerCase(), words: site.next }
    const file =
      box && dots.has(run[box.next - 2] ?? '') && files.has(run[box.next - 1] ?? '') ? box : undefined
    return file && { text: file.text, words: file.next }
  }
}
