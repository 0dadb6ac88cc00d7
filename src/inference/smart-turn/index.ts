/**
 * Whether somebody who rests has said all: smart-turn v3, a Whisper encoder with one number behind it.
 *
 * After pipecat-ai/smart-turn, inference.py and train.py (BSD-2-Clause): the last eight seconds of the turn, silence in
 * front where it is shorter, normalised to mean 0 and variance 1 with that silence; Whisper's log-mel bands of 800 frames;
 * input `input_features` [1, 80, 800]; the output, though called `logits`, has been through a sigmoid: above 0.5 the turn
 * is complete.
 */
import { hearingRate } from '../../contract/hearing.ts'
import { AppError } from '../../rpc/failure.ts'
import { whisperMel } from '../dsp/whisper-mel.ts'
import { filesBytes, type Keeper } from '../keeper.ts'
import { chooseFile, findPacks, type Layout } from '../packs.ts'
import { openSession, type Session } from '../session.ts'

const samples = 8 * hearingRate
const frames = 800
const bands = 80

const layout: Layout = {
  kind: 'turn-detector',
  architecture: 'smart-turn',
  lay(names) {
    const network = chooseFile(names, /^smart[-_]?turn.*\.onnx$/i)
    return network === undefined ? undefined : { files: { network }, missing: [] }
  },
}

/** What version 3 was trained on, by its publisher's notes. */
const languages = 'ar bn da de en es fi fr hi id it ja ko mr nl no pl pt ru tr uk vi zh'.split(' ')

function knows(tags: readonly string[], language: string): boolean {
  const primary = (tag: string) =>
    tag
      .toLowerCase()
      .split('-')[0]
      ?.replace(/^n[bn]$/, 'no')
  return tags.some((tag) => tag === 'mul' || primary(tag) === primary(language))
}

/** The last eight seconds, as the network was trained on them. @param pcm mono, 16 bit, 16 kHz */
function normalised(pcm: Int16Array): Float32Array {
  const sound = new Float32Array(samples)
  const heard = pcm.subarray(Math.max(0, pcm.length - samples))
  const lead = samples - heard.length
  for (let at = 0; at < heard.length; at++) sound[lead + at] = heard[at]! / 32_768
  const mean = sound.reduce((sum, value) => sum + value, 0) / samples
  const variance = sound.reduce((sum, value) => sum + (value - mean) ** 2, 0) / samples
  return sound.map((value) => (value - mean) / Math.sqrt(variance + 1e-7))
}

export interface TurnDetector {
  /**
   * @param request.pcm the turn so far: mono, 16 bit, 16 kHz
   * @returns how likely it is that the turn is complete, 0 to 1
   * @throws {AppError} `not-found` where no folder holds such a network for the language, `damaged` where it cannot be used
   */
  decide(request: {
    readonly folders: readonly string[]
    readonly language: string
    readonly pcm: Int16Array
  }): Promise<{ complete: number }>
}

async function ask(network: Session, pcm: Int16Array, name: string): Promise<number> {
  const [input] = network.inputs
  const [output] = network.outputs
  const values = await network.run({
    [input?.name ?? 'input_features']: {
      type: 'float32',
      data: whisperMel(normalised(pcm), frames, bands),
      dims: [1, bands, frames],
    },
  })
  const value = values[output?.name ?? 'logits']
  const complete = value?.type === 'float32' ? value.data[0] : undefined
  if (complete === undefined || !(complete >= 0 && complete <= 1))
    throw new AppError('damaged', `“${name}” does not tell whether a turn is complete.`, {
      reason: 'model-damaged',
      data: { name },
    })
  return complete
}

export function createTurnDetector(keeper: Keeper): TurnDetector {
  return {
    async decide({ folders, language, pcm }) {
      const pack = findPacks(folders, [layout]).find(
        ({ problem, installed }) =>
          problem === undefined && knows(installed?.languages ?? languages, language),
      )
      const path = pack?.files['network']
      if (!pack || path === undefined)
        throw new AppError('not-found', 'There is no detector of turns.', { reason: 'turn-detector-missing' })
      const { name } = pack
      const complete = await keeper.use(
        {
          key: path,
          name,
          bytes: 1.2 * filesBytes([path]),
          load: () => openSession(path, { name }),
          release: (session) => session.release(),
        },
        (session) => ask(session, pcm, name),
      )
      return { complete }
    },
  }
}
