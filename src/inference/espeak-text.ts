/** Prepares literal text for eSpeak NG, which reads everything as markup, and keeps the way back to its offsets. */

export interface Markup {
  readonly markup: string
  /** For each code point of `markup`, counted from 0: where it came from, in UTF-16 units of the whole text. */
  readonly origin: Int32Array
}

/** Sounds in eSpeak's notation for a stretch of the whole text, in UTF-16. */
export interface SpeltSounds {
  readonly from: number
  readonly to: number
  readonly mnemonics: string
}

/**
 * Text of which every character is said as it stands, except where `sounds` say otherwise.
 *
 * `<` and `&` become entities; the second bracket of `[[`, which would begin phoneme names, becomes a space; control
 * characters (a NUL would end the text) and halves of broken surrogate pairs become spaces.
 *
 * @param from UTF-16 offset of `text` in the whole text, added to every origin.
 */
export function escapeMarkup(text: string, from: number, sounds: readonly SpeltSounds[] = []): Markup {
  const spelt = sounds.reduce((sum, { mnemonics }) => sum + mnemonics.length + 6, 0)
  const origin = new Int32Array(text.length * 5 + 1 + spelt)
  let markup = ''
  let count = 0
  let previous = ''
  let offset = from
  let next = 0
  for (const character of text) {
    const told = sounds[next]
    if (told && offset >= told.from) {
      if (offset === told.from) {
        // Spaces keep it apart from letters, and from a bracket of the text.
        const written = `${previous === '' || previous === ' ' ? '' : ' '}[[${told.mnemonics}]]`
        markup += written
        for (let point = 0; point < written.length; point++) origin[count++] = told.from
        previous = ']'
      }
      offset += character.length
      if (offset >= told.to) {
        next++
        if (/[\p{L}\p{M}\p{N}'’]/u.test(text.slice(offset - from, offset - from + 2))) {
          markup += ' '
          origin[count++] = told.from
        }
      }
      continue
    }
    let written = character
    if (character === '<') written = '&lt;'
    else if (character === '&') written = '&amp;'
    else if (character === '[' && previous === '[') written = ' '
    else if (character < ' ' && character !== '\n') written = ' '
    else if (character >= '\ud800' && character <= '\udfff' && character.length === 1) written = ' '
    markup += written
    // One code point each, save for the entities, whose characters all come from the same place.
    const points = written.length > 2 ? written.length : 1
    for (let point = 0; point < points; point++) origin[count++] = offset
    offset += character.length
    previous = written
  }
  origin[count] = offset
  return { markup, origin: origin.subarray(0, count + 1) }
}
