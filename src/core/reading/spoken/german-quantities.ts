/** German amounts: what stands with digits, other than dates and times. */
import { cardinalGerman, countGerman, digitsGerman, fractionGerman, yearGerman, type Gender } from './numbers-german.ts' // prettier-ignore
import { isYearGerman } from './german-dates.ts'
import { genderOf } from './german-ordinals.ts'
import { exponentAt } from './formulas.ts'
import { isDesignation, isOne, readFigure, type Figure } from './quantity.ts'
import { markBefore, matchAt, wordAfter, wordBefore, type Rule, type Said, type Scene } from './scan.ts'
import { declined } from './german-case.ts'
import { currencyAfter, currencyBefore, unitAfter, type Currency } from './units.ts'

/** A figure by itself; `gender` is that of the noun it counts, where there is one. */
export function sayFigureGerman(figure: Figure, gender?: Gender): string {
  const { whole, decimals, vulgar, grouped, foreignPoint } = figure
  if (vulgar) {
    const part = fractionGerman(vulgar[0], vulgar[1])!
    if (!whole)
      return vulgar[1] === 2 && gender
        ? `ein${gender === 'f' ? 'e' : ''} halb${gender === 'f' ? 'e' : gender === 'n' ? 'es' : 'er'}`
        : part
    if (vulgar[1] === 2) return whole === '1' ? 'eineinhalb' : `${cardinalGerman(whole)}einhalb`
    return `${cardinalGerman(whole)} ${part}`
  }
  const isCode = !grouped && decimals === undefined && whole.length >= 7 && !whole.endsWith('000')
  if (decimals === undefined) return isCode ? digitsGerman(whole) : countGerman(whole, gender)
  const integer = /^0\d/.test(whole) ? cardinalGerman(whole.replace(/^0+(?=\d)/, '')) : cardinalGerman(whole)
  return `${integer} ${foreignPoint ? 'Punkt' : 'Komma'} ${digitsGerman(decimals)}`
}

const magnitude =
  / ?(Mio|Mrd|Tsd|Bio|Brd)(?:\.|(?!\p{L}))| (Million|Millionen|Milliarde|Milliarden|Billion|Billionen|Tausend|tausend)(?!\p{L})|([kKM])(?![\p{L}\d])/uy
const names: Readonly<Record<string, readonly [string, string]>> = {
  Mio: ['Million', 'Millionen'], Mrd: ['Milliarde', 'Milliarden'], Bio: ['Billion', 'Billionen'], Brd: ['Billiarde', 'Billiarden'], Tsd: ['tausend', 'tausend'], k: ['tausend', 'tausend'], K: ['tausend', 'tausend'], M: ['Million', 'Millionen'],
} // prettier-ignore

function readScale(text: string, at: number, one: boolean): { end: number; scale: string } | undefined {
  const match = matchAt(magnitude, text, at)
  if (!match) return undefined
  const key = match[1] ?? match[3]
  let end = at + match[0].length
  // "5 Mio." at the end of a sentence keeps its full stop.
  if (match[0].endsWith('.') && /^\s*$/.test(text.slice(end, end + 3)) && text.length < end + 3) end--
  return { end, scale: key ? names[key]![one ? 0 : 1] : match[2]! }
}

function sayScaled(figure: Figure, scale: string): string {
  if (scale === 'tausend' && figure.decimals === undefined && !figure.vulgar && figure.whole.length < 4)
    return cardinalGerman(`${figure.whole}000`)
  return `${sayFigureGerman(figure, /^(?:tausend|Tausend)$/.test(scale) ? 'm' : 'f')} ${scale}`
}

