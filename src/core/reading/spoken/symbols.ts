/** Marks that are neither letters nor digits: what they are called in English and German, and which are silent. */
import { markAfter, markBefore, matchAt, type Rule, type Said, type Scene } from './scan.ts'

export type Names = Readonly<Record<string, string>>

/** Said wherever they stand. */
export const always: Readonly<Record<'en' | 'de', Names>> = {
  en: {
    '&': 'and', '%': 'percent', '‰': 'per mille', '°': 'degrees', '=': 'equals', '≠': 'is not equal to', '≤': 'is less than or equal to', '≥': 'is greater than or equal to', '±': 'plus or minus', '∓': 'minus or plus',
    '≈': 'is approximately equal to', '≅': 'is congruent to', '≡': 'is identical to', '∞': 'infinity', '√': 'the square root of', '∛': 'the cube root of', '∈': 'is an element of', '∉': 'is not an element of', '⊂': 'is a subset of', '⊆': 'is a subset of', '∪': 'union', '∩': 'intersection', '∅': 'the empty set',
    '∑': 'the sum of', '∏': 'the product of', '∫': 'the integral of', '∂': 'partial', '∇': 'nabla', '∆': 'delta', '∀': 'for all', '∃': 'there exists', '¬': 'not', '∧': 'and', '∨': 'or', '∝': 'is proportional to', '∠': 'angle', '⊥': 'is perpendicular to', '∥': 'is parallel to', '⊕': 'plus', '∘': 'of', '∴': 'therefore',
    '→': 'right arrow', '←': 'left arrow', '↑': 'up arrow', '↓': 'down arrow', '↔': 'left right arrow', '⇒': 'implies', '⇔': 'if and only if', '⇐': 'is implied by', '➔': 'right arrow', '➜': 'right arrow', '⟶': 'right arrow', '↦': 'maps to', '×': 'times', '÷': 'divided by', '⋅': 'times', '−': 'minus', '€': 'euro', '$': 'dollar', '£': 'pound', '¥': 'yen', '¢': 'cents', '₹': 'rupees', '₽': 'rubles', '₿': 'bitcoin',
    '§': 'section', '¶': 'paragraph', '©': 'copyright', '@': 'at', '™': '', '®': '', '℠': '', '†': '', '‡': '', '✓': 'check mark', '✔': 'check mark', '✗': 'cross mark', '✘': 'cross mark', '☑': 'checked', '☐': 'unchecked', '☒': 'crossed', '★': 'star', '☆': 'star', '♥': 'heart', '♠': 'spade', '♣': 'club', '♦': 'diamond', '♂': 'male', '♀': 'female', '♯': 'sharp', '♭': 'flat', '♮': 'natural', 'ª': '', 'º': '', '℃': 'degrees Celsius', '℉': 'degrees Fahrenheit',
    '′': 'prime', '″': 'double prime', 'ℝ': 'the real numbers', 'ℕ': 'the natural numbers', 'ℤ': 'the integers', 'ℚ': 'the rational numbers', 'ℂ': 'the complex numbers', 'ℓ': 'L',
  },
  de: {
    '&': 'und', '%': 'Prozent', '‰': 'Promille', '°': 'Grad', '=': 'gleich', '≠': 'ungleich', '≤': 'kleiner gleich', '≥': 'größer gleich', '±': 'plus minus', '∓': 'minus plus',
    '≈': 'ungefähr gleich', '≅': 'kongruent zu', '≡': 'identisch mit', '∞': 'unendlich', '√': 'Wurzel aus', '∛': 'dritte Wurzel aus', '∈': 'Element von', '∉': 'nicht Element von', '⊂': 'Teilmenge von', '⊆': 'Teilmenge von', '∪': 'vereinigt mit', '∩': 'geschnitten mit', '∅': 'leere Menge',
    '∑': 'Summe über', '∏': 'Produkt über', '∫': 'Integral über', '∂': 'partiell', '∇': 'Nabla', '∆': 'Delta', '∀': 'für alle', '∃': 'es gibt', '¬': 'nicht', '∧': 'und', '∨': 'oder', '∝': 'proportional zu', '∠': 'Winkel', '⊥': 'senkrecht zu', '∥': 'parallel zu', '⊕': 'plus', '∘': 'nach', '∴': 'daher',
    '→': 'Pfeil nach rechts', '←': 'Pfeil nach links', '↑': 'Pfeil nach oben', '↓': 'Pfeil nach unten', '↔': 'Doppelpfeil', '⇒': 'daraus folgt', '⇔': 'genau dann, wenn', '⇐': 'folgt aus', '➔': 'Pfeil nach rechts', '➜': 'Pfeil nach rechts', '⟶': 'Pfeil nach rechts', '↦': 'wird abgebildet auf', '×': 'mal', '÷': 'geteilt durch', '⋅': 'mal', '−': 'minus', '€': 'Euro', '$': 'Dollar', '£': 'Pfund', '¥': 'Yen', '¢': 'Cent', '₹': 'Rupien', '₽': 'Rubel', '₿': 'Bitcoin',
    '§': 'Paragraf', '¶': 'Absatz', '©': 'Copyright', '@': 'ät', '™': '', '®': '', '℠': '', '†': '', '‡': '', '✓': 'Häkchen', '✔': 'Häkchen', '✗': 'Kreuz', '✘': 'Kreuz', '☑': 'angekreuzt', '☐': 'nicht angekreuzt', '☒': 'angekreuzt', '★': 'Stern', '☆': 'Stern', '♥': 'Herz', '♠': 'Pik', '♣': 'Kreuz', '♦': 'Karo', '♂': 'männlich', '♀': 'weiblich', '♯': 'Kreuz', '♭': 'B', '♮': 'Auflösungszeichen', 'ª': '', 'º': '', '℃': 'Grad Celsius', '℉': 'Grad Fahrenheit',
    '′': 'Strich', '″': 'zwei Strich', 'ℝ': 'die reellen Zahlen', 'ℕ': 'die natürlichen Zahlen', 'ℤ': 'die ganzen Zahlen', 'ℚ': 'die rationalen Zahlen', 'ℂ': 'die komplexen Zahlen', 'ℓ': 'L',
  },
} // prettier-ignore

