/**
 * One field that is dictated into: where speech goes, what was written last, and the way back.
 *
 * An utterance goes where the caret was when it began, however the text changes meanwhile: its place is carried along
 * with every change. Nothing that is typed is ever written over, and the caret stays where the user has put it.
 */
import type { Dictated, DictatedField, TextEdit, TextRange } from '../../contract/dictation.ts'
import type { Hypothesis } from '../../contract/hearing.ts'
import type { Change } from '../app/undo.ts'
import { changeBetween, mergeEdits, moveOffset, moveRange } from './text-change.ts'
import type { TextPort } from './text-port.ts'

/** A place that moves with the text. */
export interface Anchor {
  range: TextRange
}

/** Words that were dictated, as long as nobody has changed them. */
export interface Written {
  readonly range: TextRange
  /** The field as it was when they were interpreted, for interpreting their alternatives. */
  readonly field: DictatedField
  readonly alternatives: readonly Hypothesis[]
}

/** What became of an utterance or a command. */
export type Outcome =
  | { readonly type: 'wrote'; readonly text: string }
  | { readonly type: 'removed'; readonly text: string }
  | { readonly type: 'selected'; readonly text: string }
  | { readonly type: 'nothing' }
  | { readonly type: 'command'; readonly command: string; readonly arguments: Record<string, unknown> }
  | { readonly type: 'refused'; readonly reason: string; readonly text?: string | undefined }

export type Ask = (field: DictatedField) => Promise<Dictated>
/** Names a step of undo. */
export type Label = (outcome: Outcome | { readonly type: 'typed' }) => string

export interface TargetPorts {
  readonly port: TextPort
  readonly push: (change: Change) => void
  readonly label: Label
}

/** Typing with shorter pauses is one step. */
const typingRestMs = 2_000
/** A text that changes faster than it can be interpreted is a machine's. */
const mostTries = 4
const mostWritten = 20

/** A step as it was made: what was known before and after it comes back with its text. */
interface Step {
  readonly before: string
  readonly after: string
  readonly writtenBefore: readonly Written[]
  readonly writtenAfter: readonly Written[]
}

