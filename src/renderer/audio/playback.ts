/**
 * What the worklet does with sound, without the worklet: a queue of sound and silence goes through one sonic stream
 * for a whole run, and every output sample can be traced back to its source sample.
 *
 * It is fed only as much as the next quantum needs, so that a new speed acts at once, and it never flushes between
 * utterances, so that joins are gapless; pauses are silence inside the stream, cut or lengthened by the feed before
 * they get there (see docs/adr/0020-pauses-and-hard-spans.md). Method and constants: docs/adr/0016-player.md.
 */
import { Feed } from '../../sound/feed.ts'
import { plainTempo, type Tempo } from '../../sound/tempo.ts'
import type { PlayerOrder, PlayerReport } from './player-messages.ts'
import { chunkLimit, type Stretcher } from './stretcher.ts'

/** Length of the ramps that keep pauses and jumps from clicking, in seconds. */
const fadeSeconds = 0.003
/** Length of the cross-fade between two stretchings of the same sound, in seconds; a pitch period or more. */
const spliceSeconds = 0.01
/** How far a splice may shift the sound to meet the phase of what is playing, in seconds: half of sonic's longest period. */
const spliceReach = 0.008
/**
 * Below this speed a change is spliced. Sonic stretches what it keeps back by the speed it was written at: at 0.25x
 * that is 115 ms of old speed (measured), at 0.5x 57 ms, at 1x none.
 */
const spliceBelow = 0.5
/** Samples remembered for a splice: what sonic keeps back (740 at 24 kHz), what waits in its output, the reach. */
const historyLength = 4_096
/** A new knot falls due with each write; only those that are not yet heard are kept, a few tens. */
const knotLimit = 1_024
/** The least that is written at once. Smaller writes cost time and gain nothing: sonic works in pitch periods. */
const leastWrite = 32

export class Playback {
  readonly #stretcher: Stretcher
  readonly #quantum: number
  readonly #fade: number
  readonly #splice: number
  readonly #reach: number
  /** What fades out of the sound before a jump, mixed into what comes. */
  readonly #tail: Float32Array
  #tailAt = 0
  #tailLength = 0
  #rampAt = 0
  #rampLength = 0
  /** The last samples fed, a ring; their count modulo its length is where the next goes. */
  readonly #history = new Int16Array(historyLength)
  readonly #past: Int16Array

  #run = 0
  #playing = false
  #finished = false
  #flushed = true
  #starved = false
  #drained = false

  readonly #feed = new Feed(plainTempo(1))
  /** What is on its way from the feed to the stretcher. */
  readonly #fresh = new Int16Array(chunkLimit)
  #read = 0 // output samples handed out in this run

  // The map from output to what was fed: a ring of pairs, ascending. Between two of them it is a straight line. The
  // feed knows which source sample each was.
  readonly #knotOutput = new Float64Array(knotLimit)
  readonly #knotFed = new Float64Array(knotLimit)
  #firstKnot = 0
  #knots = 0
  #passedOutput = 0
  #passedFed = 0

  /** @param rate samples per second @param quantum samples in one call of `render` */
  constructor(stretcher: Stretcher, rate: number, quantum = 128) {
    this.#stretcher = stretcher
    this.#quantum = quantum
    this.#fade = Math.round(rate * fadeSeconds)
    this.#splice = Math.round(rate * spliceSeconds)
    this.#reach = Math.round(rate * spliceReach)
    this.#tail = new Float32Array(Math.max(this.#fade, this.#splice))
    this.#past = new Int16Array(historyLength)
  }

