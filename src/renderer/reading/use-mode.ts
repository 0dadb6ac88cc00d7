/** How much is read: the commands that choose it, and what it comes to. */
import { useCallback, useEffect, useState } from 'react'
import type { AppContract } from '../../contract/app.ts'
import type { GistLength, ReadingMode } from '../../contract/listening.ts'
import type { SettingsPatch } from '../../contract/settings.ts'
import type { OutputOf } from '../../rpc/contract.ts'
import { useCommands, useLectern, useSession, useSettings, useWords } from '../app/context.tsx'
import type { Words } from '../ui/catalogue.ts'
import { durationText, percentText } from '../ui/wording.ts'

export type Amounts = OutputOf<AppContract, 'reading.amount'>

/** `Gist, 30 %`, `Gist, 3 minutes`, `Headings only`. */
export function modeText(mode: ReadingMode, gist: GistLength, { t, locale }: Words): string {
  if (mode !== 'gist') return t(`mode.${mode}`)
  const length =
    'percent' in gist ? percentText(gist.percent / 100, locale) : durationText(gist.minutes * 60, locale)
  return t('mode.gistOf', { length })
}

/** @param ask shows the choice, when a command leaves it open */
export function useModeCommands(ask: () => void): void {
  const { settings, announcer } = useLectern()
  const words = useWords()
  const change = (patch: SettingsPatch) => {
    settings.change(patch)
    const { readingMode, gist } = settings.get()
    announcer.say(modeText(readingMode, gist, words), { asked: true })
  }
  useCommands({
    set_mode: (args) => {
      if (!args) return ask()
      const { mode, minutes, percent } = args
      const gist = minutes !== undefined ? { minutes } : percent !== undefined ? { percent } : undefined
      change({ readingMode: mode, ...(gist && { gist }) })
    },
    toggle_gist: () => change({ readingMode: settings.get().readingMode === 'gist' ? 'full' : 'gist' }),
  })
}

/** Sliders move and imports grow many times a second; it is asked for this often at most, in milliseconds. */
const askAfter = 300
/** A gist in minutes has more words at a higher speed; the reading changes over when the speed rests. */
const renewAfter = 1_200

/** What of the chapter at the voice is read. */
export function useAmounts(document: string, blockCount: number): Amounts | undefined {
  const { client, settings, session } = useLectern()
  const { readingMode, gist, skip, speed } = useSettings()
  const block = useSession(({ place }) => (place?.document === document ? place.block : 0))
  const [amounts, setAmounts] = useState<Amounts>()
  const inside = amounts !== undefined && block >= amounts.chapter.from && block < amounts.chapter.to
  const speedMatters = readingMode === 'gist' && 'minutes' in gist ? speed : 0
  const wanted = JSON.stringify([readingMode, gist, skip, speedMatters, blockCount])

  const ask = useCallback(
    async (at: number, current: () => boolean) => {
      await settings.settled() // the core answers by what it has stored
      const found = await client.call('reading.amount', { at: { document, block: at, offset: 0 } })
      if (current()) setAmounts(found)
    },
    [client, document, settings],
  )
  useEffect(() => {
    let current = true
    const timer = setTimeout(() => {
      ask(block, () => current).catch(() => undefined) // the old figures are better than a message
    }, askAfter)
    return () => {
      current = false
      clearTimeout(timer)
    }
    // Asked again where the chapter or the wish changes, not at every block.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [ask, inside, wanted])

  useEffect(() => {
    if (speedMatters === 0) return
    const timer = setTimeout(() => session.renew(), renewAfter)
    return () => clearTimeout(timer)
  }, [session, speedMatters])
  return amounts
}
