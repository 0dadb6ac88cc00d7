/** A transcript as words, with the punctuation that a recogniser gave them kept apart. */

export interface Word {
  /** Without the punctuation around it, in the recogniser's case. */
  readonly text: string
  /** Lower case, straight apostrophes, “p.m.” as “pm”: what rules compare. */
  readonly key: string
  readonly lead: string
  readonly trail: string
}

const lead = /^[“”"„«»‚¿¡([{]+/u
const trail = /[“”"’'»«)\]},.;:!?…]+$/u

function word(raw: string): Word {
  const dotted = /^(?:\p{L}\.){2,}$/u.test(raw)
  const before = lead.exec(raw)?.[0] ?? ''
  const rest = raw.slice(before.length)
  const after = dotted ? '' : (trail.exec(rest)?.[0] ?? '')
  const text = rest.slice(0, rest.length - after.length)
  if (text === '') return { text: raw, key: raw, lead: '', trail: '' }
  return { text, key: keyOf(text), lead: before, trail: after }
}

export function keyOf(text: string): string {
  const plain = text.normalize('NFC').toLowerCase().replaceAll(/[‘’]/g, "'")
  return /^(?:\p{L}\.){1,}\p{L}?\.?$/u.test(plain) ? plain.replaceAll('.', '') : plain
}

/** Words of a transcript. One in capitals throughout, as some models write, is taken for lower case. */
export function splitWords(text: string): Word[] {
  const pieces = text.normalize('NFC').split(/\s+/u).filter(Boolean)
  const shouted = pieces.length > 1 && /\p{Lu}{2}/u.test(text) && !/\p{Ll}/u.test(text)
  return pieces.map((piece) => word(shouted ? piece.toLowerCase() : piece))
}
