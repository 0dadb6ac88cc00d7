/** How the voice sounds: speed and loudness while a document is open; voice and pitch anywhere. */
import type { Voice } from '../../contract/inference.ts'
import { pitchRange, speedRange } from '../../contract/settings.ts'
import { AppError } from '../../rpc/failure.ts'
import { useCommands, useLectern, useWords } from '../app/context.tsx'
import { stepped } from '../settings/stepped.ts'
import { voicesFor } from '../settings/voice-choice.ts'
import { languageText, percentText, speedText } from '../ui/wording.ts'
import { bestMatches } from '../ui/word-match.ts'

const volumeStep = 10

export function useSpeedAndVolumeCommands(): void {
  const { session, settings, client, announcer, bus, report } = useLectern()
  const { t, locale } = useWords()

  const setSpeed = (wanted: number) => {
    settings.change({ speed: Math.min(speedRange.max, Math.max(speedRange.min, wanted)) })
    announcer.say(speedText(settings.get().speed, locale))
  }
  const changeSpeed = (steps: number) => setSpeed(session.getState().speed + steps * speedRange.step)
  /** Words a minute of the voice that reads here at speed 1: the one heard last, else asked for with a sentence. */
  const wordsAtOne = async () => {
    const { wordsPerMinute, speed, place } = session.getState()
    if (wordsPerMinute > 0) return wordsPerMinute / speed
    if (!place) return undefined
    for await (const spoken of client.stream('reading.utterances', { from: place, unit: 'one' }))
      return spoken.wordsPerMinute
    return undefined
  }
  const setWords = async (wanted: number) => {
    const exact = session.speedFor(wanted)
    const atOne = exact ?? (await wordsAtOne())
    if (atOne) setSpeed(exact ?? wanted / atOne)
  }
  const setVolume = (wanted: number) => {
    const volume = Math.min(100, Math.max(0, wanted))
    settings.change({ volume, muted: false })
    announcer.say(percentText(volume / 100, locale))
  }
  const setMuted = (muted: boolean) => {
    settings.change({ muted })
    // Silence may be anything; that the voice is back is heard.
    announcer.say(t(muted ? 'player.muted' : 'player.unmuted'), { asked: muted })
  }
  useCommands({
    slower: (args) => changeSpeed(-(args?.steps ?? 1)),
    faster: (args) => changeSpeed(args?.steps ?? 1),
    set_speed: (args) => {
      if (args?.speed !== undefined) setSpeed(args.speed)
      else if (args?.wpm !== undefined) void setWords(args.wpm).catch(report)
      else bus.ask('set_speed')
    },
    quieter: () => setVolume(session.getState().volume - volumeStep),
    louder: () => setVolume(session.getState().volume + volumeStep),
    set_volume: (args) => (args ? setVolume(args.percent) : bus.ask('set_volume')),
    mute: () => setMuted(!session.getState().muted),
    unmute: () => setMuted(false),
  })
}

/** Words by which a voice can be asked for: its name, its language, and whether it sounds like a woman or a man. */
function describe({ name, language, gender, id }: Voice, locale: string, t: (key: string) => string): string {
  return [name, languageText(language, locale), gender ? t(gender) : '', id].join(' ')
}

export function useVoiceChoiceCommands(): void {
  const { settings, client, announcer, bus, report } = useLectern()
  const { t, locale, language: own } = useWords()
  const genders: Readonly<Record<string, string>> = {
    female: t('voice.female'),
    male: t('voice.male'),
    neutral: t('voice.neutral'),
  }

  const setVoice = async (wanted: string, language: string | undefined) => {
    const all = await client.call('voices.list', {})
    const tag = language?.split('-')[0]
    // A voice is asked for in the language that one speaks; another language has to be named.
    const groups = tag ? [voicesFor(all, tag)] : [voicesFor(all, own), all]
    for (const group of groups) {
      const exact = group.find(({ id }) => id === wanted)
      const [found] = exact
        ? [exact]
        : bestMatches(group, wanted, (voice) => describe(voice, locale, (key) => genders[key] ?? ''))
      if (!found) continue
      const serves = tag ?? found.language.split('-')[0] ?? found.language
      settings.change({ voices: { ...settings.get().voices, [serves]: found.id } })
      announcer.say(t('voice.chosen', { voice: found.name, language: languageText(serves, locale) }), {
        asked: true,
      })
      return
    }
    throw new AppError('voice-missing', `There is no voice “${wanted}”.`, {
      reason: 'no-such-voice',
      data: { voice: wanted },
    })
  }
  useCommands({
    set_voice: (args) =>
      args
        ? void setVoice(args.voice, args.language).catch(report)
        : void bus.run('open_settings', { section: 'voices' }),
    set_pitch: (args) => {
      if (!args) return void bus.run('open_settings', { section: 'voices' })
      const pitch = stepped(args, settings.get().pitch, pitchRange)
      settings.change({ pitch })
      announcer.say(percentText(pitch / 100, locale), { asked: true })
    },
  })
}
