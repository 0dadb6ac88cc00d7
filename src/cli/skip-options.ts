/** `--skip WHAT=ACTION`, `--everything` and `--pauses`: what is read and how, whatever the settings say. */
import { type Listening, pausePreset, skipAction, skipWhat } from '../contract/listening.ts'
import { UsageError } from './output.ts'

export const skipOptions = {
  skip: { type: 'string', multiple: true },
  everything: { type: 'boolean' },
} as const

/** Several rules may stand in one option, parted by commas. @throws {UsageError} naming what there is to choose from */
export function listeningFrom(values: {
  readonly skip?: readonly string[] | undefined
  readonly everything?: boolean | undefined
}): Listening | undefined {
  if (values.everything) {
    if (values.skip) throw new UsageError('Choose one of --skip and --everything.')
    return { everything: true, mode: 'full' }
  }
  if (!values.skip) return undefined
  const skip: NonNullable<Listening['skip']> = {}
  for (const rule of values.skip.flatMap((given) => given.split(','))) {
    const [name, action] = rule.split('=', 2)
    const what = skipWhat.safeParse(name?.trim())
    const wanted = skipAction.safeParse(action?.trim())
    if (!what.success)
      throw new UsageError(`--skip knows no “${name}”. There are: ${skipWhat.options.join(', ')}.`)
    if (!wanted.success) throw new UsageError(`--skip ${name} takes =${skipAction.options.join(', =')}.`)
    skip[what.data] = wanted.data
  }
  return { skip }
}

/** @throws {UsageError} naming the presets */
export function pausesFrom(given: string | undefined): Pick<Listening, 'pauses'> {
  if (given === undefined) return {}
  const pauses = pausePreset.safeParse(given)
  if (!pauses.success) throw new UsageError(`--pauses takes ${pausePreset.options.join(', ')}.`)
  return { pauses: pauses.data }
}
