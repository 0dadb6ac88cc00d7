/** Which way a language is written, for text whose source does not say. */
interface TextInfo {
  readonly direction?: 'ltr' | 'rtl'
}

/** As the browser knows it (ECMA-402, Intl Locale Info). Unknown tags are written left to right. */
export function directionOf(language: string | undefined): 'ltr' | 'rtl' {
  if (language === undefined) return 'ltr'
  try {
    const locale = new Intl.Locale(language) as Intl.Locale & {
      readonly textInfo?: TextInfo
      getTextInfo?(): TextInfo
    }
    return (locale.getTextInfo?.() ?? locale.textInfo)?.direction ?? 'ltr'
  } catch {
    return 'ltr'
  }
}
