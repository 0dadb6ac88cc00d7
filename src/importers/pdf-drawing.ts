/**
 * Reads a page's drawing operators.
 *
 * The operator list is used rather than pdf.js's own text extraction because only the operators say what was
 * visible: rendering mode, colour, opacity, hidden layers, pictures underneath, and the names of fonts.
 */
import { keepVisible, share } from './pdf-visible.ts'
import {
  type Area,
  type FontFacts,
  type Glyph,
  type Mark,
  type Matrix,
  multiply,
  type PageFrame,
  type State,
  type Word,
  WordBuilder,
} from './pdf-words.ts'

export interface PageWords {
  readonly words: Word[]
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

const identity: Matrix = [1, 0, 0, 1, 0, 0]

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
  const builder = new WordBuilder()
  const painted: Area[] = [] // boxes of colour that white text may stand on
  const pictures: Area[] = []
  const stack: State[] = []
  let state = fresh(frame.transform)
  const marks: Mark[] = []
  let mark: Mark = { content: -1, artifact: false, hidden: false, annotation: undefined }

  const box = (values: ArrayLike<number>): Area => {
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
    [o['showText'], ([items]: [readonly (Glyph | number)[]]) => builder.show(items, state, mark)],
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
        builder.close()
        stack.length = 0
        stack.push(state)
        state = fresh(frame.transform)
        if (transform) state.ctm = multiply(state.ctm, transform)
        if (matrix) state.ctm = multiply(state.ctm, matrix)
        mark = { ...mark, annotation: id }
      },
    ],
    [
      o['endAnnotation'],
      () => {
        builder.close()
        mark = { ...mark, annotation: undefined }
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
  builder.close()
  return {
    words: keepVisible(builder.words, painted, pictures, frame),
    pictureShare: share(pictures, frame),
    glyphs: builder.glyphs,
    unknown: builder.unknown,
  }
}

function nameOf(value: unknown): string | undefined {
  return typeof value === 'object' && value !== null ? (value as { name?: string }).name : undefined
}

function isWhite(color: unknown): boolean {
  return typeof color === 'string' && /^#f[c-f]f[c-f]f[c-f]$/i.test(color)
}
