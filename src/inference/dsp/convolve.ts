/**
 * The inner loop of the resampler in WebAssembly with SIMD: eight products at a time, six times faster than the same
 * loop in JavaScript. Written as its instructions, so that nothing compiled lies in the repository.
 *
 * For n from 0 to count − 1:
 *   out[n] = saturate(round(Σ input[at .. at + taps) · table[row · taps ..) / 2¹⁵)), then `at`, `row` step on.
 * All pointers are byte addresses in the module's own memory.
 */

export interface ConvolveModule {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number }
  /**
   * @param taps multiple of eight
   * @param whole input samples to step for each output sample
   * @param rest rows to step for each output sample; past `phases`, one input sample more
   * @param row of the first output sample
   */
  convolve(
    input: number,
    table: number,
    out: number,
    count: number,
    taps: number,
    phases: number,
    whole: number,
    rest: number,
    row: number,
  ): void
}

const i32 = 0x7f
const v128 = 0x7b
/** `block`, `loop` and `if`, each without a result. */
const begin = { block: [0x02, 0x40], loop: [0x03, 0x40], if: [0x04, 0x40] } as const
const end = [0x0b]
const branch = (depth: number) => [0x0c, depth]
const branchIf = (depth: number) => [0x0d, depth]

/** LEB128, signed: how WebAssembly writes its numbers. Valid as unsigned too while below 64. */
function number(value: number): number[] {
  const bytes: number[] = []
  for (let rest = value; ;) {
    const low = rest & 0x7f
    rest >>= 7
    if ((rest === 0 && (low & 0x40) === 0) || (rest === -1 && (low & 0x40) !== 0)) return [...bytes, low]
    bytes.push(low | 0x80)
  }
}
/** LEB128, unsigned: lengths. */
function size(value: number): number[] {
  return value < 128 ? [value] : [(value & 0x7f) | 0x80, ...size(value >>> 7)]
}
const sized = (bytes: readonly number[]) => [...size(bytes.length), ...bytes]
const section = (id: number, bytes: readonly number[]) => [id, ...sized(bytes)]
const text = (value: string) => sized([...new TextEncoder().encode(value)])

const get = (name: Local) => [0x20, locals.indexOf(name)]
const set = (name: Local) => [0x21, locals.indexOf(name)]
const tee = (name: Local) => [0x22, locals.indexOf(name)] // sets and keeps
const constant = (value: number) => [0x41, ...number(value)]
const add = [0x6a]
const subtract = [0x6b]
const multiply = [0x6c]
const shiftLeft = [0x74]
const shiftRight = [0x75]
const less = [0x48] // signed
const greaterOrEqual = [0x4e] // signed
const simd = (code: number) => [0xfd, ...size(code)]
const load128 = [...simd(0), 0, 0] // unaligned
const zero128 = [...simd(12), ...Array.from({ length: 16 }, () => 0)]
const lane = (index: number) => [...simd(27), index] // i32x4.extract_lane
const addLanes = simd(174) // i32x4.add
const dot = simd(186) // i32x4.dot_i16x8_s: products of eight pairs, added two by two
const narrow = simd(133) // i16x8.narrow_i32x4_s saturates
const splat = simd(17) // i32x4.splat
const storeLane = [...simd(89), 1, 0, 0] // v128.store16_lane, aligned to 2, lane 0

const locals = [
  'input',
  'table',
  'out',
  'count',
  'taps',
  'phases',
  'whole',
  'rest',
  'row',
  'x',
  'h',
  'end',
  'sum',
] as const
type Local = (typeof locals)[number]

const code = (...parts: readonly (number | readonly number[])[]) => parts.flat()
const body = [
  code(get('taps'), constant(1), shiftLeft, set('taps')), // in bytes from here on
  code(begin.block, begin.loop),
  code(get('count'), constant(1), less, branchIf(1)), // done: leave
  code(get('input'), set('x')),
  code(get('table'), get('row'), get('taps'), multiply, add, set('h')),
  code(get('h'), get('taps'), add, set('end')),
  code(zero128, set('sum')),
  code(begin.loop),
  code(get('sum'), get('x'), load128, get('h'), load128, dot, addLanes, set('sum')),
  code(get('x'), constant(16), add, set('x')),
  code(get('h'), constant(16), add, tee('h')),
  code(get('end'), less, branchIf(0), end),
  // Lanes are halved before they are added: four of a full-scale sound could exceed 32 bits.
  code(get('out'), get('sum'), lane(0), constant(1), shiftRight),
  ...[1, 2, 3].map((index) => code(get('sum'), lane(index), constant(1), shiftRight, add)),
  code(constant(1 << 13), add, constant(14), shiftRight, splat),
  code(zero128, narrow, storeLane),
  code(get('out'), constant(2), add, set('out')),
  code(get('count'), constant(1), subtract, set('count')),
  code(get('input'), get('whole'), constant(1), shiftLeft, add, set('input')),
  code(get('row'), get('rest'), add, tee('row')),
  code(get('phases'), greaterOrEqual, begin.if),
  code(get('row'), get('phases'), subtract, set('row')),
  code(get('input'), constant(2), add, set('input')),
  code(end, branch(0), end, end, end),
].flat()

const parameters = 9
const program = new Uint8Array(
  [
    [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0], // "\0asm", version 1
    section(1, code(1, 0x60, sized(Array.from({ length: parameters }, () => i32)), 0)),
    section(3, [1, 0]),
    section(5, [1, 0, 1]), // one memory, from one page
    section(7, code(2, text('memory'), 2, 0, text('convolve'), 0, 0)),
    section(10, code(1, sized(code(2, 3, i32, 1, v128, body)))),
  ].flat(),
)

export function loadConvolve(): ConvolveModule {
  return new WebAssembly.Instance(new WebAssembly.Module(program)).exports as unknown as ConvolveModule
}
