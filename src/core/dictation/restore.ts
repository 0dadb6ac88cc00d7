/**
 * Punctuation where a recogniser gives none: a stop or question mark at the end, and the few commas that grammar makes
 * certain. Rules add marks and never touch a word. Each is kept only where it is right at least 95 times in 100 on the
 * prose that docs/adr/0031-tidying-by-rules.md names.
 */
import type { Item } from './items.ts'

/** A phrase does not end with these: more is to come. */
const dangling: Readonly<Record<string, ReadonlySet<string>>> = {
  en: new Set(
    `a an the my your our their its every and or but nor because although though unless if than as of to from with by for
    at in into onto upon between among toward towards during without within is are was were be been am has have had do
    does did will would shall should can could may might must very quite rather so such this these those some any no
    i we they he she who whose which that's i'm you're we're they're he's she's it's i've we've let's um uh also mr mrs dr
    when while where whether until per via plus minus versus about against dear`
      .trim()
      .split(/\s+/),
  ),
  de: new Set(
    `der die das den dem des ein eine einen einem einer eines kein keine keinen mein meine meinen dein deine sein seine
    ihre ihren unser unsere und oder aber denn weil dass wenn ob als obwohl damit während bis seit von vom zu zum zur mit
    bei beim nach aus für gegen ohne um durch in im ins am unter über vor hinter neben zwischen ich wir sehr ganz so auch nur
    noch nicht äh ähm sowie bzw per wegen trotz dieser diese dieses diesen diesem jeder jede jedes liebe lieber`
      .trim()
      .split(/\s+/),
  ),
}
// “an”, “auf”, “ein”, “ab”, “zu”: verbs leave them at the end, so they do not count as dangling

