/** Text and attributes as XML 1.0 takes them. */

/** What XML cannot hold even as a reference: controls, halves of pairs, the two non-characters. */
const impossible = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu

export function xmlText(text: string): string {
  return text
    .replaceAll(impossible, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
}

/** @returns ` name="value"`, and nothing for a value that is absent */
export function attributes(values: Readonly<Record<string, string | number | undefined>>): string {
  return Object.entries(values)
    .map(([name, value]) =>
      value === undefined ? '' : ` ${name}="${xmlText(String(value)).replaceAll('"', '&quot;')}"`,
    )
    .join('')
}

/** A language tag that validators accept; undefined for anything else. */
export function validLanguage(tag: string | undefined): string | undefined {
  if (tag === undefined) return undefined
  try {
    return Intl.getCanonicalLocales(tag)[0]
  } catch {
    return undefined
  }
}

export function languageAttributes(tag: string | undefined): string {
  const language = validLanguage(tag)
  return language === undefined ? '' : attributes({ 'xml:lang': language, lang: language })
}