function sayMoney(figure: Figure, currency: Currency, scale: string | undefined): string {
  if (scale) return `${sayScaled(figure, scale)} ${currency.many}`
  const { whole, decimals } = figure
  if (decimals?.length === 2 && currency.cent && !figure.foreignPoint) {
    const cents = String(Number(decimals))
    if (cents === '0')
      return `${countGerman(whole, currency.gender)} ${whole === '1' ? currency.one : currency.many}`
    if (/^0*$/.test(whole))
      return `${countGerman(cents, currency.cent.gender)} ${cents === '1' ? currency.cent.one : currency.cent.many}`
    return `${countGerman(whole, currency.gender)} ${whole === '1' ? currency.one : currency.many} ${cardinalGerman(cents)}`
  }
  return `${sayFigureGerman(figure, currency.gender)} ${isOne(figure) ? currency.one : currency.many}`
}

/** German amounts of money may be written the English way before or behind a sign: "$3.50". */
function asMoney(figure: Figure): Figure {
  if (!figure.foreignPoint || figure.decimals?.length !== 2) return figure
  const { foreignPoint: _, ...rest } = figure
  return rest
}

const dashes = / ?[–—-] ?/y
/** "€ 20", "$3.50", "CHF 12.50", "-5 €" is a sign's affair. */
export const currencyRuleGerman: Rule = (scene, at) => {
  const { text } = scene
  const found = currencyBefore(text, at, 'de')
  if (!found) return undefined
  let start = found.end + (text[found.end] === ' ' ? 1 : 0)
  const minus = /[-−–]/.test(text[start] ?? '') ? 'minus ' : ''
  if (minus) start++
  if (!/[\d½¼¾]/.test(text[start] ?? '')) return undefined
  const figure = asMoney(readFigure(text, start, 'de', scene.region)!)
  const scaled = readScale(text, figure.end, isOne(figure))
  const end = scaled?.end ?? figure.end
  const dash = matchAt(dashes, text, end)
  const other = dash && currencyBefore(text, end + dash[0].length, 'de')
  const second = dash && (other ? other.end : end + dash[0].length)
  if (second && /\d/.test(text[second] ?? '')) {
    const high = asMoney(readFigure(text, second, 'de', scene.region)!)
    return {
      end: high.end,
      say: `${minus}${sayFigureGerman(figure)} bis ${sayMoney(high, found.currency, undefined)}`,
    }
  }
  const empty = /^,[-–—]{1,2}/.exec(text.slice(end, end + 3))
  return { end: end + (empty?.[0].length ?? 0), say: minus + sayMoney(figure, found.currency, scaled?.scale) }
}

const slashed = /(\d{1,4})\/(\d{1,4})(?![\d/]|,\d)/y
const outOf = /^(?:Seite|Folie|Teil|Schritt|Frage|Bild|Punkte|Note|Bewertung|bewertet|von)$/

