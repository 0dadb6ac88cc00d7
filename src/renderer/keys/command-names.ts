/** What commands, their arguments and their values are called. */
import { commandFields } from '../../contract/command-fields.ts'
import { type CommandId, commands } from '../../contract/commands.ts'
import { hasMessage, type MessageKey, type Translate, type Words, wordsOf } from '../ui/catalogue.ts'
import type { ChoiceNames, Nameable } from './typed-command.ts'

const english = wordsOf('en', []).t

/** Short things to say or type for a command, the best first. */
export function phrasesOf(id: CommandId, t: Translate): readonly string[] {
  return t(`command.words.${id}`).split('; ')
}

/** Every command under its name, its phrases, its English name and phrases, and its id. */
export function nameables({ t, language }: Words): readonly Nameable[] {
  return commands.map(({ id }) => ({
    id,
    names: [
      t(`command.${id}`),
      ...phrasesOf(id, t),
      ...(language === 'en' ? [] : [english(`command.${id}`), ...phrasesOf(id, english)]),
      id.replaceAll('_', ' '),
    ],
  }))
}

export function choiceName(t: Translate, value: string): string {
  const key = `choice.${value}`
  return hasMessage(key) ? t(key) : value
}

export function choiceNames({ t, language }: Words): ChoiceNames {
  return (value) =>
    language === 'en' ? [choiceName(t, value)] : [choiceName(t, value), choiceName(english, value)]
}

export function fieldName(t: Translate, name: string): string {
  const key = `argument.${name}`
  return hasMessage(key) ? t(key as MessageKey) : name
}

/** Arguments as a person reads them: "2 times the normal", "citations, leave out". */
export function argumentsText(
  id: CommandId,
  args: Readonly<Record<string, string | number>>,
  { t, locale }: Words,
): string {
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 })
  return commandFields(id)
    .flatMap(({ name, kind }) => {
      const value = args[name]
      if (value === undefined) return []
      if (typeof value === 'number') {
        const figure = { value: number.format(value) }
        const key = `argument.value.${name}`
        return [hasMessage(key) ? t(key, figure) : t('palette.arg', { name: fieldName(t, name), ...figure })]
      }
      return [kind === 'choice' ? choiceName(t, value) : t('palette.quoted', { value })]
    })
    .join(', ')
}
