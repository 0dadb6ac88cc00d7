/** Pronunciations from the dictionaries that come with the acoustic models, read only for the words asked for. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type AcousticModel, modelFolder } from './soundswallower.ts'

export interface Dictionary {
  /** For each of `words` (lower case) its pronunciations, the usual one first; none where it is not in the dictionary. */
  lookUp(words: Iterable<string>): Promise<ReadonlyMap<string, readonly string[]>>
}

/** Words remembered, those that are not in the dictionary included. */
const mostKnown = 20_000

/**
 * The file is gone through once for all new words together (some 20 ms), and nothing of it is kept: held in memory as a
 * map it would take 30 MB.
 */
export function dictionary(model: AcousticModel, path = join(modelFolder(), model, 'dict.txt')): Dictionary {
  const known = new Map<string, readonly string[]>()
  return {
    async lookUp(words) {
      const wanted = new Set(words)
      const missing = new Map<string, string[]>()
      for (const word of wanted) if (!known.has(word)) missing.set(word, [])
      if (missing.size > 0) {
        const text = await readFile(path, 'utf8')
        for (let at = 0; at < text.length;) {
          let end = text.indexOf('\n', at)
          if (end < 0) end = text.length
          let space = at
          while (space < end && text.charCodeAt(space) !== 32 && text.charCodeAt(space) !== 9) space++
          const other = text.charCodeAt(space - 1) === closing ? text.lastIndexOf('(', space) : -1
          const list = missing.get(text.slice(at, other > at ? other : space))
          list?.push(text.slice(space, end).trim().replace(/\s+/g, ' '))
          at = end + 1
        }
        if (known.size + missing.size > mostKnown) known.clear()
        for (const [word, list] of missing) known.set(word, list)
      }
      return new Map(Array.from(wanted, (word) => [word, missing.get(word) ?? known.get(word) ?? []]))
    },
  }
}
const closing = ')'.charCodeAt(0)
