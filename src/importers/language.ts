/**
 * What language a text is in, where nobody says.
 *
 * Script decides first: it is certain where a script serves one language, and costs nothing. Only Latin, Cyrillic,
 * Arabic and Devanagari text is asked about statistically, and only with enough of it: on a few words any detector
 * guesses. Declarations always win over this file.
 */

/** Characters of text below which no guess is made. */
export const leastCharacters = 40
/** What is looked at, in UTF-16 units: more does not make the answer better. */
const sampleLength = 4_000

const scripts: readonly (readonly [RegExp, string])[] = [
  [/\p{sc=Hiragana}|\p{sc=Katakana}/u, 'ja'],
  [/\p{sc=Hangul}/u, 'ko'],
  [/\p{sc=Han}/u, 'zh'],
  [/\p{sc=Greek}/u, 'el'],
  [/\p{sc=Hebrew}/u, 'he'],
  [/\p{sc=Thai}/u, 'th'],
  [/\p{sc=Armenian}/u, 'hy'],
  [/\p{sc=Georgian}/u, 'ka'],
  [/\p{sc=Bengali}/u, 'bn'],
  [/\p{sc=Tamil}/u, 'ta'],
  [/\p{sc=Telugu}/u, 'te'],
  [/\p{sc=Kannada}/u, 'kn'],
  [/\p{sc=Malayalam}/u, 'ml'],
  [/\p{sc=Gujarati}/u, 'gu'],
  [/\p{sc=Gurmukhi}/u, 'pa'],
  [/\p{sc=Oriya}/u, 'or'],
  [/\p{sc=Sinhala}/u, 'si'],
  [/\p{sc=Khmer}/u, 'km'],
  [/\p{sc=Lao}/u, 'lo'],
  [/\p{sc=Myanmar}/u, 'my'],
  [/\p{sc=Ethiopic}/u, 'am'],
  [/\p{sc=Tibetan}/u, 'bo'],
]

/**
 * The language of `text` as a two-letter tag, or `undefined` if it cannot be told.
 *
 * The detector’s smallest tables take 0.2 s and 90 MB, and are loaded with the first call that needs them.
 */
export async function detectLanguage(text: string): Promise<string | undefined> {
  const sample = text.slice(0, sampleLength)
  const letters = sample.match(/\p{L}/gu)?.length ?? 0
  if (letters === 0) return undefined
  const byScript = languageOfScript(sample, letters)
  if (byScript !== undefined) return byScript
  if (sample.trim().length < leastCharacters) return undefined
  const { eld } = await import('eld/extrasmall')
  const result = eld.detect(sample)
  return result.language === '' || !result.isReliable() ? undefined : result.language
}

/** Scripts of one language each; they must make up a good part of the text, for any text may quote a word. */
function languageOfScript(sample: string, letters: number): string | undefined {
  for (const [script, language] of scripts) {
    if (!script.test(sample)) continue
    const count = sample.match(new RegExp(script, 'gu'))?.length ?? 0
    // Japanese is mostly Han, with kana between; the others must be the greater part.
    if (count * (language === 'ja' ? 10 : 2) > letters) return language
  }
  return undefined
}
