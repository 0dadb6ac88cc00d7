/** The methods about packs. */
import type { AppHandlers } from '../../contract/app.ts'
import type { packMethods } from '../../contract/pack-methods.ts'
import type { Packs } from './packs.ts'

type PackHandlers = Pick<AppHandlers, keyof typeof packMethods>

export function packHandlers(packs: Packs): PackHandlers {
  return {
    'packs.list': () => packs.list(),
    'packs.install': ({ id, mirror, proxy }) => packs.install(id, { mirror, proxy }),
    'packs.pause': ({ id }) => packs.pause(id),
    'packs.cancel': ({ id }) => packs.cancel(id),
    'packs.recognise': ({ path, id }, { signal }) => packs.recognise(path, id, signal),
    'packs.installFrom': ({ path, id }, { signal }) => packs.installFrom(path, id, signal),
    'packs.remove': ({ id }) => packs.remove(id),
    'packs.verify': ({ id }, { signal }) => packs.verify(id, signal),
    'packs.watch': (_nothing, { signal }) => packs.watch(signal),
  }
}
