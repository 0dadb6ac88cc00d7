/**
 * Single letters and digits by a network made for them, where recognisers of words are weakest: of 37 letters said by two
 * people it names 34, a grammar of all letters 27 (docs/adr/0028-grammar-and-rejection.md).
 *
 * The network is the “SpellingCNN” of moonshine-ai/moonshine (MIT, 2.4 MB), found in the folders that hold recognisers.
 * It knows no names of letters (“alpha”, “bravo”) and no words: whoever asks must expect a letter.
 */
import { AppError } from '../../rpc/failure.ts'
import { filesBytes, type Keeper } from '../keeper.ts'
import { findPacks, type Layout } from '../packs.ts'
import { openSession, type Session } from '../session.ts'
import { bands, clipSamples, frames, logMel } from './log-mel.ts'

/** Of the 36 classes, and the first 36 of those of its successor, which has 16 words of command behind them. */
const names = Array.from('abcdefghijklmnopqrstuvwxyz0123456789')

export interface Letter {
  readonly text: string // a letter in lower case, or a digit
  readonly probability: number
}

export interface Spelling {
  /**
   * @param request.pcm one letter or digit: mono, 16 bit, 16 kHz, cut by voice activity. Of more than a second the middle
   * @returns likeliest first, `most` of them
   * @throws {AppError} `not-found` where no folder holds the network, `damaged` where it cannot be used
   */
  decode(request: {
    readonly folders: readonly string[]
    readonly pcm: Int16Array
    readonly most?: number
  }): Promise<{ letters: Letter[] }>
}

const layout: Layout = {
  kind: 'spelling',
  architecture: 'spelling-cnn',
  lay(names) {
    // Of two the one with the longer name, which is newer and larger.
    const network = names.findLast((name) => /^spelling_cnn.*\.onnx$/i.test(name))
    return network === undefined ? undefined : { files: { network }, missing: [] }
  },
}

/** The sound in the middle of a second, where the training's letters lie. */
function centred(pcm: Int16Array): Float32Array {
  const clip = new Float32Array(clipSamples)
  const shift = Math.floor((clipSamples - pcm.length) / 2)
  for (let at = 0; at < clipSamples; at++) clip[at] = (pcm[at - shift] ?? 0) / 32_768
  return clip
}

function ranked(logits: Float32Array, most: number): Letter[] {
  const known = logits.subarray(0, names.length)
  const highest = known.reduce((one, other) => Math.max(one, other), -Infinity)
  const weights = Array.from(known, (value) => Math.exp(value - highest))
  const sum = weights.reduce((total, weight) => total + weight, 0)
  return names
    .map((text, index) => ({ text, probability: weights[index]! / sum }))
    .toSorted((one, other) => other.probability - one.probability)
    .slice(0, most)
}

async function decode(session: Session, pcm: Int16Array, most: number): Promise<Letter[]> {
  const [input] = session.inputs
  const [output] = session.outputs
  const result = await session.run({
    [input?.name ?? 'log_mel']: { type: 'float32', data: logMel(centred(pcm)), dims: [1, 1, bands, frames] },
  })
  const logits = result[output?.name ?? 'logits']
  if (logits?.type !== 'float32' || logits.data.length < names.length)
    throw new AppError('damaged', 'This network does not tell letters.', { reason: 'recogniser-damaged' })
  return ranked(logits.data, most)
}

export function createSpelling(keeper: Keeper): Spelling {
  return {
    async decode({ folders, pcm, most = 5 }) {
      const pack = findPacks(folders, [layout]).find(({ problem }) => problem === undefined)
      const path = pack?.files['network']
      if (!pack || path === undefined)
        throw new AppError('not-found', 'There is no network for letters.', { reason: 'spelling-missing' })
      const { name } = pack
      const letters = await keeper.use(
        {
          key: path,
          name,
          bytes: 1.2 * filesBytes([path]),
          load: () => openSession(path, { name }),
          release: (session) => session.release(),
        },
        (session) => decode(session, pcm, most),
      )
      return { letters }
    },
  }
}
