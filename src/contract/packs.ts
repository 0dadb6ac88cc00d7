/** Packs: models that a user may install. The manifest's schema, and what becomes of a pack on this machine. */
import { z } from 'zod'
import { languageTag } from './document.ts'

export const packKind = z.enum([
  'voice',
  'recogniser',
  'voice-activity',
  'turn-detector',
  'spelling',
  'language-model',
  'speech-to-speech', // one model that hears, thinks and speaks
])
export type PackKind = z.infer<typeof packKind>

/** Which code of ours runs it: src/inference/<architecture>. */
export const packArchitecture = z.enum([
  'silero',
  'zipformer',
  'moonshine',
  'moonshine-streaming',
  'whisper',
  'kokoro',
  'kitten',
  'piper',
  'smart-turn',
  'spelling-cnn',
  'causal-lm', // any decoder with a cache that Transformers.js lays out: Llama, Qwen, LFM2 …
  'lfm2-audio',
])
export type PackArchitecture = z.infer<typeof packArchitecture>

/** A path inside a pack's folder: forward slashes, never up and out. */
export const packPath = z
  .string()
  .min(1)
  .max(200)
  .regex(/^(?!.*(?:^|\/)\.{1,2}(?:\/|$))[^/\\:\0][^\\:\0]*$/)

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const crc32c = z.string().regex(/^[0-9a-f]{8}$/)

/** A file to fetch. `url` is at a pinned revision. Without a checksum it is learnt from the publisher at install. */
export const packFile = z.object({
  /** Where it is put; for an archive, the name that it is fetched under. */
  path: packPath,
  url: z.url({ protocol: /^https$/ }),
  bytes: z.int().positive().optional(), // exact, where known
  about: z.int().positive().optional(), // roughly, where only that is known
  sha256: sha256.optional(),
  crc32c: crc32c.optional(),
  /** The pack does without it where the publisher's list has no such file. */
  optional: z.boolean().optional(),
  /** For a .tar.bz2, .tar.gz or .zip: what is taken out of it; nothing else is. */
  members: z
    .array(
      z.object({
        member: packPath, // in the archive, without its leading folder
        path: packPath,
        bytes: z.int().positive().optional(),
        sha256: sha256.optional(),
      }),
    )
    .optional(),
})
export type PackFile = z.infer<typeof packFile>

export const packLicence = z.object({
  id: z.string(), // SPDX where there is one: `Apache-2.0`, else the publisher's name for it: `LFM-1.0`
  url: z.url().optional(),
  /** The message `pack.licence.<conditions>`: what it asks of the user, in plain words. */
  conditions: z.string(),
})

export const packEntry = z.object({
  id: z.string().regex(/^[a-z0-9][a-z0-9.-]*$/), // the folder's name too
  kind: packKind,
  architecture: packArchitecture,
  name: z.string(), // as a person would call it; what it is good for is the message `pack.about.<id>`
  /** The publisher's own name and revision of the model. */
  model: z.string(),
  /** `lectern-pocket-english-2026-11-22`: this composition of files, dated. */
  snapshot: z.string().regex(/^lectern-[a-z0-9.-]+-\d{4}-\d{2}-\d{2}$/),
  languages: z.array(languageTag).min(1), // [`mul`] for very many
  files: z.array(packFile), // empty for what comes embedded
  embedded: z.boolean().default(false), // in the app itself: nothing to install
  licence: packLicence,
  diskBytes: z.int().nonnegative(), // when installed
  memoryBytes: z.int().nonnegative(), // while in use
  /** Files, sizes and checksums are confirmed by the source named in docs/MODELS.md. */
  verified: z.boolean(),
  experimental: z.boolean().default(false),
  /** This version of Lectern has the code for it; else it is listed, so that it is known of, but cannot be installed. */
  runs: z.boolean().default(true),
  /** Words wrong in a hundred, as the publisher or we measured; docs/MODELS.md says which. */
  wordErrorPercent: z.number().optional(),
})
export type PackEntry = z.infer<typeof packEntry>

export const packManifest = z.object({ dated: z.iso.date(), packs: z.array(packEntry) })
export type PackManifest = z.infer<typeof packManifest>

/** `pack.json` in an installed pack's folder: what it is and what its files were when they were checked. */
export const installedPack = z.object({
  id: z.string(),
  kind: packKind,
  architecture: packArchitecture,
  name: z.string(),
  model: z.string(),
  snapshot: z.string(),
  languages: z.array(languageTag),
  licence: packLicence,
  memoryBytes: z.int().nonnegative(),
  wordErrorPercent: z.number().optional(),
  files: z.array(
    z.object({
      path: packPath,
      bytes: z.int().nonnegative(),
      sha256,
      /** Whose checksum it was held to: ours, the publisher's at install, or none (the user's own file, taken as it is). */
      checked: z.enum(['manifest', 'publisher', 'given']),
    }),
  ),
  /** A later check found files that are not what they were. */
  damaged: z.boolean().default(false),
  installedAt: z.number(), // milliseconds since 1970
})
export type InstalledPack = z.infer<typeof installedPack>

/** How far an installation has come. */
export const packProgress = z.object({
  stage: z.enum(['waiting', 'fetching', 'checking', 'unpacking']),
  bytes: z.number().nonnegative(), // here, of all files
  total: z.number().nonnegative().optional(),
  bytesPerSecond: z.number().nonnegative().optional(), // of the last seconds
  secondsLeft: z.number().nonnegative().optional(),
})
export type PackProgress = z.infer<typeof packProgress>

/** A pack as it stands on this machine. */
export const packStatus = z.object({
  entry: packEntry,
  state: z.enum([
    'absent',
    'installing',
    'paused', // by the user, by an end of the program, or because the network is away
    'failed', // `problem` says why; what was fetched is kept
    'installed',
    'damaged', // files are missing or are not what they were
  ]),
  progress: packProgress.optional(),
  /** A reason that the catalogue words: `error.<problem>`. */
  problem: z.string().optional(),
  problemData: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  /** What an installation would fetch, roughly where sizes are not known exactly. */
  downloadBytes: z.int().nonnegative(),
  /** Whether this machine has the memory and disk for it; absent where that is unknown. */
  fits: z.enum(['well', 'barely', 'no']).optional(),
  /** Worth offering on a first start: right language, kind and size for this machine. */
  offered: z.boolean(),
})
export type PackStatus = z.infer<typeof packStatus>

/** What the offers go by. */
export const machine = z.object({
  memoryBytes: z.number(),
  cores: z.int(),
  freeDiskBytes: z.number().optional(),
  platform: z.string(),
  arch: z.string(),
  /** Execution providers that can be tried here, best first, and the one in use once a network ran: `cpu`, `webgpu` … */
  providers: z.array(z.string()),
  provider: z.string().optional(),
  languages: z.array(languageTag), // of the system and the interface
})
export type Machine = z.infer<typeof machine>
