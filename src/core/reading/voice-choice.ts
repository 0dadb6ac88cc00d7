/** Which voice says a language: the user's, else the one that serves the tag best, else that of a close relative. */
import type { Voice } from '../../contract/inference.ts'
import { baseLanguage } from './languages.ts'

/** The region assumed where a tag names none and several voices serve the language. */
const usualRegion: Readonly<Record<string, string>> = {
  en: 'en-us',
  fr: 'fr-fr',
  zh: 'cmn',
  pt: 'pt',
  es: 'es',
}

/** Languages without a voice of their own, and whose voice comes closest in script and sound. */
const nearest: Readonly<Record<string, string>> = {
  arc: 'he', bar: 'de', bho: 'hi', br: 'fr', ckb: 'ku', co: 'it', cu: 'ru', fil: 'es', fy: 'nl', gl: 'pt', gsw: 'de',
  hbo: 'he', in: 'id', iw: 'he', jv: 'id', lo: 'th', lzh: 'cmn', mn: 'ru', mo: 'ro', nds: 'de', nn: 'nb', no: 'nb',
  oc: 'ca', ps: 'fa', sa: 'hi', sc: 'it', scn: 'it', sh: 'sr', su: 'id', tg: 'fa', tl: 'es', wuu: 'cmn', xh: 'tn',
  yi: 'de', zu: 'tn',
} // prettier-ignore

/** `zh-hant-tw`, `zh-hant`, `zh`. */
function* shorter(tag: string): Generator<string> {
  const parts = tag.toLowerCase().replaceAll('_', '-').split('-')
  for (let length = parts.length; length > 0; length--) yield parts.slice(0, length).join('-')
}

/** A listed voice, or a variant of one: `espeak:de+f2` can be had though only `espeak:de` is listed. */
export function findVoice(id: string, voices: readonly Voice[]): Voice | undefined {
  const listed = voices.find((voice) => voice.id === id)
  if (listed || !id.includes('+')) return listed
  const plain = voices.find((voice) => voice.id === id.split('+')[0])
  return plain && { ...plain, id }
}

function chosenFor(
  language: string,
  voices: readonly Voice[],
  chosen: Readonly<Record<string, string>>,
): Voice | undefined {
  const base = baseLanguage(language)
  const tags = [...shorter(language), ...Object.keys(chosen).filter((tag) => baseLanguage(tag) === base)]
  for (const tag of tags) {
    const voice = findVoice(chosen[tag] ?? '', voices)
    if (voice) return voice
  }
  return undefined
}

/** Lower is better; eSpeak before others, because it is quick and its word times are exact; plain before variants. */
function rank(voice: Voice, tag: string): number {
  const place = voice.language === tag ? -1 : voice.languages.indexOf(tag)
  return place * 4 + (voice.engine === 'espeak' ? 0 : 2) + (voice.id.includes('+') ? 1 : 0)
}

function serving(tag: string, voices: readonly Voice[]): Voice | undefined {
  const able = voices.filter((voice) => voice.language === tag || voice.languages.includes(tag))
  const usual = usualRegion[tag]
  const regional = usual === undefined ? [] : able.filter((voice) => voice.language === usual)
  return (regional.length > 0 ? regional : able).reduce<Voice | undefined>(
    (best, voice) => (best && rank(best, tag) <= rank(voice, tag) ? best : voice),
    undefined,
  )
}

/** Voices that come with the app: always there, quick, and with exact word times. */
export const embedded = ({ engine }: Voice): boolean => engine === 'espeak' || engine === 'flite'

/**
 * The voice for a stretch of text in `language`. One of a pack speaks only where the user chose it.
 *
 * @param all the voices that there are
 * @param chosen the user's voices by language tag; an exact tag wins over its base language
 * @param fallback language whose voice says what no voice is for: the document's
 * @returns undefined only if there is no voice at all
 */
export function chooseVoice(
  language: string,
  all: readonly Voice[],
  chosen: Readonly<Record<string, string>>,
  fallback: string,
): Voice | undefined {
  const own = chosenFor(language, all, chosen)
  if (own) return own
  const built = all.filter(embedded)
  const voices = built.length > 0 ? built : all
  const base = baseLanguage(language)
  for (const tag of [...shorter(language), nearest[base] ?? base]) {
    const voice = serving(tag, voices)
    if (voice) return voice
  }
  const related = voices.find((voice) => baseLanguage(voice.language) === base)
  if (related) return related
  if (language !== fallback) return chooseVoice(fallback, all, chosen, fallback)
  return serving('en', voices) ?? voices[0]
}
