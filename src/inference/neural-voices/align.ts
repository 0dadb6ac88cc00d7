/**
 * When each sound of a known sequence is heard in a recording of it, for voices that do not say so themselves.
 *
 * Forced alignment without a model: the sounds come with the time that eSpeak NG would give them, and each class of
 * sounds has a loudness and a share of high frequencies that set it apart from its neighbours (vowels are loud and low, an
 * s is quiet and high, the closure of a t is all but silent). The segmentation with the least cost is found by dynamic
 * programming over durations (a segmental Viterbi search, as in hidden semi-Markov models).
 */

/** One sound, mark or space in the order in which they are said. */
export interface Unit {
  readonly kind: Kind
  /** How long it is expected to be, in seconds; their sum need not be that of the recording. */
  readonly seconds: number
}
export type Kind = 'vowel' | 'sonorant' | 'voiced' | 'sibilant' | 'breath' | 'stop' | 'silence'

export interface Span {
  readonly start: number
  readonly end: number
}

const framesPerSecond = 100

/** Mean and spread of the level below the loud frames, and of the level of the signal's slope above its own, in dB. */
const classes: Readonly<
  Record<
    Exclude<Kind, 'silence'>,
    { readonly level: readonly [number, number]; readonly slope: readonly [number, number] }
  >
> = {
  vowel: { level: [-4, 5], slope: [-15, 6] },
  sonorant: { level: [-9, 6], slope: [-16, 7] },
  voiced: { level: [-15, 7], slope: [-10, 9] },
  sibilant: { level: [-16, 7], slope: [-2, 6] },
  breath: { level: [-27, 10], slope: [-6, 8] },
  stop: { level: [-26, 10], slope: [-7, 9] },
}
/** Silence costs nothing up to here, in dB below the loud frames; where a voice hisses, up to so much above its hiss. */
const silentBelow = -38
const aboveHiss = 5
const loudestHiss = -22
const silentSpread = 7
/** One frame more or less says little, since neighbours are alike: its share, and what it can cost at most. */
const frameShare = 0.35
const mostCost = 9
/** Spread of ln(duration / expected). */
const durationSpread = 0.5
const pauseSpread = 0.8
/** A pause may be missing. */
const missingPause = 1.5

const vowels = /[aeiouyæøœɐɑɒɔɘəɚɛɜɝɞɤɨɪɯɵɶʉʊʌʏᵻ]/u
const sonorants = /[jlmnrwŋɥɫɭɱɰɲɳɴɹɺɻɽɾʀʁʎʟʋ]/u
const voiced = /[bdɡgvzðɖɓɗɟɠɢʐʑʒʝɣβɦ]/u
const sibilants = /[sʃʂɕʦʧST]/u
const stops = /^[ˈˌ]?[ptkcqʈʔ](?![sʃ])/u

/** @param ipa one sound */
export function kindOf(ipa: string): Kind {
  if (stops.test(ipa)) return 'stop'
  if (vowels.test(ipa)) return 'vowel'
  if (voiced.test(ipa)) return 'voiced'
  if (sonorants.test(ipa)) return 'sonorant'
  return sibilants.test(ipa) ? 'sibilant' : 'breath'
}

interface Frames {
  readonly level: Float32Array
  readonly slope: Float32Array
  readonly count: number
  /** Below this level a frame is silent. */
  readonly silent: number
}

/** Levels in dB of windows of 20 ms, each 10 ms: of the signal against its loud parts, of its slope against itself. */
function framesOf(pcm: Int16Array, rate: number): Frames {
  const hop = rate / framesPerSecond
  const count = Math.max(1, Math.floor(pcm.length / hop))
  const level = new Float32Array(count)
  const slope = new Float32Array(count)
  for (let frame = 0; frame < count; frame++) {
    const from = Math.max(1, Math.round((frame - 0.5) * hop))
    const to = Math.min(pcm.length, Math.round((frame + 1.5) * hop))
    let energy = 1
    let steep = 1
    for (let at = from; at < to; at++) {
      const value = pcm[at] as number
      energy += value * value
      const step = value - (pcm[at - 1] as number)
      steep += step * step
    }
    level[frame] = 10 * Math.log10(energy / Math.max(1, to - from))
    // As at 24,000 samples a second, whatever the rate.
    slope[frame] = 10 * Math.log10(steep / energy) + 20 * Math.log10(rate / 24_000)
  }
  const sorted = level.toSorted()
  const loud = sorted[Math.floor(count * 0.95)] as number
  const hiss = (sorted[Math.floor(count * 0.03)] as number) - loud
  for (let frame = 0; frame < count; frame++) level[frame] = (level[frame] as number) - loud
  return { level, slope, count, silent: Math.max(silentBelow, Math.min(hiss + aboveHiss, loudestHiss)) }
}

