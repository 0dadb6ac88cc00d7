/**
 * Items of an enumeration that stands in one paragraph without periods between them:
 * `1) The first item 2) The second item`, `• milk • eggs`.
 */

const first = /^\s*(\(?)(1|a|i)(\.\)|[.)])\s+(?=\S)/
const bullet = /^\s*([•‣◦▪●⁃∙])\s?(?=\S)/
const romans = ['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix', 'x', 'xi', 'xii']

function markAt(kind: string, index: number): string | undefined {
  if (kind === '1') return index < 99 ? String(index + 1) : undefined
  return kind === 'a' ? 'abcdefghijklmnopqrstuvwxyz'[index] : romans[index]
}

/**
 * Where the second and later items begin; empty where `text` does not begin with a first item. Linear.
 *
 * @param ordinals numbers with a period are ordinals in this language, so that `1. Mai bis 2. Juni` is no list
 */
export function inlineItems(text: string, ordinals: boolean): number[] {
  const starts: number[] = []
  const sign = bullet.exec(text)?.[1]
  if (sign) {
    for (let at = text.indexOf(` ${sign}`, 2); at >= 0; at = text.indexOf(` ${sign}`, at + 1))
      starts.push(at + 1)
    return starts
  }
  const match = first.exec(text)
  if (!match) return starts
  const [lead, open = '', kind = '', close = ''] = match
  if (ordinals && close === '.') return starts
  let from = lead.length
  for (let index = 1; ; index++) {
    const mark = markAt(kind, index)
    if (!mark) return starts
    const wanted = `${open}${mark}${close}`
    let at = text.indexOf(wanted, from)
    // An item begins with a capital, behind a space: `2.` in the middle of a number or a date is none.
    while (
      at >= 0 &&
      !(
        /\s/.test(text[at - 1]!) &&
        /^\s+[\p{Lu}\p{Lo}"'“„‘«]/u.test(text.slice(at + wanted.length, at + wanted.length + 4))
      )
    )
      at = text.indexOf(wanted, at + 1)
    if (at < 0) return starts
    starts.push(at)
    from = at + wanted.length
  }
}
