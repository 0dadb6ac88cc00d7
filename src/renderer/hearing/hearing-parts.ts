/** Joins hearing to the rest of the page: settings, names on screen, and the ends that it must not outlive. */
import type { Settings } from '../../contract/settings.ts'
import { openMicrophone } from '../audio/capture.ts'
import type { Link } from '../connect.ts'
import type { CommandBus } from '../keys/command-bus.ts'
import type { InterfaceLanguage } from '../ui/catalogue.ts'
import type { ReadableStore } from '../ui/store.ts'
import { topDialog } from './answers.ts'
import { createHearing, type HearingNotice, type HearingParts } from './hearing.ts'
import { spokenLanguageOf } from './spoken-language.ts'
import { createHearingNames, type HearingNames, hearingContextOf, visibleText } from './hearing-names.ts'

export interface HearingNeeds {
  readonly link: Link
  readonly settings: ReadableStore<Settings>
  readonly bus: CommandBus
  /** The interface's language, which is taken to be the one that is spoken. */
  readonly language: () => InterfaceLanguage
  readonly notice: (notice: HearingNotice) => void
}

export interface JoinedHearing {
  readonly hearing: HearingParts
  readonly names: HearingNames
}

const wishOf = ({ microphone, echoCancellation, noiseSuppression, autoGain }: Settings) => ({
  device: microphone,
  echoCancellation,
  noiseSuppression,
  autoGain,
})

export function joinHearing({ link, settings, bus, language, notice }: HearingNeeds): JoinedHearing {
  const names = createHearingNames()
  const hearing = createHearing({
    client: link.client,
    linked: () => link.state.get() === 'open',
    openMicrophone,
    wish: () => wishOf(settings.get()),
    language: () => spokenLanguageOf(settings.get(), language()),
    context: () =>
      hearingContextOf(bus, names.get(), settings.get(), visibleText(), topDialog() !== undefined),
    notice,
    report: reportError,
  })
  names.subscribe(hearing.contextChanged)
  // The state changes some ten times a second while the microphone is open: often enough to see a dialog come.
  let asked = false
  hearing.state.subscribe(() => {
    const now = topDialog() !== undefined
    if (now === asked) return
    asked = now
    hearing.contextChanged()
  })
  bus.subscribe(hearing.contextChanged)
  let wish = JSON.stringify(wishOf(settings.get()))
  settings.subscribe(() => {
    hearing.contextChanged() // profiles
    const now = JSON.stringify(wishOf(settings.get()))
    if (now === wish) return
    wish = now
    hearing.microphoneChanged()
  })
  // What is on the page is other words after scrolling.
  addEventListener('scrollend', hearing.contextChanged, { passive: true })
  // A page that goes for good, or is put away, hears nothing more. One that is only behind another window listens on:
  // that is what it is for.
  addEventListener('pagehide', () => void hearing.stop())
  keepOneEar(hearing)
  return { hearing, names }
}

/** One window listens at a time: else each would carry out what is said. */
function keepOneEar(hearing: HearingParts, channel = new BroadcastChannel('lectern-ear')): void {
  const open = () => ['opening', 'listening'].includes(hearing.state.get().status)
  let before = false
  hearing.state.subscribe(() => {
    const now = open()
    if (now && !before) channel.postMessage('listening')
    before = now
  })
  channel.addEventListener('message', () => {
    if (open()) void hearing.stop()
  })
}
