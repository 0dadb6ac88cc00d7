/**
 * How fast each voice speaks at speed 1, in written words per minute, for showing a speed as readers know it.
 */

/** For a language that was not measured. */
const espeakDefault = 160
const espeakMeasured: Readonly<Record<string, number>> = {}

/** @param language lower-case tag of an eSpeak voice */
export function espeakWordsPerMinute(language: string): number {
  return espeakMeasured[language] ?? espeakMeasured[language.split('-')[0] ?? ''] ?? espeakDefault
}

const fliteMeasured: Readonly<Record<string, number>> = { slt: 170, rms: 170, awb: 170, kal16: 170 }

/** @param name of a Flite voice, such as `slt` */
export function fliteWordsPerMinute(name: string): number {
  return fliteMeasured[name] ?? espeakDefault
}
