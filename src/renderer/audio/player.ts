/**
 * The page's side of the player: one AudioContext, one worklet, one gain, and the clock that says what is heard.
 *
 * What the bundler must do (plain Vite 8 does, with these settings; e2e/player/vite.config.ts is a complete example):
 * - `?worker&url` emits `player-worklet.ts` as a file of its own. Set `worker: { format: 'es' }` (the default, iife,
 *   gives sonic's glue a `document`, which a worklet has not), `build: { assetsInlineLimit: 0 }` (the policy of our
 *   pages allows no data: URL) and `base: './'`.
 * - sonic's glue mentions Node's "module" in a branch that a worklet never takes: Vite says that it was externalized and
 *   emits a stub that is never loaded.
 * - The page's policy needs `script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'`.
 */
import sonicUrl from '@echogarden/sonic-wasm/sonic.wasm?url'
import { soundRate } from '../../contract/inference.ts'
import { plainTempo, type Sound, type Tempo } from '../../sound/tempo.ts'
import { PlayerClock } from './player-clock.ts'
import type { PlayerOptions, PlayerOrder, PlayerReport } from './player-messages.ts'
// oxlint-disable-next-line import/default -- the bundler makes the default export
import workletUrl from './player-worklet.ts?worker&url'
import type { Heard, Player, PlayerListener, Tap } from './player-types.ts'

/** Volume and mute change over this time, so that they do not click. */
const gainSeconds = 0.02
/** A context that has been at rest this long is suspended, which frees the sound device and 3 % of a core. */
const restMilliseconds = 60_000

/** Shared by all contexts of the page: compiling takes about 10 ms. */
let compiled: Promise<WebAssembly.Module> | undefined
function sonicModule(): Promise<WebAssembly.Module> {
  compiled ??= fetch(sonicUrl)
    .then((response) => response.arrayBuffer())
    .then((bytes) => WebAssembly.compile(bytes))
  compiled.catch(() => {
    compiled = undefined // the next attempt asks again
  })
  return compiled
}

interface Device {
  readonly context: AudioContext
  readonly gain: GainNode
  node: AudioWorkletNode | undefined
  /** What was ordered before the worklet was there. */
  readonly early: PlayerOrder[]
  readonly ready: Promise<void>
}

class WebPlayer implements Player {
  readonly #listener: PlayerListener
  readonly #clock = new PlayerClock()
  #device: Device | undefined
  #tap: Tap | undefined
  #playing = false
  #tempo = plainTempo(1)
  #volume = 1
  #rest: ReturnType<typeof setTimeout> | undefined

