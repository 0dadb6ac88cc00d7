/**
 * Front and back matter, where the source says it: pages that nobody wants read aloud, such as the cover, the contents,
 * the copyright page, the index. What some readers want (dedication, preface, notes, appendices) is never among them.
 */
import { type Block, blockText } from '../contract/document.ts'

export type Matter = NonNullable<Block['matter']>

const front = new Set(
  'cover frontcover titlepage title-page halftitlepage halftitle-page copyright-page copyright toc toc-brief landmarks page-list pagelist loa loi lot lov seriespage doc-cover doc-toc doc-pagelist'.split(
    ' ',
  ),
)
const back = new Set(
  'index bibliography colophon backcover doc-index doc-bibliography doc-colophon pg-footer'.split(' '),
)

/** What words of `epub:type`, `role` or a guide mean. */
export function matterOfTypes(types: string): Matter | undefined {
  for (const word of types.toLowerCase().split(/\s+/)) {
    const plain = word.replace(/^other\.(?:ms-)?/, '')
    if (front.has(plain)) return 'front'
    if (back.has(plain)) return 'back'
  }
  return undefined
}

/** What the name of a paragraph's style means: lists of contents, of figures, of words, of sources. */
export function matterOfStyle(name: string): Matter | undefined {
  if (
    /^(?:toc|contents|inhaltsverzeichnis|verzeichnis|table of figures|abbildungsverzeichnis|figure index|table index|illustration index)(?:[ _]?(?:heading|überschrift|title))?[ _]?\d{0,2}$/i.test(
      name.trim(),
    )
  )
    return 'front'
  if (
    /^(?:index|stichwortverzeichnis|bibliography|literaturverzeichnis)(?:[ _]?(?:heading|überschrift|separator|trenner))?[ _]?\d{0,2}$/i.test(
      name.trim(),
    )
  )
    return 'back'
  return undefined
}

const longestMarker = 500
const gutenbergStart =
  /\*{3}\s*START OF (?:THE|THIS) PROJECT GUTENBERG|\*END\s?\*?\s*THE SMALL PRINT|^\s*\*{3}\s*ANFANG DIESES PROJEKT GUTENBERG/i
const gutenbergEnd =
  /\*{3}\s*END OF (?:THE|THIS) PROJECT GUTENBERG|^\s*End of (?:the |this )?Project Gutenberg(?:['’]s| e-?(?:book|text))/i
/** Blocks in which the beginning of the book itself is looked for. */
const reach = 300

const holds = (block: Block, marker: RegExp): boolean => {
  const text = blockText(block)
  return text.length <= longestMarker && marker.test(text)
}

/** Whether `text`, the beginning of a file, is headed by what Project Gutenberg puts before its books. */
export const hasGutenbergHead = (text: string): boolean => gutenbergStart.test(text)

/** Marks what Project Gutenberg puts round its books: who may use it, and the licence. Blocks come in order. */
export class Boilerplate {
  #before: boolean | undefined
  #after = false

  /** @param headed whether the mark that ends the head is still to come; found out from the first blocks if not said */
  constructor(headed?: boolean) {
    this.#before = headed
  }

  mark(blocks: readonly Block[]): void {
    this.#before ??= blocks.slice(0, reach).some((block) => holds(block, gutenbergStart))
    for (const block of blocks) {
      if (this.#before) {
        block.matter = 'front'
        if (holds(block, gutenbergStart)) this.#before = false
        continue
      }
      this.#after ||= holds(block, gutenbergEnd)
      if (this.#after) block.matter = 'back'
    }
  }
}
