/** Names for files that every system takes. */

const longest = 100
/** What Windows, macOS or a shell takes for something else; and marks that turn the rest of the name round. */
const forbidden = /[\\/:*?"<>|\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i

/** @returns a name without an ending, never empty, at most 100 UTF-16 units and 200 bytes long */
export function fileName(title: string): string {
  const clean = title.normalize('NFC').replaceAll(forbidden, ' ').replaceAll(/\s+/g, ' ')
  let name = ''
  for (const { segment } of new Intl.Segmenter().segment(clean)) {
    const longer = name + segment
    if (longer.length > longest || new TextEncoder().encode(longer).length > longest * 2) break
    name = longer
  }
  name = name.replaceAll(/^[\s.]+|[\s.]+$/g, '')
  if (name === '') return 'Lectern'
  return reserved.test(name) ? `_${name}` : name
}