  obey(order: PlayerOrder): void {
    switch (order.type) {
      case 'begin':
        if (this.#playing) this.#takeTail(this.#fade)
        this.#clear()
        this.#run = order.run
        this.#ramp(this.#fade)
        return
      case 'push':
        if (order.pcm.length + order.silence === 0) return
        this.#feed.push(order)
        this.#finished = false
        this.#drained = false
        return
      case 'finish':
        this.#finished = true
        return
      case 'play':
        if (!this.#playing) this.#ramp(this.#fade)
        this.#playing = true
        return
      case 'pause':
        if (this.#playing) this.#takeTail(this.#fade)
        this.#playing = false
        this.#starved = false
        return
      case 'tempo':
        this.#changeTempo(order.tempo)
        return
      default:
        order satisfies never
    }
  }

  /** Fills `output`, one quantum long. Allocates a small object for each stretch of sound, some a second. */
  render(output: Float32Array): void {
    output.fill(0)
    if (this.#playing && !this.#drained) {
      const got = this.#take(output, output.length)
      this.#starved = got < output.length && !this.#finished
      if (got < output.length && this.#finished) this.#drained = true
      for (let i = 0; i < got && this.#rampAt < this.#rampLength; i++, this.#rampAt++)
        output[i] = (output[i] as number) * (this.#rampAt / this.#rampLength)
    }
    for (let i = 0; i < output.length && this.#tailAt < this.#tailLength; i++, this.#tailAt++)
      output[i] = (output[i] as number) + (this.#tail[this.#tailAt] as number)
  }

  /** @param frame the context's frame that comes after what was rendered last. */
  report(frame: number): PlayerReport {
    return {
      run: this.#run,
      frame,
      source: this.#feed.sourceAt(this.#fedAt(this.#read)),
      pace: this.#feed.pace,
      queued: this.#feed.queued,
      playing: this.#playing,
      starved: this.#starved,
      drained: this.#drained,
    }
  }

  /** Reads up to `count` samples into the start of `target`, feeding the stretcher as needed. */
  #take(target: Float32Array, count: number): number {
    const step = Math.max(leastWrite, Math.ceil(this.#quantum * this.#stretcher.speed))
    while (this.#stretcher.available < count) {
      const had = this.#stretcher.available
      const fed = this.#write(step)
      if (fed === 0) {
        if (this.#flushed) break
        // The queue is empty: at the end, or because the next utterance is late. Either way the tail must be heard.
        this.#flushed = true
        this.#stretcher.flush()
        this.#knot(this.#feed.fed)
        break
      }
      this.#flushed = false
      if (this.#stretcher.available > had) this.#knot(Math.max(0, this.#feed.fed - this.#stretcher.held))
    }
    const got = this.#stretcher.read(target, 0, count)
    this.#read += got
    return got
  }

  #write(count: number): number {
    let written = 0
    while (written < count) {
      const { speed, fed } = this.#feed
      const got = this.#feed.next(this.#fresh, Math.min(count - written, chunkLimit))
      if (got === 0) break
      if (speed !== this.#stretcher.speed) this.#stretcher.speed = speed // a hard span, or a tone
      this.#stretcher.write(this.#fresh, 0, got)
      for (let i = 0; i < got; i++) this.#history[(fed + i) % historyLength] = this.#fresh[i] as number
      written += got
    }
    return written
  }

  #knot(fed: number): void {
    if (this.#knots === knotLimit) this.#dropKnot()
    const last = (this.#firstKnot + this.#knots - 1) % knotLimit
    const least = this.#knots > 0 ? (this.#knotFed[last] as number) : this.#passedFed
    const index = (this.#firstKnot + this.#knots) % knotLimit
    this.#knotOutput[index] = this.#read + this.#stretcher.available
    this.#knotFed[index] = Math.max(least, fed) // what was heard is never taken back, whatever `held` is
    this.#knots++
  }

  #dropKnot(): void {
    this.#passedOutput = this.#knotOutput[this.#firstKnot] as number
    this.#passedFed = this.#knotFed[this.#firstKnot] as number
    this.#firstKnot = (this.#firstKnot + 1) % knotLimit
    this.#knots--
  }

  #fedAt(output: number): number {
    while (this.#knots > 0 && (this.#knotOutput[this.#firstKnot] as number) <= output) this.#dropKnot()
    if (this.#knots === 0) return this.#passedFed
    const nextOutput = this.#knotOutput[this.#firstKnot] as number
    const nextFed = this.#knotFed[this.#firstKnot] as number
    const share = (output - this.#passedOutput) / (nextOutput - this.#passedOutput)
    return this.#passedFed + share * (nextFed - this.#passedFed)
  }

  /** The next `length` samples, faded out, to be added to the quanta that follow. */
  #takeTail(length: number): void {
    const got = this.#take(this.#tail, length)
    for (let i = 0; i < got; i++) this.#tail[i] = (this.#tail[i] as number) * (1 - (i + 1) / length)
    this.#tailAt = 0
    this.#tailLength = got
  }

  #ramp(length: number): void {
    this.#rampAt = 0
    this.#rampLength = length
  }

  #changeTempo(tempo: Tempo): void {
    const before = this.#stretcher.speed
    const from = this.#fedAt(this.#read)
    const most = Math.min(historyLength - this.#reach, this.#feed.fed)
    const same = tempo.speed === this.#feed.tempo.speed
    if (same || before >= spliceBelow || !this.#playing || this.#flushed || this.#feed.fed - from > most) {
      this.#feed.tempo = tempo
      this.#stretcher.speed = this.#feed.speed
      return
    }
    const output = this.#read
    this.#takeTail(this.#splice)
    this.#feed.tempo = tempo
    const start = this.#meet(from)
    const count = this.#feed.fed - start
    for (let i = 0; i < count; i++) this.#past[i] = this.#history[(start + i) % historyLength] as number
    this.#stretcher.reset()
    this.#stretcher.speed = this.#feed.speed
    this.#read = output
    this.#knots = 0
    this.#passedOutput = output
    this.#passedFed = start
    for (let at = 0; at < count; at += chunkLimit)
      this.#stretcher.write(this.#past, at, Math.min(chunkLimit, count - at))
    if (this.#stretcher.available > 0) this.#knot(Math.max(start, this.#feed.fed - this.#stretcher.held))
    this.#ramp(this.#splice)
  }

  /** The sample fed near `from` that sounds most like the tail being faded out (normalised correlation). */
  #meet(from: number): number {
    const first = Math.max(0, this.#feed.fed - historyLength, Math.floor(from) - this.#reach)
    const last = Math.min(this.#feed.fed - this.#tailLength, Math.floor(from) + this.#reach)
    let best = Math.floor(from)
    let bestLikeness = 0
    for (let start = first; start <= last; start++) {
      let product = 0
      let energy = 1
      for (let i = 0; i < this.#tailLength; i++) {
        const sample = this.#history[(start + i) % historyLength] as number
        product += sample * (this.#tail[i] as number)
        energy += sample * sample
      }
      const likeness = product / Math.sqrt(energy)
      if (likeness > bestLikeness) {
        best = start
        bestLikeness = likeness
      }
    }
    return best
  }

  #clear(): void {
    this.#stretcher.reset()
    this.#feed.clear()
    this.#read = 0
    this.#firstKnot = 0
    this.#knots = 0
    this.#passedOutput = 0
    this.#passedFed = 0
    this.#finished = false
    this.#flushed = true
    this.#starved = false
    this.#drained = false
  }
}
