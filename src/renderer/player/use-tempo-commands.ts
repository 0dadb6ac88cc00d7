/** How long pauses are, and hearing the last sentence again, slower. */
import { pausePreset } from '../../contract/listening.ts'
import { useCommands, useLectern, useWords } from '../app/context.tsx'

/** @param resume called before the voice is moved: the page follows it again */
export function useTempoCommands(resume: () => void): void {
  const { session, settings, announcer } = useLectern()
  const { t } = useWords()
  useCommands({
    repeat_slower: (args) => {
      resume()
      void session.repeatSlower(settings.get().repeatPercent / 100, args?.unit ?? 'sentence')
    },
    set_pauses: (args) => {
      const presets = pausePreset.options
      const following = presets[(presets.indexOf(settings.get().pauses) + 1) % presets.length]
      const pauses = args?.preset ?? following ?? 'normal'
      settings.change({ pauses })
      announcer.say(t(`pauses.chosen.${pauses}`), { asked: true })
    },
  })
}
