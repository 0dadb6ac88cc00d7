/** What is wrong with the options of a command line, in our words instead of those of Node's `parseArgs`. */

/** The first thing that a message of Node's quotes, without the value's place: `--voice <value>` gives `--voice`. */
const quoted = (message: string): string => (/'([^']*)'/.exec(message)?.[1] ?? '').replace(/ <value>$/, '')

/** @returns undefined for an error that is not `parseArgs`'s */
export function wrongOption(error: unknown): string | undefined {
  if (!(error instanceof TypeError) || !('code' in error) || !String(error.code).startsWith('ERR_PARSE_ARGS'))
    return undefined
  const { code, message } = error
  const name = quoted(message)
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION')
    return `There is no option “${name}”. What begins with “-” and is no option comes after “--”.`
  if (code === 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL')
    return `“${name}” is too much: only options are expected.`
  if (message.includes('does not take')) return `“${name}” takes no value.`
  if (message.includes('ambiguous'))
    return `“${name}” needs a value. One that begins with “-” is written as ${name}=VALUE.`
  return `“${name}” needs a value.`
}
