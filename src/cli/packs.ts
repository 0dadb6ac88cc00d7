/** What `--models` and `--recogniser` name is looked at first, so that no other recogniser listens in its place. */
import { statSync } from 'node:fs'
import english from '../../resources/messages/en.json' with { type: 'json' }
import { userPath } from '../app/data-folder.ts'
import { writers } from '../app/hearing/recognisers.ts'
import type { AppClient } from '../contract/app.ts'
import type { Recogniser } from '../contract/hearing.ts'
import { AppError, isAppError } from '../rpc/failure.ts'

/** Good packs that are loaded at most to look for bad ones beside them: each takes its memory until the end. */
const mostLoaded = 4

export interface Named {
  /** The folder of `--models`. */
  readonly models?: string | undefined
  readonly recogniser?: string | undefined
  readonly language: string
  /** Another recogniser may do for a language that the folder has no pack for. */
  readonly anyLanguage?: boolean
}

/** @returns the folder in full. @throws {AppError} `not-found` where there is none */
export function modelFolder(models: string): string {
  const path = userPath(models)
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return path
  throw new AppError('not-found', `--models: there is no folder “${models}”.`, {
    reason: 'no-folder',
    data: { folder: models },
  })
}

/** The others come with the app or with the system. */
const isPack = ({ kind }: Recogniser): boolean => kind === 'transducer' || kind === 'sequence'

/**
 * Loads what was named, as far as it will be used.
 *
 * @returns warnings: packs of the folder that cannot be used, beside one that can
 * @throws {AppError} `not-found` for a folder without a pack for the language, `damaged` for a pack that cannot be used
 */
export async function checkPacks(client: AppClient, named: Named, signal: AbortSignal): Promise<string[]> {
  const { models, recogniser } = named
  const warnings = models === undefined ? [] : await checkFolder(client, models, named, signal)
  if (recogniser !== undefined) {
    const list = await client.call('hearing.recognisers', {}, signal)
    const found = list.find((each) => each.id === recogniser && isPack(each))
    const fault = found && (await faultOf(client, found, [], signal))
    if (fault !== undefined) throw new AppError('damaged', fault, { reason: 'recogniser-damaged' })
  }
  return warnings
}

async function checkFolder(
  client: AppClient,
  models: string,
  { recogniser, language, anyLanguage = false }: Named,
  signal: AbortSignal,
): Promise<string[]> {
  const folders = [modelFolder(models)]
  const list = await client.call('hearing.recognisers', { folders }, signal)
  const packs = list.filter(isPack)
  const faults = packs.filter(({ state }) => state !== 'ready').map(incomplete)
  if (recogniser !== undefined) return packs.length === 0 ? [noPack(models)] : faults
  let good = 0
  for (const pack of writers(packs, language)) {
    if (good === mostLoaded) break
    const fault = await faultOf(client, pack, folders, signal)
    if (fault === undefined) good++
    else faults.push(fault)
  }
  if (good > 0) return faults
  if (packs.length === 0) throw new AppError('not-found', noPack(models), { reason: 'no-dictation' })
  if (faults.length > 0) throw new AppError('damaged', faults.join(' '), { reason: 'recogniser-damaged' })
  const others = `The folder “${models}” holds no pack for “${language}”, only ${packs.map(({ id, languages }) => `${id} (${languages.join(', ')})`).join(', ')}.`
  if (anyLanguage) return [others]
  throw new AppError('not-found', others, { reason: 'no-dictation' })
}

const noPack = (models: string): string =>
  `The folder “${models}” holds no pack: neither it nor a folder in it has the files of a recogniser (Zipformer, Moonshine or Whisper; see docs/MODELS.md).`

const sentences: Readonly<Record<string, string>> = english
const incomplete = ({ id, problem = '' }: Recogniser): string =>
  `The pack ${id} cannot be used. ${sentences[`hearing.problem.${problem}`] ?? 'It is not complete.'}`

/** Why a pack cannot be used, as sentences; undefined for one that can. */
async function faultOf(
  client: AppClient,
  pack: Recogniser,
  folders: string[],
  signal: AbortSignal,
): Promise<string | undefined> {
  if (pack.state !== 'ready') return incomplete(pack)
  const language = pack.languages[0] ?? 'en'
  try {
    await client.call('hearing.tryRecogniser', { recogniser: pack.id, folders, language }, signal)
    return undefined
  } catch (error) {
    if (!isAppError(error) || error.code === 'cancelled') throw error
    const why =
      error.code === 'damaged'
        ? `A file of it is damaged, cut short or of another kind: ${error.message}`
        : 'It could not be loaded.'
    return `The pack ${pack.id} cannot be used. ${why}`
  }
}
