/** The engine that hears: answers the `ear` contract with voice activity, recognisers, grammars and sound files. */
import { ear } from '../contract/ear.ts'
import type { Handlers, Wire } from '../rpc/contract.ts'
import { serve } from '../rpc/serve.ts'
import { isCutOff } from './decode/cut-off.ts'
import { type HearingSound, openHearingSound } from './decode/hearing-sound.ts'
import { createGrammars } from './grammar/index.ts'
import { createKeeper } from './keeper.ts'
import { createRecognisers } from './recognisers.ts'
import type { RecogniserStream } from './recogniser.ts'
import { type Activity, type ActivityModel, openSilero } from './silero.ts'
import { createTurnDetector } from './smart-turn/index.ts'
import { createSpelling } from './spelling/index.ts'
import { createStreams } from './streams.ts'

export function earHandlers(): Handlers<typeof ear> {
  const keeper = createKeeper()
  const models = createRecognisers(keeper)
  const spelling = createSpelling(keeper)
  const turns = createTurnDetector(keeper)
  let silero: Promise<ActivityModel> | undefined
  let grammars: ReturnType<typeof createGrammars> | undefined
  const activities = createStreams<Activity>()
  const utterances = createStreams<RecogniserStream>()
  const sounds = createStreams<HearingSound>()
  const grammar = () => (grammars ??= createGrammars())

  return {
    recognisers: ({ folders }) => models.list(folders),

    'activity.open': async () => {
      silero ??= openSilero()
      const model = await silero.catch((error: unknown) => {
        silero = undefined
        throw error
      })
      return { stream: activities.open(model.start()) }
    },
    'activity.hear': async ({ stream, pcm }) => ({
      probabilities: await activities.use(stream, (activity) => activity.hear(pcm)),
    }),
    'activity.close': ({ stream }) => activities.close(stream, () => ({})),

    'recogniser.open': async ({ recogniser, folders, ...options }) => ({
      stream: utterances.open(await models.open(recogniser, folders, options)),
    }),
    'recogniser.hear': async ({ stream, pcm }) => ({
      hypothesis: await utterances.use(stream, (utterance) => utterance.hear(pcm)),
    }),
    'recogniser.peek': async ({ stream }) => ({
      hypothesis: await utterances.use(stream, (utterance) => utterance.peek()),
    }),
    'recogniser.end': async ({ stream }) => ({
      hypotheses: await utterances.close(stream, (utterance) => utterance.end()),
    }),
    'recogniser.close': ({ stream }) =>
      utterances.close(stream, (utterance) => {
        utterance.close()
        return {}
      }),

    'grammar.set': (request) => grammar().set(request),
    'grammar.decode': (request) => grammar().decode(request),
    'grammar.sounds': (request) => grammar().sounds(request),
    'spelling.decode': ({ folders, pcm, most }) =>
      spelling.decode({ folders, pcm, ...(most ? { most } : {}) }),
    'turn.decide': (request) => turns.decide(request),

    'sound.open': async ({ bytes }) => {
      const sound = await openHearingSound(bytes)
      const cutOff = isCutOff(bytes)
      return { stream: sounds.open(sound), seconds: sound.seconds, cutOff }
    },
    'sound.read': ({ stream, samples }) =>
      sounds.use(stream, async (sound) => ({ pcm: await sound.read(samples), ended: sound.ended })),
    'sound.close': ({ stream }) =>
      sounds.close(stream, (sound) => {
        sound.close()
        return {}
      }),

    memory: () => ({ resident: process.memoryUsage.rss() }),
  }
}

export function serveEar(wire: Wire): void {
  serve(ear, earHandlers(), wire, { report: (what, cause) => console.error('ear:', what, cause) })
}
