/** What importers know of a block before its text is written. */
import type { Block, BlockKind, RunRole } from '../contract/document.ts'
import type { MathSource } from './math.ts'

export interface Place {
  readonly block: number
  readonly offset: number
}

/** Where a link goes: out of the document (`href`), or to a key that some block of the document will have. */
export interface Link {
  readonly href?: string
  readonly key?: string
}

/** What the runs of a stretch of text have in common. Compared field by field. */
export interface RunStyle {
  readonly language?: string | undefined
  readonly emphasis?: boolean | undefined
  readonly strong?: boolean | undefined
  readonly script?: 'superscript' | 'subscript' | undefined
  readonly link?: Link | undefined
  readonly role?: RunRole | undefined
  readonly note?: string | undefined
  readonly spoken?: string | undefined
  readonly ruby?: string | undefined
  /** With role `math`: the formula, so that it can be spoken. Compared by identity. */
  readonly math?: MathSource | undefined
}

/** What a block is, before its text is known. */
export interface BlockShape {
  readonly kind: BlockKind
  readonly level?: number | undefined
  readonly marker?: string | undefined
  readonly language?: string | undefined
  readonly direction?: 'ltr' | 'rtl' | undefined
  readonly note?: string | undefined
  readonly image?: string | undefined
  /** Of its runs, where they have none of their own. */
  readonly role?: RunRole | undefined
  readonly matter?: Block['matter']
}