/** "3/4" drei Viertel, "2023/24", "24/7". */
export const fractionRuleGerman: Rule = (scene, at) => {
  const { text } = scene
  const match = matchAt(slashed, text, at)
  if (!match) return undefined
  const end = at + match[0].length
  const [top, bottom] = [match[1]!, match[2]!]
  if (/^(?:50\/50|80\/20|60\/40|9\/11)$/.test(match[0]))
    return { end, say: `${cardinalGerman(top)} ${cardinalGerman(bottom)}` }
  if (match[0] === '08/15') return { end, say: 'null acht fünfzehn' }
  if (match[0] === '24/7') return { end, say: 'vierundzwanzig sieben' }
  if (
    top.length === 4 ||
    bottom.length === 4 ||
    bottom.startsWith('0') ||
    (top.startsWith('0') && top !== '0')
  ) {
    const first =
      top.length === 4 && isYearGerman(scene, at, end, top) ? yearGerman(top) : cardinalGerman(top)
    const second = bottom.length === 4 ? yearGerman(bottom) : cardinalGerman(bottom)
    return { end, say: top.length === 4 ? `${first} ${second}` : `${first} Schrägstrich ${second}` }
  }
  if (outOf.test(wordBefore(text, at)))
    return { end, say: `${cardinalGerman(top)} von ${cardinalGerman(bottom)}` }
  const measure = Number(top) < Number(bottom) ? unitAfter(text, end, 'de', scene.region) : undefined
  if (measure && measure.symbol !== '%' && measure.gender) {
    const half = top === '1' && bottom === '2'
    const part = half
      ? sayFigureGerman({ end, whole: '', vulgar: [1, 2], grouped: false }, measure.gender)
      : (fractionGerman(Number(top), Number(bottom)) ??
        `${cardinalGerman(top)} durch ${cardinalGerman(bottom)}`)
    return { end: measure.end, say: declined(scene, at, `${part} ${measure.one}`, measure.gender) }
  }
  const noun = wordAfter(text, end)
  if (
    top === '1' &&
    bottom === '2' &&
    /^(?:Liter|Stunde|Tasse|Teelöffel|Esslöffel|Pfund|Kilo|Glas|Zwiebel|Jahr|Tag|Meter|Kilometer|Becher|Bund|Packung|Päckchen|Würfel)$/.test(
      noun,
    )
  ) {
    const gender: Gender = /^(?:Stunde|Tasse|Zwiebel|Packung)$/.test(noun)
      ? 'f'
      : /^(?:Pfund|Kilo|Glas|Jahr|Päckchen|Bund)$/.test(noun)
        ? 'n'
        : 'm'
    const half = sayFigureGerman({ end, whole: '', vulgar: [1, 2], grouped: false }, gender)
    return { end, say: declined(scene, at, half, gender) }
  }
  const said = Number(top) <= 20 ? fractionGerman(Number(top), Number(bottom)) : undefined
  // "5 C 123/18", "Saal 12/3": names, unless something is being reckoned.
  const reckoned = /[=+×÷·−<>]/.test(text.slice(Math.max(0, at - 12), end + 12))
  if (/^ ?mmHg/.test(text.slice(end, end + 5)))
    return { end: end - bottom.length, say: `${cardinalGerman(top)} zu ` }
  if (said || reckoned) return { end, say: said ?? `${cardinalGerman(top)} durch ${cardinalGerman(bottom)}` }
  return { end: end - bottom.length, say: `${cardinalGerman(top)} Schrägstrich ` }
}

const times = /(\d+(?:,\d+)?) ?[×xX] ?(?=\d)/y
const fold = /(\d+(?:[.,]\d+)?) ?(?:[×x](?![\p{L}\d])|-?mal(?!\p{L}))/uy

/** "3x4", "3 × 4" drei mal vier, "2x" zweimal. */
export const dimensionRuleGerman: Rule = (scene, at) => {
  const { text } = scene
  const product = matchAt(times, text, at)
  if (product)
    return { end: at + product[0].length, say: `${sayFigureGerman(readFigure(text, at, 'de')!)} mal ` }
  const many = matchAt(fold, text, at)
  if (
    !many ||
    (many[0].startsWith(' mal', many[1]!.length) &&
      /^ \d/.test(text.slice(at + many[0].length, at + many[0].length + 2)))
  )
    return undefined
  const behind = text.slice(at + many[0].length, at + many[0].length + 2)
  if (many[0].endsWith('x') && (/[+=*/(^−-]/.test(markBefore(text, at)) || /^ ?[+=²³^)−]/.test(behind)))
    return { end: at + many[1]!.length, say: `${sayFigureGerman(readFigure(text, at, 'de')!)} ` }
  const spaced = text[at + many[1]!.length] === ' ' && !many[0].includes('mal')
  const words = countGerman(many[1]!.replace(/[.,]\d+/, ''), 'm')
  if (/[.,]/.test(many[1]!))
    return { end: at + many[0].length, say: `${sayFigureGerman(readFigure(text, at, 'de')!)} mal` }
  return {
    end: at + many[0].length,
    say: spaced || many[0].includes(' mal') ? `${words} mal` : `${words}mal`,
  }
}

const suffixed =
  /(\d{1,9})(?:-| ?)(fach|jährig|malig|stündig|stellig|köpfig|teilig|prozentig|tägig|wöchig|monatig|minütig|seitig|bändig|zeilig|sprachig|stimmig|spurig|geschossig|stöckig|silbig|beinig|türig|zimmrig|gängig|adrig|polig|dimensional|sekündig|gradig|reihig|eckig|kernig)(\p{L}*)/uy
