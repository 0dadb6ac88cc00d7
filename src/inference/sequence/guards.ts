/**
 * What decoders write though nobody spoke: “Thank you for watching” under silence is what they learned from subtitles.
 *
 * The rule of nobody speaking is Whisper's own (openai/whisper, transcribe.py, MIT): the token for no speech above 0.6
 * while the text is improbable, a mean logarithm below −1. Known phrases fall only where they are all that was heard, and the
 * model is not sure of them or takes the sound for no speech: people do say “thank you”. research/VOICE.md section 3.1 has the reports.
 */

const noSpeechAbove = 0.6
const improbable = -1
/** A geometric mean of the tokens' probabilities below which a known phrase is not believed … */
const sure = 0.6
/** … and one that people say every day. */
const fairlySure = 0.4
const everyday = new Set([
  'you',
  'thank you',
  'thank you very much',
  'bye',
  'bye bye',
  'vielen dank',
  'merci',
])

const phrases = new Set(
  [
    'thanks for watching',
    'thank you for watching',
    'thank you so much for watching',
    'please subscribe',
    'please subscribe to my channel',
    'like and subscribe',
    'subtitles by the amara.org community',
    'see you next time',
    'vielen dank fürs zuschauen',
    'danke fürs zuschauen',
    'untertitel der amara.org-community',
    'untertitelung des zdf',
    'untertitel im auftrag des zdf für funk',
    'bis zum nächsten mal',
    'sous-titres réalisés par la communauté d’amara.org',
    "sous-titres réalisés par la communauté d'amara.org",
    "merci d'avoir regardé cette vidéo",
    'merci d’avoir regardé cette vidéo',
    'sous-titrage société radio-canada',
    'gracias por ver el video',
    'subtítulos por la comunidad de amara.org',
    'sottotitoli creati dalla comunità amara.org',
    'ご視聴ありがとうございました',
    '谢谢观看',
    '请不吝点赞 订阅 转发 打赏支持明镜与点点栏目',
  ].map(plain),
)

/** Sounds in brackets, notes of music and empty marks: no words that anybody said. */
const noWords = /^(?:[[(*][^\])*]*[\])*]|[♪♫\s.…,!?*-])*$/u

function plain(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[.,!?…。！？]/gu, '')
    .replaceAll(/\s+/gu, ' ')
    .trim()
}

/** The phrase that a text is made of, if it says it again and again. */
function once(text: string): string {
  const words = text.split(' ')
  for (let length = 1; length <= words.length / 2; length++)
    if (words.every((word, at) => word === words[at % length])) return words.slice(0, length).join(' ')
  return text
}

export interface Doubt {
  readonly text: string
  /** The decoder went in circles and had to be stopped. */
  readonly circled: boolean
  readonly probabilities: readonly number[]
  readonly noSpeech?: number | undefined
}

/** Mean natural logarithm of probabilities; 0 of none. */
export const meanLog = (probabilities: readonly number[]): number =>
  probabilities.length === 0
    ? 0
    : probabilities.reduce((sum, value) => sum + Math.log(Math.max(value, 1e-9)), 0) / probabilities.length

/** False where a text was most likely not said. */
export function isBelieved({ text, circled, probabilities, noSpeech = 0 }: Doubt): boolean {
  if (noWords.test(text)) return false
  const mean = meanLog(probabilities)
  if (noSpeech > noSpeechAbove && mean < improbable) return false
  const said = once(plain(text))
  const usual = everyday.has(said)
  // Of what is still growing, a beginning of two words is enough.
  const known =
    usual ||
    [...phrases].some((phrase) => phrase === said || (said.includes(' ') && phrase.startsWith(`${said} `)))
  if (known && noSpeech > noSpeechAbove) return false
  // Where something else was said before the circle, it stands.
  const nothingElse = circled && said !== plain(text)
  return Math.exp(mean) >= (usual ? fairlySure : sure) || !(known || nothingElse)
}