const greek: Readonly<Record<'en' | 'de', Names>> = {
  en: { α: 'alpha', β: 'beta', γ: 'gamma', δ: 'delta', ε: 'epsilon', ζ: 'zeta', η: 'eta', θ: 'theta', ι: 'iota', κ: 'kappa', λ: 'lambda', μ: 'mu', ν: 'nu', ξ: 'xi', π: 'pi', ρ: 'rho', σ: 'sigma', ς: 'sigma', τ: 'tau', υ: 'upsilon', φ: 'phi', χ: 'chi', ψ: 'psi', ω: 'omega', Γ: 'gamma', Δ: 'delta', Θ: 'theta', Λ: 'lambda', Ξ: 'xi', Π: 'pi', Σ: 'sigma', Φ: 'phi', Ψ: 'psi', Ω: 'omega', ϕ: 'phi', ϵ: 'epsilon', ϑ: 'theta' },
  de: { α: 'Alpha', β: 'Beta', γ: 'Gamma', δ: 'Delta', ε: 'Epsilon', ζ: 'Zeta', η: 'Eta', θ: 'Theta', ι: 'Jota', κ: 'Kappa', λ: 'Lambda', μ: 'My', ν: 'Ny', ξ: 'Xi', π: 'Pi', ρ: 'Rho', σ: 'Sigma', ς: 'Sigma', τ: 'Tau', υ: 'Ypsilon', φ: 'Phi', χ: 'Chi', ψ: 'Psi', ω: 'Omega', Γ: 'Gamma', Δ: 'Delta', Θ: 'Theta', Λ: 'Lambda', Ξ: 'Xi', Π: 'Pi', Σ: 'Sigma', Φ: 'Phi', Ψ: 'Psi', Ω: 'Omega', ϕ: 'Phi', ϵ: 'Epsilon', ϑ: 'Theta' },
} // prettier-ignore

/** Never said, in any language: quotation marks, brackets, bullets, stray markup, box drawing. */
const silent = new Set(
  Array.from(
    '"“”„‟«»‹›`´¨()[]{}⟨⟩〈〉‚•‣◦▪▫■□●○◆◇▶►▸▹·∙⁃❖➢➤|¦\\^¬~*_#<>★☆⁂❧☙⸺‖─━│┃┄┅┆┇┈┉┊┋┌┍┎┏┐┑┒┓└┘├┤┬┴┼═║╔╗╚╝╠╣╦╩╬▀▄█▌▐░▒▓',
  ),
)

