/** What a transcript becomes before it is written out: words, marks that stick to their neighbours, and breaks. */

export type Item =
  /** `fixed`: its case is as it is to stay. `starts`: it may be raised where a sentence starts. */
  | { readonly type: 'word'; readonly text: string; readonly fixed?: boolean }
  /** `left`, `right`: without a space before or after it. `end`: a sentence ends with it. */
  | {
      readonly type: 'mark'
      readonly text: string
      readonly left: boolean
      readonly right: boolean
      readonly end?: boolean
    }
  | { readonly type: 'break'; readonly text: '\n' | '\n\n' | '\t' }
  /** No space here. */
  | { readonly type: 'join' }

export const wordItem = (text: string, fixed = false): Item => ({
  type: 'word',
  text,
  ...(fixed && { fixed }),
})

/** Whether a sentence has just ended, or nothing has been said yet, after this text. */
export function startsSentence(before: string): boolean {
  const bare = before.replace(/[\s“”"„‚‘'»«([{]+$/u, '')
  if (bare === '' || /\n[^\S\n]*[“"„‚»«([]*$/u.test(before)) return true
  return (
    /[.!?…][”"’')\]»«“]*$/u.test(bare) &&
    !/(?:^|\s)(?:z\. ?B|d\. ?h|u\. ?a|e\.g|i\.e|Dr|Mr|Mrs|Ms|St|Nr|bzw|ca|vgl)\.$/u.test(bare)
  )
}

/** The first letter raised, past quotes and brackets; digits stay. */
export function raised(text: string): string {
  return text.replace(/^([^\p{L}\p{N}]*)(\p{Ll})/u, (_, lead: string, letter: string) =>
    // “iPhone” and “eBay” are written so
    /^\p{Ll}\p{Lu}/u.test(text.slice(lead.length)) ? lead + letter : lead + letter.toLocaleUpperCase(),
  )
}

export interface WriteOptions {
  /** Sentences begin with a capital. */
  readonly capitals: boolean
  /** The text begins a sentence. */
  readonly start: boolean
}

/** Items as text, without space at its ends. Marks stick as they say; a break swallows the spaces about it. */
export function write(items: readonly Item[], { capitals, start }: WriteOptions): string {
  let text = ''
  let glued = true
  let begins = start
  for (const item of items) {
    switch (item.type) {
      case 'join':
        glued = true
        break
      case 'break':
        text = text.replace(/ +$/u, '') + item.text
        glued = true
        if (item.text !== '\t') begins = true
        break
      case 'mark':
        text += item.left || glued ? item.text : ` ${item.text}`
        glued = item.right
        if (item.end) begins = true
        else if (/[\p{L}\p{N},;:#@/\\_–—-]/u.test(item.text)) begins = false
        break
      case 'word': {
        const written = capitals && begins && !item.fixed ? raised(item.text) : item.text
        text += glued ? written : ` ${written}`
        glued = false
        begins = /[.!?…][”"’')\]]*$/u.test(item.text) && !/^\p{L}\.$/u.test(item.text)
        break
      }
      default:
        item satisfies never
    }
  }
  return text
}
