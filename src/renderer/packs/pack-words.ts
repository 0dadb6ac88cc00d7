/** Packs in words: what they are for, what they weigh, how far they have come, what a licence asks. */
import type { PackEntry, PackProgress, PackStatus } from '../../contract/packs.ts'
import type { Settings } from '../../contract/settings.ts'
import { AppError } from '../../rpc/failure.ts'
import { hasMessage, type Words } from '../ui/catalogue.ts'
import { errorText } from '../ui/errors.ts'
import { durationText, languageText, listText, sizeText } from '../ui/wording.ts'

/** Conditions that ask nothing of somebody who only uses the model: shown beside the button, not in a question. */
const permissive: ReadonlySet<string> = new Set(['apache', 'notice', 'publicDomain'])

/** Whether a press on “Install” is answered by a question first. */
export const asksFirst = ({ entry, fits }: PackStatus): boolean =>
  !permissive.has(entry.licence.conditions) || entry.experimental || fits === 'no' || fits === 'barely'

/** Whether the offer has it ticked from the start: not what has conditions, nor what the window makes no use of. */
export const tickedAtFirst = (pack: PackStatus): boolean =>
  !asksFirst(pack) && pack.entry.kind !== 'language-model'

/** Another manifest, such as that of a test, may name what the catalogue has no words for. */
const fromCatalogue = (key: string, { t }: Words): string => (hasMessage(key) ? t(key) : '')

export const aboutText = ({ id }: PackEntry, words: Words): string => fromCatalogue(`pack.about.${id}`, words)

export const conditionsText = ({ licence }: PackEntry, words: Words): string =>
  fromCatalogue(`pack.licence.${licence.conditions}`, words)

/** “English, German and many more” */
export function languagesText({ languages }: PackEntry, { t, locale }: Words): string {
  const named = languages.filter((tag) => tag !== 'mul').map((tag) => languageText(tag, locale))
  if (named.length === 0) return t('packs.language.all')
  return listText(named.length < languages.length ? [...named, t('packs.language.many')] : named, locale)
}

/** “12 megabytes of 80 megabytes · 1.2 megabytes a second · 2 minutes left” */
export function progressText(
  { stage, bytes, total, bytesPerSecond, secondsLeft }: PackProgress,
  { t, locale }: Words,
): string {
  if (stage !== 'fetching') return t(`packs.stage.${stage}`)
  const parts = [
    total === undefined
      ? sizeText(bytes, locale)
      : t('packs.progress.of', { bytes: sizeText(bytes, locale), total: sizeText(total, locale) }),
  ]
  if (bytesPerSecond !== undefined && bytesPerSecond > 0)
    parts.push(t('packs.progress.speed', { speed: sizeText(bytesPerSecond, locale) }))
  if (secondsLeft !== undefined)
    parts.push(
      secondsLeft < 60
        ? t('packs.progress.soon')
        : t('packs.progress.left', { time: durationText(secondsLeft, locale) }),
    )
  return parts.join(' · ')
}

/** What went wrong with it, in the user's words. */
export function problemText({ problem, problemData = {}, entry }: PackStatus, { t }: Words): string {
  if (problem === undefined) return ''
  return errorText(
    t,
    new AppError('internal', problem, { reason: problem, data: { name: entry.name, ...problemData } }),
  )
}

/** Whom a download would reach. @param mirror the setting: a server in place of all publishers */
export function hostsOf(entries: readonly PackEntry[], mirror: string): readonly string[] {
  if (mirror !== '') return [new URL(mirror).host]
  return [...new Set(entries.flatMap(({ files }) => files.map(({ url }) => new URL(url).host)))].toSorted()
}

/** Voices and recognisers are named `<architecture>:<pack>[:<voice>]`. */
const comesFrom = (id: string, pack: string) => id.split(':').includes(pack)

/** Languages, as tags, for which something out of this pack was chosen by the user. */
export function chosenFrom(pack: string, { voices, recognisers }: Settings): readonly string[] {
  const chosen = [...Object.entries(voices), ...Object.entries(recognisers)]
  return [...new Set(chosen.filter(([, id]) => comesFrom(id, pack)).map(([tag]) => tag))]
}
