/** `lectern commands`: the registry, for people and for programs that give commands. */
import { parseArgs } from 'node:util'
import { argumentsSchema } from '../contract/command-fields.ts'
import { commands } from '../contract/commands.ts'
import english from '../../resources/messages/en.json' with { type: 'json' }
import german from '../../resources/messages/de.json' with { type: 'json' }
import { print } from './output.ts'

/** Needs no library: nothing is started for it. */
export async function commandsCommand(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...args], options: { json: { type: 'boolean' } } })
  const rows = commands.map(({ id, group, where, keys, risk }) => ({
    id,
    group,
    where,
    keys,
    risk,
    names: { en: english[`command.${id}`], de: german[`command.${id}`] },
    phrases: {
      en: english[`command.words.${id}`].split('; '),
      de: german[`command.words.${id}`].split('; '),
    },
    args: argumentsSchema(id),
  }))
  if (values.json) return print(`${JSON.stringify(rows, undefined, 2)}\n`)
  const width = Math.max(...rows.map(({ id }) => id.length)) + 2
  for (const { id, names, keys, args: schema } of rows) {
    const told = Object.keys(schema.properties).map((name) =>
      schema.required?.includes(name) ? name : `${name}?`,
    )
    const about = [names.en, keys.length > 0 ? `(${keys.join(', ')})` : '', told.join(' ')].filter(Boolean)
    await print(`${id.padEnd(width)}${about.join('  ')}\n`)
  }
}
