/** `--gist` and `--mode`: how much is read, whatever the settings say. */
import { gistRange, type Listening, readingMode } from '../contract/listening.ts'
import { UsageError } from './output.ts'

export const modeOptions = { gist: { type: 'string' }, mode: { type: 'string' } } as const

/** `30` or `30%` of the words, `3min` for each chapter. @throws {UsageError} */
function lengthFrom(given: string): NonNullable<Listening['gist']> {
  const [, number = '', unit = ''] = /^(\d+(?:\.\d+)?)\s*(%|min|minutes?)?$/.exec(given.trim()) ?? []
  const value = Number(number)
  if (unit.startsWith('min') && value > 0 && value <= 600) return { minutes: value }
  if (number !== '' && !unit.startsWith('min') && value >= gistRange.min && value <= gistRange.max)
    return { percent: Math.round(value) }
  throw new UsageError(
    `--gist takes ${gistRange.min} to ${gistRange.max} for a share of the words, or minutes for each chapter, such as 3min.`,
  )
}

/** @throws {UsageError} naming what there is to choose from */
export function modeFrom(values: {
  readonly gist?: string | undefined
  readonly mode?: string | undefined
}): Pick<Listening, 'mode' | 'gist'> {
  const mode = readingMode.optional().safeParse(values.mode)
  if (!mode.success) throw new UsageError(`--mode takes ${readingMode.options.join(', ')}.`)
  if (values.gist === undefined) return mode.data === undefined ? {} : { mode: mode.data }
  if (mode.data !== undefined && mode.data !== 'gist') throw new UsageError('--gist goes with --mode gist.')
  return { mode: 'gist', gist: lengthFrom(values.gist) }
}
