/** All settings, in one schema. Every field has a default, so any subset of a stored record is valid. */
import { z } from 'zod'
import { languageTag } from './document.ts'

/** Steps of 0.05 from 0.25 to 4; 1 is the voice's own rate. */
export const speedRange = { min: 0.25, max: 4, step: 0.05 } as const
export const speed = z
  .number()
  .transform((value) => Math.round(Math.min(speedRange.max, Math.max(speedRange.min, value)) * 20) / 20)

/** What it looks like when a sentence or word is being read. Each has been checked for contrast in every theme. */
export const highlightStyle = z.enum(['background', 'underline', 'outline-text', 'none'])

export const settingsSchema = z.object({
  interfaceLanguage: z.enum(['system', 'en', 'de']).default('system'),
  theme: z.enum(['system', 'light', 'dark', 'sepia', 'contrast']).default('system'),
  textSize: z.int().min(50).max(400).default(100), // percent
  speed: speed.default(1),
  volume: z.number().min(0).max(100).default(100), // percent
  muted: z.boolean().default(false),
  pitch: z.int().min(0).max(100).default(50), // eSpeak's scale: 50 is the voice's own pitch
  range: z.int().min(0).max(100).default(50), // eSpeak's scale of liveliness
  voices: z.record(languageTag, z.string()).default({}), // the user's voice per language; wins over our choice
  sentenceHighlight: highlightStyle.default('background'),
  wordHighlight: highlightStyle.default('background'),
  follow: z.boolean().default(true), // scroll with the voice
  announceProgress: z.boolean().default(true), // tell a screen reader of imports, sparingly
  keys: z.record(z.string(), z.array(z.string()).max(4)).default({}), // command id -> keys, replacing the default
})
export type Settings = z.output<typeof settingsSchema>
export const settingsPatch = z.partialRecord(z.keyof(settingsSchema), z.unknown())
export type SettingsPatch = Partial<z.input<typeof settingsSchema>>

/**
 * Settings from a stored record: a field that does not parse falls back to its default, the others are kept, so that
 * one bad value never costs the rest.
 */
export function readSettings(stored: Readonly<Record<string, unknown>>): Settings {
  const result: Record<string, unknown> = {}
  for (const [key, schema] of Object.entries(settingsSchema.shape)) {
    const parsed = (schema as z.ZodType).safeParse(stored[key])
    result[key] = parsed.success ? parsed.data : (schema as z.ZodType).parse(undefined)
  }
  return result as Settings
}
