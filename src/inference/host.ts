/**
 * Entry of the engine's process: answers the `inference` contract until its parent goes away.
 *
 * Synthesis is synchronous inside (the voices are compiled C), so this process does nothing else: whatever must stay
 * responsive lives on the other side of the wire. See docs/adr/0001-inference-in-its-own-process.md.
 */
import { constants, setPriority } from 'node:os'
import { inference } from '../contract/inference.ts'
import { serve } from '../rpc/serve.ts'
import { Sounds } from './decode/sounds.ts'
import { encoders } from './encoder.ts'
import { parentWire } from './parent-port.ts'
import { loadVoices } from './voices.ts'

// Nothing here outlives the parent: there is no state to save, so leaving at once is right.
const wire = parentWire(() => process.exit(0))

/** What app/engine.ts starts this process for. A reading that is heard goes before an export in the background. */
const use = process.env['LECTERN_ENGINE']
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
    voices: () => voices().list(),
    speak: (request, { signal }) => voices().speak(request, signal),
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
