/** English words that are not said as they are written: abbreviations, capitals, Roman numerals. */
import { spell } from './links.ts'
import { fullMonth, usesAnd } from './english-dates.ts'
import { cardinalEnglish, ordinalEnglish, yearEnglish } from './numbers-english.ts'
import { unitAfter } from './units.ts'
import { plainlyRoman, romanValue } from './roman.ts'
import { matchAt, wordAfter, wordBefore, wordsBefore, type Rule, type Scene } from './scan.ts'

const cardinal = (scene: Scene, digits: string) => cardinalEnglish(digits, usesAnd(scene))

/** Always expanded when they end in a full stop, whatever follows. */
const withStop: Readonly<Record<string, string>> = {
  Mr: 'mister', Mrs: 'missus', Ms: 'miz', Messrs: 'messers', Prof: 'professor', Rev: 'reverend', Hon: 'honorable', Gen: 'general', Col: 'colonel', Capt: 'captain', Cpt: 'captain', Lt: 'lieutenant', Sgt: 'sergeant', Cpl: 'corporal', Maj: 'major', Cmdr: 'commander', Adm: 'admiral', Gov: 'governor', Sen: 'senator', Rep: 'representative', Pres: 'president', Jr: 'junior', Sr: 'senior', Esq: 'esquire', Inc: 'incorporated', Ltd: 'limited', Corp: 'corporation', Bros: 'brothers', Co: 'company', Dept: 'department', Univ: 'university', Assn: 'association', Ave: 'avenue', Blvd: 'boulevard', Rd: 'road', Hwy: 'highway', Apt: 'apartment', Mt: 'mount', Ft: 'fort', Pvt: 'private', Supt: 'superintendent', Fr: 'father',
  etc: 'et cetera', vs: 'versus', approx: 'approximately', cf: 'compare', viz: 'namely', al: 'al', dept: 'department', est: 'established', incl: 'including', excl: 'excluding', max: 'maximum', misc: 'miscellaneous', tel: 'telephone', Tel: 'telephone', temp: 'temperature', avg: 'average', abbr: 'abbreviation', govt: 'government', Govt: 'government', resp: 'respectively', esp: 'especially', ibid: 'ibidem', Ibid: 'ibidem', ca: 'circa', Ca: 'circa', trans: 'translated', transl: 'translated', illus: 'illustrated', orig: 'originally', repr: 'reprinted', rev: 'revised', Ph: 'P.H', Approx: 'approximately', Attn: 'attention', attn: 'attention', Mich: 'Michigan', Calif: 'California', Conn: 'Connecticut', Tenn: 'Tennessee', Okla: 'Oklahoma', Ariz: 'Arizona', Minn: 'Minnesota', Fla: 'Florida', Nev: 'Nevada', Neb: 'Nebraska', Wyo: 'Wyoming', Wis: 'Wisconsin', Stn: 'station', Sq: 'square', Mgr: 'manager', Asst: 'assistant', Attorn: 'attorney', Atty: 'attorney', bldg: 'building', Bldg: 'building', tbs: 'tablespoons', pkg: 'package', Est: 'established',
} // prettier-ignore

/** Expanded when a number follows. */
const beforeNumber: Readonly<Record<string, string>> = {
  No: 'number', no: 'number', Nos: 'numbers', nos: 'numbers', Nr: 'number', Fig: 'figure', fig: 'figure', Figs: 'figures', figs: 'figures', Eq: 'equation', eq: 'equation', Eqs: 'equations', Tab: 'table', p: 'page', P: 'page', pp: 'pages', Pp: 'pages', pg: 'page', vol: 'volume', Vol: 'volume', vols: 'volumes', Vols: 'volumes', ch: 'chapter', Ch: 'chapter', chap: 'chapter', Chap: 'chapter', chs: 'chapters', sec: 'section', Sec: 'section', sect: 'section', Sect: 'section', art: 'article', Art: 'article', para: 'paragraph', Para: 'paragraph', par: 'paragraph', pt: 'part', Pt: 'part', ed: 'edition', Ed: 'edition', Ex: 'example', ex: 'example', App: 'appendix', app: 'appendix', Ref: 'reference', ref: 'reference', Rev: 'revision', Min: 'minimum', Max: 'maximum', refs: 'references', c: 'circa', ca: 'circa', b: 'born', d: 'died', r: 'reigned', fl: 'flourished', n: 'note', nn: 'notes', l: 'line', ll: 'lines', v: 'verse', vv: 'verses', bk: 'book', Bk: 'book', cl: 'clause', col: 'column', Rm: 'room', rm: 'room', ext: 'extension', Ext: 'extension', Op: 'opus', op: 'opus', Lev: 'level', min: 'minimum', St: 'saint',
} // prettier-ignore

