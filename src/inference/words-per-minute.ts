/**
 * How fast each voice speaks at speed 1, in written words per minute, for showing a speed as readers know it.
 *
 * Measured: articles 1 to 4, 24 and 26 (beginnings) of the Universal Declaration of Human Rights in the voice's
 * language, 71 to 106 words, at eSpeak's default rate setting of 175, words by whitespace over the length of the
 * trimmed sound. `npm run bench -- voices` measures the English ones again.
 */

/** About the middle of the measured ones, for a language that was not. */
const unmeasured = 168
const espeakMeasured: Readonly<Record<string, number>> = {
  de: 161,
  en: 182,
  es: 174,
  fr: 236,
  it: 169,
  nl: 168,
  pl: 144,
  pt: 166,
  ru: 173,
  sv: 164,
}
const fliteMeasured: Readonly<Record<string, number>> = { slt: 178, rms: 153, awb: 179, kal16: 169 }

/** @param language lower-case tag of an eSpeak voice */
export function espeakWordsPerMinute(language: string): number {
  return espeakMeasured[language.split('-')[0] ?? ''] ?? unmeasured
}

/** @param name of a Flite voice, such as `slt` */
export function fliteWordsPerMinute(name: string): number {
  return fliteMeasured[name] ?? unmeasured
}
