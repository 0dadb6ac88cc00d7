/**
 * What the whole document says about the doubtful places in it: its list of sources, how it marks them, where its
 * front and back matter are, and where the notes stand. Grows with the import; kept as long as the `Text` it is of.
 */
import { type Block, blockText, type TocEntry } from '../../../contract/document.ts'
import type { Text } from '../../ports.ts'
import { candidates } from './candidates.ts'
import type { Evidence } from './found.ts'
import { gutenberg, isBareReferences, type Matter, matterOfTitle } from './matter.ts'

/** Blocks that are fetched at once, and how long the event loop is held at most between two breaths, in milliseconds. */
const batch = 32
const slice = 8

interface Heading {
  readonly block: number
  readonly level: number
  readonly matter: Matter | undefined
}

/** Blocks from..to, the last one not included. */
export interface MatterRange {
  readonly from: number
  readonly to: number
  readonly matter: Matter
}

/** Front matter begins in the first part of a document, back matter not before the second. */
const frontUntil = 0.3
const backFrom = 0.15
/** A list of so few names may be of anything; and one that lacks too many of those who are cited is not all of it. */
const fullList = 5
const listedShare = 0.7
/** The year of an entry stands in its first so many characters, if its author is cited by it. */
const entryYears = 400
/** Authors at the head of an entry: names, initials and what joins them, up to the title or year. */
const heads =
  /^(?:(?:(?:[Vv]an|[Vv]on|de[nr]?|[Dd]e|del|della|di|da|du|la|le|zu|zur|ten|ter|al|el|and|und|et|&)\s+)*(?:\p{Lu}[\p{L}'’]*(?:[-‑–]\p{L}[\p{L}'’]*)*\.?)(?:\s*[,;&/]\s*|\s+)?(?:(?:and|und|et|&|al\.|u\.\s?a\.)[\s,]*)?){1,30}/u

export class Survey implements Evidence {
  readonly #text: Text
  blocks = 0
  complete = false
  readonly authors = new Set<string>()
  readonly keys = new Set<string>()
  readonly cited = new Set<string>()
  entries = 0
  numbered = 0
  named = 0
  raised = 0
  rounds = 0
  /** Grows whenever something is learnt. */
  edition = 0
  /** Blocks by the note id they carry. */
  readonly notes = new Map<string, number>()
  /** Blocks of a reference list by the entry's number or key. */
  readonly sources = new Map<string, number>()
  /** Footnotes by the label they begin with, ascending; labels begin anew in every chapter. */
  readonly #labels = new Map<string, number[]>()
  #headings: Heading[] = []
  #marked: MatterRange[] = [] // by the word of the source
  #begins: number | undefined
  #ends: number | undefined
  #inReferences = false
  #ranges: { edition: number; toc: readonly TocEntry[]; ranges: readonly MatterRange[] } | undefined
  #running: Promise<void> | undefined

  constructor(text: Text) {
    this.#text = text
  }

  /** Reads what has been imported since the last time. Never waits for an import. Callers share one pass. */
  async update(): Promise<this> {
    const { blocks, complete } = this.#text.extent()
    if (blocks < this.blocks) this.#reset() // imported anew
    if (this.blocks >= blocks) {
      if (complete !== this.complete) this.edition += 1
      this.complete = complete
      return this
    }
    this.#running ??= this.#read().finally(() => (this.#running = undefined))
    await this.#running
    return this
  }

  /** The same, but does not wait longer than so many milliseconds: a voice should not have to. */
  async within(milliseconds: number): Promise<this> {
    const { blocks, complete } = this.#text.extent()
    if (this.blocks >= blocks && this.complete === complete) return this
    const updated = this.update()
    updated.catch(() => undefined) // who waits for it sees it
    let timer: ReturnType<typeof setTimeout> | undefined
    await Promise.race([
      updated,
      new Promise<void>((resolve) => void (timer = setTimeout(() => resolve(), milliseconds))),
    ])
    clearTimeout(timer)
    return this
  }

