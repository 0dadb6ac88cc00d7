/** Spoken punctuation in English, and when those words are just words. */
import type { MarkTable } from './marks.ts'

/** These need a noun after them: what follows is no mark. They never end a phrase. */
const determiners = new Set('a an the my your our their its every whose his'.split(' '))
const weak = new Set(
  'this that these those each any some one no another same first last second third next what which her'.split(
    ' ',
  ),
)
const prepositions = new Set(
  'in during for of over at from within after before since throughout by until to under between about'.split(
    ' ',
  ),
)

/** What stands between a determiner and “period” when that is a noun. */
const periods = new Set(
  `long longer longest short shorter brief difficult whole entire same early earlier late later latter former final
  first second third fourth last next previous preceding following current present given certain fixed limited
  extended prolonged initial transitional transition trial test grace notice probation probationary cooling-off cooling
  waiting rest resting recovery time reporting accounting payment pay billing holiday vacation peak off-peak busy quiet
  dry wet cold warm hot rainy dark golden classical classic romantic baroque modern medieval mediaeval victorian
  edwardian georgian elizabethan tudor colonial imperial roman greek jurassic cretaceous triassic devonian cambrian
  glacial historical historic ancient interwar post-war postwar pre-war prewar war wartime revolutionary incubation
  gestation growth growing training study studying lunch free class teaching exam school financial fiscal tax
  five-year ten-year two-year three-year year week month day hour minute second remarkable critical crucial important
  interesting happy sad unhappy stable unstable turbulent peaceful productive creative formative blue renaissance
  reformation restoration reasonable considerable indefinite specified stated set minimum maximum average typical
  similar different particular specific new old sufficient adequate lengthy short-lived sustained continuous lean
  closed open season menstrual heavy missed refractory orbital half-life contract warranty guarantee lock-up retention
  subscription rental lease leasing election voting consultation comment review evaluation observation sampling
  measurement comparison base reference planning budget forecast forecasting survey very rather quite`
    .trim()
    .split(/\s+/),
)
const afterPeriods = new Set(
  'drama dramas piece pieces costume costumes pain pains furniture instrument instruments house houses property features cramps'.split(
    ' ',
  ),
)
/** What says something of a period, and hardly begins a sentence. */
const predicates = new Set(
  'ended began begins lasted lasts followed saw witnessed covered covers has had was were is will would may must between during which called known under when ending beginning starting immediately'.split(
    ' ',
  ),
)
const colons = new Set(
  'transverse sigmoid ascending descending irritable spastic human healthy inflamed lower upper large'.split(
    ' ',
  ),
)
const afterColons = new Set(
  'cancer cancers polyp polyps surgery cleanse cleansing problems screening infection hydrotherapy disease resection tumour tumor tumours tumors biopsy health wall tissue cell cells and'.split(
    ' ',
  ),
)
const beforeDashes = new Set(
  "to will i'll we'll you'll he'll she'll they'll must can could would should might may i we they mad metre meter yard sprint didn't don't couldn't let let's and hundred".split(
    ' ',
  ),
)
const afterDashes = new Set(
  'off out away of through across along down up into around about over back cam boards board after forward home it them his her their against to for'.split(
    ' ',
  ),
)
const beforeCaps = new Set(
  'to baseball bottle knee ice salary price night school red white blue black green flat cloth peaked woollen wool fur straw hub screw filler fuel lens mob skull nose shower swimming bathing polar with and no spending energy'.split(
    ' ',
  ),
)
const afterCaps = new Set(
  'on the a an of and in to at it for with was is his her their that this off by from or as which who had has were are he she they we you i gun guns pistol feather feathers badge'.split(
    ' ',
  ),
)

function isPeriodNoun(keys: readonly string[], at: number): boolean {
  const next = keys[at + 1] ?? ''
  if (next === 'of' && keys[at + 2] !== 'course') return true
  if (afterPeriods.has(next)) return true
  for (let back = 1; back <= 4; back++) {
    const word = keys[at - back]
    if (word === undefined) return false
    const ownsIt = determiners.has(word) || word.endsWith("'s")
    if (ownsIt || weak.has(word)) {
      if (back === 1 && (word === 'that' || word === 'this' || word === 'these' || word === 'those')) {
        return prepositions.has(keys[at - 2] ?? '') || predicates.has(next)
      }
      if (
        back === 1 &&
        (word === 'one' || word === 'first' || word === 'last' || word === 'same' || word === 'next')
      ) {
        return (
          /^(?:a|an|the|for|in|at|of|during|this|that)$/.test(keys[at - 2] ?? 'for') &&
          !/^(?:this|that|the)$/.test(word === 'one' ? (keys[at - 2] ?? '') : '')
        )
      }
      if (back === 1)
        return (
          ownsIt ||
          /^(?:each|any|some|no|another|what|which|her)$/.test(word) ||
          prepositions.has(keys[at - 2] ?? '')
        )
      return true
    }
    if (periods.has(word) || /(?:ian|ous|ful|less)$/.test(word)) continue
    // “the reformation period was”: any noun, where a verb of the period follows
    if (
      back === 1 &&
      predicates.has(next) &&
      (determiners.has(keys[at - 2] ?? '') || determiners.has(keys[at - 3] ?? ''))
    ) {
      return true
    }
    return false
  }
  return false
}

