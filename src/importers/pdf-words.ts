/**
 * Turns a page's drawing operators into words with places.
 *
 * The operator list is used rather than pdf.js's own text extraction because only the operators say what was
 * visible: rendering mode, colour, opacity, hidden layers, pictures underneath, ruled lines, and the names of fonts.
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

/** A ruled line or the edge of a filled box. Points of the page as seen. */
export interface Rule {
  readonly x0: number
  readonly y0: number
  readonly x1: number
  readonly y1: number
}

export interface PageWords {
  readonly words: Word[]
  readonly rules: readonly Rule[]
  /** Share of the page that pictures cover, 0 to 1, as far as can be told without decoding them. */
  readonly pictureShare: number
  /** Glyphs drawn, and those that stand for no character. */
  readonly glyphs: number
  readonly unknown: number
}

/** Operator numbers of pdf.js that matter here. */
export type Operators = Readonly<Record<string, number>>

export interface Drawing {
  readonly fnArray: readonly number[]
  readonly argsArray: readonly unknown[]
}

export interface PageFrame {
  /** From the page's user space to the page as seen, in points, y down. */
  readonly transform: Matrix
  readonly width: number
  readonly height: number
}

interface Glyph {
  readonly unicode: string
  readonly width: number
  readonly isSpace: boolean
  readonly vmetric?: readonly number[]
}

