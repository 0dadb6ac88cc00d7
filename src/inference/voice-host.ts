/** The engine that speaks: answers the `inference` contract with voices, encoders and recordings. */
import { constants, setPriority } from 'node:os'
import { inference } from '../contract/inference.ts'
import type { Wire } from '../rpc/contract.ts'
import { serve } from '../rpc/serve.ts'
import { Sounds } from './decode/sounds.ts'
import { encoders } from './encoder.ts'
import { loadVoices } from './voices.ts'

/** @param use what app/supervisor.ts started the process for */
export function serveVoices(wire: Wire, use: string | undefined): void {
  // A reading that is heard goes before an export in the background.
  if (use === 'export' || use === 'encode')
    try {
      // Not the lowest: beside other work of the machine an export should still come to an end.
      setPriority(constants.priority.PRIORITY_BELOW_NORMAL)
    } catch {
      // Where the system refuses, it only takes its share.
    }
  let loaded = use === 'encode' ? undefined : loadVoices() // at once: the first sentence is asked for soon
  const voices = () => (loaded ??= loadVoices())
  const files = encoders()
  const recordings = new Sounds()

  serve(
    inference,
    {
      voices: ({ folders }) => voices().list(folders),
      speak: ({ folders, ...request }, { signal }) => voices().speak(request, signal, folders),
      speakParts: ({ folders, ...request }, { signal }) => voices().speakParts(request, signal, folders),
      phonemes: async ({ language, words }) => ({ ipa: await voices().phonemes(language, words) }),
      'encoder.open': (request) => files.open(request),
      'encoder.write': ({ encoder, pcm, runs }) => files.write(encoder, pcm, runs),
      'encoder.close': ({ encoder }) => files.close(encoder),
      'sound.clip': async ({ start, end, ...place }) => ({ pcm: await recordings.clip(place, start, end) }),
      memory: () => ({ resident: process.memoryUsage.rss() }),
    },
    wire,
    { report: (what, cause) => console.error('engine:', what, cause) },
  )
}
