/**
 * Entry of the engine's process: answers the `inference` contract until its parent goes away.
 *
 * Synthesis is synchronous inside (the voices are compiled C), so this process does nothing else: whatever must stay
 * responsive lives on the other side of the wire. See docs/adr/0001-inference-in-its-own-process.md.
 */
import { inference } from '../contract/inference.ts'
import { serve } from '../rpc/serve.ts'
import { encoders } from './encoder.ts'
import { parentWire } from './parent-port.ts'
import { loadVoices } from './voices.ts'

// Nothing here outlives the parent: there is no state to save, so leaving at once is right.
const wire = parentWire(() => process.exit(0))
const voices = loadVoices()
const files = encoders()

serve(
  inference,
  {
    voices: () => voices.list(),
    speak: (request, { signal }) => voices.speak(request, signal),
    'encoder.open': (request) => files.open(request),
    'encoder.write': ({ encoder, pcm }) => files.write(encoder, pcm),
    'encoder.close': ({ encoder }) => files.close(encoder),
    memory: () => ({ resident: process.memoryUsage.rss() }),
  },
  wire,
  { report: (what, cause) => console.error('engine:', what, cause) },
)
