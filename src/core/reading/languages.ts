/**
 * Language tags, and the languages that scripts give away.
 *
 * Words in another script than the language around them are said by a voice that knows the script: an English voice
 * reads `привет` letter by letter or not at all. That is for text whose author marked no language; one letter alone,
 * such as the α of a formula, stays where it is.
 */

/** `en` of `en-GB`. */
export const baseLanguage = (tag: string): string => tag.toLowerCase().split(/[-_]/)[0] ?? ''

export interface LanguagePiece {
  readonly start: number
  readonly end: number
  readonly language: string
}

/** Script, the language assumed for it, and all languages (base tags) that are written in it. */
const scripts: readonly (readonly [RegExp, string, string])[] = [
  [/\p{sc=Hiragana}|\p{sc=Katakana}/u, 'ja', 'ja'],
  [/\p{sc=Hangul}/u, 'ko', 'ko'],
  [/\p{sc=Han}/u, 'zh', 'zh cmn yue wuu hak ja ko lzh'],
  [/\p{sc=Cyrillic}/u, 'ru', 'ru uk be bg sr mk kk ky tg tt ba cv mn os ab sah tk bs hr sh cu uz az'],
  [/\p{sc=Greek}/u, 'el', 'el grc'],
  [/\p{sc=Hebrew}/u, 'he', 'he iw yi'],
  [/\p{sc=Arabic}/u, 'ar', 'ar fa ur ps sd ug ku ckb pa ks dv ms az uz'],
  [/\p{sc=Devanagari}/u, 'hi', 'hi mr ne sa kok bho mai'],
  [/\p{sc=Bengali}/u, 'bn', 'bn as bpy'],
  [/\p{sc=Gurmukhi}/u, 'pa', 'pa'],
  [/\p{sc=Gujarati}/u, 'gu', 'gu'],
  [/\p{sc=Tamil}/u, 'ta', 'ta'],
  [/\p{sc=Telugu}/u, 'te', 'te'],
  [/\p{sc=Kannada}/u, 'kn', 'kn'],
  [/\p{sc=Malayalam}/u, 'ml', 'ml'],
  [/\p{sc=Sinhala}/u, 'si', 'si'],
  [/\p{sc=Thai}/u, 'th', 'th'],
  [/\p{sc=Georgian}/u, 'ka', 'ka'],
  [/\p{sc=Armenian}/u, 'hy', 'hy hyw'],
  [/\p{sc=Ethiopic}/u, 'am', 'am ti gez'],
]
const knownScripts = scripts.map(([script, language, natives]) => ({
  script,
  language,
  natives: new Set(natives.split(' ')),
}))
const perhapsForeign = /[\u0370-\u1dff\u2e80-\ud7ff\uf900-\ufdff\ufe70-\ufeff]/
const foreignStretch =
  /[\u0370-\u1dff\u2e80-\ud7ff\uf900-\ufdff\ufe70-\ufeff]+(?:[\s·’'-][\u0370-\u1dff\u2e80-\ud7ff\uf900-\ufdff\ufe70-\ufeff]+)*/g

function languageOfScript(text: string, base: string): string | undefined {
  if ((text.match(/\p{L}/gu)?.length ?? 0) < 2) return undefined
  const found = knownScripts.find(({ script }) => script.test(text))
  return found && !found.natives.has(base) ? found.language : undefined
}

/** Cuts `text`, which is marked as `language`, where words stand in the script of another one. Covers all of it. */
export function splitByScript(text: string, language: string): LanguagePiece[] {
  if (!perhapsForeign.test(text)) return [{ start: 0, end: text.length, language }]
  const base = baseLanguage(language)
  const pieces: LanguagePiece[] = []
  let at = 0
  for (const match of text.matchAll(foreignStretch)) {
    const foreign = languageOfScript(match[0], base)
    if (!foreign) continue
    if (match.index > at) pieces.push({ start: at, end: match.index, language })
    at = match.index + match[0].length
    pieces.push({ start: match.index, end: at, language: foreign })
  }
  if (at < text.length) pieces.push({ start: at, end: text.length, language })
  return pieces
}