  constructor(listener: PlayerListener) {
    this.#listener = listener
    document.addEventListener('pointerdown', this.#gesture, { capture: true })
    document.addEventListener('keydown', this.#gesture, { capture: true })
  }

  prepare(): Promise<void> {
    return this.#open().ready
  }

  begin(run: number): void {
    this.#clock.begin(run)
    this.#order({ type: 'begin', run })
  }

  push(sound: Sound): void {
    this.#order({ type: 'push', ...sound, pcm: sound.pcm.slice() }) // a view would drag its whole buffer along
  }

  finish(): void {
    this.#order({ type: 'finish' })
  }

  play(): void {
    this.#playing = true
    clearTimeout(this.#rest)
    const { context } = this.#open()
    // Resolves late or never while the browser waits for a gesture; the watchdog sees that nothing is heard.
    if (context.state !== 'running') context.resume().catch(() => undefined)
    this.#order({ type: 'play' })
  }

  pause(): void {
    this.#playing = false
    if (!this.#device) return
    this.#order({ type: 'pause' })
    clearTimeout(this.#rest)
    this.#rest = setTimeout(() => {
      this.#device?.context.suspend().catch(() => undefined)
    }, restMilliseconds)
  }

  setTempo(tempo: Tempo): void {
    this.#tempo = tempo
    if (this.#device) this.#order({ type: 'tempo', tempo })
  }

  setVolume(volume: number, seconds = gainSeconds): void {
    this.#volume = volume
    if (!this.#device) return
    const { context, gain } = this.#device
    gain.gain.cancelScheduledValues(context.currentTime)
    gain.gain.setValueAtTime(gain.gain.value, context.currentTime)
    gain.gain.linearRampToValueAtTime(volume, context.currentTime + seconds)
  }

  heard(): Heard | undefined {
    const context = this.#device?.context
    if (!context) return undefined
    return this.#clock.heard(context.currentTime * soundRate, this.#latency(context) * soundRate)
  }

  blocked(): boolean {
    return this.#device !== undefined && this.#device.context.state !== 'running'
  }

  note(entry: unknown): void {
    if (!this.#tap || !this.#device) return
    const { context } = this.#device
    this.#tap.note((context.currentTime - this.#latency(context)) * soundRate, entry)
  }

  rebuild(): void {
    const old = this.#device
    this.#device = undefined
    if (old) {
      old.node?.disconnect()
      old.context.onstatechange = null
      old.context.close().catch(() => undefined)
    }
    this.#clock.begin(-1)
    this.#open()
    if (this.#playing) this.play()
  }

  close(): void {
    document.removeEventListener('pointerdown', this.#gesture, { capture: true })
    document.removeEventListener('keydown', this.#gesture, { capture: true })
    clearTimeout(this.#rest)
    const device = this.#device
    this.#device = undefined
    device?.node?.disconnect()
    device?.context.close().catch(() => undefined)
  }

  /** A browser that kept the sound back lets it out in the handler of a key or a click, whatever that was for. */
  readonly #gesture = (): void => {
    const context = this.#device?.context
    if (this.#playing && context && context.state !== 'running') context.resume().catch(() => undefined)
  }

  /** Seconds from a frame's rendering to the ear. Bluetooth makes it a few tenths. */
  #latency(context: AudioContext): number {
    return context.outputLatency || context.baseLatency || 0
  }

  #order(order: PlayerOrder): void {
    const device = this.#open()
    if (!device.node) return void device.early.push(order)
    device.node.port.postMessage(order, order.type === 'push' ? [order.pcm.buffer as ArrayBuffer] : [])
  }

  #open(): Device {
    if (this.#device) return this.#device
    const context = new AudioContext({ sampleRate: soundRate, latencyHint: 'interactive' })
    const gain = new GainNode(context, { gain: this.#volume })
    gain.connect(context.destination)
    const device: Device = { context, gain, node: undefined, early: [], ready: this.#load(context, gain) }
    this.#device = device
    device.early.push({ type: 'tempo', tempo: this.#tempo })
    device.ready.catch((cause: unknown) => {
      if (this.#device === device) this.#listener.failed(cause)
    })
    // A device that was unplugged, or a call on a phone, stops the context; it is asked to go on when it may.
    context.onstatechange = () => {
      if (this.#device === device && this.#playing && context.state === 'suspended')
        context.resume().catch(() => undefined)
    }
    context.addEventListener('error', () => {
      if (this.#device === device) this.#listener.failed(new Error('the sound device failed'))
    })
    return device
  }

  async #load(context: AudioContext, gain: GainNode): Promise<void> {
    const [module] = await Promise.all([sonicModule(), context.audioWorklet.addModule(workletUrl)])
    if (new URLSearchParams(location.search).has('tap')) {
      const { attachTap } = await import('./tap.ts')
      this.#tap = await attachTap(context, gain)
    }
    const device = this.#device
    if (!device || device.context !== context) return // closed or rebuilt meanwhile
    const processorOptions: PlayerOptions = { module }
    const node = new AudioWorkletNode(context, 'lectern-player', {
      numberOfInputs: 0,
      outputChannelCount: [1],
      processorOptions,
    })
    node.onprocessorerror = () => {
      if (this.#device === device) this.#listener.failed(new Error('the player stopped'))
    }
    node.port.onmessage = ({ data }: MessageEvent<PlayerReport>) => {
      if (this.#device !== device) return
      this.#clock.report(data)
      this.#listener.reported()
    }
    node.connect(gain)
    device.node = node
    for (const order of device.early.splice(0)) node.port.postMessage(order)
  }
}

/** Nothing touches the sound device before `prepare` or the first order. */
export function createPlayer(listener: PlayerListener): Player {
  return new WebPlayer(listener)
}
