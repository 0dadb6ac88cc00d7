/** Emoji: the common ones by their names in English and German, the others silent. */
import { matchAt, type Rule } from './scan.ts'
import { always, setApart, type Names } from './symbols.ts'

const emojiNames: Readonly<Record<'en' | 'de', Names>> = {
  en: { '😀': 'grinning face', '😃': 'smiling face', '😄': 'smiling face', '😁': 'beaming face', '😂': 'tears of joy', '🤣': 'rolling on the floor laughing', '😊': 'smiling face', '🙂': 'smiling face', '☺': 'smiling face', '😉': 'winking face', '😍': 'heart eyes', '😘': 'blowing a kiss', '😎': 'sunglasses', '🤔': 'thinking face', '😢': 'crying face', '😭': 'loudly crying face', '😞': 'disappointed face', '🙁': 'frowning face', '😡': 'angry face', '😱': 'screaming face', '😴': 'sleeping face', '🙄': 'rolling eyes', '😅': 'nervous smile', '👍': 'thumbs up', '👎': 'thumbs down', '👏': 'clapping hands', '🙏': 'folded hands', '💪': 'flexed biceps', '👋': 'waving hand', '👀': 'eyes', '❤': 'red heart', '💔': 'broken heart', '💙': 'blue heart', '💚': 'green heart', '💛': 'yellow heart', '🔥': 'fire', '✨': 'sparkles', '🎉': 'party popper', '🎂': 'birthday cake', '🎁': 'gift', '⭐': 'star', '🌟': 'star', '☀': 'sun', '🌙': 'moon', '🌍': 'globe', '🌈': 'rainbow', '⚡': 'lightning', '❄': 'snowflake', '🚀': 'rocket', '💡': 'light bulb', '📚': 'books', '📖': 'open book', '📧': 'e-mail', '📞': 'telephone', '🔒': 'lock', '✅': 'check mark', '❌': 'cross mark', '❓': 'question mark', '❗': 'exclamation mark', '⚠': 'warning', '💯': 'one hundred points', '🐶': 'dog', '🐱': 'cat', '🍕': 'pizza', '☕': 'coffee', '🍺': 'beer', '🌹': 'rose' },
  de: { '😀': 'grinsendes Gesicht', '😃': 'lachendes Gesicht', '😄': 'lachendes Gesicht', '😁': 'strahlendes Gesicht', '😂': 'Freudentränen', '🤣': 'sich vor Lachen kugelnd', '😊': 'lächelndes Gesicht', '🙂': 'lächelndes Gesicht', '☺': 'lächelndes Gesicht', '😉': 'zwinkerndes Gesicht', '😍': 'Herzaugen', '😘': 'Kuss', '😎': 'Sonnenbrille', '🤔': 'nachdenkliches Gesicht', '😢': 'weinendes Gesicht', '😭': 'heulendes Gesicht', '😞': 'enttäuschtes Gesicht', '🙁': 'trauriges Gesicht', '😡': 'wütendes Gesicht', '😱': 'schreiendes Gesicht', '😴': 'schlafendes Gesicht', '🙄': 'Augenrollen', '😅': 'verlegenes Lächeln', '👍': 'Daumen hoch', '👎': 'Daumen runter', '👏': 'Applaus', '🙏': 'gefaltete Hände', '💪': 'starker Arm', '👋': 'winkende Hand', '👀': 'Augen', '❤': 'rotes Herz', '💔': 'gebrochenes Herz', '💙': 'blaues Herz', '💚': 'grünes Herz', '💛': 'gelbes Herz', '🔥': 'Feuer', '✨': 'Funkeln', '🎉': 'Konfetti', '🎂': 'Geburtstagskuchen', '🎁': 'Geschenk', '⭐': 'Stern', '🌟': 'Stern', '☀': 'Sonne', '🌙': 'Mond', '🌍': 'Erdkugel', '🌈': 'Regenbogen', '⚡': 'Blitz', '❄': 'Schneeflocke', '🚀': 'Rakete', '💡': 'Glühbirne', '📚': 'Bücher', '📖': 'offenes Buch', '📧': 'E-Mail', '📞': 'Telefon', '🔒': 'Schloss', '✅': 'Häkchen', '❌': 'Kreuz', '❓': 'Fragezeichen', '❗': 'Ausrufezeichen', '⚠': 'Warnung', '💯': 'hundert Punkte', '🐶': 'Hund', '🐱': 'Katze', '🍕': 'Pizza', '☕': 'Kaffee', '🍺': 'Bier', '🌹': 'Rose' },
} // prettier-ignore

const emoji =
  /(?:\p{Regional_Indicator}{2}|\p{Extended_Pictographic}(?:\uFE0F|\p{Emoji_Modifier})?(?:\u200D\p{Extended_Pictographic}(?:\uFE0F|\p{Emoji_Modifier})?){0,6}|\p{Emoji_Modifier})/uy

/** A common emoji by its name, once however often it is repeated; others are dropped. */
export const emojiRule: Rule = (scene, at) => {
  const { text } = scene
  const code = text.charCodeAt(at)
  if (code < 0x2190) return undefined
  const match = matchAt(emoji, text, at)
  if (!match) return undefined
  const first = String.fromCodePoint(match[0].codePointAt(0)!)
  if (scene.base !== 'other' && Object.hasOwn(always[scene.base], first)) return undefined
  let end = at + match[0].length
  for (let again = matchAt(emoji, text, end); again && again[0] === match[0]; again = matchAt(emoji, text, end)) end += again[0].length // prettier-ignore
  const name = scene.base === 'other' ? '' : (emojiNames[scene.base][first] ?? '')
  return { end, say: name === '' ? '' : setApart(text, at, end, name) }
}
