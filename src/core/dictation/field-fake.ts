/** Fields for tests, written as they look: `|` is the caret, `[…]` the selection, `{…}` what was dictated last. */
import type { Dictated, DictatedField } from '../../contract/dictation.ts'
import type { Hypothesis } from '../../contract/hearing.ts'

/** The field that a picture shows. */
export function fieldOf(picture: string, lines = true): DictatedField {
  let text = ''
  let from: number | undefined
  let to: number | undefined
  let lastFrom: number | undefined
  let lastTo: number | undefined
  for (const sign of picture) {
    if (sign === '|') from = to = text.length
    else if (sign === '[') from = text.length
    else if (sign === ']') to = text.length
    else if (sign === '{') lastFrom = text.length
    else if (sign === '}') lastTo = text.length
    else text += sign
  }
  const selection = { from: from ?? text.length, to: to ?? text.length }
  const last = lastFrom !== undefined && lastTo !== undefined ? { from: lastFrom, to: lastTo } : undefined
  return { text, selection, lines, ...(last && { last }) }
}

/** A field after an edit, as a picture without `last`; or what came instead of an edit. */
export function pictureOf(field: DictatedField, done: Dictated): string {
  if (done.type === 'refused') return `refused ${done.reason}`
  if (done.type === 'command') return `${done.command} ${JSON.stringify(done.arguments)}`
  let text = field.text
  for (const { from, to, insert } of done.edits) text = text.slice(0, from) + insert + text.slice(to)
  const { from, to } = done.selection
  return from === to
    ? `${text.slice(0, from)}|${text.slice(from)}`
    : `${text.slice(0, from)}[${text.slice(from, to)}]${text.slice(to)}`
}

export function hypothesisOf(text: string): Hypothesis {
  return { text, words: [], stable: text.length, confidence: 1 }
}
