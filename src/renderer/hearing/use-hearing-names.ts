/** Tells hearing which names are on screen. */
import { useEffect } from 'react'
import { useLectern } from '../app/context.tsx'
import { useStore } from '../ui/store.ts'
import type { KnownNames } from './hearing-names.ts'

/** While the component is on screen. The lists may be new ones each time. */
export function useHearingNames(names: KnownNames): void {
  const { hearingNames } = useLectern()
  const text = JSON.stringify(names)
  useEffect(() => hearingNames.provide(JSON.parse(text) as KnownNames), [hearingNames, text])
}

/** Documents and voices, which may be named in every view. They are asked for when the microphone opens. */
export function useLibraryNames(): void {
  const { client, hearing, hearingNames, generation, shelf, log } = useLectern()
  const { status } = useStore(hearing.state)
  const round = useStore(generation)
  const changes = useStore(shelf)
  const open = status === 'opening' || status === 'listening'
  useEffect(() => {
    if (!open) return
    let forget = () => {}
    let left = false
    Promise.all([client.call('library.list', {}), client.call('voices.list', {})]).then(
      ([documents, voices]) => {
        if (left) return
        forget = hearingNames.provide({
          documents: documents.map(({ title }) => title),
          voices: voices.map(({ name }) => name),
        })
      },
      (error: unknown) => log('names for hearing', error), // commands without names still work
    )
    return () => {
      left = true
      forget()
    }
  }, [changes, client, hearingNames, log, open, round])
}
