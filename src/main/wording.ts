/** The catalogue's sentences for what the shell says itself: menus and failures. */
import { createInstance } from 'i18next'
import { isAppError } from '../rpc/failure.ts'
import english from '../../resources/messages/en.json' with { type: 'json' }
import german from '../../resources/messages/de.json' with { type: 'json' }

export interface Wording {
  readonly translate: (key: string) => string
  readonly failure: (error: unknown) => string
}

/** @param language BCP 47; others than German are served in English */
export async function wordingFor(language: string): Promise<Wording> {
  const messages = createInstance()
  await messages.init({
    lng: language,
    fallbackLng: 'en',
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
    resources: { en: { translation: english }, de: { translation: german } },
  })
  return {
    translate: (key) => messages.t(key),
    failure(error) {
      if (!isAppError(error)) return messages.t('error.internal')
      const keys = [error.reason, error.code].flatMap((name) => (name === undefined ? [] : [`error.${name}`]))
      return messages.t(keys, { ...error.data, defaultValue: error.message })
    },
  }
}
