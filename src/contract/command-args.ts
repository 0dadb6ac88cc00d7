/**
 * What commands can be told, as schemas: one for each shape of arguments.
 *
 * Nothing has to be said that a person can be asked for: a command without its argument opens its dialog. What no
 * dialog asks for is required. Words and numbers only, no nesting, so that a form, a command line and a spoken
 * sentence can all fill them in.
 */
import { z } from 'zod'
import { dictationUnit, draftFormat } from './dictation.ts'
import { languageTag } from './document.ts'
import { gistRange, pausePreset, readingMode, skipAction, skipWhat } from './listening.ts'
import { hearingWay } from './hearing.ts'
import { pitchRange, speedRange, textSizeRange } from './settings.ts'

const words = (most: number) => z.string().trim().min(1).max(most)
const percent = z.number().min(0).max(100)
/** Up or down from the present value; by how much one step is, the setting's range says. */
const upOrDown = z
  .int()
  .min(-10)
  .max(10)
  .refine((count) => count !== 0, { message: 'Give a number of steps other than 0.' })
const minutes = z.number().positive().max(600)
const speedValue = z.number().min(speedRange.min).max(speedRange.max)
/** For this book or for all of them. */
const bookOrAll = z.enum(['book', 'all'])

/** An object of which exactly one field is given; its JSON Schema says so, too. */
function oneOf<Shape extends z.ZodRawShape>(shape: Shape) {
  return z
    .strictObject(shape)
    .refine((given) => Object.values(given).filter((value) => value !== undefined).length === 1, {
      message: `Give exactly one of ${Object.keys(shape).join(', ')}.`,
    })
    .meta({ minProperties: 1, maxProperties: 1 })
}

export const none = z.strictObject({})
export const times = z.strictObject({ count: z.int().min(1).max(1_000).optional() })
export const seconds = z.strictObject({ seconds: z.number().positive().max(3_600).optional() })
export const again = z.strictObject({ unit: z.enum(['word', 'sentence', 'paragraph']).optional() })
export const steps = z.strictObject({ steps: z.int().min(1).max(75).optional() })
export const page = z.strictObject({ page: words(100).optional() }) // the label as printed
export const chapter = z.strictObject({ chapter: words(300).optional() }) // its number, or words of its title
export const place = z.strictObject({ percent: percent.optional() })
export const end = z.strictObject({ unit: z.enum(['document', 'chapter']).optional() })
export const bookmarkName = z.strictObject({ name: words(200).optional() })
export const find = z.strictObject({
  text: words(1_000).optional(),
  direction: z.enum(['forward', 'backward']).optional(),
})
export const searched = z.strictObject({ text: words(1_000).optional() })
export const speedOrWords = oneOf({
  speed: speedValue.optional(), // times the voice's own rate
  wpm: z.int().min(20).max(3_000).optional(), // words a minute
})
export const volume = z.strictObject({ percent })
export const pitch = oneOf({
  percent: z.int().min(pitchRange.min).max(pitchRange.max).optional(),
  steps: upOrDown.optional(),
})
export const voice = z.strictObject({ voice: words(200), language: languageTag.optional() })
export const mode = z
  .strictObject({
    mode: readingMode,
    minutes: minutes.optional(), // for each chapter
    percent: z.int().min(gistRange.min).max(gistRange.max).optional(), // of the words
  })
  .refine(({ minutes: time, percent: share }) => time === undefined || share === undefined, {
    message: 'Give minutes or percent, not both.',
  })
export const pauses = z.strictObject({ preset: pausePreset.optional() })
export const skipRule = z.strictObject({ what: skipWhat, action: skipAction, scope: bookOrAll.optional() })
export const saying = z.strictObject({
  written: words(500).optional(),
  spoken: z.string().max(500).optional(),
  scope: bookOrAll.optional(),
})
export const language = z.strictObject({
  language: languageTag.optional(),
  scope: z.enum(['selection', 'paragraph', 'book']).optional(),
})
export const word = z.strictObject({ word: words(200).optional() })
export const noteText = z.strictObject({ text: words(100_000).optional() })
export const title = z.strictObject({ title: words(1_000) })
export const titleOrThis = z.strictObject({ title: words(1_000).optional() })
export const filter = z.strictObject({ filter: words(1_000).optional() })
export const sound = z.strictObject({
  unit: z.enum(['document', 'chapter']).optional(),
  speed: speedValue.optional(),
  format: z.enum(['opus', 'mp3', 'wav', 'epub']).optional(),
})
export const sleep = z
  .strictObject({ minutes: minutes.optional(), end_of: z.enum(['chapter']).optional() })
  .refine(({ minutes: time, end_of: unit }) => time === undefined || unit === undefined, {
    message: 'Give minutes or end_of, not both.',
  })
export const theme = z.strictObject({
  theme: z.enum(['system', 'light', 'dark', 'sepia', 'contrast', 'own']),
})
export const size = oneOf({
  percent: z.int().min(textSizeRange.min).max(textSizeRange.max).optional(),
  steps: upOrDown.optional(),
})
export const profileName = z.strictObject({ name: words(60).optional() })
export const section = z.strictObject({ section: words(40).optional() })
export const modelName = z.strictObject({ name: words(200).optional() })
export const topic = z.strictObject({ topic: words(200).optional() })

export const listening = z.strictObject({ way: hearingWay.optional() })
/** `where`: the field that has the focus, or a draft of its own. */
export const where = z.strictObject({ where: z.enum(['here', 'draft']).optional() })
export const draftTitle = z.strictObject({ title: words(300).optional() })
export const inserted = z.strictObject({ text: words(100_000) })
export const replaced = z.strictObject({ old: words(10_000), new: z.string().max(10_000) })
export const textUnit = z.strictObject({ unit: dictationUnit.optional() })
export const selected = oneOf({ text: words(10_000).optional(), unit: dictationUnit.optional() })
/** Of the words said, else of the selection, else of what was dictated last. */
export const letterCase = z.strictObject({
  to: z.enum(['capital', 'upper', 'lower', 'title']),
  text: words(10_000).optional(),
})
export const corrected = z.strictObject({ text: words(10_000).optional() })
export const taught = z.strictObject({ word: words(100).optional() })
export const draftFile = z.strictObject({ format: draftFormat.optional() })
