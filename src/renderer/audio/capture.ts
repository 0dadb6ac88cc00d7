/**
 * Opens a microphone and gives its sound as frames at `hearingRate`, until it is closed or lost.
 *
 * The sound goes through a worklet (capture-worklet.ts), so that it keeps its order and its pace while the page is
 * busy; see docs/adr/0032-capture-in-a-worklet.md.
 */
import { AppError } from '../../rpc/failure.ts'
// oxlint-disable-next-line import/default -- the bundler makes the default export
import workletUrl from './capture-worklet.ts?worker&url'

export interface MicrophoneWish {
  /** The device's id; empty: the system's own choice. */
  readonly device: string
  readonly echoCancellation: boolean
  readonly noiseSuppression: boolean
  readonly autoGain: boolean
}

export interface MicrophoneListener {
  /** `hearingFrame` samples, mono; the listener may keep them. */
  frame(pcm: Int16Array): void
  /** The device was unplugged, or the system took it away. It is closed then. */
  lost(cause: AppError): void
}

export interface Microphone {
  /** True where the device that was wished for is gone and the system's own was taken. */
  readonly substitute: boolean
  /** As the system calls it. */
  readonly name: string
  /** Lets the device go at once: the system's own sign of an open microphone goes out. */
  close(): void
}

export type OpenMicrophone = (wish: MicrophoneWish, listener: MicrophoneListener) => Promise<Microphone>

/** Why a browser gives no microphone, by the names of Media Capture and Streams, 10.6. */
export function microphoneError(cause: unknown): AppError {
  if (cause instanceof AppError) return cause
  const name = cause instanceof Error ? cause.name : ''
  const fail = (code: 'denied' | 'not-found' | 'busy' | 'unavailable', reason: string) =>
    new AppError(code, 'The microphone cannot be opened.', { reason, cause })
  switch (name) {
    case 'NotAllowedError':
      return fail('denied', 'microphone-denied')
    case 'SecurityError':
      return fail('denied', 'microphone-insecure')
    case 'NotFoundError':
    case 'OverconstrainedError':
      return fail('not-found', 'microphone-missing')
    case 'NotReadableError':
    case 'AbortError':
      return fail('busy', 'microphone-busy')
    default:
      return fail('unavailable', 'microphone-failed')
  }
}

async function openTrack(wish: MicrophoneWish): Promise<{ stream: MediaStream; substitute: boolean }> {
  // A page that was not loaded over a secure way has no devices at all.
  const devices = navigator.mediaDevices as MediaDevices | undefined
  if (!devices)
    throw new AppError('denied', 'No microphone over an insecure connection.', {
      reason: 'microphone-insecure',
    })
  const sound: MediaTrackConstraints = {
    channelCount: { ideal: 1 },
    echoCancellation: wish.echoCancellation,
    noiseSuppression: wish.noiseSuppression,
    autoGainControl: wish.autoGain,
  }
  if (wish.device === '') return { stream: await devices.getUserMedia({ audio: sound }), substitute: false }
  try {
    const chosen = { ...sound, deviceId: { exact: wish.device } }
    return { stream: await devices.getUserMedia({ audio: chosen }), substitute: false }
  } catch (cause) {
    const gone = cause instanceof Error && ['OverconstrainedError', 'NotFoundError'].includes(cause.name)
    if (!gone) throw cause
    return { stream: await devices.getUserMedia({ audio: sound }), substitute: true }
  }
}

/** @throws {AppError} with a reason `microphone-…`, see `microphoneError` */
export const openMicrophone: OpenMicrophone = async (wish, listener) => {
  let stream: MediaStream | undefined
  let context: AudioContext | undefined
  let closed = false
  const close = () => {
    closed = true
    for (const track of stream?.getTracks() ?? []) track.stop()
    if (context && context.state !== 'closed') context.close().catch(() => undefined)
  }
  try {
    const opened = await openTrack(wish)
    stream = opened.stream
    const [track] = stream.getAudioTracks()
    if (!track) throw new DOMException('no sound track', 'NotFoundError')
    // At the device's own rate: a context of another one would resample in a way that differs from browser to browser.
    context = new AudioContext({ latencyHint: 'interactive' })
    await context.audioWorklet.addModule(workletUrl)
    const source = context.createMediaStreamSource(stream)
    const node = new AudioWorkletNode(context, 'lectern-capture', { numberOfOutputs: 0 })
    node.port.onmessage = ({ data }: MessageEvent<Int16Array>) => {
      if (!closed) listener.frame(data)
    }
    const lost = () => {
      if (closed) return
      close()
      listener.lost(new AppError('unavailable', 'The microphone was lost.', { reason: 'microphone-lost' }))
    }
    track.addEventListener('ended', lost)
    node.onprocessorerror = lost
    source.connect(node)
    // A browser may hold a context back until there was a gesture; the key that opened the microphone was one.
    if (context.state !== 'running') context.resume().catch(() => undefined)
    return { substitute: opened.substitute, name: track.label, close }
  } catch (cause) {
    close()
    throw microphoneError(cause)
  }
}
