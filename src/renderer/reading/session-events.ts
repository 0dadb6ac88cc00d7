/** What a session's machine is told and what it asks for in return; see `session-machine.ts`. */
import type { SpokenUtterance, Utterance } from '../../contract/app.ts'
import type { Position } from '../../contract/document.ts'
import type { AppError } from '../../rpc/failure.ts'
import type { Sound, Tempo } from '../../sound/tempo.ts'
import type { RepeatUnit } from './session-types.ts'
import type { Heard } from '../audio/player-types.ts'

/** Every event but `tick` and `watch` is handled once; times are milliseconds since 1970. */
export type SessionEvent =
  | { readonly type: 'open'; readonly document: string; readonly place: Position | undefined }
  | { readonly type: 'close' }
  | { readonly type: 'play'; readonly from?: Position | undefined }
  | { readonly type: 'pause' }
  | { readonly type: 'stop' }
  | { readonly type: 'seek'; readonly to: Position }
  | { readonly type: 'visit'; readonly from: Position }
  | { readonly type: 'skip'; readonly seconds: number }
  | { readonly type: 'repeat'; readonly unit: RepeatUnit }
  | { readonly type: 'speed'; readonly speed: number }
  | ({ readonly type: 'tempo' } & Omit<Tempo, 'speed'>)
  | { readonly type: 'repeat-slower'; readonly factor: number; readonly unit: RepeatUnit }
  /** The answer to `find-previous`. */
  | { readonly type: 'previous'; readonly place: Position; readonly end: number; readonly factor: number }
  | { readonly type: 'volume'; readonly percent: number }
  | { readonly type: 'muted'; readonly muted: boolean }
  | { readonly type: 'sleep'; readonly minutes: number | undefined }
  /** Before which block the chapter that is read ends. */
  | { readonly type: 'sleep-chapter'; readonly block: number }
  /** Voices have changed: what is prepared must be made anew. */
  | { readonly type: 'renew' }
  /** The page is going away. */
  | { readonly type: 'hide' }
  | { readonly type: 'arrived'; readonly stream: number; readonly spoken: SpokenUtterance }
  | { readonly type: 'stream-ended'; readonly stream: number }
  | { readonly type: 'stream-failed'; readonly stream: number; readonly error: AppError }
  | { readonly type: 'retry'; readonly stream: number }
  /** Where the sentence round `at` is; the answer to `light`. */
  | { readonly type: 'lit'; readonly at: Position; readonly utterance: Utterance | null }
  /** How far back `reach` came. */
  | { readonly type: 'reached'; readonly stream: number; readonly from: Position; readonly moved: boolean }
  | { readonly type: 'order-failed'; readonly error: AppError }
  | { readonly type: 'tick'; readonly heard: Heard }
  | { readonly type: 'watch'; readonly blocked: boolean }
  | { readonly type: 'player-failed'; readonly cause: string }

export type SessionEffect =
  | { readonly do: 'begin'; readonly run: number }
  | ({ readonly do: 'push' } & Sound)
  | { readonly do: 'finish' }
  | { readonly do: 'play' }
  | { readonly do: 'pause' }
  | { readonly do: 'tempo'; readonly tempo: Tempo }
  | { readonly do: 'gain'; readonly gain: number; readonly seconds?: number }
  /** Opens the device anew, or only wakes it. */
  | { readonly do: 'recover'; readonly rebuild: boolean }
  /** Ends the stream before. `lazily`: after a moment, if nothing overtakes it; the same stream without it hurries. */
  | {
      readonly do: 'stream'
      readonly stream: number
      readonly from: Position
      readonly unit: 'rest' | 'block'
      readonly lazily: boolean
    }
  | { readonly do: 'ask'; readonly stream: number }
  | { readonly do: 'cancel' }
  | { readonly do: 'light'; readonly at: Position }
  /** `sentences` back from `from`. */
  | { readonly do: 'reach'; readonly stream: number; readonly from: Position; readonly sentences: number }
  /** The sentence before `from`, to be repeated slower. */
  | { readonly do: 'find-previous'; readonly from: Position; readonly factor: number }
  | { readonly do: 'find-chapter-end'; readonly from: Position }
  | { readonly do: 'save'; readonly place: Position }
  | { readonly do: 'retry'; readonly stream: number; readonly milliseconds: number }
  | {
      readonly do: 'log'
      readonly level: 'info' | 'warning' | 'error'
      readonly event: string
      readonly data: Readonly<Record<string, string | number>>
    }
