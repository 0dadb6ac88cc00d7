/** What the dialog offers beyond what the contract lists; names are in the catalogue. */

/** How much of the document. */
export const exportExtents = ['whole', 'chapters', 'chapter'] as const
export type ExportExtent = (typeof exportExtents)[number]

/** By which rules: as the user listens now, all of it by the rules, or every word. */
export const exportReadings = ['present', 'full', 'everything'] as const
export type ExportReading = (typeof exportReadings)[number]