const percentWord = /(\d{1,3}(?:,\d+)?) ?%-?(ig\p{L}*)/uy
const glued = /(\d{1,3})([A-Z])(?![\p{L}\d])|(\d{1,3})([a-h])(?![\p{L}\d])/uy
const compound = /(\d{1,4}(?:,\d+)?|\d{1,3}(?:\.\d{3})+)-(?=\p{Lu}?\p{L}+)/uy

/** "2fach", "5-jährig", "10%ige", "24-Stunden-Dienst", "3D", "5a". */
export const compoundRuleGerman: Rule = (scene, at) => {
  const { text } = scene
  const suffix = matchAt(suffixed, text, at)
  if (suffix) return { end: at + suffix[0].length, say: countGerman(suffix[1]!, 'm') + suffix[2] + suffix[3] }
  const percent = matchAt(percentWord, text, at)
  if (percent)
    return {
      end: at + percent[0].length,
      say: `${sayFigureGerman(readFigure(text, at, 'de')!, 'm')}prozent${percent[2]}`,
    }
  const note = matchAt(/(\d{1,4})-(€|\$|£|%)-(?=\p{L})/uy, text, at)
  if (note)
    return {
      end: at + note[0].length,
      say: `${countGerman(note[1]!, 'm')}-${{ '€': 'Euro', $: 'Dollar', '£': 'Pfund', '%': 'Prozent' }[note[2]!]}-`,
    }
  const single = matchAt(glued, text, at)
  if (single && !unitAfter(text, at + (single[1] ?? single[3])!.length, 'de', scene.region))
    return {
      end: at + single[0].length,
      say: `${cardinalGerman((single[1] ?? single[3])!)} ${(single[2] ?? single[4])!.toUpperCase()}`,
    }
  const head = matchAt(compound, text, at)
  if (head && !/^\d{4}$/.test(head[1]!)) {
    const symbol = unitAfter(text, at + head[1]!.length, 'de', scene.region)
    const figure = readFigure(text, at, 'de')!
    if (symbol && text[symbol.end] === '-')
      return { end: symbol.end, say: `${sayFigureGerman(figure, 'm')}-${symbol.one}` }
    return { end: at + head[0].length, say: `${sayFigureGerman(figure, head[1] === '1' ? 'm' : undefined)}-` }
  }
  return undefined
}

const rangeMark = / ?[–—] ?(?=[\d½¼¾⅓⅔])|-(?=[\d½¼¾⅓⅔])| - (?=\d)| bis (?=\d)/y
/** "hoch zwei", "hoch minus drei". */
export function sayPowerGerman(value: string): string {
  return `hoch ${value.startsWith('-') ? 'minus ' : ''}${cardinalGerman(value.replace('-', ''))}`
}

/** What stands before a number that names rather than counts: "Kapitel 1" eins, not ein. */
const label =
  /^(?:Kapitel|Seite|Teil|Band|Nummer|Nr\.|Platz|Stufe|Klasse|Phase|Typ|Linie|Raum|Zimmer|Tabelle|Abbildung|Abb\.|Tab\.|Lektion|Aufgabe|Schritt|Artikel|Art\.|Absatz|Abs\.|Satz|Punkt|Abschnitt|Version|Gruppe|Frage|Regel|Haus|Gleis|Tor|Spalte|Zeile|Kap\.|Bd\.|S\.|Grad|Agenda|Buch|Übung|Beispiel|Fall|Tag|Woche|Anlage|Anhang|Paragraf|Formel|Ziffer|Rang|Kanal|Akt|Szene|Note|Liga|Bundesliga|Paragraph|§|Terminal|Halle|Ebene|Stock)$/