interface State {
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

const identity: Matrix = [1, 0, 0, 1, 0, 0]

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

function fresh(ctm: Matrix): State {
  return {
    ctm,
    matrix: identity,
    lineX: 0,
    lineY: 0,
    x: 0,
    y: 0,
    font: undefined,
    size: 0,
    charSpacing: 0,
    wordSpacing: 0,
    scale: 1,
    leading: 0,
    rise: 0,
    mode: 0,
    white: false,
    alpha: 1,
  }
}

/**
 * Reads one page.
 *
 * @param fontOf facts of a font by pdf.js's name for it
 * @param shown whether the optional content group is switched on
 */
export function readWords(
  drawing: Drawing,
  operators: Operators,
  frame: PageFrame,
  fontOf: (name: string) => FontFacts | undefined,
  shown: (group: unknown) => boolean,
): PageWords {
  const words: Word[] = []
  const rules: Rule[] = []
  const painted: Rule[] = [] // boxes of colour that white text may stand on
  const pictures: Rule[] = []
  const stack: State[] = []
  let state = fresh(frame.transform)
  const marks: { content: number; artifact: boolean; hidden: boolean }[] = []
  let mark = { content: -1, artifact: false, hidden: false }
  let annotation: string | undefined
  let glyphs = 0
  let unknown = 0
  let open: Word | undefined
  let spaced = false
  let penX = Number.NaN
  let penY = Number.NaN

  const close = () => {
    if (open) words.push(open)
    open = undefined
  }

  const show = (items: readonly (Glyph | number)[]) => {
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
      if (++glyphs > maximumGlyphs) return
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
        if (text !== '') spaced = true
        else unknown += item.unicode === '' || item.unicode < ' ' ? 0 : 1
        continue
      }
      if (text === '\ufffd') unknown++
      const x = m[0] * startX + m[2] * startY + m[4]
      const y = m[1] * startX + m[3] * startY + m[5]
      const length = Math.abs(advance) * alongLength
      const gap = ((x - penX) * ux + (y - penY) * uy) / height
      const off = Math.abs((x - penX) * uy - (y - penY) * ux) / height
      const follows = off < 0.7 && gap > -0.5 && gap < 30
      // Wide character spacing is left in the gap: some producers place words with it.
      const extra = Math.max(0, Math.min(state.charSpacing, 0.08 * Math.abs(size))) * alongLength
      if (
        open &&
        follows &&
        !spaced &&
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
        close()
        open = {
          text,
          x,
          y,
          angle,
          length,
          size: height,
          font,
          gap: follows ? gap - extra / height : undefined,
          spaced,
          order: words.length,
          content: mark.content,
          artifact: mark.artifact,
          annotation,
          visible,
          white: state.white,
        }
        spaced = false
      }
      penX = x + ux * length
      penY = y + uy * length
    }
  }

  const box = (values: ArrayLike<number>): Rule => {
    const m = state.ctm
    const xs: number[] = []
    const ys: number[] = []
    for (const [i, j] of [
      [0, 1],
      [2, 1],
      [0, 3],
      [2, 3],
    ] as const) {
      const x = values[i] ?? 0
      const y = values[j] ?? 0
      xs.push(m[0] * x + m[2] * y + m[4])
      ys.push(m[1] * x + m[3] * y + m[5])
    }
    return { x0: Math.min(...xs), y0: Math.min(...ys), x1: Math.max(...xs), y1: Math.max(...ys) }
  }

  const move = (x: number, y: number) => {
    state.x = state.lineX += x
    state.y = state.lineY += y
  }

  const o = operators
  const handlers = new Map<number | undefined, (args: never) => void>([
    [o['save'], () => stack.push({ ...state })],
    [o['restore'], () => (state = stack.pop() ?? state)],
    [
      o['transform'],
      (m: Matrix) => {
        state.ctm = multiply(state.ctm, m)
        const area = box([0, 0, 1, 1])
        // A picture is the unit square under a matrix; anything larger than a letter may be one.
        if (Math.abs(m[0] * m[3] - m[1] * m[2]) > 400) pictures.push(area)
      },
    ],
    [o['beginText'], () => Object.assign(state, { matrix: identity, x: 0, y: 0, lineX: 0, lineY: 0 })],
    [o['setCharSpacing'], ([value]: [number]) => (state.charSpacing = value)],
    [o['setWordSpacing'], ([value]: [number]) => (state.wordSpacing = value)],
    [o['setHScale'], ([value]: [number]) => (state.scale = value / 100)],
    [o['setLeading'], ([value]: [number]) => (state.leading = -value)],
    [o['setTextRise'], ([value]: [number]) => (state.rise = value)],
    [o['setTextRenderingMode'], ([value]: [number]) => (state.mode = value)],
    [
      o['setFont'],
      ([name, size]: [string, number]) => {
        state.font = fontOf(name)
        state.size = size
      },
    ],
    [
      o['setGState'],
      ([entries]: [[string, unknown][]]) => {
        for (const [key, value] of entries)
          if (key === 'ca') state.alpha = value as number
          else if (key === 'Font') {
            const [name, size] = value as [string, number]
            state.font = fontOf(name)
            state.size = size
          }
      },
    ],
    [
      o['setTextMatrix'],
      (args: [Matrix] | Matrix) => {
        state.matrix = typeof args[0] === 'number' ? (args as Matrix) : args[0]
        state.x = state.y = state.lineX = state.lineY = 0
      },
    ],
    [o['moveText'], ([x, y]: [number, number]) => move(x, y)],
    [
      o['setLeadingMoveText'],
      ([x, y]: [number, number]) => {
        state.leading = y
        move(x, y)
      },
    ],
    [o['nextLine'], () => move(0, state.leading)],
    [o['showText'], ([items]: [readonly (Glyph | number)[]]) => show(items)],
    [o['setFillRGBColor'], ([color]: [string]) => (state.white = isWhite(color))],
    [o['setFillColorN'], () => (state.white = false)],
    [
      o['constructPath'],
      ([operator, , extent]: [number, unknown, ArrayLike<number> | null]) => {
        if (!extent) return
        const area = box(extent)
        const width = area.x1 - area.x0
        const high = area.y1 - area.y0
        const fills =
          operator === o['fill'] ||
          operator === o['eoFill'] ||
          operator === o['fillStroke'] ||
          operator === o['eoFillStroke']
        if (fills && !state.white && width > 3 && high > 3 && painted.length < 5_000) painted.push(area)
        if ((high < 2.5 && width > 8) || (width < 2.5 && high > 8)) {
          if (operator !== o['endPath'] && rules.length < 5_000) rules.push(area)
        }
      },
    ],
    [o['shadingFill'], () => void painted.push({ x0: -Infinity, y0: -Infinity, x1: Infinity, y1: Infinity })],
    [
      o['paintFormXObjectBegin'],
      ([matrix]: [Matrix | null]) => {
        stack.push({ ...state })
        if (matrix) state.ctm = multiply(state.ctm, matrix)
      },
    ],
    [o['paintFormXObjectEnd'], () => (state = stack.pop() ?? state)],
    [
      o['beginAnnotation'],
      ([id, , transform, matrix]: [string, unknown, Matrix | null, Matrix | null]) => {
        close()
        stack.length = 0
        stack.push(state)
        state = fresh(frame.transform)
        if (transform) state.ctm = multiply(state.ctm, transform)
        if (matrix) state.ctm = multiply(state.ctm, matrix)
        annotation = id
        penX = Number.NaN
      },
    ],
    [
      o['endAnnotation'],
      () => {
        close()
        annotation = undefined
        state = stack[0] ?? state
        stack.length = 0
      },
    ],
    [
      o['beginMarkedContent'],
      ([tag]: [unknown]) => {
        marks.push(mark)
        mark = { ...mark, artifact: mark.artifact || tag === 'Artifact' || nameOf(tag) === 'Artifact' }
      },
    ],
    [
      o['beginMarkedContentProps'],
      ([tag, value]: [unknown, unknown]) => {
        marks.push(mark)
        mark =
          tag === 'OC'
            ? { ...mark, hidden: mark.hidden || (value !== null && !shown(value)) }
            : {
                ...mark,
                artifact: mark.artifact || tag === 'Artifact',
                content: typeof value === 'number' ? value : mark.content,
              }
      },
    ],
    [o['endMarkedContent'], () => (mark = marks.pop() ?? mark)],
  ])
  handlers.delete(undefined)
  for (let i = 0; i < drawing.fnArray.length; i++) {
    const handle = handlers.get(drawing.fnArray[i])
    if (handle) handle(((drawing.argsArray[i] as never) ?? []) as never)
  }
  close()
  return {
    words: keepVisible(words, painted, pictures, frame),
    rules,
    pictureShare: share(pictures, frame),
    glyphs,
    unknown,
  }
}

