/**
 * What a model's tokens are: words for a person, thoughts that nobody sees, or a call of a tool.
 *
 * A mark counts as such where it is the vocabulary's own token for it; spelt out in ordinary tokens it is text, unless the
 * vocabulary has no such token.
 */
import type { ChatRequest } from '../../contract/chat.ts'
import type { Mark } from './calls.ts'
import { scanner } from './scan.ts'
import { textOfTokens, type Vocabulary } from './vocabulary.ts'

export interface Added {
  /** Words that may be shown now. */
  readonly text: string
  /** A call has begun; `rest` of it is in the same token. */
  readonly began?: { readonly rest: string }
  /** A call is complete: what stood between its marks. */
  readonly call?: string
  /** A stop string was met. */
  readonly stopped?: boolean
}

export interface Answer {
  readonly inCall: boolean
  /** Nothing has come yet that is shown or called. */
  readonly empty: boolean
  add(id: number): Added
  /** A call begins without its mark having come through `add`; what was written of one before is thrown away. */
  beginCall(): void
  /** What has been written of the call so far, which ends. */
  endCall(): string
  /** All words, where they look like the JSON of a call without its marks; they are held back. Else empty. */
  readonly bare: string
  /** What was held back. */
  end(): string
}

export interface AnswerMarks {
  readonly vocabulary: Vocabulary
  readonly start: Mark
  readonly end: Mark
  /** It begins in the middle of a thought. */
  readonly inThought: boolean
}

/** @param calls whether tools may be called */
export function answerOf(
  { vocabulary, start, end, inThought }: AnswerMarks,
  { stop }: Pick<ChatRequest, 'stop'>,
  calls: boolean,
): Answer {
  const mark = (text: string): Mark => ({ text, id: vocabulary.addedId(text) })
  const thinks = { start: mark('<think>'), end: mark('</think>') }
  const content = new Map(vocabulary.added.map((token) => [token.id, token]))
  const asText = ({ text, id }: Mark): string[] => (id === undefined ? [text] : [])
  const words = scanner([...stop, ...asText(thinks.start), ...(calls ? asText(start) : [])])
  const thoughts = scanner(asText(thinks.end))
  let decoder = textOfTokens()
  let state: 'words' | 'thoughts' | 'call' = inThought ? 'thoughts' : 'words'
  let body = ''
  let shown = false
  let called = false
  /** White space that is shown only if words follow. */
  let space = ''
  let bare = ''
  let mayBeBare = calls

  const turn = (to: typeof state): void => {
    decoder = textOfTokens()
    state = to
    if (to === 'call') {
      body = ''
      called = true
    }
  }

  /** Words as they may be shown. */
  function show(text: string): string {
    if (mayBeBare) {
      bare += text
      if (looksLikeCall(bare)) return ''
      text = bare
      bare = ''
      mayBeBare = text.trim() === ''
    }
    const all = space + text
    const kept = all.trimEnd()
    space = all.slice(kept.length)
    if (kept === '') return ''
    const first = !shown
    shown = true
    return first ? kept.trimStart() : kept
  }

  function addWords(text: string): Added {
    const found = words.add(text)
    const before = show(found.text)
    if (found.mark === undefined) return { text: before }
    if (stop.includes(found.mark)) return { text: before, stopped: true }
    if (found.mark === start.text) {
      turn('call')
      return joined(before, { ...addBody(found.rest), began: { rest: found.rest } })
    }
    turn('thoughts')
    return joined(before, addThoughts(found.rest))
  }

  function addThoughts(text: string): Added {
    const found = thoughts.add(text)
    if (found.mark === undefined) return { text: '' }
    turn('words')
    return addWords(found.rest)
  }

  function addBody(text: string): Added {
    body += text
    const at = end.id === undefined ? body.indexOf(end.text) : -1
    if (at < 0) return { text: '' }
    const rest = body.slice(at + end.text.length)
    const call = body.slice(0, at)
    turn('words')
    return { ...addWords(rest), call }
  }

  const joined = (text: string, added: Added): Added => ({ ...added, text: text + added.text })

  return {
    get inCall() {
      return state === 'call'
    },
    get empty() {
      return !shown && !called && bare.trim() === ''
    },
    get bare() {
      return bare
    },
    add(id) {
      if (state === 'words' && calls && id === start.id) {
        const left = show(words.end())
        turn('call')
        return { text: left, began: { rest: '' } }
      }
      if (state === 'call' && id === end.id) {
        const call = body
        turn('words')
        return { text: '', call }
      }
      if (id === thinks.start.id && state === 'words') {
        turn('thoughts')
        return { text: '' }
      }
      if (id === thinks.end.id) {
        if (state === 'thoughts') turn('words')
        return { text: '' }
      }
      const token = content.get(id)
      if (token?.special) return { text: '' }
      const text = token ? decoder.end() + token.content : decoder.add(vocabulary.bytes(id))
      if (state === 'call') return addBody(text)
      return state === 'thoughts' ? addThoughts(text) : addWords(text)
    },
    beginCall: () => turn('call'),
    endCall() {
      const call = body + decoder.end()
      turn('words')
      return call
    },
    end() {
      if (state !== 'words') return ''
      mayBeBare = false
      const left = bare + words.add(decoder.end()).text + words.end()
      bare = ''
      return show(left)
    },
  }
}

/** Whether words may be the beginning of `{"name": …` or a list of it. */
function looksLikeCall(text: string): boolean {
  const compact = text.replaceAll(/\s/g, '')
  return ['{"name"', '[{"name"'].some(
    (begin) => begin.startsWith(compact.slice(0, begin.length)) && compact !== '',
  )
}
