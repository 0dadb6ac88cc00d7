/** Words put into a text as they are, with the gaps that they need; for what nobody has to interpret. */
import type { Dictated, DictatedField } from '../../contract/dictation.ts'

const gapAfter = /[\s([{„“‚«¿¡–—/-]$/u
const wordFirst = /^[\p{L}\p{N}]/u
const wordOrMark = /[\p{L}\p{N}.,;:!?)\]»”]$/u

export function plainEdit({ text, selection, lines }: DictatedField, words: string): Dictated {
  const { from, to } = selection
  const before = text.slice(0, from)
  const after = text.slice(to)
  const clean = lines ? words : words.replaceAll(/\s*\n\s*/g, ' ')
  const lead = before !== '' && !gapAfter.test(before) && wordFirst.test(clean) ? ' ' : ''
  const tail = wordFirst.test(after) && wordOrMark.test(clean) ? ' ' : ''
  const insert = `${lead}${clean}${tail}`
  const caret = from + lead.length + clean.length
  return {
    type: 'edit',
    edits: clean === '' ? [] : [{ from, to, insert }],
    selection: { from: caret, to: caret },
    last: { from: from + lead.length, to: caret },
  }
}
