/** Packs for tests. */
import { packEntry, type PackEntry, type PackStatus } from '../../contract/packs.ts'

export function fakePack(
  given: Partial<Omit<PackStatus, 'entry'>> & { readonly entry?: Partial<PackEntry> } = {},
): PackStatus {
  const { entry, ...status } = given
  const id = entry?.id ?? 'tones'
  return {
    entry: packEntry.parse({
      id,
      kind: 'voice',
      architecture: 'kitten',
      name: 'Tones',
      model: 'example/tones',
      snapshot: `lectern-${id}-2026-11-22`,
      languages: ['en-US'],
      files: [{ path: 'a.onnx', url: `https://models.example/${id}/a.onnx`, bytes: 100_000_000 }],
      licence: { id: 'MIT', conditions: 'notice' },
      diskBytes: 100_000_000,
      memoryBytes: 200_000_000,
      verified: true,
      ...entry,
    }),
    state: 'absent',
    downloadBytes: 100_000_000,
    fits: 'well',
    offered: true,
    ...status,
  }
}