function nameOf(value: unknown): string | undefined {
  return typeof value === 'object' && value !== null ? (value as { name?: string }).name : undefined
}

function isWhite(color: unknown): boolean {
  return typeof color === 'string' && /^#f[c-f]f[c-f]f[c-f]$/i.test(color)
}

function share(boxes: readonly Rule[], frame: PageFrame): number {
  let most = 0
  for (const area of boxes) {
    const width = Math.min(area.x1, frame.width) - Math.max(area.x0, 0)
    const height = Math.min(area.y1, frame.height) - Math.max(area.y0, 0)
    if (width > 0 && height > 0) most = Math.max(most, (width * height) / (frame.width * frame.height))
  }
  return Math.min(1, most)
}

function covers(boxes: readonly Rule[], word: Word): boolean {
  const y = word.y - word.size * 0.3
  const x = word.x + word.length / 2
  return boxes.some((area) => area.x0 <= x && x <= area.x1 && area.y0 <= y && y <= area.y1)
}

/** Points; only a grid to find neighbours by. */
const rowHeight = 6

/**
 * Leaves out what nobody sees: text outside the page, dust, doubled glyphs that fake a bold face, invisible text
 * where visible text lies or that lies on no picture, white text on white.
 *
 * Invisible text over a picture is how scans carry what was recognised in them, so it stays.
 */
function keepVisible(
  words: readonly Word[],
  painted: readonly Rule[],
  pictures: readonly Rule[],
  frame: PageFrame,
): Word[] {
  const anyVisible = words.some((word) => word.visible)
  const cells = new Map<string, Word[]>()
  const cellOf = (x: number, y: number) => `${x}:${y}`
  const kept: Word[] = []
  const large = words.some((word) => word.size >= 1.5)
  const invisible: Word[] = []
  for (const word of words) {
    const cx = word.x + (word.angle === 1000 ? 0 : word.length / 2) * Math.cos((word.angle * Math.PI) / 180)
    const cy = word.y + (word.length / 2) * (word.angle === 1000 ? 1 : Math.sin((word.angle * Math.PI) / 180))
    const slack = Math.min(word.size, 4)
    if (cx < -slack || cx > frame.width + slack || cy < -slack || cy - word.size * 0.7 > frame.height + slack)
      continue
    if (large && word.size < 1) continue
    if (!word.visible && anyVisible) {
      invisible.push(word)
      continue
    }
    if (word.white && word.visible && !covers(painted, word) && !covers(pictures, word)) continue
    const gx = Math.round(word.x / 4)
    const gy = Math.round(word.y / 4)
    let double = false
    for (let dx = -1; dx <= 1 && !double; dx++)
      for (let dy = -1; dy <= 1 && !double; dy++)
        for (const other of cells.get(cellOf(gx + dx, gy + dy)) ?? [])
          if (
            other.text === word.text &&
            other.angle === word.angle &&
            Math.abs(other.x - word.x) < 0.25 * word.size &&
            Math.abs(other.y - word.y) < 0.2 * word.size &&
            Math.abs(other.size - word.size) < 0.15 * word.size
          ) {
            double = true
            break
          }
    if (double) continue
    const cell = cellOf(gx, gy)
    const list = cells.get(cell)
    if (list) list.push(word)
    else cells.set(cell, [word])
    kept.push(word)
  }
  const rows = new Map<number, Word[]>()
  for (const word of invisible.length > 0 ? kept : []) {
    const row = Math.round(word.y / rowHeight)
    const list = rows.get(row)
    if (list) list.push(word)
    else rows.set(row, [word])
  }
  const overlaps = (word: Word, other: Word) =>
    Math.abs(other.y - word.y) < 0.6 * Math.max(other.size, word.size) &&
    Math.min(other.x + other.length, word.x + word.length) - Math.max(other.x, word.x) >
      0.3 * Math.min(other.length, word.length)
  for (const word of invisible) {
    if (!covers(pictures, word)) continue
    const row = Math.round(word.y / rowHeight)
    const reach = Math.ceil((0.6 * word.size) / rowHeight)
    let hidden = false
    for (let r = row - reach; r <= row + reach && !hidden; r++)
      hidden = (rows.get(r) ?? []).some((other) => overlaps(word, other))
    if (!hidden) kept.push(word)
  }
  if (invisible.length > 0) kept.sort((a, b) => a.order - b.order)
  return kept
}
