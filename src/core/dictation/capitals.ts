/** Words that are always written with a capital: a short list of certain ones. German nouns at large are not guessed. */

const english =
  `monday tuesday wednesday thursday friday saturday sunday january february april june july august september
october november december christmas easter english german french spanish italian portuguese russian chinese japanese
korean arabic hebrew latin greek dutch swedish norwegian danish finnish irish scottish welsh british american canadian
australian european african asian indian mexican brazilian britain england scotland wales ireland london edinburgh
dublin manchester liverpool birmingham oxford cambridge glasgow paris france germany berlin munich hamburg frankfurt
cologne vienna austria switzerland zurich geneva italy rome milan venice spain madrid barcelona portugal lisbon
amsterdam netherlands belgium brussels sweden stockholm norway oslo denmark copenhagen finland helsinki russia moscow
ukraine kyiv poland warsaw athens europe africa asia america australia canada india brazil mexico japan tokyo beijing
shanghai chicago boston washington california texas florida philadelphia seattle houston atlanta toronto montreal
vancouver sydney melbourne google microsoft wikipedia youtube internet-explorer buddhist muslim jewish christian
catholic protestant islam buddhism christianity judaism`
    .trim()
    .split(/\s+/)
const german =
  `montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag januar jänner februar märz april mai
juni juli august september oktober november dezember weihnachten ostern pfingsten deutschland österreich schweiz berlin
hamburg münchen köln frankfurt stuttgart düsseldorf leipzig dresden hannover nürnberg bremen wien zürich bern europa
frankreich italien spanien polen england großbritannien amerika euro`
    .trim()
    .split(/\s+/)

const raise = (word: string) => word.charAt(0).toLocaleUpperCase() + word.slice(1)
const table = (words: readonly string[]) => new Map(words.map((word) => [word, raise(word)]))

const names: Readonly<Record<string, ReadonlyMap<string, string>>> = {
  en: new Map([
    ...table(english),
    ['i', 'I'],
    ["i'm", "I'm"],
    ["i'll", "I'll"],
    ["i've", "I've"],
    ["i'd", "I'd"],
    ['mr', 'Mr'],
    ['mrs', 'Mrs'],
    ['ms', 'Ms'],
    ['dr', 'Dr'],
    ['ok', 'OK'],
    ['tv', 'TV'],
    ['usa', 'USA'],
    ['uk', 'UK'],
    ['bbc', 'BBC'],
    ['iphone', 'iPhone'],
    ['youtube', 'YouTube'],
    ['nasa', 'NASA'],
  ]),
  de: table(german),
}
const titles = new Set(['mr', 'mrs', 'ms', 'dr'])

/** A word in its certain case, or as it is. `previous`: the key of the word before it. Words with capitals stay. */
export function properCase(
  text: string,
  key: string,
  previous: string | undefined,
  language: string,
): string {
  if (text !== text.toLowerCase()) return text
  const found = names[language]?.get(key)
  if (found) return found
  const owned = key.endsWith("'s") ? names[language]?.get(key.slice(0, -2)) : undefined
  if (owned) return `${owned}'s`
  return language === 'en' && titles.has(previous ?? '') ? raise(text) : text
}