/** Words set apart from a neighbour they would otherwise run into by a pause where a new sentence could stand. */
export function setApart(text: string, at: number, end: number, words: string): string {
  const before = text[at - 1]
  return `${before !== undefined && before !== ' ' ? ' ' : ''}${words}${/\S/.test(text[end] ?? '') && !/[.,;:!?]/.test(text[end]!) ? ' ' : ''}`
}

const dashes = /(?:--+|[–—―])/y
const rule = /([-=_*~#+.·•—–─═])(?: ?\1){2,400}/y

/** Lines drawn with characters ("-----", "* * *") are silent; three full stops are a pause. */
export const drawnRule: Rule = ({ text }, at) => {
  if (text[at] !== text[at + 1] && text[at] !== text[at + 2]) return undefined
  const match = matchAt(rule, text, at)
  if (!match) return undefined
  const end = at + match[0].length
  if (match[1] === '.') return { end, say: match[0].length > 6 ? ', ' : '…' }
  if (/[-–—]/.test(match[1]!) && match[0].length <= 3 && text[at - 1] !== undefined)
    return { end, say: ' — ' }
  return { end, say: ' ' }
}

const operand = /[\p{L}\d)\]²³]/u
const nextOperand = /[\p{L}\d([√−.-]/u

function operator(scene: Scene, at: number, end: number): boolean {
  return operand.test(markBefore(scene.text, at)) && nextOperand.test(markAfter(scene.text, end))
}

/** Every other mark. `names` has the words that depend on where the mark stands. */
export interface MarkNames {
  readonly plus: string
  readonly minus: string
  readonly times: string
  readonly over: string
  readonly less: string
  readonly greater: string
  readonly number: string
  readonly or: string
  readonly lessEqual: string
  readonly greaterEqual: string
  readonly notEqual: string
  readonly arrow: string
  readonly about: string
  readonly per: string
  readonly dot: string
  readonly to: string
  readonly ratio: string
  readonly born: string
  readonly died: string
}

/** In code these are said, for there they mean something. */
const codeMarks: Readonly<Record<'en' | 'de', Names>> = {
  en: { _: 'underscore', '/': 'slash', '\\': 'backslash', '*': 'star', '#': 'hash', '|': 'pipe', '~': 'tilde', '^': 'caret', '&': 'ampersand', '@': 'at', $: 'dollar' },
  de: { _: 'Unterstrich', '/': 'Schrägstrich', '\\': 'Rückstrich', '*': 'Stern', '#': 'Raute', '|': 'senkrechter Strich', '~': 'Tilde', '^': 'Dach', '&': 'Und-Zeichen', '@': 'ät', $: 'Dollar' },
} // prettier-ignore

const joined = /[\p{L}\d]/u
const markup = /<\/?[a-zA-Z][a-zA-Z0-9]{0,10}(?: [^<>]{0,200})?\/?>|<!--/y
const perWhat =
  /\/ ?(?:day|week|month|year|hour|minute|second|person|night|user|head|Tag|Woche|Monat|Jahr|Stunde|Minute|Sekunde|Person|Nacht|Einwohner|Kopf|Stück)(?!\p{L})/uy
const asciiOperators = /<=>|<=|>=|!=|==|->|=>|<-|\+\/-|\+-/y

export function markRule(names: MarkNames): Rule {
  return (scene, at): Said | undefined => {
    const { text } = scene
    if (text[at] === '<') {
      const tag = matchAt(markup, text, at)
      if (tag) {
        // Markup that was left in a text comes in pairs; a single "<div>" is what the text speaks of.
        const name = /^<\/?([a-zA-Z][a-zA-Z0-9]*)>$/.exec(tag[0])?.[1]
        const end = at + tag[0].length
        const alone =
          name &&
          !text.slice(end, end + 400).includes(`</${name}>`) &&
          !text.slice(Math.max(0, at - 400), at).includes(`<${name}`)
        return { end, say: alone && !/^(?:br|hr|img|p|li)$/i.test(name) ? name : '' }
      }
    }
    const mark = String.fromCodePoint(text.codePointAt(at)!)
    const end = at + mark.length
    const before = text[at - 1] ?? ''
    const after = text[end] ?? ''
    const words = scene.base === 'other' ? undefined : always[scene.base]
    const inCode =
      scene.context === 'code' && scene.base !== 'other' ? codeMarks[scene.base][mark] : undefined
    if (inCode) return { end, say: setApart(text, at, end, inCode) }
    const pair = matchAt(asciiOperators, text, at)
    if (
      pair?.[0] === '==' &&
      scene.context !== 'code' &&
      joined.test(before) !== joined.test(text[at + 2] ?? '')
    )
      return { end: at + 2, say: '' } // ==marked words==
    if (pair && words) {
      const said: Readonly<Record<string, string>> = {
        '<=': names.lessEqual,
        '>=': names.greaterEqual,
        '!=': names.notEqual,
        '==': words['=']!,
        '->': names.arrow,
        '=>': names.arrow,
        '<-': words['←']!,
        '<=>': words['⇔']!,
        '+/-': words['±']!,
        '+-': words['±']!,
      }
      return { end: at + pair[0].length, say: setApart(text, at, at + pair[0].length, said[pair[0]]!) }
    }
    switch (mark) {
      case ':':
        // "7 : 2 = 3,5", and a ratio without the equals sign.
        if (
          words &&
          before === ' ' &&
          after === ' ' &&
          /\d $/.test(text.slice(at - 2, at)) &&
          /^ \d/.test(text.slice(end, end + 2))
        )
          return { end, say: text.slice(end, end + 24).includes('=') ? words['÷']! : names.ratio }
        return undefined
      case '+':
        if (!words) return undefined
        return { end, say: setApart(text, at, end, names.plus) }
      case '-': {
        if (words && /[%€°]/.test(before) && /[\d]/.test(after)) return { end, say: ` ${names.to} ` }
        if (
          scene.base === 'en' &&
          /(?:^|[\s(])[A-F]$/.test(text.slice(Math.max(0, at - 2), at)) &&
          /^(?:[\s,;)]|\.(?:\s|$)|$)/.test(text.slice(end, end + 2)) &&
          !/^ (?:and|or)\b/.test(text.slice(end, end + 4))
        )
          return { end, say: ` ${names.minus}` } // a grade
        if (after === '-') return { end: end + 1, say: setApart(text, at, end + 1, '—') }
        if (before === ' ' && after === ' ' && operator(scene, at, end) && isMath(scene, at, end))
          return { end, say: names.minus }
        if (before === ' ' && after === ' ') return { end, say: '—' }
        if (before === '' && after === ' ') return { end, say: '' }
        return undefined
      }
      case ',':
        return /\d/.test(before) && /\d/.test(after) ? { end, say: ', ' } : undefined
      case '.':
        return (before === '' || before === ' ') && /[\p{L}]/u.test(after) && words
          ? { end, say: `${names.dot} ` }
          : undefined
      case '–':
      case '—':
      case '―': {
        const dash = matchAt(dashes, text, at)!
        const dashEnd = at + dash[0].length
        if (
          mark === '–' &&
          words &&
          behindAmount.test(text.slice(Math.max(0, at - 8), at)) &&
          /^ ?[$€£]?\d/.test(text.slice(dashEnd, dashEnd + 3))
        )
          return { end: dashEnd, say: setApart(text, at, dashEnd, names.to) }
        if (
          mark === '–' &&
          before === ' ' &&
          text[dashEnd] === ' ' &&
          words &&
          operator(scene, at, dashEnd) &&
          /[=]/.test(text.slice(Math.max(0, at - 24), dashEnd + 24))
        )
          return { end: dashEnd, say: names.minus }
        if (words && fromTo.test(text.slice(Math.max(0, at - 12), at)) && matchAt(toFrom, text, dashEnd))
          return { end: dashEnd, say: ` ${names.to} ` }
        if (mark === '–' && joined.test(before) && joined.test(text[dashEnd] ?? ''))
          return { end: dashEnd, say: '-' }
        if (before === '' || /\s/.test(text[dashEnd] ?? ' '))
          return before === '' ? { end: dashEnd, say: '' } : undefined
        return before === ' ' ? { end: dashEnd, say: '— ' } : { end: dashEnd, say: ' — ' }
      }
      case '*':
        if (
          words &&
          /^ ?(?:\d{1,2}\.|\d{4})/.test(text.slice(end, end + 5)) &&
          (/[(;,]/.test(markBefore(text, at)) || (at === 0 && text.includes('†')))
        )
          return { end, say: setApart(text, at, end, names.born) }
        return operator(scene, at, end) &&
          (/\d/.test(markBefore(text, at)) ||
            /\d/.test(markAfter(text, end)) ||
            (before === ' ' && isMath(scene, at, end, true))) &&
          isSpacedAlike(before, after) &&
          words
          ? { end, say: setApart(text, at, end, names.times) }
          : { end, say: '' }
      case '<':
      case '>':
        // "File > Save as": a way through menus.
        if (
          mark === '>' &&
          before === ' ' &&
          menuWord.test(text.slice(Math.max(0, at - 24), at)) &&
          /^ \p{Lu}\p{L}/u.test(text.slice(end, end + 3))
        )
          return { end, say: ',' }
        return (words &&
          operator(scene, at, end) &&
          isSpacedAlike(before, after) &&
          (before === ' ' || /[\d.]/.test(before + after))) ||
          (words && /\d/.test(markAfter(text, end)) && before !== '<')
          ? { end, say: setApart(text, at, end, mark === '<' ? names.less : names.greater) }
          : { end, say: '' }
      case '/':
        return slash(scene, at, names)
      case '#':
        return words && (/\d/.test(after) || /^ (?:of|der|an) /.test(text.slice(end, end + 5)))
          ? { end, say: `${names.number} ` }
          : { end, say: '' }
      case '~':
        return words && /[\d$€£]/.test(markAfter(text, end))
          ? { end, say: `${names.about} ` }
          : { end, say: '' }
      case '|':
        return { end, say: before === ' ' && after === ' ' ? ',' : '' }
      case '[': {
        // A citation's number is set off, or it would be heard as part of the sentence: "small, twelve".
        const cited = words && scene.context !== 'code' && matchAt(citation, text, at)
        const lead = cited ? text.slice(Math.max(0, at - 9), at) : ''
        const apart = /(?:[\p{L}\d)”"] |\p{L}{3})$/u.test(lead) && !leansOn.test(lead)
        return { end, say: apart ? ', ' : '' }
      }
      case '(':
      case ')':
        return bracket(text, at, mark)
      case "'":
        // Apostrophes inside words never come here; what does is a quotation mark, or stands for left-out letters.
        return joined.test(before) && joined.test(after) ? undefined : { end, say: '' }
      case '…':
        return before === '' && after !== '' ? { end, say: '' } : undefined
      case '†':
      case '✝':
        return words && /^ ?\d/.test(text.slice(end, end + 2))
          ? { end, say: setApart(text, at, end, names.died) }
          : { end, say: '' }
      case '•':
      case '·':
        if (
          mark === '·' &&
          words &&
          /[\d)²³]/.test(markBefore(text, at)) &&
          /[\d(]/.test(markAfter(text, end))
        )
          return { end, say: setApart(text, at, end, names.times) }
        return {
          end,
          say:
            before !== '' && after === ' ' && before === ' '
              ? ','
              : joined.test(before) && joined.test(after)
                ? ' '
                : '',
        }
    }
    const name = words?.[mark]
    if (name !== undefined) return { end, say: name === '' ? '' : setApart(text, at, end, name) }
    if (silent.has(mark)) return { end, say: '' }
    return scene.base !== 'other' && /[\p{So}\p{Sk}\p{Co}\p{Cn}]/u.test(mark) ? { end, say: '' } : undefined
  }
}

/** Words that a citation belongs to: "as in [3]". */
const leansOn =
  /(?<!\p{L})(?:in|and|or|of|by|see|from|with|to|ref|und|oder|von|nach|bei|siehe|aus|mit|bis|zu) $/iu
const citation = /\[\d{1,3}(?:[,;–-] ?\d{1,3}){0,8}\]/y
const menuWord = /(?:^|[^\p{L}])\p{Lu}\p{L}+(?: \p{L}+){0,2} $/u
const periods =
  'January|February|March|April|May|June|July|August|September|October|November|December|Januar|Februar|März|Mai|Juni|Juli|Oktober|Dezember|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonnabend|Sonntag|[A-Z]'
const fromTo = new RegExp(`(?:^|[^\\p{L}])(?:${periods})$`, 'u')
const toFrom = new RegExp(`(?:${periods})(?!\\p{L})`, 'uy')
const behindAmount = /\d ?(?:[%‰°€$£]|°[CF]|(?:[mglhst]|[a-zA-Zμ]{2,3})[²³]?) ?$/
const isSpacedAlike = (before: string, after: string) => (before === ' ') === (after === ' ')

/** A hyphen between spaces is minus only between numbers, or in something with an equals sign. */
function isMath(scene: Scene, at: number, end: number, letters = false): boolean {
  const { text } = scene
  const left = text.slice(Math.max(0, at - 24), at)
  const right = text.slice(end, end + 24)
  if (/\d$/.test(left.trimEnd()) && /^ ?\d/.test(right)) return true
  if (letters && /(?:^|[\s(])\p{L}$/u.test(left.trimEnd()) && /^ ?\p{L}(?:[\s).,]|$)/u.test(right))
    return true
  return (
    /(?:^|[\s(])(?:\p{L}|\d+)$/u.test(left.trimEnd()) &&
    /^ ?(?:\p{L}|\d+)(?:[\s)=.,]|$)/u.test(right) &&
    /[=+]/.test(left + right)
  )
}

/** "book(s)", "Schüler(innen)", "jede(r)". */
const wordEnding = /\((s|es|n|en|e|r|in|innen|nen)\)(?![\p{L}\d])/uy

/** Words between round brackets are set off by pauses, as commas would; a bracket round one word is silent. */
function bracket(text: string, at: number, mark: string): Said {
  const end = at + 1
  if (mark === '(') {
    const ending = /\p{L}{2}\p{Ll}$/u.test(text.slice(Math.max(0, at - 3), at))
      ? matchAt(wordEnding, text, at)
      : undefined
    if (ending) return { end: at + ending[0].length, say: ending[1]!, joined: true }
    const close = text.slice(end, end + 300).indexOf(')')
    const inside = close > 0 ? text.slice(end, end + close) : ''
    const pause =
      inside.length > 1 &&
      /[\s\d]/.test(inside) &&
      text[at - 1] === ' ' &&
      /[\p{L}\d\]”]/u.test(text[at - 2] ?? '')
    return { end, say: pause ? ', ' : '' }
  }
  const open = text.slice(Math.max(0, at - 300), at).lastIndexOf('(')
  const inside = open >= 0 ? text.slice(Math.max(0, at - 300) + open, at) : ''
  if (open < 0 && text[end] === ' ' && /[\p{L}\d]/u.test(text[at - 1] ?? '')) return { end, say: ',' }
  const pause =
    inside.length > 2 && /[\s\d]/.test(inside) && text[end] === ' ' && joined.test(text[end + 1] ?? '')
  return { end, say: pause ? ',' : '' }
}

/** "72/min" */
const perUnit: Readonly<Record<'en' | 'de', Names>> = {
  en: { min: 'minute', h: 'hour', s: 'second', d: 'day', a: 'year' },
  de: { min: 'Minute', h: 'Stunde', s: 'Sekunde', d: 'Tag', a: 'Jahr' },
}

function slash(scene: Scene, at: number, names: MarkNames): Said {
  const { text } = scene
  const end = at + 1
  const left = markBefore(text, at)
  const right = markAfter(text, end)
  if (scene.base === 'other') return { end, say: ' ' }
  const rate = /\d/.test(left) ? matchAt(/\/(min|h|s|d|a)(?![\p{L}\d])/uy, text, at) : undefined
  if (rate) return { end: at + rate[0].length, say: ` ${names.per} ${perUnit[scene.base][rate[1]!]}` }
  if (/[\p{L}\d€$£%]/u.test(left) && matchAt(perWhat, text, at)) return { end, say: ` ${names.per} ` }
  if (/\d/.test(left) && /\d/.test(right)) return { end, say: setApart(text, at, end, names.over) }
  const choice =
    /(?:^|\P{L})(?:he|she|his|him|her|er|sie|ihm|ihn|sein|ihr|yes|no|ja|nein|true|false|wahr|falsch|s)$/iu
  if (choice.test(text.slice(Math.max(0, at - 8), at))) return { end, say: ` ${names.or} ` }
  return {
    end,
    say:
      joined.test(left) && joined.test(right) && text[at - 1] !== ' ' ? ' ' : text[at - 1] === ' ' ? ',' : '',
  }
}

const letterSign = /[\p{Script=Greek}](?![\p{Script=Greek}\p{M}]|\p{L}{2})/uy

/** A Greek letter by itself is a symbol in Latin text and said by its name. */
export const greekRule: Rule = (scene, at) => {
  if (scene.base === 'other' || scene.text.charCodeAt(at) < 0x370 || scene.text.charCodeAt(at) > 0x3ff)
    return undefined
  const match = matchAt(letterSign, scene.text, at)
  const name = match && greek[scene.base][match[0]]
  if (!name || /\p{Script=Greek}/u.test(scene.text[at - 1] ?? '')) return undefined
  return { end: at + 1, say: name }
}