/** Cost of the frames before `index` under each class, summed up. */
function sums({ level, slope, count, silent }: Frames): Record<Kind, Float64Array> {
  const summed = (cost: (level: number, slope: number) => number): Float64Array => {
    const sum = new Float64Array(count + 1)
    for (let frame = 0; frame < count; frame++)
      sum[frame + 1] =
        (sum[frame] as number) +
        frameShare * Math.min(mostCost, cost(level[frame] as number, slope[frame] as number))
    return sum
  }
  const sound = (kind: Exclude<Kind, 'silence'>) => {
    const { level: l, slope: s } = classes[kind]
    return summed((one, other) => 0.5 * ((one - l[0]) / l[1]) ** 2 + 0.5 * ((other - s[0]) / s[1]) ** 2)
  }
  return {
    vowel: sound('vowel'),
    sonorant: sound('sonorant'),
    voiced: sound('voiced'),
    sibilant: sound('sibilant'),
    breath: sound('breath'),
    stop: sound('stop'),
    silence: summed((one) => (one <= silent ? 0 : 0.5 * ((one - silent) / silentSpread) ** 2)),
  }
}

/**
 * @param pcm the recording, with whatever silence lies around
 * @param rate its samples per second
 * @returns a span in seconds for each unit, in order and without gaps between; silence before and after is in none
 */
export function align(pcm: Int16Array, rate: number, units: readonly Unit[]): Span[] {
  if (units.length === 0) return []
  const frames = framesOf(pcm, rate)
  const cost = sums(frames)
  const { count } = frames
  let silent = 0
  for (const level of frames.level) if (level < frames.silent) silent++
  const expected = units.reduce((sum, { kind, seconds }) => sum + (kind === 'silence' ? 0 : seconds), 0)
  const scale = Math.max(1, count - silent) / Math.max(0.01, expected * framesPerSecond)
  const pause: Unit = { kind: 'silence', seconds: 0 }
  const all = [pause, ...units, pause]
  const width = count + 1
  /** Frames of each unit on the best way that ends it at each frame. */
  const taken = new Uint16Array(all.length * width)
  let before = new Float64Array(width).fill(Infinity)
  before[0] = 0
  for (const [index, { kind, seconds }] of all.entries()) {
    const after = new Float64Array(width).fill(Infinity)
    const sum = cost[kind]
    const still = kind === 'silence'
    const wanted = Math.max(1, seconds * framesPerSecond * (still ? 1 : scale))
    const edge = index === 0 || index === all.length - 1
    const most = Math.min(count, still ? 250 : Math.ceil(wanted * 3.5) + 4)
    const duration = new Float64Array(most + 1)
    for (let length = 0; length <= most; length++)
      duration[length] =
        length === 0
          ? still
            ? edge || seconds === 0
              ? 0
              : missingPause
            : 6 // a sound may be swallowed, at a price
          : still
            ? edge
              ? 0
              : seconds === 0
                ? 0.3 + 0.05 * length
                : 0.5 * (Math.log(length / wanted) / pauseSpread) ** 2
            : 0.5 * (Math.log(length / wanted) / durationSpread) ** 2
    for (let end = 0; end <= count; end++) {
      let best = Infinity
      let length = 0
      for (let each = Math.min(most, end); each >= 0; each--) {
        const from = end - each
        const way =
          (before[from] as number) + (sum[end] as number) - (sum[from] as number) + (duration[each] as number)
        if (way < best) {
          best = way
          length = each
        }
      }
      after[end] = best
      taken[index * width + end] = length
    }
    before = after
  }
  const spans: Span[] = []
  let end = count
  for (let index = all.length - 1; index > 0; index--) {
    const start = end - (taken[index * width + end] as number)
    if (index < all.length - 1) spans.push({ start: start / framesPerSecond, end: end / framesPerSecond })
    end = start
  }
  return spans.reverse()
}
