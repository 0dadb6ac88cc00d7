/** Spoken punctuation in English, and when those words are just words. */
import type { MarkTable } from './marks.ts'
import {
  afterCaps,
  afterColons,
  afterDashes,
  afterDeterminer,
  beforeCaps,
  beforeDashes,
  colons,
  determiners,
  isPeriodNoun,
  weak,
} from './marks-english-nouns.ts'
import { free, low, opening, stop, tight } from './marks-shapes.ts'

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
    // “his slash her” is none that is determined
    const pair = phrase === 'slash' && /^(?:her|hers|him|his|she|he|their|them|our|or)$/.test(next)
    if (afterDeterminer(keys, at) && !pair) return true
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
          (/^(?:to|will|and|would|could|must|i|we|they)$/.test(previous) && next !== 'or') ||
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
