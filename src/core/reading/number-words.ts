/** Which written words are numbers, or belong to one: years, amounts with their units, dates, telephone numbers. */
import type { TextRange } from './quotations.ts'

const digit = /\p{N}/u
const englishNumeral =
  /^(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:-(?:one|two|three|four|five|six|seven|eight|nine))?|hundred|thousand|million|billion)$/iu
/** Two parts at least: “zweihundert”, “einundzwanzig”. */
const germanNumeral =
  /^(?:eins?|zwei|drei|vier|fünf|sechs?|sieb(?:en)?|acht|neun|zehn|elf|zwölf|und|zwanzig|dreißig|dreissig|(?:vier|fünf|sech|sieb|acht|neun)zig|hundert|tausend){2,}$/iu
/** No numeral is longer; and no word that is not one may cost time. */
const longestNumeral = 60

/** Spelled out: a compound, or one of several in a row. */
function spelledOut(said: (index: number) => string, gap: (left: number) => string, index: number): boolean {
  const word = said(index)
  if (word.length > longestNumeral) return false
  if (/^\p{L}+-\p{L}+$/u.test(word)) return englishNumeral.test(word)
  if (germanNumeral.test(word)) return true
  const joined = (left: number): boolean => /^\s+$/.test(gap(left))
  const and = (at: number): boolean =>
    /^and$/i.test(said(at)) && /^(?:hundred|thousand|million)$/i.test(said(at - 1))
  const numeral = (at: number): boolean => englishNumeral.test(said(at)) || and(at)
  return (
    numeral(index) && ((joined(index) && numeral(index + 1)) || (joined(index - 1) && numeral(index - 1)))
  )
}

/** Said with the number before them. */
const unit =
  /^(?:percent|per|cent|prozent|promille|thousand|million|millions|billion|billions|trillion|hundred|dozen|tausend|hundert|million(?:en)?|milliarden?|billionen?|dutzend|dollars?|euros?|pounds?|pence|cents?|francs?|franken|mark|kronen|yen|uhr|o’?clock|am|pm|k?m|cm|mm|kg|mg|kwh?|ghz|mhz|hz|km\/h|mph|ft|lbs?|oz|°c|°f|degrees|grad|meters?|metres?|meter|miles?|meilen|kilometers?|kilometres?|kilogramm?|gramm?|liter|litres?|bc|ad|ce|bce|v|n|chr)$/iu
/** Said with the number after or before them. */
const month =
  /^(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|januar|jänner|februar|märz|mai|juni|juli|oktober|dezember|mrz|okt|dez)$/iu
/** What may stand between the parts of one number. */
const joint = /^[\s\u00a0\u202f.,:;/()+–\-×x*=<>≤≥~≈±§$€£¥%‰°'’]*$/u
const narrowJoint = /^[\s\u00a0\u202f.\-–%°]*$/u

/**
 * Stretches of `text` that are numbers, by its words.
 * @param words in order; from..to count in `text`
 */
export function numberRanges(
  text: string,
  words: readonly { readonly from: number; readonly to: number }[],
): TextRange[] {
  const found: { from: number; to: number }[] = []
  const gap = (left: number): string => text.slice(words[left]?.to, words[left + 1]?.from)
  const said = (index: number): string => {
    const word = words[index]
    return word ? text.slice(word.from, word.to) : ''
  }
  /** Index of the word behind the last range. */
  let behind = -1
  for (let at = 0; at < words.length; at++) {
    if (!digit.test(said(at)) && !spelledOut(said, gap, at)) continue
    let first = at
    if (first > 0 && month.test(said(first - 1)) && narrowJoint.test(gap(first - 1))) first--
    let last = at
    while (
      last + 1 < words.length &&
      narrowJoint.test(gap(last)) &&
      (unit.test(said(last + 1)) || month.test(said(last + 1)))
    )
      last++
    const before = found.at(-1)
    if (before && (first < behind || (first === behind && joint.test(gap(first - 1)))))
      before.to = words[last]!.to
    else found.push({ from: words[first]!.from, to: words[last]!.to })
    behind = last + 1
    at = last
  }
  return found
}