  #reset(): void {
    this.blocks = this.entries = this.numbered = this.named = this.raised = this.rounds = 0
    this.complete = this.#inReferences = false
    this.#labels.clear()
    for (const kept of [this.authors, this.keys, this.cited, this.notes, this.sources]) kept.clear()
    this.#headings = []
    this.#marked = []
    this.#begins = this.#ends = undefined
    this.edition += 1
  }

  async #read(): Promise<void> {
    for (;;) {
      const { blocks: known, complete } = this.#text.extent()
      if (this.blocks >= known) {
        this.complete = complete
        this.edition += 1
        return
      }
      const found = await this.#text.blocks(this.blocks, Math.min(batch, known - this.blocks))
      if (found.length === 0) return
      let begun = Date.now()
      for (const block of found) {
        this.#add(block, this.blocks)
        this.blocks += 1
        if (Date.now() - begun < slice) continue
        await breath()
        begun = Date.now()
      }
      this.edition += 1
      await breath()
    }
  }

  #add(block: Block, number: number): void {
    const text = blockText(block)
    if (block.note !== undefined && block.kind === 'footnote' && !this.notes.has(block.note))
      this.notes.set(block.note, number)
    if (block.kind === 'footnote') {
      const label = noteLabel(block)
      const known = label === undefined ? undefined : this.#labels.get(label)
      if (known) known.push(number)
      else if (label !== undefined) this.#labels.set(label, [number])
    }
    if (block.matter) {
      const last = this.#marked.at(-1)
      if (last && last.to === number && last.matter === block.matter)
        this.#marked[this.#marked.length - 1] = { ...last, to: number + 1 }
      else this.#marked.push({ from: number, to: number + 1, matter: block.matter })
    }
    const heading = block.kind === 'heading'
    const bare = !heading && block.kind === 'paragraph' && isBareReferences(text)
    if (heading || bare) {
      const matter = matterOfTitle(text)
      this.#headings.push({ block: number, level: heading ? (block.level ?? 1) : 6, matter })
      this.#inReferences = matter === 'references'
      return
    }
    const boundary = gutenberg(text)
    if (boundary === 'begins') this.#begins ??= number
    if (boundary === 'ends') this.#ends ??= number
    if (this.#inReferences && text.trim() !== '') this.#entry(block, text, number)
    else
      for (const { counts, holds, who = [] } of candidates(block)) {
        if (counts && (counts === 'raised' || counts === 'rounds' || !holds)) this[counts] += 1
        if (!holds) for (const name of who) this.cited.add(name.toLowerCase())
      }
  }

  /** An entry of a reference list: its number or key, and the names at its head. */
  #entry(block: Block, text: string, number: number): void {
    const label = /^\s*(?:\[([^\]]{1,20})\]|(\d{1,4})[.)]?\s)/.exec(text)
    const key = (
      label?.[1] ??
      label?.[2] ??
      /^\W*([\p{L}\d]{1,12})\W*$/u.exec(block.marker ?? '')?.[1]
    )?.trim()
    if (key !== undefined) {
      if (/^\d{1,4}$/.test(key) && Number(key) <= this.entries + 5)
        this.entries = Math.max(this.entries, Number(key))
      if (!this.sources.has(key)) this.sources.set(key, number)
    }
    if (label?.[1] !== undefined && !/^\d+$/.test(label[1])) this.keys.add(label[1].trim())
    const head = text.slice(label?.[0].length ?? 0).trimStart()
    const years = head.slice(0, entryYears).match(/(?<!\d)(?:1[4-9]|20)\d\d(?!\d)/g) ?? []
    // Institutions are cited by their initials: `World Health Organization` as `WHO`.
    const body = /^(?:[\p{L}'’-]+ ){1,9}[\p{L}'’-]+(?=\s*[.,(])/u.exec(head)
    const initials =
      body?.[0]
        .match(/\p{Lu}/gu)
        ?.join('')
        .toLowerCase() ?? ''
    if (initials.length > 2)
      for (const name of [initials, ...years.map((year) => `${initials} ${year}`)]) this.authors.add(name)
    for (const [name] of (heads.exec(head)?.[0] ?? '').matchAll(
      /\p{Lu}[\p{L}'’]+(?:[-‑–]\p{L}[\p{L}'’]*)*/gu,
    )) {
      const author = name.toLowerCase()
      this.authors.add(author)
      for (const year of years) this.authors.add(`${author} ${year}`)
      if (!this.sources.has(author)) this.sources.set(author, number)
      for (const year of years)
        if (!this.sources.has(`${author} ${year}`)) this.sources.set(`${author} ${year}`, number)
    }
  }

  /** The next footnote behind a block that is headed by one of the labels, else an entry of a list of sources. */
  labelled(labels: readonly string[], from: number): number | undefined {
    for (const label of labels) {
      const note = this.#labels.get(label)?.find((block) => block >= from)
      const found = note ?? this.sources.get(label) ?? this.sources.get(label.toLowerCase())
      if (found !== undefined) return found
    }
    return undefined
  }

  #full: { edition: number; value: boolean } | undefined
  get full(): boolean {
    if (!this.complete || this.authors.size < fullList) return false
    if (this.#full?.edition !== this.edition) {
      let listed = 0
      for (const name of this.cited) if (this.authors.has(name)) listed += 1
      this.#full = { edition: this.edition, value: listed >= this.cited.size * listedShare }
    }
    return this.#full.value
  }

  /** The front or back matter that holds a block. */
  matterAt(number: number): MatterRange | undefined {
    const ranges = this.matter()
    let low = 0
    let high = ranges.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (ranges[middle]!.to > number) high = middle
      else low = middle + 1
    }
    const range = ranges[low]
    return range && range.from <= number ? range : undefined
  }

  /** All of it, ascending, without overlaps. */
  matter(): readonly MatterRange[] {
    const toc = this.#text.toc()
    if (this.#ranges?.edition !== this.edition || this.#ranges.toc !== toc)
      this.#ranges = { edition: this.edition, toc, ranges: this.#reckon(toc) }
    return this.#ranges.ranges
  }

  #reckon(toc: readonly TocEntry[]): MatterRange[] {
    const headings = joined(this.#headings, toc)
    const total = this.blocks
    const found: MatterRange[] = [...this.#marked]
    for (const [index, { block, level, matter }] of headings.entries()) {
      if (
        matter === undefined ||
        (matter === 'front' ? block > total * frontUntil && block > 40 : block < total * backFrom)
      )
        continue
      const next = headings
        .slice(index + 1)
        .find((other) => other.level <= level || other.matter !== undefined)
      // Without a heading behind it, front matter would have no end.
      if (next || matter !== 'front') found.push({ from: block, to: next?.block ?? Infinity, matter })
    }
    if (this.#begins !== undefined) found.push({ from: 0, to: this.#begins + 1, matter: 'front' })
    if (this.#ends !== undefined) found.push({ from: this.#ends, to: Infinity, matter: 'back' })
    const ranges: MatterRange[] = []
    for (const range of found.toSorted((a, b) => a.from - b.from || b.to - a.to)) {
      const last = ranges.at(-1)
      if (!last || range.from >= last.to) ranges.push(range)
      else if (range.to > last.to && range.matter === last.matter)
        ranges[ranges.length - 1] = { ...last, to: range.to }
      else if (range.to > last.to) ranges.push({ ...range, from: last.to })
      else if (range.matter === 'references') {
        // A list of sources inside the back matter stays one: names in it are entries, not citations.
        ranges[ranges.length - 1] = { ...last, to: range.from }
        ranges.push(range)
        if (range.to < last.to) ranges.push({ ...last, from: range.to })
      }
    }
    return ranges.filter(({ from, to }) => to > from)
  }
}

const digits = '⁰¹²³⁴⁵⁶⁷⁸⁹'
/** A mark with its raised digits as plain ones. */
export const plainMark = (mark: string): string =>
  mark.replace(/[⁰¹²³⁴-⁹]/gu, (sign) => String(digits.indexOf(sign)))

/** How a note is headed: `12`, `*`. */
function noteLabel(block: Block): string | undefined {
  const head = block.marker ?? blockText(block).slice(0, 12)
  return /^\W{0,2}?(\d{1,4}|[*†‡§]{1,3})(?!\d)/u.exec(plainMark(head))?.[1]
}

/** Headings of the text and entries of the table of contents, which may name blocks that are no headings. */
function joined(headings: readonly Heading[], toc: readonly TocEntry[]): readonly Heading[] {
  const blocks = new Set(headings.map(({ block }) => block))
  const extra: Heading[] = []
  const visit = (entries: readonly TocEntry[], level: number): void => {
    for (const { title, block, children } of entries) {
      if (!blocks.has(block)) extra.push({ block, level, matter: matterOfTitle(title) })
      blocks.add(block)
      visit(children, level + 1)
    }
  }
  visit(toc, 1)
  return extra.length === 0 ? headings : [...headings, ...extra].toSorted((a, b) => a.block - b.block)
}

const breath = (): Promise<void> => new Promise((resolve) => void setTimeout(resolve))

const kept = new WeakMap<Text, Survey>()

/** The survey of a text, as far as it has got: `update` it. One per `Text` object. */
export function surveyOf(text: Text): Survey {
  let survey = kept.get(text)
  if (!survey) kept.set(text, (survey = new Survey(text)))
  return survey
}
