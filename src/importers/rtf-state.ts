/** What a group of RTF inherits and may change: where its text goes and what it looks like. */
import type { Link } from './block-writer.ts'
import type { RtfSink, RtfStyle } from './rtf-sink.ts'
import { languageOfNumber } from './rtf-words.ts'

export interface RtfState {
  destination: string
  /** Where text went before `\upr`, whose second form is wanted. */
  outer: string
  sink: RtfSink
  bold: boolean
  italic: boolean
  script: 'superscript' | 'subscript' | undefined
  hidden: boolean
  font: number | undefined
  /** Bytes that stand in for a `\u` character. */
  fallback: number
  language: number | undefined
  eastern: number | undefined
  link: Link | undefined
  field: { code: string } | undefined
  style: number | undefined
  outline: number | undefined
  inTable: boolean
  rightToLeft: boolean
  listLevel: number | undefined
}

const plainCharacters = {
  bold: false,
  italic: false,
  script: undefined,
  hidden: false,
  font: undefined,
  language: undefined,
  eastern: undefined,
}
const plainParagraph = {
  style: undefined,
  outline: undefined,
  inTable: false,
  rightToLeft: false,
  listLevel: undefined,
}

export function initialState(sink: RtfSink): RtfState {
  return {
    destination: 'text',
    outer: 'text',
    sink,
    fallback: 1,
    link: undefined,
    field: undefined,
    ...plainCharacters,
    ...plainParagraph,
  }
}

/** Takes a word that says what characters look like; false for any other. */
export function characterWord(state: RtfState, word: string, value: number | undefined): boolean {
  const on = value !== 0
  switch (word) {
    case 'b':
      state.bold = on
      return true
    case 'i':
      state.italic = on
      return true
    case 'v':
    case 'deleted':
      state.hidden = on
      return true
    case 'super':
    case 'sub':
      state.script = on ? (word === 'super' ? 'superscript' : 'subscript') : undefined
      return true
    case 'nosupersub':
      state.script = undefined
      return true
    case 'plain':
      Object.assign(state, plainCharacters)
      return true
    case 'uc':
      state.fallback = Math.max(0, Math.min(100, value ?? 1))
      return true
    case 'lang':
      state.language = value
      return true
    case 'langfe':
      state.eastern = value
      return true
  }
  return false
}

/** Takes a word that says what the paragraph is; false for any other. */
export function paragraphWord(state: RtfState, word: string, value: number | undefined): boolean {
  switch (word) {
    case 'pard':
      Object.assign(state, plainParagraph)
      return true
    case 'intbl':
      state.inTable = true
      return true
    case 'itap':
      state.inTable = (value ?? 0) > 0
      return true
    case 's':
      state.style = value
      return true
    case 'outlinelevel':
      state.outline = value
      return true
    case 'ilvl':
      state.listLevel = value
      return true
    case 'rtlpar':
    case 'ltrpar':
      state.rightToLeft = word === 'rtlpar'
      return true
  }
  return false
}

export function runStyle(state: RtfState): RtfStyle {
  return {
    emphasis: state.italic,
    strong: state.bold,
    script: state.script,
    link: state.link,
    language: state.language === undefined ? undefined : languageOfNumber(state.language),
    eastern: state.eastern === undefined ? undefined : languageOfNumber(state.eastern),
  }
}
