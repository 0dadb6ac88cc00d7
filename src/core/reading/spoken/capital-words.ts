/** Words in capitals and codes of letters and digits, said as `capitals.ts` decides. For both languages. */
import { asWord, capitalsAs, isLoud } from './capitals.ts'
import { spell } from './links.ts'
import { matchAt, type Rule, type Scene } from './scan.ts'

const capitals = /(\p{Lu}{2,})(?!\p{Lu})(?:('?s)(?![\p{L}\d]))?(?![\p{Ll}])/uy
const mixed =
  /(?=[\p{L}\d-]{0,20}\d)(?:\p{Lu}{1,6}-?\d{1,4}(?:-?\p{Lu}{1,3}-?\d{0,3}|-\d{1,3}){0,2}|\p{Ll}\d{1,3})(s)?(?![\p{L}\d])/uy

/** Words in capitals, and letters mixed with digits: "PDFs", "NASA's", "STOP", "MP3", "R2-D2", "COVID-19". */
export function capitalsRule(base: 'en' | 'de', say: (scene: Scene, digits: string) => string): Rule {
  return (scene, at) => {
    const { text } = scene
    if (/[\p{L}\d]/u.test(text[at - 1] ?? '')) return undefined
    const account = matchAt(/[A-Z]{2}\d{2}(?: ?[\dA-Z]{4}){3,7}(?: ?[\dA-Z]{1,3})?(?![\p{L}\d])/uy, text, at)
    if (account) return { end: at + account[0].length, say: sayAccount(scene, account[0], say) }
    const company = matchAt(/(\p{Lu}{1,4})&(\p{Lu}{1,3})(?![\p{L}\d])/uy, text, at)
    if (company)
      return {
        end: at + company[0].length,
        say: `${spell(company[1]!)} ${base === 'de' ? 'und' : 'and'} ${spell(company[2]!)}`,
      }
    const both = matchAt(mixed, text, at)
    if (both) return { end: at + both[0].length, say: sayMixed(scene, both[0], base, say) }
    const match = matchAt(capitals, text, at)
    if (!match) return undefined
    const letters = match[1]!
    const as = capitalsAs(letters, base, scene.shouted || besideLoud(scene, at, at + letters.length, base))
    const tail = match[2] ?? ''
    const end = at + match[0].length
    if (as === 'word') return { end, say: asWord(letters) + tail }
    return { end, say: spell(letters) + (tail === 's' ? '.s' : tail) }
  }
}

/** "IT IS HOT": between loud words nothing is an acronym for being short. */
function besideLoud({ text }: Scene, at: number, end: number, base: 'en' | 'de'): boolean {
  if (!/^(?:IT|US|WHO|ES|DU|ER|IM|AM|IN|AN)$/.test(text.slice(at, end))) return false
  const before = /(?<!\p{L})(\p{Lu}{2,12}) $/u.exec(text.slice(Math.max(0, at - 14), at))?.[1]
  const after = /^ (\p{Lu}{2,12})(?!\p{L})/u.exec(text.slice(end, end + 14))?.[1]
  return [before, after].some((word) => word !== undefined && isLoud(word, base))
}

/** An IBAN: letters and digits one by one, a pause between the groups. */
function sayAccount(scene: Scene, text: string, say: (scene: Scene, digits: string) => string): string {
  const groups = text.replaceAll(' ', '').match(/.{1,4}/g)!
  return groups
    .map((group) => Array.from(group, (mark) => (/\d/.test(mark) ? say(scene, mark) : mark)).join(' '))
    .join(', ')
}

/** Letters joined to what follows by a hyphen after an A, which both voices would else take for the article. */
function sayMixed(
  scene: Scene,
  text: string,
  base: 'en' | 'de',
  say: (scene: Scene, digits: string) => string,
): string {
  const parts = text.match(/\p{L}+|\d+/gu)!
  return parts
    .map((part, index) => {
      if (/\d/.test(part))
        return part.length > 1 && part.startsWith('0')
          ? part
              .split('')
              .map((digit) => say(scene, digit))
              .join(' ')
          : say(scene, part)
      const plural = index === parts.length - 1 && part.endsWith('s') && index > 0
      if (plural) return 's'
      const letters = part.toUpperCase()
      const asOne = letters.length > 2 && capitalsAs(letters, base, false) === 'word'
      return asOne ? asWord(letters) : spell(letters)
    })
    .join(' ')
    .replace(/^A (?=\p{L})/u, 'A-')
}
