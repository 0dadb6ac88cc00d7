/** The packs that there are: models/manifest.json, or for tests the file that `LECTERN_MANIFEST` names. */
import { readFileSync } from 'node:fs'
import shipped from '../../../models/manifest.json' with { type: 'json' }
import { type PackEntry, type PackManifest, packManifest } from '../../contract/packs.ts'
import { AppError } from '../../rpc/failure.ts'

/** @throws {AppError} `damaged` for a manifest that does not follow its schema */
export function readManifest(file = process.env['LECTERN_MANIFEST']): PackManifest {
  const given: unknown = file ? JSON.parse(readFileSync(file, 'utf8')) : shipped
  const result = packManifest.safeParse(given)
  if (result.success) return result.data
  throw new AppError('damaged', 'The list of models cannot be read.', {
    cause: result.error,
    reason: 'pack-manifest',
  })
}

/** Bytes that an installation fetches, roughly where a size is not known exactly. */
export const downloadBytes = ({ files }: PackEntry): number =>
  files.reduce((sum, { bytes, about }) => sum + (bytes ?? about ?? 0), 0)
