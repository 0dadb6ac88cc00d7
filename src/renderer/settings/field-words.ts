/** Settings and their values in words, for lists of what has changed. */
import type { Settings } from '../../contract/settings.ts'
import { hasMessage, type MessageKey, type Words } from '../ui/catalogue.ts'
import { listText, percentText, speedText } from '../ui/wording.ts'

/** A field without a control of its own name has one here: the compiler asks for it. */
const labels: Readonly<Record<keyof Settings, MessageKey>> = {
  interfaceLanguage: 'settings.language',
  theme: 'settings.theme',
  ownColours: 'settings.ownColours',
  textSize: 'settings.textSize',
  font: 'settings.font',
  spacing: 'settings.spacing',
  columnWidth: 'settings.columnWidth',
  ruler: 'settings.ruler',
  focus: 'settings.focus',
  syllables: 'settings.syllables',
  sentencePerLine: 'settings.sentencePerLine',
  direction: 'settings.direction',
  speed: 'player.speed',
  volume: 'player.volume',
  muted: 'player.muted',
  pitch: 'settings.pitch',
  range: 'settings.range',
  voices: 'settings.voices',
  skip: 'settings.skip',
  ownRules: 'field.ownRules',
  lexicon: 'field.lexicon',
  sayWhileTyping: 'sayAs.whileTyping',
  books: 'field.books',
  readingMode: 'field.readingMode',
  gist: 'field.gist',
  pauses: 'field.pauses',
  earcons: 'field.earcons',
  rampWords: 'field.rampWords',
  rampMinutes: 'field.rampMinutes',
  rampLimit: 'field.rampLimit',
  rampListened: 'field.rampListened',
  slowNumbers: 'field.slowNumbers',
  slowQuotations: 'field.slowQuotations',
  slowForeign: 'field.slowForeign',
  slowPercent: 'field.slowPercent',
  repeatPercent: 'field.repeatPercent',
  microphone: 'settings.hearing.microphone',
  echoCancellation: 'settings.hearing.echoCancellation',
  noiseSuppression: 'settings.hearing.noiseSuppression',
  autoGain: 'settings.hearing.autoGain',
  endpointing: 'settings.hearing.endpointing',
  voiceThreshold: 'settings.hearing.voiceThreshold',
  spokenLanguage: 'settings.hearing.spokenLanguage',
  hearingWay: 'settings.hearing.hearingWay',
  wakePhrase: 'settings.hearing.wakePhrase',
  wakeSounds: 'settings.hearing.wakeSounds',
  hearingEarcons: 'settings.hearing.hearingEarcons',
  sayCommands: 'settings.hearing.sayCommands',
  recognisers: 'settings.hearing.recognisers',
  modelFolders: 'settings.hearing.modelFolders',
  processor: 'settings.processor',
  packMirror: 'settings.packMirror',
  packProxy: 'settings.packProxy',
  packsOffered: 'field.packsOffered',
  spokenPunctuation: 'settings.hearing.spokenPunctuation',
  autoPunctuation: 'settings.hearing.autoPunctuation',
  taughtWords: 'settings.hearing.taughtWords',
  keepDictation: 'settings.hearing.keepDictation',
  sentenceHighlight: 'settings.sentenceHighlight',
  wordHighlight: 'settings.wordHighlight',
  follow: 'settings.follow',
  announceProgress: 'settings.announceProgress',
  verbosity: 'settings.verbosity',
  brailleFollows: 'settings.brailleFollows',
  keys: 'settings.keys',
  narration: 'field.narration',
  profiles: 'settings.section.profiles',
}

export const fieldLabel = (field: keyof Settings, { t }: Words): string => t(labels[field])

const percents: readonly string[] = ['textSize', 'spacing', 'volume', 'slowPercent', 'repeatPercent']
const speeds: readonly string[] = ['speed', 'rampLimit']
/** Where the words for a field's values do not begin with the name of its own label. */
const valueGroups: Readonly<Partial<Record<keyof Settings, string>>> = {
  sentenceHighlight: 'settings.highlight',
  wordHighlight: 'settings.highlight',
  narration: 'settings.narration',
  readingMode: 'mode',
}

/** A value as short words: long lists and tables by the number of their entries. */
export function valueText(field: keyof Settings, value: unknown, { t, locale }: Words): string {
  if (typeof value === 'boolean') return t(value ? 'value.on' : 'value.off')
  if (typeof value === 'number') {
    if (percents.includes(field)) return percentText(value / 100, locale)
    if (speeds.includes(field)) return speedText(value, locale)
    return new Intl.NumberFormat(locale).format(value)
  }
  if (typeof value === 'string') {
    const key = `${valueGroups[field] ?? labels[field]}.${value}`
    return hasMessage(key) ? t(key) : value
  }
  if (Array.isArray(value)) return t('value.entries', { count: value.length })
  if (field === 'ownColours') return listText(Object.values(value as Record<string, string>), locale)
  if (field === 'gist') {
    const { percent, minutes } = value as { percent?: number; minutes?: number }
    return percent === undefined
      ? t('value.minutes', { count: minutes ?? 0 })
      : percentText(percent / 100, locale)
  }
  return t('value.entries', { count: Object.keys(value ?? {}).length })
}