const same = (a: TextRange, b: TextRange) => a.from === b.from && a.to === b.to
const wordCharacter = /[\p{L}\p{M}\p{N}'’]/u

/** The words that a stretch touches. */
function wholeWords(text: string, { from, to }: TextRange): string {
  let start = from
  let end = to
  if (wordCharacter.test(text.slice(start, start + 1)))
    while (start > 0 && wordCharacter.test(text[start - 1] ?? '')) start--
  if (wordCharacter.test(text.slice(end - 1, end)))
    while (end < text.length && wordCharacter.test(text[end] ?? '')) end++
  return text.slice(start, end).trim()
}

/** @param reason as the catalogue words it: `dictation.refused.<reason>` */
const refused = (reason: 'busy' | 'gone'): Outcome => ({ type: 'refused', reason })

export class DictationTarget {
  readonly port: TextPort
  readonly #push: TargetPorts['push']
  readonly #label: Label
  readonly #anchors = new Set<Anchor>()
  #written: readonly Written[] = []
  #steps: readonly Step[] = []
  #known: string
  #own = false
  #typing: { before: string; after: string; at: number } | undefined
  readonly #stop: () => void

  constructor({ port, push, label }: TargetPorts) {
    this.port = port
    this.#push = push
    this.#label = label
    this.#known = port.text()
    this.#stop = port.onInput((inputType) => this.#heardInput(inputType))
  }

  /** What was dictated last and is still as it was written. */
  get last(): Written | undefined {
    return this.#written.at(-1)
  }

  dispose(): void {
    this.#stop()
  }

  /** Keeps the place of the caret; to be given back with `release`. */
  mark(): Anchor {
    this.#notice()
    const anchor = { range: this.port.selection() }
    this.#anchors.add(anchor)
    return anchor
  }
  release(anchor: Anchor): void {
    this.#anchors.delete(anchor)
  }

  /** The field as it is, with the caret at a place. */
  field(range: TextRange = this.port.selection()): DictatedField {
    this.#notice()
    const { last } = this
    return {
      text: this.port.text(),
      selection: range,
      ...(last ? { last: { ...last.range } } : {}),
      lines: this.port.lines,
    }
  }

  /**
   * Asks what is to be done with the field and does it, as one step of undo.
   *
   * @param anchor where the caret was when it was said @param alternatives other readings of what is written
   */
  async act(ask: Ask, anchor?: Anchor, alternatives: readonly Hypothesis[] = []): Promise<Outcome> {
    for (let tries = 1; ; tries++) {
      const field = this.field(anchor?.range)
      const result = await ask(field)
      // Somebody typed meanwhile: offsets would be wrong.
      if (this.port.text() !== field.text && tries < mostTries) continue
      if (result.type !== 'edit')
        return result.type === 'command'
          ? { type: 'command', command: result.command, arguments: result.arguments }
          : { type: 'refused', reason: result.reason, text: result.text }
      if (this.port.text() !== field.text) return refused('busy')
      if (!this.port.connected()) return refused('gone')
      return this.#apply(field, result, alternatives)
    }
  }

  #apply(
    field: DictatedField,
    { edits, selection, last }: Extract<Dictated, { type: 'edit' }>,
    alternatives: readonly Hypothesis[],
  ): Outcome {
    const before = field.text
    const change = mergeEdits(before, edits)
    const caret = this.port.selection()
    const follows = same(caret, field.selection)
    if (!change) {
      this.port.select(selection)
      const text = before.slice(selection.from, selection.to)
      return text === '' ? { type: 'nothing' } : { type: 'selected', text }
    }
    this.#own = true
    try {
      this.port.replace(change)
    } finally {
      this.#own = false
    }
    const after = this.port.text()
    const made = changeBetween(before, after)
    if (!made) return { type: 'nothing' } // a field that is full
    const writtenBefore = this.#written
    this.#moved(made)
    this.#known = after
    this.#typing = undefined
    const whole = after.length === before.length + change.insert.length - (change.to - change.from)
    if (follows && whole) this.port.select(selection)
    else if (!follows)
      this.port.select({ from: moveOffset(caret.from, made, true), to: moveOffset(caret.to, made, true) })
    if (last && whole && last.to > last.from)
      this.#written = [...this.#written, { range: last, field, alternatives }].slice(-mostWritten)
    const step = { before, after, writtenBefore, writtenAfter: this.#written }
    this.#steps = [...this.#steps, step].slice(-mostWritten)
    const outcome = this.#outcome(before, after, change, whole ? last : undefined)
    this.#pushStep(before, () => after, this.#label(outcome))
    return outcome
  }

  #outcome(before: string, after: string, change: TextEdit, last: TextRange | undefined): Outcome {
    if (last && last.to > last.from) return { type: 'wrote', text: after.slice(last.from, last.to).trim() }
    const written = wholeWords(after, { from: change.from, to: change.from + change.insert.length })
    if (change.insert.trim() !== '' && written !== '') return { type: 'wrote', text: written }
    return { type: 'removed', text: wholeWords(before, change) }
  }

  #pushStep(before: string, after: () => string, label: string): void {
    const { port } = this
    this.#push({
      label,
      // Only where it is still the newest thing that was done to this text: else it would take more with it.
      can: () => port.connected() && port.text() === after(),
      undo: () => this.#restore('undo', before),
      redo: () => this.#restore('redo', after()),
    })
  }

  #restore(way: 'undo' | 'redo', text: string): void {
    const change = changeBetween(this.port.text(), text)
    if (!change) return
    this.#own = true
    try {
      if (!this.port.step(way, text)) {
        this.port.replace(change)
        this.port.select({ from: change.from + change.insert.length, to: change.from + change.insert.length })
      }
    } finally {
      this.#own = false
    }
    this.#moved(change)
    this.#known = this.port.text()
    this.#typing = undefined
    this.#recall()
  }

  /** After a step back or forth: what was dictated last is again what it was then. */
  #recall(): void {
    const step = this.#steps.findLast(({ before, after }) => before === this.#known || after === this.#known)
    if (step) this.#written = step.after === this.#known ? step.writtenAfter : step.writtenBefore
  }

  #heardInput(inputType: string): void {
    if (this.#own) return
    const before = this.#known
    this.#notice()
    const after = this.#known
    if (before === after || inputType.startsWith('history')) {
      this.#typing = undefined
      if (before !== after) this.#recall()
      return
    }
    const now = Date.now()
    const typing = this.#typing
    if (typing && typing.after === before && now - typing.at < typingRestMs) {
      typing.after = after
      typing.at = now
      return
    }
    const step = { before, after, at: now }
    this.#typing = step
    this.#pushStep(before, () => step.after, this.#label({ type: 'typed' }))
  }

  /** Takes note of what was written by others. */
  #notice(): void {
    const text = this.port.text()
    const change = changeBetween(this.#known, text)
    if (!change) return
    this.#known = text
    this.#moved(change)
  }

  #moved(change: TextEdit): void {
    for (const anchor of this.#anchors) {
      const from = moveOffset(anchor.range.from, change, true)
      anchor.range = { from, to: Math.max(from, moveOffset(anchor.range.to, change, true)) }
    }
    this.#written = this.#written.flatMap((written) => {
      const range = moveRange(written.range, change)
      return range ? [{ ...written, range }] : []
    })
  }
}
