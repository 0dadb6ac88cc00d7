/** Recordings instead of the microphone: the same listener, fed as fast as it goes. */
import type { CommandLanguage, HeardCommand, HearingContext, Recogniser } from '../../contract/hearing.ts'
import type { EndpointPreset, Hypothesis } from '../../contract/hearing.ts'
import { endsOpen } from '../../core/hearing/open-ending.ts'
import { Listener } from '../../core/hearing/listener.ts'
import type { ListenerParts, Told } from '../../core/hearing/parts.ts'
import { endpointingFor, endpointingForFile } from '../../core/hearing/presets.ts'
import type { HearingMode } from '../../contract/hearing.ts'
import { AppError } from '../../rpc/failure.ts'
import { answered } from './file-command.ts'
import { fileSound } from './file-sound.ts'
import { chosenRecogniser, writers } from './recognisers.ts'
import { SessionSense } from './sense.ts'
import { type HearingParts, noDictation } from './sessions.ts'

export interface TranscribeRequest {
  readonly bytes: Uint8Array
  readonly recogniser?: string | undefined
  readonly language?: string | undefined
  readonly hotWords: readonly string[]
  readonly folders: readonly string[]
  readonly endpointing?: EndpointPreset | undefined
  readonly alternatives: number
}

export interface Segment {
  readonly start: number
  readonly end: number
  readonly text: string
  readonly hypothesis: Hypothesis
  readonly alternatives: Hypothesis[]
  readonly recogniser: string
}

/** Seconds between two utterances under which the second goes on with the first's sentence. */
const sameSentence = 0.5

/** What is known of an utterance's place in the text. */
export interface Writing {
  readonly language: string
  /** The text that stands before it. */
  readonly before: string
  /** It goes on after it within the same sentence. */
  readonly open: boolean
}

/** @param tidy writes a transcript as a person would */
export async function* transcribeFile(
  parts: HearingParts,
  request: TranscribeRequest,
  tidy: (text: string, writing: Writing) => string,
  signal?: AbortSignal,
): AsyncGenerator<Segment> {
  const { process, settings, recognisers, report } = parts
  const language = request.language ?? 'en'
  const { voiceThreshold, taughtWords } = settings.read()
  const folders = [...request.folders, ...parts.folders()]
  const release = process.hold()
  try {
    const list = await recognisers.list(folders)
    const able = candidates(list, request, language, chosenRecogniser(settings.read(), language))
    const sense = silent
    const listener = new Listener(
      {
        ear: process.ear,
        language,
        sense,
        requests: () =>
          able.map(({ id, hotWords }) => ({
            recogniser: id,
            folders,
            language,
            hotWords: hotWords ? [...request.hotWords, ...taughtWords].map((text) => ({ text })) : [],
            alternatives: request.alternatives,
          })),
        endpointing: () => endpointingForFile(request.endpointing, voiceThreshold),
        preset: () => request.endpointing ?? 'normal',
        report,
      },
      { mode: 'dictation', way: 'always', live: false },
    )
    let before = ''
    let waiting: Omit<Segment, 'text'> | undefined
    const write = (segment: Omit<Segment, 'text'>, next?: number): Segment => {
      const { text: words } = segment.hypothesis
      const open = next !== undefined && (next - segment.end < sameSentence || endsOpen(words, language))
      const text = tidy(words, { language, before, open })
      before = text
      return { ...segment, text }
    }
    for await (const told of throughout(listener, process, request.bytes, signal)) {
      const { event, start = 0, end = 0, recogniser = '' } = told
      if (event.type === 'trouble' && event.what === 'failed') throw unable()
      if (event.type !== 'final') continue
      if (waiting) yield write(waiting, start)
      const { hypothesis, alternatives } = event
      waiting = { start, end, hypothesis, alternatives, recogniser }
    }
    if (waiting) yield write(waiting)
  } finally {
    release()
  }
}

/** One or more spoken commands, each utterance apart; as `answered`. */
export async function understandFile(
  parts: HearingParts,
  request: {
    readonly bytes: Uint8Array
    readonly language: CommandLanguage
    readonly context?: HearingContext | undefined
  },
  signal?: AbortSignal,
): Promise<HeardCommand[]> {
  const { process, settings, recognisers, grammars, knowledge, report } = parts
  const { language } = request
  const folders = [...parts.folders()]
  const { voiceThreshold: threshold } = settings.read()
  const release = process.hold()
  const names = grammars.reserve()
  try {
    const list = await recognisers.list(folders)
    const sense = new SessionSense(
      {
        knowledge,
        grammars,
        language,
        wake: () => ({ phrase: '', sounds: [] }),
        report,
        prefix: names.prefix,
      },
      request.context,
    )
    const hot = [...knowledge.hotWords(sense.place)]
    const able = writers(list, language, chosenRecogniser(settings.read(), language)).filter(
      ({ kind }) => kind === 'transducer',
    )
    const listener = new Listener(
      {
        ear: process.ear,
        language,
        sense,
        requests: () =>
          able.map(({ id, hotWords }) => ({
            recogniser: id,
            folders,
            language,
            hotWords: hotWords ? hot : [],
            alternatives: 3,
          })),
        endpointing: (mode: HearingMode) => endpointingFor(mode, { preset: 'normal', threshold }),
        preset: () => 'normal',
        report,
      },
      { mode: 'command', way: 'always', live: false },
    )
    const commands: HeardCommand[] = []
    for await (const { event } of throughout(listener, process, request.bytes, signal)) {
      if (event.type === 'trouble' && event.what === 'failed') throw unable()
      if (event.type === 'command') commands.push(answered(event))
    }
    return commands
  } finally {
    names.release()
    release()
  }
}

async function* throughout(
  listener: Listener,
  process: HearingParts['process'],
  bytes: Uint8Array,
  signal: AbortSignal | undefined,
): AsyncGenerator<Told> {
  try {
    for await (const pcm of fileSound(process.ear, bytes, signal)) {
      yield* await listener.listen(pcm)
      signal?.throwIfAborted()
    }
    yield* await listener.flush()
  } finally {
    listener.close()
  }
}

/** Those asked for, or the best that is ready. @throws {AppError} where there is none */
function candidates(
  list: readonly Recogniser[],
  { recogniser }: TranscribeRequest,
  language: string,
  chosen: string | undefined,
): readonly Recogniser[] {
  if (recogniser === undefined) {
    const able = writers(list, language, chosen)
    if (able.length === 0) throw noDictation(language)
    return able
  }
  const found = list.find(({ id }) => id === recogniser)
  if (!found?.dictation)
    throw new AppError('not-found', `There is no recogniser “${recogniser}” that can transcribe.`, {
      reason: 'no-recogniser',
      data: { recogniser },
    })
  if (found.state !== 'ready')
    throw new AppError('unavailable', `The recogniser “${recogniser}” cannot be used.`, {
      reason: 'recogniser-unready',
      data: { recogniser: found.name },
    })
  return [found]
}

const unable = () => new AppError('unavailable', 'Listening stopped working.', { reason: 'ear-gave-up' })

/** A recording holds no commands to us: “stop” in it is a word. */
const silent: ListenerParts['sense'] = {
  prepare: () => undefined,
  decode: () => Promise.resolve(undefined),
  combine: () => ({
    decision: 'reject',
    heard: { command: null, arguments: {}, confidence: 0, heard: '', alternatives: [] },
  }),
  canGoOn: () => false,
  isStop: () => false,
}