/** Any other number with what belongs to it. */
export const quantityRuleGerman: Rule = (scene, at) => {
  const { text } = scene
  const figure = readFigure(text, at, 'de', scene.region)
  if (!figure) return undefined
  const lasting = figure.vulgar
    ? matchAt(/-?((?:stündig|jährig|tägig|stündlich|jährlich)\p{L}*)/uy, text, figure.end)
    : undefined
  if (lasting)
    return {
      end: figure.end + lasting[0].length,
      say: (figure.whole ? sayFigureGerman(figure) : 'halb') + lasting[1],
    }
  const raisedTo = exponentAt(text, figure.end)
  if (raisedTo) {
    const unit = unitAfter(text, raisedTo.end, 'de', scene.region)
    const words = `${sayFigureGerman(figure)} ${sayPowerGerman(raisedTo.value)}`
    return unit ? { end: unit.end, say: `${words} ${unit.many}` } : { end: raisedTo.end, say: words }
  }
  const dash = matchAt(rangeMark, text, figure.end)
  if (dash) {
    const range = sayRange(scene, at, figure, figure.end + dash[0].length, dash[0])
    if (range) return range
  }
  const own = withUnit(scene, figure, undefined)
  if (own) return { end: own.end, say: declined(scene, at, own.say, own.gender) }
  if (figure.decimals === undefined && !figure.vulgar && !figure.grouped) {
    if (isYearGerman(scene, at, figure.end, figure.whole))
      return { end: figure.end, say: yearGerman(figure.whole) }
    const noun = wordAfter(text, figure.end)
    const counts =
      figure.whole === '1' &&
      /^\p{Lu}\p{Ll}/u.test(noun) &&
      text[figure.end] === ' ' &&
      !label.test(wordBefore(text, at))
    if (counts) {
      const feminine =
        genderOf(noun) === 'f' ||
        (noun.endsWith('e') && !/(?:Ende|Auge|Käse|Name|Junge|Löwe|Hase|Gramme)$/.test(noun))
      const gender = feminine ? 'f' : genderOf(noun)
      return { end: figure.end, say: declined(scene, at, feminine ? 'eine' : 'ein', gender) }
    }
    return { end: figure.end, say: sayFigureGerman(figure) }
  }
  const noun = figure.vulgar ? wordAfter(text, figure.end) : ''
  const gender =
    /^\p{Lu}/u.test(noun) && text[figure.end] === ' '
      ? /^(?:Stunde|Tasse|Zwiebel|Packung|Flasche|Dose|Minute|Seite)$/.test(noun)
        ? 'f'
        : /^(?:Pfund|Kilo|Glas|Jahr|Päckchen)$/.test(noun)
          ? 'n'
          : /^(?:Liter|Meter|Kilometer|Teelöffel|Esslöffel|Tag|Monat|Becher|Apfel|Würfel)$/.test(noun)
            ? 'm'
            : undefined
      : undefined
  return { end: figure.end, say: declined(scene, at, sayFigureGerman(figure, gender), gender) }
}

const compassNames: Readonly<Record<string, string>> = { N: 'Nord', S: 'Süd', O: 'Ost', E: 'Ost', W: 'West' }