const months = /^(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)$/
const days: Readonly<Record<string, string>> = { Mon: 'Monday', Tue: 'Tuesday', Tues: 'Tuesday', Wed: 'Wednesday', Thu: 'Thursday', Thur: 'Thursday', Thurs: 'Thursday', Fri: 'Friday', Sat: 'Saturday', Sun: 'Sunday' } // prettier-ignore
const dayNames = 'Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun'
const monthShort = 'Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec'
const span = new RegExp(`(?:(${dayNames})\\.? ?([–—/&-]|to|and) ?(${dayNames})|(${monthShort})\\.? ?([–—/&-]|to|and) ?(${monthShort}))(?!\\p{L})`, 'uy') // prettier-ignore
const dayBeforeDate = new RegExp(`(${dayNames})(?:\\.,?|,)? (?=\\d|(?:${monthShort})|(?:noon|night|morning|evening|afternoon|at)\\b)`, 'uy') // prettier-ignore

/** Said in full wherever they stand; longest first where one begins another. */
const phrases: readonly (readonly [RegExp, string | ((scene: Scene, at: number, end: number) => string)])[] =
  [
    [/[eE]\. ?g\.(?=,?)|eg\.|e\.g(?![\p{L}])/uy, 'for example'],
    [/[iI]\. ?e\.|i\.e(?![\p{L}])/uy, 'that is'],
    [/et al\.?(?!\p{L})/uy, 'and others'],
    [/[aA]\.k\.a\.?(?!\p{L})/uy, 'also known as'],
    [/a\.m\.(?=[\s,;)]|$)|A\.M\.(?=[\s,;)]|$)/y, 'a.m'],
    [/p\.m\.(?=[\s,;)]|$)|P\.M\.(?=[\s,;)]|$)/y, 'p.m'],
    [/op\. ?cit\./y, 'opus citatum'],
    [/loc\. ?cit\./y, 'loco citato'],
    [/[nN]\.[bB]\.|N\.B(?!\p{L})/uy, 'nota bene'],
    [/P\.? ?S\.(?=[: ])/y, 'P.S'],
    [/sq\. ?ft\.?(?=[\s,;)]|$)/y, 'square foot'],
    [/w\/o(?![\p{L}/])/uy, 'without'],
    [/w\/(?= ?[\p{L}\d])/uy, 'with '],
    [/b\/c(?![\p{L}/])/uy, 'because'],
    [/y\/o(?![\p{L}/])/uy, 'year old'],
    [/[cC]\/o(?![\p{L}/])/uy, 'care of'],
    [/[nN]\/[aA](?![\p{L}/])/uy, 'not applicable'],
    [/[aA]nd\/or(?!\p{L})/uy, 'and or'],
    [/Ph\.? ?D\.?s(?!\p{L})/uy, 'P.H.D.s'],
    [/Ph\. ?D\.?(?!\p{L})|PhD(?!\p{L})/uy, 'P.H.D'],
    [/vs(?=[. ])\.?/y, 'versus'],
    [/v\.(?= \p{Lu}\p{Ll})/uy, (scene, at) => (/^\p{Lu}/u.test(wordBefore(scene.text, at)) ? 'versus' : 'v')],
    [/Wi-?Fi(?!\p{L})/uy, 'Wi-Fi'],
    [/mp([34])(?![\p{L}\d])/uy, (scene, at) => `M.P ${scene.text[at + 2] === '3' ? 'three' : 'four'}`],
    [/[Nn]os?\. of(?= )/y, 'number of'],
    [/OK(?!\p{L})/uy, 'okay'],
    [/C\+\+(?!\+)/y, 'C plus plus'],
    [/[CF]#(?![\p{L}\d])/uy, (scene, at) => `${scene.text[at]} sharp`],
    [/WW(?:II|2)(?![\p{L}\d])/uy, 'World War two'],
    [/WW(?:I|1)(?![\p{L}\d])/uy, 'World War one'],
  ]
