/** Words that the user has taught, written as they were taught: a recogniser gives them in small letters, or raised. */
import type { Item } from './items.ts'

const special = /[\\^$.*+?()[\]{}|/-]/g
/** Between items; no word has it. */
const seam = '\n'

interface Taught {
  readonly pattern: RegExp
  readonly parts: readonly string[]
}

/** Whole words in any script; those without capitals are left to the rules. */
function taughtOf(words: readonly string[]): readonly Taught[] {
  return words
    .map((word) => word.normalize('NFC').trim().split(/\s+/u))
    .filter((parts) => /\p{Lu}/u.test(parts.join('')))
    .toSorted((a, b) => a.join(' ').length - b.join(' ').length) // a phrase has the last word over its words
    .map((parts) => {
      const said = parts
        .map((part) => part.replaceAll(special, String.raw`\$&`).replaceAll(/['’]/g, "['’]"))
        .join(String.raw`\s`)
      return {
        parts,
        pattern: new RegExp(String.raw`(?<![\p{L}\p{M}\p{N}])${said}(?![\p{L}\p{M}\p{N}])`, 'giu'),
      }
    })
}

/** @param words as they were taught; capitals that were said (“all caps …”) or spelled are left as they are */
export function writtenAsTaught(items: readonly Item[], words: readonly string[]): Item[] {
  const taught = taughtOf(words)
  const out: Item[] = []
  let run: string[] = []
  const flush = () => {
    if (run.length === 0) return
    const before = run.join(seam)
    const after = taught.reduce(
      (text, { pattern, parts }) =>
        text.replaceAll(pattern, (found) => {
          const gaps = found.match(/\s/gu) ?? []
          return parts.map((part, at) => part + (gaps[at] ?? '')).join('')
        }),
      before,
    )
    const kept = taughtPlaces(after, taught)
    // “macOS” stays so where a sentence begins; “van Gogh” is raised there as any word.
    for (const [at, text] of after.split(seam).entries())
      out.push({ type: 'word', text, ...(kept.has(at) && /\p{Lu}/u.test(text) && { fixed: true }) })
    run = []
  }
  for (const item of items) {
    if (item.type === 'word' && !item.fixed && taught.length > 0) run.push(item.text)
    else {
      flush()
      out.push(item)
    }
  }
  flush()
  return out
}

/** Which of the words between seams are taught ones. */
function taughtPlaces(text: string, taught: readonly Taught[]): ReadonlySet<number> {
  const seams = (part: string) => part.split(seam).length - 1
  const places = new Set<number>()
  for (const { pattern } of taught)
    for (const found of text.matchAll(pattern)) {
      const first = seams(text.slice(0, found.index))
      for (let at = first; at <= first + seams(found[0]); at++) places.add(at)
    }
  return places
}
