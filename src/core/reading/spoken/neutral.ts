/** Languages without rules of their own: addresses shortened, marks that are never said dropped, the rest left to the voice. */
import { linkRule, neutralWords } from './links.ts'
import { emojiRule } from './emoji.ts'
import { drawnRule, markRule } from './symbols.ts'
import type { Rules } from './scan.ts'

const none = ''
const marks = markRule({ plus: none, minus: none, times: none, over: none, less: none, greater: none, number: none, or: none, lessEqual: none, greaterEqual: none, notEqual: none, arrow: none, about: none, per: none, dot: none, to: none, ratio: none, born: none, died: none }) // prettier-ignore

export const neutral: Rules = {
  word: [linkRule(neutralWords)],
  number: [linkRule(neutralWords)],
  // Digits, signs and currency are the voice's own; only what no language says is dropped.
  symbol: [
    drawnRule,
    emojiRule,
    (scene, at) => (/[-–—'+/·…]/.test(scene.text[at]!) ? undefined : marks(scene, at)),
  ],
  plain: (_word, next) => next !== '.' && next !== '@' && next !== ':' && next !== '-' && next !== '_',
}
