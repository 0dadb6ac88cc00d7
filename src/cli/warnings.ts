/** What an importer wants the reader to know, as sentences of the English catalogue. */
import { createInstance } from 'i18next'
import english from '../../resources/messages/en.json' with { type: 'json' }

export async function warningSentences(
  warnings: readonly { readonly key: string; readonly data: Readonly<Record<string, string | number>> }[],
): Promise<string[]> {
  if (warnings.length === 0) return []
  const messages = createInstance()
  await messages.init({
    lng: 'en',
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
    resources: { en: { translation: english } },
  })
  return warnings.map(({ key, data }) => messages.t(`import.warning.${key}`, { ...data, defaultValue: key }))
}
