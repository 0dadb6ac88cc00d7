/** How a browser would mark a list item. */

const roman: readonly (readonly [number, string])[] = [
  [1000, 'm'],
  [900, 'cm'],
  [500, 'd'],
  [400, 'cd'],
  [100, 'c'],
  [90, 'xc'],
  [50, 'l'],
  [40, 'xl'],
  [10, 'x'],
  [9, 'ix'],
  [5, 'v'],
  [4, 'iv'],
  [1, 'i'],
]

/** In lower case; @param value 1 or more. */
export function romanNumeral(value: number): string {
  let text = ''
  let rest = value
  for (const [worth, letters] of roman)
    while (rest >= worth) {
      text += letters
      rest -= worth
    }
  return text
}

function letters(value: number): string {
  let text = ''
  for (let rest = value; rest > 0; rest = Math.floor((rest - 1) / 26))
    text = String.fromCharCode(97 + ((rest - 1) % 26)) + text
  return text
}

/**
 * The marker of the item numbered `value`, such as `3.` or `iv.`.
 *
 * @param type the `type` attribute of an `ol`: 1, a, A, i, I. Numbers beyond a type's range are written in digits.
 */
export function orderedMarker(value: number, type: string): string {
  if (type === 'a' || type === 'A') {
    if (value < 1) return `${value}.`
    return `${type === 'a' ? letters(value) : letters(value).toUpperCase()}.`
  }
  if (type === 'i' || type === 'I') {
    if (value < 1 || value > 3_999) return `${value}.`
    return `${type === 'i' ? romanNumeral(value) : romanNumeral(value).toUpperCase()}.`
  }
  return `${value}.`
}
