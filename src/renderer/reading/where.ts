/** "Where am I", in a sentence or three. */
import type { AppClient } from '../../contract/app.ts'
import type { Position } from '../../contract/document.ts'
import type { Words } from '../ui/catalogue.ts'
import { durationText } from '../ui/wording.ts'

/** @param pace times are for listening so many times as fast as the voice reads by itself */
export async function whereAmI(
  client: AppClient,
  place: Position,
  pace: number,
  { t, locale }: Words,
): Promise<string> {
  const where = await client.call('document.where', place)
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 })
  const parts: string[] = []
  if (where.chapter) parts.push(t('where.chapter', { chapter: where.chapter }))
  if (where.heading && where.heading !== where.chapter)
    parts.push(t('where.heading', { heading: where.heading }))
  if (where.page !== undefined)
    parts.push(
      where.pageCount > 0
        ? t('where.pageOf', { page: where.page, total: where.pageCount })
        : t('where.page', { page: where.page }),
    )
  parts.push(t('where.percent', { percent: number.format(where.percent) }))
  parts.push(t('where.left', { time: durationText(where.secondsLeft / pace, locale) }))
  if (where.chapter && where.secondsLeftInChapter < where.secondsLeft)
    parts.push(t('where.leftInChapter', { time: durationText(where.secondsLeftInChapter / pace, locale) }))
  return parts.join(' ')
}
