/** What the finders of skipped text have in common: what they find, and what is known of the document around it. */
import { type Block, blockText } from '../../../contract/document.ts'
import type { SkipWhat } from '../../../contract/listening.ts'
import { opaqueCharacter } from '../sentences.ts'

/** Facts of the whole document, as far as it has been read in. `survey.ts` gathers them. */
export interface Evidence {
  /** True once all blocks have been seen. */
  readonly complete: boolean
  /** Blocks seen. */
  readonly blocks: number
  /** Names that head the entries of its reference lists, in small letters; and each with the entry's years: `smith 2020`. */
  readonly authors: ReadonlySet<string>
  /** Names in citations that are beyond doubt, in small letters. */
  readonly cited: ReadonlySet<string>
  /** Whether the lists of sources seem to name all that is cited: then a name they lack is no author. */
  readonly full: boolean
  /** Labels of entries that are no numbers: `Knu97`, `XML`. */
  readonly keys: ReadonlySet<string>
  /** Highest number of an entry in its reference lists, 0 if they are not numbered. */
  readonly entries: number
  /** Beyond doubt: markers such as `[12]`, and such as `(Smith et al., 2020)`. */
  readonly numbered: number
  readonly named: number
  /** Lists of raised numbers after words, such as ¹²; and numbers in round brackets that could be markers. */
  readonly raised: number
  readonly rounds: number
}

export const nothingKnown: Evidence = {
  complete: false,
  blocks: 0,
  authors: new Set(),
  cited: new Set(),
  full: false,
  keys: new Set(),
  entries: 0,
  numbered: 0,
  named: 0,
  raised: 0,
  rounds: 0,
}

/** A stretch of a block's text that a rule may leave out; from..to in UTF-16. */
export interface Found {
  readonly from: number
  readonly to: number
  readonly what: SkipWhat
  /** Where it depends on the document: whether it holds. */
  readonly holds?: (evidence: Evidence) => boolean
  /** The names in a citation, as they are written. */
  readonly who?: readonly string[]
  /** The number of the note or source that it names, for marks without brackets. */
  readonly names?: number
  /** What it counts as in `Evidence`. Only what needs no evidence itself counts as `numbered` or `named`. */
  readonly counts?: 'numbered' | 'named' | 'raised' | 'rounds'
}

const masked = new WeakMap<Block, string>()

/** The block's text, as long as it is, with code and mathematics made opaque: brackets there are none of ours. */
export function readable(block: Block): string {
  const known = masked.get(block)
  if (known !== undefined) return known
  const opaque = block.runs.some(({ role }) => role === 'code' || role === 'math')
  const text = opaque
    ? block.runs
        .map(({ text: own, role }) =>
          role === 'code' || role === 'math' ? opaqueCharacter.repeat(own.length) : own,
        )
        .join('')
    : blockText(block)
  masked.set(block, text)
  return text
}

/** A pair of brackets; `open` and `close` are the offsets of the signs themselves. */
export interface Pair {
  readonly open: number
  readonly close: number
  readonly sign: '(' | '['
  /** How many pairs of the same kind lie around it. */
  readonly depth: number
}

/** Round and square brackets that belong together, by their opening. Unmatched ones are passed over. */
export function pairs(text: string): Pair[] {
  if (!/[[(]/.test(text)) return []
  const found: Pair[] = []
  const open: { at: number; sign: '(' | '[' }[] = []
  const depths = { '(': 0, '[': 0 }
  const signs = /[()[\]]/g
  for (let match = signs.exec(text); match; match = signs.exec(text)) {
    const [sign] = match
    if (sign === '(' || sign === '[') {
      open.push({ at: match.index, sign })
      depths[sign] += 1
      continue
    }
    const wanted = sign === ')' ? '(' : '['
    const last = open.at(-1)
    if (last?.sign !== wanted) continue // `1)` and `[)` close nothing
    open.pop()
    depths[wanted] -= 1
    found.push({ open: last.at, close: match.index, sign: wanted, depth: depths[wanted] })
  }
  return found.toSorted((a, b) => a.open - b.open)
}

/** The last word before an offset, spaces between them allowed: at most 40 characters of it. */
export function wordBefore(text: string, at: number): string {
  return /([\p{L}\p{N}_'’$.-]+)\s*$/u.exec(text.slice(Math.max(0, at - 40), at))?.[1] ?? ''
}
