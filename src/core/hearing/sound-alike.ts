/** Whether two phrases sound alike, from their sounds in IPA. */

/** Signs that hardly matter to a recogniser: stress, length, breaks, joins. */
const ignored = /[\s.ˈˌːˑ‿|‖()_-]/gu
const clusters: ReadonlySet<string> = new Set('aeiouyɑɐɒæəɛɜɪɔʊʌøœɨʉɤɚɝ')

/** The sounds of a phrase, one by one. A diacritic or tie belongs to the sign before it. */
export function phones(ipa: string): readonly string[] {
  return (
    ipa
      .normalize('NFD')
      .replaceAll(ignored, '')
      .match(/.[\p{M}ʰʲʷˠˤ˞]*/gu) ?? []
  )
}

/** Cost of taking one sound for another: vowels pass for vowels more easily than for consonants. */
function substitution(a: string, b: string): number {
  if (a === b) return 0
  const vowels = Number(clusters.has(a[0] ?? '')) + Number(clusters.has(b[0] ?? ''))
  return vowels === 2 ? 0.5 : vowels === 1 ? 1.2 : 0.8
}

/** How far two phrases lie apart, 0 (the same) to about 1, by the sounds that one has to change. */
export function distance(a: readonly string[], b: readonly string[]): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (const [index, sound] of a.entries()) {
    const next = [index + 1]
    for (const [other, against] of b.entries())
      next.push(
        Math.min(
          (row[other + 1] ?? 0) + 1,
          (next[other] ?? 0) + 1,
          (row[other] ?? 0) + substitution(sound, against),
        ),
      )
    row = next
  }
  return (row.at(-1) ?? 0) / Math.max(1, a.length, b.length)
}
