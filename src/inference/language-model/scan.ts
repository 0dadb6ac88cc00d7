/**
 * Looks for marks in text that comes in pieces. What might be the beginning of one is held back until that is certain.
 */
export interface Scanner {
  /** @returns text before a mark, and the mark with what followed it so far, if one was found */
  add(text: string): Found
  /** What was held back. */
  end(): string
}

export interface Found {
  readonly text: string
  readonly mark?: string
  /** What came after the mark. */
  readonly rest: string
}

/** @param marks of several that begin in the same place the longest counts */
export function scanner(marks: readonly string[]): Scanner {
  let held = ''
  return {
    add(text) {
      held += text
      let first = -1
      let found = ''
      for (const mark of marks) {
        const at = held.indexOf(mark)
        if (at >= 0 && (first < 0 || at < first || (at === first && mark.length > found.length))) {
          first = at
          found = mark
        }
      }
      if (first >= 0) {
        const before = held.slice(0, first)
        const rest = held.slice(first + found.length)
        held = ''
        return { text: before, mark: found, rest }
      }
      let keep = 0
      for (const mark of marks)
        for (let length = Math.min(mark.length - 1, held.length); length > keep; length--)
          if (held.endsWith(mark.slice(0, length))) {
            keep = length
            break
          }
      const sure = held.slice(0, held.length - keep)
      held = held.slice(held.length - keep)
      return { text: sure, rest: '' }
    },
    end() {
      const left = held
      held = ''
      return left
    },
  }
}