/** `words` are what is said for the number, or undefined to say it with the unit's gender. */
function withUnit(
  scene: Scene,
  figure: Figure,
  words: string | undefined,
): (Said & { gender?: Gender }) | undefined {
  const { text } = scene
  const one = words === undefined && isOne(figure)
  const compass = matchAt(
    / ?° ?(?:(\d{1,2})['′] ?)?(?:(\d{1,2}(?:[.,]\d+)?)["″] ?)?([NSEWO])(?![\p{L}\d])/uy,
    text,
    figure.end,
  )
  if (compass) {
    const minutes = compass[1] ? ` ${cardinalGerman(compass[1])} Minuten` : ''
    const seconds = compass[2] ? ` ${sayFigureGerman(readFigure(compass[2], 0, 'de')!)} Sekunden` : ''
    return {
      end: figure.end + compass[0].length,
      say: `${words ?? sayFigureGerman(figure, 'n')} Grad${minutes}${seconds} ${compassNames[compass[3]!]}`,
    }
  }
  const inches = matchAt(/[″"](?=[- ]?\p{Lu}|[,.)]| ?x)/uy, text, figure.end)
  if (
    inches &&
    (inches[0] === '″' ||
      (text.slice(Math.max(0, figure.end - 400), figure.end).match(/["„“]/g)?.length ?? 0) % 2 === 0)
  )
    return { end: figure.end + 1, say: `${words ?? sayFigureGerman(figure, 'm')} Zoll`, gender: 'm' }
  const scaled = readScale(text, figure.end, isOne(figure))
  const empty = matchAt(/,[-–—]{1,2}(?= ?(?:€|EUR|Euro|CHF|Fr|DM))/y, text, figure.end)
  const money = currencyAfter(text, scaled?.end ?? figure.end + (empty?.[0].length ?? 0), 'de')
  if (money) {
    const end =
      text[money.end] === '.' &&
      text.slice(figure.end, money.end).endsWith('Fr') &&
      /^\. ?[^\s\p{Lu}]/u.test(text.slice(money.end, money.end + 3))
        ? money.end + 1
        : money.end
    const said = sayMoney(asMoney(figure), money.currency, scaled?.scale)
    const say = words ? `${words}${scaled ? ` ${scaled.scale}` : ''} ${money.currency.many}` : said
    const gender = scaled ? ('f' as const) : money.currency.gender
    const rate = matchAt(/\/(kWh|kg|l|t|m²|m³|qm|km|h|GB|MB|Std|Min)(?![\p{L}\d])/uy, text, end)
    const per = rate && unitAfter(text, end + 1, 'de', scene.region)
    if (per) return { end: per.end, say: `${say} pro ${per.one}`, ...(gender && { gender }) }
    return gender ? { end, say, gender } : { end, say }
  }
  if (scaled && !/^M$/.test(text.slice(figure.end, scaled.end))) {
    // "3 Tsd. km", "5 Mio. t"
    const unit = unitAfter(text, scaled.end, 'de', scene.region)
    const amount = words ? `${words} ${scaled.scale}` : sayScaled(figure, scaled.scale)
    return unit ? { end: unit.end, say: `${amount} ${unit.many}` } : { end: scaled.end, say: amount }
  }
  const unit = unitAfter(text, figure.end, 'de', scene.region)
  if (!unit) return undefined
  const said = words ?? sayFigureGerman(figure, unit.gender)
  return {
    end: unit.end,
    say: `${said} ${one || (!figure.whole && figure.vulgar?.[0] === 1) ? unit.one : unit.many}`,
    ...(unit.gender && { gender: unit.gender }),
  }
}

function sayRange(scene: Scene, at: number, first: Figure, second: number, mark: string): Said | undefined {
  const { text } = scene
  const other = readFigure(text, second, 'de', scene.region)
  if (!other || /[=+×÷]/.test(markBefore(text, at)) || /^ ?=/.test(text.slice(other.end, other.end + 2)))
    return undefined
  if (
    /^\. ?\p{L}/u.test(text.slice(other.end, other.end + 3)) &&
    mark !== ' bis ' &&
    /^\.\d/.test(text.slice(other.end, other.end + 2))
  )
    return undefined
  if (isDesignation(first, other, mark))
    return { end: other.end, say: `${sayFigureGerman(first)} ${sayFigureGerman(other)}` }
  if (mark === ' - ' && !(Number(first.whole) < Number(other.whole))) return undefined
  if (mark === ' bis ' && text.startsWith('. ', other.end)) return undefined
  if (/^-\d/.test(text.slice(other.end, other.end + 2))) return undefined
  const years =
    first.decimals === undefined && !first.grouped && isYearGerman(scene, at, first.end, first.whole)
  if (years && (other.whole.length === 2 || other.whole.length === 4))
    return {
      end: other.end,
      say: `${yearGerman(first.whole)} bis ${other.whole.length === 2 ? cardinalGerman(other.whole.replace(/^0/, '')) : yearGerman(other.whole)}`,
    }
  const words = `${sayFigureGerman(first)} bis ${sayFigureGerman(other)}`
  return withUnit(scene, other, words) ?? { end: other.end, say: words }
}
