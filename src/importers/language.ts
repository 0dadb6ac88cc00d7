/**
 * What language a text is in, where nobody says.
 *
 * Script decides first: it is certain where a script serves one language, and costs nothing. Then prose in a few
 * languages is known by its function words, so that hardly any book waits for the detector's tables. Only the rest is
 * asked about statistically, and only with enough of it: on a few words any detector guesses. Declarations always win
 * over this file.
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
 * Words that hold sentences together, chosen to tell each language from its neighbours rather than by frequency alone
 * (so no `die` for German, which Afrikaans has, and no `de` for French).
 */
const functionWords: readonly (readonly [string, ReadonlySet<string>])[] = [
  [
    'en',
    'the of and to that was is it with for his he as on at by be this had from which are not were you have',
  ],
  [
    'de',
    'der und das den nicht mit sich dem auf eine ist auch als wie aus bei nach einer wird werden oder durch zum',
  ],
  [
    'fr',
    'les des est une dans qui pour pas sur plus avec sont aux du au elle cette ces être mais nous il je ne',
  ],
  [
    'es',
    'los las una por del con como más pero sus al este fue ser son está todo también sobre y el muy hasta',
  ],
  [
    'it',
    'il di che della per una non sono del nel con gli alla dei più come anche dalla delle è questo ha ai le',
  ],
  [
    'nl',
    'het een zijn niet voor aan ook wordt werd naar bij uit maar deze hij heeft door over hebben worden zich',
  ],
].map(([language = '', words = '']) => [language, new Set(words.split(' '))])
/** Share of a text's words that must be such words of one language, and what any other may have of it. */
const leastShare = 0.1
const greatestRival = 0.4
const leastKinds = 5

/** The language by its function words: certain for prose in a few languages, and a hundred times faster than asking. */
export function languageOfWords(sample: string): string | undefined {
  const words = sample.toLowerCase().match(/[\p{L}\p{M}]+/gu) ?? []
  if (words.length < 40) return undefined
  let best: { language: string; count: number; kinds: number } | undefined
  let second = 0
  for (const [language, known] of functionWords) {
    const found = words.filter((word) => known.has(word))
    if (found.length > (best?.count ?? 0)) {
      second = best?.count ?? 0
      best = { language, count: found.length, kinds: new Set(found).size }
    } else second = Math.max(second, found.length)
  }
  const sure =
    best !== undefined &&
    best.count >= leastShare * words.length &&
    best.kinds >= leastKinds &&
    second <= greatestRival * best.count
  return sure ? best?.language : undefined
}

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
  const byWords = languageOfWords(sample)
  if (byWords !== undefined) return byWords
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