const phraseStart = /[eEiIaApPoOlLnNwWbBcCvVFmsy][.a-zA-Z/ +#]/y

export const phraseRule: Rule = (scene, at) => {
  const { text } = scene
  if (!matchAt(phraseStart, text, at) || /[\p{L}.]/u.test(text[at - 1] ?? '')) return undefined
  for (const [pattern, say] of phrases) {
    const match = matchAt(pattern, text, at)
    if (!match) continue
    const words = typeof say === 'string' ? say : say(scene, at, at + match[0].length)
    return endAbbreviation(text, at + match[0].length, words)
  }
  return undefined
}

/** An abbreviation's full stop stays where it ends the text, so that the voice still falls. */
function endAbbreviation(text: string, end: number, say: string): { end: number; say: string } {
  const isLast =
    text[end - 1] === '.' && /^["')\]]{0,3}\s*$/.test(text.slice(end, end + 6)) && text.length <= end + 5
  return { end: isLast ? end - 1 : end, say }
}

const streetBefore = /^(?:\p{Lu}[\p{L}']+|st|nd|rd|th)$/u
const word = /\p{L}+/uy
const number = / ?[\dIVXivx(]/y

/** "Dr." doctor or drive, "St." saint or street, "No. 5", "Fig. 3", "p. 12", months and week days. */
export const abbreviationRule: Rule = (scene, at) => {
  const { text } = scene
  const found = matchAt(word, text, at)
  if (!found) return undefined
  const name = found[0]
  const end = at + name.length
  const stop = text[end] === '.'
  if (name === 'Dr' || name === 'St') {
    if (!stop && !/^(?: \p{Lu}|,|$)/u.test(text.slice(end, end + 2))) return undefined
    const after = wordAfter(text, end + (stop ? 1 : 0))
    const before = wordBefore(text, at)
    const first = name === 'Dr' ? 'doctor' : 'saint'
    const isTitle =
      /^\p{Lu}/u.test(after) &&
      !(
        streetBefore.test(before) &&
        /^(?:East|West|North|South|NW|NE|SW|SE|Apt|Suite|and|The|It|He|She|In|On|At|But|They|We)$/.test(after)
      )
    // "10 Downing St, London"
    const bareStreet =
      !stop && name === 'St' && /^(?:,|$)/.test(text.slice(end, end + 1)) && streetBefore.test(before)
    if (bareStreet) return { end, say: 'street' }
    if (!stop && !isTitle) return undefined
    const road = name === 'Dr' ? 'drive' : 'street'
    const say = isTitle ? first : streetBefore.test(before) ? road : first
    return endAbbreviation(text, end + (stop ? 1 : 0), say)
  }
  const range = matchAt(span, text, at)
  if (range) {
    const joint = /^[–—-]$/.test(range[2] ?? range[5]!)
      ? 'to'
      : /[/&]/.test(range[2] ?? range[5]!)
        ? 'and'
        : (range[2] ?? range[5]!)
    let stopEnd = at + range[0].length
    if (text[stopEnd] === '.' && /^ ?[^\s\p{Lu}]/u.test(text.slice(stopEnd + 1, stopEnd + 3))) stopEnd++
    const [first, second] = range[1]
      ? [days[range[1]] ?? fullDay(range[1]), days[range[3]!] ?? fullDay(range[3]!)]
      : [fullMonth(range[4]!), fullMonth(range[6]!)]
    return { end: stopEnd, say: `${first} ${joint} ${second}` }
  }
  const day = matchAt(dayBeforeDate, text, at)
  if (day)
    return { end: at + day[0].trimEnd().length, say: `${fullDay(day[1]!)}${day[0].includes(',') ? ',' : ''}` }
  if (months.test(name) && (stop || /^ \d/.test(text.slice(end, end + 2))))
    return endAbbreviation(text, end + (stop ? 1 : 0), fullMonth(name))
  if (!stop) return undefined
  if (Object.hasOwn(days, name) && !/^(?:Sun|Sat|Wed|Mon)$/.test(name))
    return endAbbreviation(text, end + 1, days[name]!)
  const numbered = Object.hasOwn(beforeNumber, name) ? beforeNumber[name] : undefined
  if (numbered && matchAt(number, text, end + 1) && /[\p{L}\d(]/u.test(text.slice(end + 1, end + 3))) {
    // "Did he say no. 5 people came": a sentence's last word looks the same, but is rarer.
    const follows = matchAt(/ ?(?:\d|\(?(?!I\b)[IVXivx]+\b)/y, text, end + 1)
    const isYearBirth = /^(?:b|d|r|c|ca|fl)$/.test(name) ? /^ ?\d/.test(text.slice(end + 1, end + 3)) : true
    if (follows && isYearBirth) return { end: end + 1, say: numbered }
  }
  if (
    /^(?:App|Sec|Fig|Tab|Ex|Exh|Sect|Eq|Pt|Vol)$/.test(name) &&
    matchAt(/ [A-HJ-Z](?![\p{L}'.]\p{L}|\p{L})/uy, text, end + 1)
  )
    return { end: end + 1, say: numbered ?? 'exhibit' }
  if (
    numbered &&
    /^(?:No|no|min|Ex|ex|App|app|ed|Ed|art|Art|par|pt|Pt|b|d|n|l|c|p|P|r|v|op|Op|ch|sec)$/.test(name)
  )
    return name === 'ed'
      ? endAbbreviation(text, end + 1, /\d(?:th|nd|rd|st)$/.test(wordBefore(text, at)) ? 'edition' : 'editor')
      : undefined
  if (/^(?:per|an?)$/i.test(wordBefore(text, at))) {
    const unit = unitAfter(text, at, 'en', scene.region)
    if (unit && unit.end >= end && /^(?:qt|pt|oz|lb|gal|hr|min|sec|yd|ft|mi|yr|wk)$/.test(name))
      return endAbbreviation(text, end + 1, unit.one)
  }
  if (name === 'eds') return endAbbreviation(text, end + 1, 'editors')
  if (name === 'ed' || name === 'Ed')
    return name === 'ed'
      ? endAbbreviation(text, end + 1, /^\d|th|nd|rd|st/.test(wordBefore(text, at)) ? 'edition' : 'editor')
      : undefined
  if (name === 'al') return endAbbreviation(text, end + 1, 'al')
  if (
    /^(?:Co|Fr|Ft|Mt|Gen|Hon|Rep|Col|Pres|Rev|Adm|Maj|Ave|Corp|Rd|Sen|Gov|max|est|temp|trans|rev|misc|orig|esp|Est)$/.test(
      name,
    )
  ) {
    const after = wordAfter(text, end + 1)
    if (/^(?:Fr|Ft|Mt|Gen|Hon|Rep|Col|Pres|Rev|Adm|Maj|Sen|Gov)$/.test(name) && !/^\p{Lu}/u.test(after))
      return undefined
    if (
      name === 'Co' &&
      !/^\p{Lu}|&$/u.test(wordBefore(text, at)) &&
      !/& ?$/.test(text.slice(Math.max(0, at - 2), at))
    )
      return undefined
  }
  const say = Object.hasOwn(withStop, name) ? withStop[name] : undefined
  return say ? endAbbreviation(text, end + 1, say) : undefined
}

function fullDay(name: string): string {
  return days[name] ?? days[name.slice(0, 3)] ?? name
}

const dotted = /(?:\p{Lu}\.){2,7}(?:\p{Lu}(?![\p{L}.]))?|\p{Lu}\.\p{Lu}(?![\p{L}.])/uy

/** "U.S.", "U.K.", "J.R.R.": the letters, with the last stop kept only where a sentence ends. */
export const dottedRule: Rule = ({ text }, at) => {
  if (text[at + 1] !== '.' || /[\p{L}.]/u.test(text[at - 1] ?? '')) return undefined
  const match = matchAt(dotted, text, at)
  if (!match) return undefined
  const letters = match[0].replaceAll('.', '')
  return endAbbreviation(text, at + match[0].length, spell(letters))
}

const kings = new Set(
  `Henry Louis George Edward Charles James Richard William Elizabeth Mary John Paul Pius Benedict Gregory Leo Clement Innocent Urban Alexander Nicholas Peter Catherine Philip Ferdinand Frederick Friedrich Wilhelm Otto Ramses Ramesses Rameses Thutmose Amenhotep Ptolemy Cleopatra Darius Xerxes Artaxerxes Napoleon Ivan Alfonso Carlos Juan Felipe Umberto Victor Emmanuel Emanuel Franz Francis Joseph Leopold Albert Baldwin Gustav Gustavus Christian Haakon Harald Olav Margrethe Isabella Maximilian Rudolf Rudolph Conrad Konrad Sigismund Matthias Stephen Robert Malcolm David Antiochus Seleucus Mehmed Murad Selim Suleiman Bayezid Abbas Rama Boniface Adrian Hadrian Julius Sixtus Eugene Celestine Martin Stephen Constantine Theodosius Justinian Basil Leo Romanos Michael Alexios Manuel Casimir Vladislav Wenceslaus Ladislaus Bela Andrew Eric Erik Canute Harold Edmund Ethelred Afonso Pedro Manuel Sancho Joanna Theodore Feodor Boris Simeon Abdul Hamid Ahmed Osman Mustafa Mahmud Tutankhamun Seti Nectanebo Psamtik Cambyses Cyrus Mithridates Attalus Ludwig Heinrich Karl Johann Joao Luis Jean Christina Anne Beatrix Wilhelmina Callixtus Honorius Lucius Anastasius Sergius Symmachus Sylvester Alexius Anselm Hirohito Kamehameha Menelik Selassie Elizabeth's Henry's Louis's Edward's George's Charles's`.split(' '), // prettier-ignore
)
const titles = /^(?:King|Queen|Pope|Emperor|Empress|Tsar|Czar|Sultan|Pharaoh|Kaiser|Prince|Duke)$/
const numbered = /^(?:Chapter|Chapters|Part|Parts|Book|Books|Volume|Vol|Volumes|Act|Scene|Section|Sections|Article|Articles|Appendix|Figure|Fig|Table|Tables|Plate|War|Wars|Types|Phases|Figures|Stages|Levels|Appendices|Titles|Units|Type|Phase|Stage|Level|Class|Title|Unit|Lesson|Canto|Psalm|Schedule|Annex|Form|Grade|Group|Category|Bowl|Division|Corps|Zone|Tier|Symphony|Sonata|Concerto|Movement|Episode|Round|Season|Mark|Apollo|Saturn|Titan|Step|Problem|Theorem|Rule|Amendment|Clause|Game|Region|Species|Series|Exhibit|Factor|Quadrant|Diabetes|and|to|or)\.?$/i // prettier-ignore
const roman = /([IVXLCDM]{1,12})(?:(?=[–-][IVXLCDM])|('s)?(?![\p{L}\d'-]|\.\p{L}))/uy
const romanLow =
  /(?:x{0,3}(?:ix|iv|v?i{0,3})|xl(?:ix|iv|v?i{0,3})|l?x{0,3}(?:ix|iv|v?i{0,3}))(?![\p{L}\d'])/uy
const pageCue =
  /^(?:page|pages|p\.|pp\.|vol\.|vols\.|chapter|ch\.|part|section|sec\.|act|scene|book|note|and|to)$/i
const pronounVerb = /^(?:am|think|have|know|had|will|would|can|could|do|did|don't|want|saw|said|went|love|like|met|was|see|believe|feel|hope)$/ // prettier-ignore

/** Roman numerals: after kings "the eighth", after "Chapter" and the like "four", "XIX century" "nineteenth". */
export const romanRule: Rule = (scene, at) => {
  const { text } = scene
  const code = text.charCodeAt(at)
  const previous = text[at - 1] ?? ''
  if (code >= 97) {
    if (!/[cdilmvx]/.test(text[at]!) || /[\p{L}\d']/u.test(previous)) return undefined
    const low = matchAt(romanLow, text, at)
    if (!low || low[0].length === 0) return undefined
    const value = romanValue(low[0].toUpperCase())
    const bracketed = /[([]$/.test(previous) && /^[)\]]/.test(text[at + low[0].length] ?? '')
    const before = wordBefore(text, at)
    const cued = pageCue.test(before) && !/^(?:and|to)$/i.test(before)
    const ranged = /[–-]$/.test(previous) && /[ivxlc]/.test(text[at - 2] ?? '')
    if (value === undefined || !(bracketed || cued || (ranged && low[0].length > 1))) return undefined
    if (bracketed && /^[clmdx]$/.test(low[0])) return undefined
    const end = at + low[0].length
    const toNext = /^[–-](?=[ivxlc])/.test(text.slice(end, end + 2))
    return { end: toNext ? end + 1 : end, say: cardinal(scene, String(value)) + (toNext ? ' to ' : '') }
  }
  if (!/[IVXLCDM]/.test(text[at]!) || /[\p{L}\d'.]/u.test(previous)) return undefined
  const match = matchAt(roman, text, at)
  const value = match && romanValue(match[1]!)
  if (!match || value === undefined) return undefined
  const numeral = match[1]!
  const end = at + match[0].length
  const possessive = match[2] ? "'s" : ''
  const before = wordBefore(text, at).replace(/\.$/, '')
  const after = wordAfter(text, end)
  if (
    /^(?:century|centuries|Olympic|Olympics|Olympiad|Summer|Winter|Congress|Dynasty|dynasty|Corps|Legion)$/.test(
      after,
    ) &&
    numeral.length > 0 &&
    (numeral !== 'I' || before === 'the')
  )
    return { end, say: ordinalEnglish(String(value)) }
  const words = wordsBefore(text, at)
  const king =
    kings.has(before) &&
    (words.at(-2) === undefined ||
      numeral.length > 1 ||
      !/^(?:Saint|St\.|Mr\.|Mrs\.|Uncle|Aunt)$/.test(words.at(-2)!)) &&
    text[at - 1] === ' '
  if (king || (titles.test(words.at(-2) ?? '') && /^\p{Lu}/u.test(before))) {
    if (
      numeral === 'I' &&
      pronounVerb.test(after) &&
      !/^(?:was|had|could|would|did|said|will|went|met|saw)$/.test(after)
    )
      return undefined
    if (numeral === 'X' && before === 'Malcolm') return undefined
    if (/^(?:V|X|I|II|III|IV|VI|VII|VIII|IX|XI{1,3}|XIV|XVI{0,3}|XIX|XX|XXI{1,3})$/.test(numeral))
      return { end, say: `the ${ordinalEnglish(String(value))}${possessive}` }
  }
  const inRange = /[–-]$/.test(previous) && /[IVXLC]/.test(text[at - 2] ?? '')
  if (
    numbered.test(before) &&
    text[at - 1] !== ',' &&
    !/^(?:and|to|or)$/i.test(before) &&
    /^\p{Lu}|^(?:part|book|act|scene|type|phase|stage|section|article|chapter|volume|level|class|figure|table|grade|factor|war)$/u.test(
      before,
    )
  ) {
    if (numeral === 'I' && pronounVerb.test(after) && !/^\p{Lu}/u.test(before)) return undefined
    return romanRange(scene, end, value, possessive)
  }
  if (
    /^(?:and|to|or)$/.test(before) &&
    numeral !== 'I' &&
    /^[IVX]+$/.test(words.at(-2) ?? '') &&
    /^[IVX]+$/.test(numeral)
  )
    return { end, say: cardinal(scene, String(value)) }
  if (inRange && numeral.length > 0) return { end, say: cardinal(scene, String(value)) }
  if (/^M[MCDXLVI]{3,}$/.test(numeral) && numeral.length > 3)
    return { end, say: yearEnglish(String(value), usesAnd(scene)) }
  if (plainlyRoman(numeral)) {
    if (
      numeral === 'IV' &&
      /^(?:drip|drips|fluid|fluids|therapy|line|lines|infusion|antibiotics|bag|pole|access|injection)$/.test(
        after,
      )
    )
      return undefined
    if (/^an?$/i.test(before) && numeral === 'IV') return undefined
    if (text[at - 1] === '(' && text[end] === ')') return { end, say: cardinal(scene, String(value)) }
    return romanRange(scene, end, value, possessive)
  }
  // "II. Methods", "V. Results": a heading's own number.
  if (at === 0 && text[end] === '.' && scene.context !== 'text' && value < 60)
    return { end, say: cardinal(scene, String(value)) }
  return undefined
}

function romanRange(scene: Scene, end: number, value: number, possessive: string) {
  const toNext = /^[–-](?=[IVXLC]+\b)/.test(scene.text.slice(end, end + 8))
  return { end: toNext ? end + 1 : end, say: cardinal(scene, String(value)) + (toNext ? ' to ' : possessive) }
}
