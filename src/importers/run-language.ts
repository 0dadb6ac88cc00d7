/**
 * The language of a run in an office document.
 *
 * Word, Writer and RTF give a run up to three languages, one for each kind of script, and mark whatever is typed with the
 * keyboard's. Believed literally, a book would change its voice in mid-sentence between kinds of English; so a run names a
 * language only where it is another one than the document's.
 */
export type ScriptKind = 'val' | 'eastAsia' | 'bidi'

const eastern = /[\u3040-\u30FF\u3400-\u9FFF\uAC00-\uD7AF\uF900-\uFAFF]/
const rightToLeft = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]/
const fits: Readonly<Record<ScriptKind, RegExp>> = {
  val: /^(?!zh|ja|ko|he|ar|fa|ur|yi)/,
  eastAsia: /^(?:zh|ja|ko)/,
  bidi: /^(?:he|iw|ar|fa|ur|yi|ps|sd|ug|syr|dv|ku|ckb)/,
}
const byScript: readonly (readonly [RegExp, string])[] = [
  [/[\u3040-\u30FF]/, 'ja'],
  [/[\uAC00-\uD7AF]/, 'ko'],
  [/[\u0590-\u05FF]/, 'he'],
  [/[\u0600-\u06FF]/, 'ar'],
]

/** Which of a run's languages its text is in. */
export function scriptKind(text: string): ScriptKind {
  return rightToLeft.test(text) ? 'bidi' : eastern.test(text) ? 'eastAsia' : 'val'
}

/** @param tag as the file has it; one that cannot be that of the script is not believed */
export function runLanguage(
  tag: string | undefined,
  kind: ScriptKind,
  text: string,
  document: string | undefined,
): string | undefined {
  const said = tag?.toLowerCase()
  const usable =
    said !== undefined &&
    /^[a-z]{2,3}(?:-[a-z0-9]{1,8})*$/.test(said) &&
    said !== 'zxx' &&
    fits[kind].test(said)
  const language = usable
    ? said
    : kind === 'val'
      ? undefined
      : byScript.find(([script]) => script.test(text))?.[1]
  if (language === undefined || language.split('-')[0] === document?.split('-')[0]) return undefined
  return language
}