const afterDeterminer = (keys: readonly string[], at: number) => determiners.has(keys[at - 1] ?? '')

const mark = (text: string, left: boolean, right: boolean, end = false) => ({ text, left, right, end })
const stop = (text: string) => mark(text, true, false, true)
const low = (text: string) => mark(text, true, false)
const opening = (text: string) => mark(text, false, true)
const tight = (text: string) => mark(text, true, true)
const free = (text: string) => mark(text, false, false)

/** Phrases with what they write. Several may share one. Guards: `isWord` below. */
export const englishMarks: MarkTable = {
  marks: [
    [['period', 'full stop', 'fullstop'], stop('.')],
    [['question mark'], stop('?')],
    [['exclamation mark', 'exclamation point', 'exclamation sign'], stop('!')],
    [['comma'], low(',')],
    [['semicolon', 'semi colon', 'semi-colon'], low(';')],
    [['colon'], low(':')],
    [['ellipsis', 'dot dot dot'], low('…')],
    [['dash', 'en dash', 'n dash'], free('–')],
    [['em dash', 'm dash', 'long dash'], free('—')],
    [['hyphen'], tight('-')],
    [['forward slash', 'slash'], tight('/')],
    [['backslash', 'back slash'], tight('\\')],
    [['underscore', 'under score'], tight('_')],
    [['apostrophe'], tight("'")],
    [
      [
        'open quote',
        'open quotes',
        'begin quote',
        'begin quotes',
        'open quotation mark',
        'open quotation marks',
        'open double quote',
        'open double quotes',
        'left quote',
        'start quote',
      ],
      opening('“'),
    ],
    [
      [
        'close quote',
        'close quotes',
        'end quote',
        'end quotes',
        'unquote',
        'close quotation mark',
        'close quotation marks',
        'close double quote',
        'close double quotes',
        'right quote',
        'end of quote',
      ],
      low('”'),
    ],
    [['open single quote', 'open inverted comma'], opening('‘')],
    [['close single quote', 'close inverted comma'], low('’')],
    [['open inverted commas'], opening('“')],
    [['close inverted commas'], low('”')],
    [
      [
        'open parenthesis',
        'open parentheses',
        'open paren',
        'open parens',
        'left paren',
        'left parenthesis',
        'open bracket',
        'open brackets',
        'left bracket',
        'open round bracket',
      ],
      opening('('),
    ],
    [
      [
        'close parenthesis',
        'close parentheses',
        'close paren',
        'close parens',
        'right paren',
        'right parenthesis',
        'close bracket',
        'close brackets',
        'right bracket',
        'close round bracket',
        'closed bracket',
        'closed parenthesis',
      ],
      low(')'),
    ],
    [['open square bracket', 'open square brackets', 'left square bracket'], opening('[')],
    [['close square bracket', 'close square brackets', 'right square bracket'], low(']')],
    [['open brace', 'open curly bracket', 'open curly brace', 'left brace'], opening('{')],
    [['close brace', 'close curly bracket', 'close curly brace', 'right brace'], low('}')],
    [['open angle bracket', 'less than sign'], free('<')],
    [['close angle bracket', 'greater than sign'], free('>')],
    [['ampersand'], free('&')],
    [['at sign'], tight('@')],
    [['percent sign', 'per cent sign', 'percentage sign'], low('%')],
    [['dollar sign'], opening('$')],
    [['pound sign', 'pound sterling sign'], opening('£')],
    [['euro sign'], opening('€')],
    [['hash sign', 'number sign', 'hashtag', 'hash tag', 'pound key'], opening('#')],
    [['degree sign', 'degrees sign'], low('°')],
    [['plus sign'], free('+')],
    [['minus sign'], free('−')],
    [['equals sign', 'equal sign'], free('=')],
    [['times sign', 'multiplication sign'], free('×')],
    [['asterisk'], free('*')],
    [['vertical bar', 'pipe sign'], free('|')],
    [['tilde'], opening('~')],
    [['section sign'], free('§')],
    [['copyright sign'], free('©')],
    [['registered sign'], low('®')],
    [['trademark sign', 'trade mark sign'], low('™')],
    [['bullet point', 'bullet sign'], free('•')],
  ],
  breaks: [
    [['new line', 'newline'], '\n'],
    [['new paragraph'], '\n\n'],
    [['tab key', 'insert tab', 'press tab'], '\t'],
  ],
  quote: {
    open: 'quote',
    closing: ['unquote', 'end quote', 'close quote', 'end of quote'],
    mark: opening('“'),
  },
  pairs: ['dash'],
  literal: ['literal'],
  noSpace: ['no space', 'no-space'],
  space: ['space bar', 'spacebar', 'insert space'],
  casing: {
    capital: ['cap', 'capital', 'capitalise', 'capitalize', 'initial cap', 'upper case letter'],
    upper: ['all caps', 'all-caps', 'all cap', 'uppercase', 'upper case'],
    lower: ['no caps', 'lowercase', 'lower case', 'no cap'],
    capitalOn: ['caps on', 'caps mode on', 'title case on'],
    capitalOff: ['caps off', 'caps mode off', 'title case off'],
    upperOn: ['all caps on', 'caps lock on', 'uppercase on', 'all-caps on'],
    upperOff: ['all caps off', 'caps lock off', 'uppercase off', 'all-caps off'],
    lowerOn: ['no caps on', 'lowercase on'],
    lowerOff: ['no caps off', 'lowercase off'],
  },
  isWord(keys, at, phrase) {
    const next = keys[at + phrase.split(' ').length] ?? ''
    const previous = keys[at - 1] ?? ''
    if (phrase === 'period') return isPeriodNoun(keys, at)
    if (afterDeterminer(keys, at)) return true
    switch (phrase) {
      case 'comma':
        return (
          /^(?:oxford|serial|inverted|missing|extra|another|misplaced)$/.test(previous) ||
          /^(?:separated|splice|splices|key|butterfly)$/.test(next)
        )
      case 'colon':
        return (
          colons.has(previous) || (afterColons.has(next) && !(next === 'and' && keys[at + 2] !== 'rectum'))
        )
      case 'semicolon':
        return /^(?:trailing|missing|extra|another|final)$/.test(previous)
      case 'backslash':
      case 'back slash':
        return next.startsWith('escap')
      case 'dash': {
        if (next === 'of' || /^(?:em|en|m|n)$/.test(previous)) return true
        if (beforeDashes.has(previous)) return true
        if (!afterDashes.has(next)) return false
        return (
          !keys.slice(at + 1, at + 12).includes('dash') &&
          !keys.slice(Math.max(0, at - 12), at).includes('dash')
        )
      }
      case 'slash':
        return (
          /^(?:to|will|and|would|could|must|i|we|they)$/.test(previous) ||
          /^(?:and|the|prices|costs|spending|taxes|at|through|marks)$/.test(next) ||
          at === 0
        )
      case 'hyphen':
      case 'forward slash':
        return at === 0 && keys.length > 1 && next === 'is'
      case 'question mark':
      case 'full stop':
      case 'fullstop':
        return (
          /^(?:big|huge|large|complete|sudden|abrupt|dead)$/.test(previous) ||
          (phrase === 'full stop' && next === 'is')
        )
      case 'new line':
      case 'new paragraph':
        return (
          /^(?:whole|entire|brand|another|each|this|that|exciting|some|any|same|very)$/.test(previous) ||
          /^(?:of|manager|managers|begins|starts|is|was)$/.test(next)
        )
      case 'tilde':
      case 'asterisk':
      case 'hashtag':
      case 'bullet point':
        return /^(?:this|that)$/.test(previous) || /^(?:code|key|character|symbol)$/.test(next)
      case 'capital':
      case 'capitalise':
      case 'capitalize':
        return !/^\p{L}$/u.test(next)
      case 'cap':
      case 'initial cap':
        return (
          next === '' ||
          determiners.has(keys[at - 2] ?? '') ||
          beforeCaps.has(previous) ||
          afterCaps.has(next) ||
          weak.has(previous)
        )
      case 'all caps':
      case 'all-caps':
      case 'all cap':
      case 'no caps':
      case 'no cap':
      case 'uppercase':
      case 'upper case':
      case 'lowercase':
      case 'lower case':
        return (
          next === '' ||
          /^(?:in|with|of|the|an|use|using|into|and|or)$/.test(previous) ||
          /^(?:letter|letters|is|are|was|and|or|for|in|text|words|characters|on|off|alphabet)$/.test(next)
        )
      case 'caps on':
      case 'caps off':
        return /^(?:the|with|their|no|bottle|keep|kept|put|their)$/.test(previous)
      case 'no space':
      case 'no-space':
        return (
          next === '' ||
          previous === '' ||
          /^(?:is|was|there|there's|have|has|had|with|be|almost|leaves|left|got|are|were|takes|that's|it's|absolutely|practically|virtually|needs|find|found|see|saw)$/.test(
            previous,
          ) ||
          /^(?:for|left|in|to|between|on|at|here|there|and|available|was|is|of|or|whatever|on|inside|within)$/.test(
            next,
          )
        )
      case 'literal':
        return false // what follows decides
      default:
        return false
    }
  },
}
