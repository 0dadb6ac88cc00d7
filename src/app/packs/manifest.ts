/** The packs that there are: models/manifest.json, or for tests the file that `LECTERN_MANIFEST` names. */
import { readFileSync } from 'node:fs'
import shipped from '../../../models/manifest.json' with { type: 'json' }
import { type PackEntry, type PackManifest, packManifest } from '../../contract/packs.ts'
import { AppError } from '../../rpc/failure.ts'

const unreadable = (cause: unknown): AppError =>
  new AppError('damaged', 'The list of models cannot be read.', { cause, reason: 'pack-manifest' })

/** What is written in a file. @throws {AppError} `damaged` where there is none, or no JSON in it */
function listed(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (cause) {
    throw unreadable(cause)
  }
}

/** @throws {AppError} `damaged` for a manifest that cannot be read or does not follow its schema */
export function readManifest(file = process.env['LECTERN_MANIFEST']): PackManifest {
  const result = packManifest.safeParse(file ? listed(file) : shipped)
  if (result.success) return result.data
  throw unreadable(result.error)
}

/** Bytes that an installation fetches, roughly where a size is not known exactly. */
export const downloadBytes = ({ files }: PackEntry): number =>
  files.reduce((sum, { bytes, about }) => sum + (bytes ?? about ?? 0), 0)
