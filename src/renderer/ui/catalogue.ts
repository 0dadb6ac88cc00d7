/** The words of the interface, in the user's language. */
import { createInstance, type TFunction } from 'i18next'
import de from '../../../resources/messages/de.json' with { type: 'json' }
import en from '../../../resources/messages/en.json' with { type: 'json' }

type Plural = 'zero' | 'one' | 'two' | 'few' | 'many' | 'other'
type Stripped<K> = K extends `${infer Base}_${Plural}` ? Base : K
/** A key of the catalogue, without its plural ending. */
export type MessageKey = Stripped<keyof typeof en>
export type MessageData = Readonly<Record<string, string | number>>
export type Translate = (key: MessageKey, data?: MessageData) => string

const interfaceLanguages = ['en', 'de'] as const
export type InterfaceLanguage = (typeof interfaceLanguages)[number]

const engine = createInstance()
void engine.init({
  resources: { en: { translation: en }, de: { translation: de } },
  fallbackLng: 'en',
  keySeparator: false,
  nsSeparator: false,
  interpolation: { escapeValue: false }, // React escapes
  showSupportNotice: false,
  initAsync: false,
} as Parameters<typeof engine.init>[0])

const fixed: Record<InterfaceLanguage, TFunction> = { en: engine.getFixedT('en'), de: engine.getFixedT('de') }

/** The first of the user's languages that we have, else English. */
export function systemLanguage(languages: readonly string[]): InterfaceLanguage {
  for (const tag of languages)
    for (const known of interfaceLanguages) if (tag.toLowerCase().split('-')[0] === known) return known
  return 'en'
}

/** True if the catalogue has a sentence for `key`, which may have been built from parts. */
export function hasMessage(key: string): key is MessageKey {
  return Object.hasOwn(en, key) || Object.hasOwn(en, `${key}_other`)
}

export interface Words {
  readonly language: InterfaceLanguage
  /** For `Intl`: the system's own variant of the interface's language, such as `de-AT`, else the language. */
  readonly locale: string
  readonly t: Translate
}

export function wordsOf(language: InterfaceLanguage, systemLocales: readonly string[]): Words {
  const own = systemLocales.find((tag) => tag.toLowerCase().split('-')[0] === language)
  const locale = own ?? language
  const numbers = new Intl.NumberFormat(locale)
  return {
    language,
    locale,
    // The engine chooses the plural; the blanks are filled here, so that numbers are written as the locale does.
    t: (key, data = {}) =>
      fixed[language](key, { ...data, skipInterpolation: true }).replace(/\{\{(\w+)\}\}/g, (_blank, name) => {
        const value = data[name as string]
        return typeof value === 'number' ? numbers.format(value) : (value ?? '')
      }),
  }
}
