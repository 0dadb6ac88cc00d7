/** Prepares literal text for eSpeak NG, which reads everything as markup, and keeps the way back to its offsets. */

export interface Markup {
  readonly markup: string
  /** For each code point of `markup`, counted from 0: where it came from, in UTF-16 units of the whole text. */
  readonly origin: Int32Array
}

/**
 * Text of which every character is said as it stands.
 *
 * `<` and `&` become entities; the second bracket of `[[`, which would begin phoneme names, becomes a space; control
 * characters (a NUL would end the text) and halves of broken surrogate pairs become spaces.
 *
 * @param from UTF-16 offset of `text` in the whole text, added to every origin.
 */
export function escapeMarkup(text: string, from: number): Markup {
  const origin = new Int32Array(text.length * 5 + 1)
  let markup = ''
  let count = 0
  let previous = ''
  let offset = from
  for (const character of text) {
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