const particles =
  /^(?:of|to|from|with|for|at|in|into|on|is|are|was|were|do|does|did|will|would|can|could|have|has|about|over|across|this|that|these|those|any|some|it's|through|under|against|mit|aus|für|auch|nicht|noch|sehr|vor|unter)$/

const pronoun =
  '(?:i|you|he|she|it|we|they|there|this|that|these|those|anyone|anybody|someone|everyone|the|my|your|his|her|our|their|any|a|an)'
const subject = '(?:i|you|he|she|it|we|they|there|anyone|anybody|someone|everyone)'
const auxiliary =
  "(?:is|are|was|were|am|do|does|did|can|could|will|would|should|shall|has|have|had|may|might|must|isn't|aren't|wasn't|weren't|don't|doesn't|didn't|can't|couldn't|won't|wouldn't|shouldn't|hasn't|haven't)"
const english: readonly RegExp[] = [
  new RegExp(
    `^(?:and |but |so |well |okay |ok |now |then )?(?:who|where|why|how|when|what)(?:'s|'re|'d|'ll| ${auxiliary}) `,
  ),
  new RegExp(
    `^(?:and |but |so |well |now )?(?:who|what) (?!(?:is|was) (?:more|worse|done|needed|now|left|called|known)\\b)(?:makes|wants|wanted|knows|else|kind|sort|type|colour|color|size|time|day|year) .*\\b${auxiliary}\\b`,
  ),
  new RegExp(`^how (?:many|much|long|often|old|far|big|soon|tall|high|deep|fast|well|come|about) `),
  /^what about /,
  /^what happened(?! (?:was|is|next|then)\b)(?!.* (?:was|is) )/,
  /^what happens (?:if|when|next|to|after|now)\b/,
  /^who (?:said|told|wrote|made|took|called|came|went|wants|needs|knows|broke|ate|gave|won|invented|discovered|painted|built|left|put|sent|stole|killed|found|cares|wins|lives|works|plays|else) /,
  /^why (?:not|don't|doesn't|didn't|isn't|aren't|on earth) /,
  new RegExp(`^which (?:of|one|way) .*\\b${auxiliary}\\b`),
  new RegExp(`^whose \\w+ (?:is|are|was|were) `),
  new RegExp(`^(?:is|are|isn't|aren't|wasn't|was) ${pronoun} `),
  new RegExp(
    `^(?:do|does|did|don't|doesn't|didn't|have|has|haven't|hasn't|can|could|can't|couldn't|will|would|won't|wouldn't|shall|am|aren't) ${subject} (?!be |not |never )?`,
  ),
  /^(?:does|did|has|can|could|will|would) (?:the|this|that|my|your|his|her|our|their|any|anyone|anybody|someone|everyone) /,
  /^should (?:i|we|he|she|they|it) /,
  /^may i /,
]
const englishNot: readonly RegExp[] = [
  /^(?:what|how|who|where|why|when)(?: \w+)? (?:is|was) (?:that|because|why|how) /, // “what happened was that …”
  /^(?:what|whoever|whatever) (?:i|you|we|they|he|she) /,
  /^(?:have|do) (?:it|that|this|them|you) (?:done|ready|sent|seen to)\b/,
  /^how (?:come|about) (?:ever|that)\b/,
  /^when (?:is|was) /,
  /^(?:but |and |so )?what(?:'s| is| was) \w+ing .*\b(?:is|are|was|were)\b/, // “what's happening now is bigger”
  /^(?:but |and |so )?what (?:might|may|must) \w+ /,
  /^what(?:'s| is) \w+ to .* (?:is|may|might|can|will) /,
]
const germanSubject =
  '(?:ich|du|er|sie|es|wir|ihr|man|das|der|die|denn|dies|diese|dieser|dieses|mein|meine|dein|deine|jemand|den|ein|eine|Sie|noch|hier|da|alle|schon)'
const german: readonly RegExp[] = [
  /^(?:und |aber |also |na )?(?:warum|wieso|weshalb|wozu|wohin|woher|wofür|womit|wovon|woran) /,
  /^(?:und |aber |also )?(?:wer|wen|wem|wo|wann) (?!auch |immer )(?:ist|sind|war|waren|hat|haben|kann|können|wird|werden|will|wollen|soll|sollen|muss|müssen|kommt|kommst|geht|gehst|fährt|bist|seid|liegt|steht|wohnt|wohnst|findet|finde|beginnt|fängt|gibt|kennt|weiß|möchte|darf|macht|treffen|war|hast) /,
  /^(?:und |aber |also )?was (?:ist|sind|war|hast|hat|haben|machst|macht|machen|kann|kannst|können|soll|sollen|willst|wollen|wird|werden|kostet|kosten|bedeutet|gibt|möchtest|möchten|denkst|denken|meinst|meinen|sagst|passiert|hältst) /,
  /^(?:und |aber |also )?wie (?:ist|sind|war|geht|viel|viele|lange|oft|alt|spät|weit|groß|hoch|heißt|heißen|kann|können|kommt|kommst|komme|macht|machen|funktioniert|findest|finden|sieht|steht|wird|hast|haben|wäre) /,
  /^welche[rsnm]? \S+ (?:ist|sind|war|hat|hast|haben|kann|möchtest|möchten|willst|soll|sollen|wird|gibt|nimmst|gehört|meinst|meinen) /,
  new RegExp(
    `^(?:ist|sind|war|waren|bist|seid|hast|hat|habt|haben|kann|kannst|können|könnt|könnte|könntest|könnten|willst|will|wollen|wollt|wirst|wird|werden|würdest|würden|würde|soll|sollen|sollte|sollten|darf|dürfen|muss|musst|müssen|möchtest|möchten|magst|mag|gibt|geht|weißt|wissen|kommst|kommt|kommen|brauchst|brauchen|denkst|glaubst|hättest|hätten|wäre|wären|kennst|kennen|siehst|verstehst|verstehen) ${germanSubject} `,
    'i',
  ),
]
const germanNot: readonly RegExp[] = [
  /^kann (?:ich|man) .*empfehlen /, // said without its object
  /^ist (?:der|die|das) \S+ste[nr]? /,
  /^(?:kann|hat) man (?:auch|nur|dann) /,
  /^werden sie (?!mir|uns|das|den|die|es|kommen|morgen|heute)/,
  /^(?:hat|haben|würden|würde|ist|sind|wird|werden|kann|können) .* (?:wäre|würde|kann|muss|könnte|sollte|hätte) (?:ich|er|sie|es|man|die|der|das|diese|dieser|wir) /, // “würden wir …, wäre das …”
  /^was soll ich sagen /,

  / (?:so|dann) (?:ist|wird|kann|muss|sollte|hat|werden|können|müssen|sollten)\b/,
]

const questions: Readonly<Record<string, { yes: readonly RegExp[]; no: readonly RegExp[] }>> = {
  en: { yes: english, no: englishNot },
  de: { yes: german, no: germanNot },
}
const tags: Readonly<Record<string, RegExp>> = {
  en: / (?:isn't it|aren't you|don't you|doesn't it|didn't you|won't you|can't you|isn't he|isn't she|aren't they|wasn't it|haven't you|hasn't he|do you|will you|shall we)$/,
  de: / (?:oder nicht|nicht wahr)$/,
}

/** Whether a sentence, as lower-case words parted by spaces, is a question by its opening or its tag. */
export function isQuestion(words: string, language: string): boolean {
  const rules = questions[language]
  if (!rules) return false
  const padded = `${words} `
  if (tags[language]?.test(words) && words.split(' ').length > 4) return true
  return rules.yes.some((rule) => rule.test(padded)) && !rules.no.some((rule) => rule.test(padded))
}

const bare = (text: string) => text.toLowerCase().replaceAll('’', "'")

/** Whether a comma stands before `words[at]` beyond doubt. */
export function takesComma(words: readonly string[], at: number, language: string): boolean {
  const word = words[at] ?? ''
  const previous = words[at - 1] ?? ''
  if (language !== 'de' || at < 2 || words.length - at < 3) return false
  if (
    /^(?:und|oder|sondern|aber|als|wie|denn|nur|auch|so|ohne|statt|anstatt|außer|vor|erst|selbst|gerade|eben|besonders|nicht|ist|sind|war|je|sogar|bloß|kurz|lange|deshalb|insbesondere|vielleicht|gewesen|sein|für|mehr|dadurch)$/.test(
      previous,
    )
  ) {
    return false
  }
  if (word === 'dass') return true
  if (word === 'weil' || word === 'obwohl' || word === 'sodass') return true
  return word === 'sondern' && at >= 3
}

/** Items with the marks that are certain. Nothing is added at the end where `open`: the text goes on after it. */
export function restored(items: readonly Item[], language: string, open: boolean): Item[] {
  if (!dangling[language]) return [...items]
  const result: Item[] = []
  for (const item of withCommas(items, language)) {
    // a paragraph that is left for a new one has ended, if it is no salutation
    if (item.type === 'break' && item.text === '\n\n') result.push(...stopAfter(result, language, 5))
    result.push(item)
  }
  return open ? result : [...result, ...stopAfter(result, language, 3)]
}

const salutation = /^(?:dear|hello|hi|hey|liebe|lieber|sehr|hallo|guten) /

/** The mark that ends the items' last sentence, if it has at least so many words and does not hang in the air. */
function stopAfter(items: readonly Item[], language: string, least: number): Item[] {
  const last = items.at(-1)
  const end = last?.type === 'word' ? last.text : undefined
  if (end === undefined || /[.!?…:;,][”"’')]*$/u.test(end)) return []
  const from = items.findLastIndex(
    (item) => item.type === 'break' || (item.type === 'mark' && item.end === true),
  )
  const words = items
    .slice(from + 1)
    .flatMap((item) => (item.type === 'word' ? bare(item.text).split(' ') : []))
  const said = words.join(' ')
  const enough = items[from]?.type === 'break' ? Math.max(4, least) : least
  const asked = isQuestion(said, language)
  // “what are you looking for” is a whole question
  const hangs = dangling[language]?.has(words.at(-1) ?? '') && !(asked && particles.test(words.at(-1) ?? ''))
  if ((words.length < enough && !(asked && words.length > 1)) || hangs) return []
  if (least > 3 && salutation.test(said)) return []
  return [{ type: 'mark', text: asked ? '?' : '.', left: true, right: false, end: true }]
}

function withCommas(items: readonly Item[], language: string): Item[] {
  const result: Item[] = []
  let from = 0
  let words: readonly string[] = []
  items.forEach((item, index) => {
    if (item.type !== 'word') from = index + 1
    else {
      if (index === from) {
        const end = items.findIndex((other, place) => place > index && other.type !== 'word')
        const run = items.slice(index, end < 0 ? items.length : end)
        words = run.map((word) => (word.type === 'word' ? bare(word.text) : ''))
      }
      const clean = result.at(-1)
      if (
        clean?.type === 'word' &&
        !/[,;:.!?–—-]$/u.test(clean.text) &&
        takesComma(words, index - from, language)
      ) {
        result.push({ type: 'mark', text: ',', left: true, right: false })
      }
    }
    result.push(item)
  })
  return result
}
