/** How marks stick to what is about them. */
import type { Mark } from './marks.ts'

const mark = (text: string, left: boolean, right: boolean, end = false): Mark => ({ text, left, right, end })
/** Ends a sentence. */
export const stop = (text: string): Mark => mark(text, true, false, true)
/** Sticks to what is before it. */
export const low = (text: string): Mark => mark(text, true, false)
/** Sticks to what is after it. */
export const opening = (text: string): Mark => mark(text, false, true)
/** Sticks to both. */
export const tight = (text: string): Mark => mark(text, true, true)
/** Between spaces. */
export const free = (text: string): Mark => mark(text, false, false)
