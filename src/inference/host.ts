/**
 * Entry of the engine's processes: one that speaks, one that hears, one for the language model. Each answers its contract
 * until its parent goes away.
 *
 * What they do is synchronous inside (compiled C, networks), so these processes do nothing else: whatever must stay
 * responsive lives on the other side of the wire. See docs/adr/0001-inference-in-its-own-process.md.
 */
import { flushCompileCache } from 'node:module'
import { parentWire } from './parent-port.ts'

// Nothing here outlives the parent: there is no state to save, so leaving at once is right.
const wire = parentWire(() => process.exit(0))

/** What app/supervisor.ts starts this process for. Each loads only its own; requests wait in the port meanwhile. */
const use = process.env['LECTERN_ENGINE']
if (use === 'hearing') (await import('./hearing-host.ts')).serveEar(wire)
else if (use === 'chat') (await import('./chat-host.ts')).serveChat(wire)
else (await import('./voice-host.ts')).serveVoices(wire, use)

// Whoever started this process ends it without notice, and Node keeps what it compiled only at an orderly end: where a
// cache is set, the next start takes 90 ms for loading instead of 250.
flushCompileCache()
