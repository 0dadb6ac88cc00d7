/**
 * Turns the glyphs that a page shows into words with places.
 *
 * The text arithmetic is that of ISO 32000-1, 9.4.4.
 */
import { glyphText, isBlank } from './pdf-characters.ts'

/** [a b c d e f] of ISO 32000-1, 8.3.3. */
export type Matrix = readonly [number, number, number, number, number, number]

/** What a font says about itself. */
export interface FontFacts {
  readonly name: string
  readonly bold: boolean
  readonly italic: boolean
  readonly monospace: boolean
  readonly vertical: boolean
  readonly matrix: readonly number[]
  /** Height of the glyph box of a Type 3 font in text space units; it tells the size where the font size is 1. */
  readonly type3Height?: number
}

/** Glyphs that touch. Places are points of the page as seen (y down), measured at the baseline. */
export interface Word {
  text: string
  x: number
  y: number
  /** Direction of the baseline in degrees, clockwise, rounded; 0 is ordinary text. */
  angle: number
  length: number
  size: number
  font: FontFacts
  /** Distance from the word before in the same line of the stream, in ems; undefined at a new place. */
  gap: number | undefined
  /** True when the file itself has a space before the word. */
  spaced: boolean
  /** Rank in the page's content stream. */
  order: number
  /** Marked content it belongs to; -1 none. */
  content: number
  /** Drawn inside content that the file calls an artifact. */
  artifact: boolean
  annotation: string | undefined
  /** Target of the link drawn over it. */
  link?: string
  /** Language its tag names, where the tree is used. */
  language?: string
  visible: boolean
  white: boolean
}

/** An upright box in points of the page as seen. */
export interface Area {
  readonly x0: number
  readonly y0: number
  readonly x1: number
  readonly y1: number
}

export interface PageFrame {
  /** From the page's user space to the page as seen, in points, y down. */
  readonly transform: Matrix
  readonly width: number
  readonly height: number
}

export interface Glyph {
  readonly unicode: string
  readonly width: number
  readonly isSpace: boolean
  readonly vmetric?: readonly number[]
}

/** What of the graphics and text state matters for words. */
export interface State {
  ctm: Matrix
  matrix: Matrix
  lineX: number
  lineY: number
  x: number
  y: number
  font: FontFacts | undefined
  size: number
  charSpacing: number
  wordSpacing: number
  scale: number
  leading: number
  rise: number
  mode: number
  white: boolean
  alpha: number
}

/** What the marked content round a glyph says of it. */
export interface Mark {
  readonly content: number
  readonly artifact: boolean
  readonly hidden: boolean
  readonly annotation: string | undefined
}

export function multiply(m: Matrix, n: Matrix): Matrix {
  return [
    m[0] * n[0] + m[2] * n[1],
    m[1] * n[0] + m[3] * n[1],
    m[0] * n[2] + m[2] * n[3],
    m[1] * n[2] + m[3] * n[3],
    m[0] * n[4] + m[2] * n[5] + m[4],
    m[1] * n[4] + m[3] * n[5] + m[5],
  ]
}

/** Ems between glyphs from which on they are kept as two words; whether a space belongs there is decided later. */
const splitGap = 0.08
/** A page with more glyphs than this is cut off: no page that people read has so many. */
const maximumGlyphs = 200_000

/** Gathers glyphs to words in the order of the content stream. */
export class WordBuilder {
  readonly words: Word[] = []
  /** Glyphs drawn, and those that stand for no character. */
  glyphs = 0
  unknown = 0
  #open: Word | undefined
  #spaced = false
  #penX = Number.NaN
  #penY = Number.NaN

  close(): void {
    if (this.#open) this.words.push(this.#open)
    this.#open = undefined
  }

  /** Shows glyphs, with adjustments in thousandths of an em between them, and moves the state's place on. */
  show(items: readonly (Glyph | number)[], state: State, mark: Mark): void {
    const font = state.font
    if (!font || state.size === 0) return
    const m = multiply(state.ctm, state.matrix)
    const size = state.size
    const unit = font.matrix[0] ?? 0.001
    const along = font.vertical ? ([-m[2], -m[3]] as const) : ([m[0], m[1]] as const)
    const alongLength = Math.hypot(along[0], along[1]) || 1e-9
    const across = font.vertical ? Math.hypot(m[0], m[1]) : Math.hypot(m[2], m[3])
    const height = Math.abs(size) * across * (Math.abs(size) <= 1 ? (font.type3Height ?? 1) : 1)
    const sign = font.vertical ? 1 : Math.sign(size * state.scale) || 1
    const ux = (along[0] / alongLength) * sign
    const uy = (along[1] / alongLength) * sign
    const angle = font.vertical ? 1000 : Math.round((Math.atan2(uy, ux) * 180) / Math.PI)
    const visible = !(state.mode === 3 || state.mode === 7) && state.alpha > 0.02
    for (const item of items) {
      if (typeof item === 'number') {
        if (font.vertical) state.y -= (item / 1000) * size
        else state.x -= (item / 1000) * size * state.scale
        continue
      }
      if (++this.glyphs > maximumGlyphs) return
      const text = glyphText(item.unicode)
      const spacing = state.charSpacing + (item.isSpace ? state.wordSpacing : 0)
      let advance: number
      let startX = state.x
      let startY = state.y + state.rise
      if (font.vertical) {
        const [w1 = -1000, vx = 500, vy = 880] = item.vmetric ?? []
        advance = -w1 * 0.001 * size
        startX -= (vx - 500) * 0.001 * size
        startY -= (vy - 880) * 0.001 * size
        state.y -= advance + spacing
      } else {
        advance = item.width * unit * size * state.scale
        state.x += advance + spacing * state.scale
      }
      if (mark.hidden) continue
      if (text === '' || isBlank(text)) {
        if (text !== '') this.#spaced = true
        else this.unknown += item.unicode === '' || item.unicode === '\0' ? 0 : 1
        continue
      }
      if (text === '\ufffd' || item.unicode < ' ') this.unknown++
      const x = m[0] * startX + m[2] * startY + m[4]
      const y = m[1] * startX + m[3] * startY + m[5]
      const length = Math.abs(advance) * alongLength
      const gap = ((x - this.#penX) * ux + (y - this.#penY) * uy) / height
      const off = Math.abs((x - this.#penX) * uy - (y - this.#penY) * ux) / height
      const follows = off < 0.7 && gap > -0.5 && gap < 30
      // Wide character spacing is left in the gap: some producers place words with it.
      const extra = Math.max(0, Math.min(state.charSpacing, 0.08 * Math.abs(size))) * alongLength
      const open = this.#open
      if (
        open &&
        follows &&
        !this.#spaced &&
        off < 0.04 &&
        gap - extra / height < splitGap &&
        gap > -0.35 &&
        open.font === font &&
        open.angle === angle &&
        Math.abs(open.size - height) < 0.02 * height &&
        open.content === mark.content &&
        open.visible === visible &&
        open.white === state.white
      ) {
        open.text += text
        open.length = (x - open.x) * ux + (y - open.y) * uy + length
      } else {
        this.close()
        this.#open = {
          text,
          x,
          y,
          angle,
          length,
          size: height,
          font,
          gap: follows ? gap - extra / height : undefined,
          spaced: this.#spaced,
          order: this.words.length,
          content: mark.content,
          artifact: mark.artifact,
          annotation: mark.annotation,
          visible,
          white: state.white,
        }
        this.#spaced = false
      }
      this.#penX = x + ux * length
      this.#penY = y + uy * length
    }
  }
}
