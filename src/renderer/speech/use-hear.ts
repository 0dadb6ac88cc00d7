/** Lets an entry of the dictionary be heard before it is kept. */
import { useCallback, useEffect, useRef, useState } from 'react'
import type { AppClient } from '../../contract/app.ts'
import { useLectern } from '../app/context.tsx'
import { isCancelled } from '../ui/errors.ts'
import { playSample } from '../settings/sample-player.ts'

export interface Sayable {
  readonly text: string // the words as they are written, or their respelling
  readonly ipa?: string | undefined
  readonly language?: string | undefined
  readonly document?: string | undefined
}

const request = ({ text, ipa, language, document }: Sayable) => ({
  text,
  ...(ipa === undefined ? {} : { ipa }),
  ...(language === undefined ? {} : { language }),
  ...(document === undefined ? {} : { document }),
})

/** Says it once, to the end, whatever becomes of the dialog that asked for it. */
export async function sayOnce(client: AppClient, what: Sayable): Promise<void> {
  playSample((await client.call('reading.say', request(what))).pcm)
}

export interface Hear {
  /** Says it now; what was being said stops. @returns signs of the IPA that the voice does not know */
  readonly say: (what: Sayable) => Promise<readonly string[]>
  readonly unspoken: readonly string[]
}

export function useHear(): Hear {
  const { client, session, report } = useLectern()
  const [unspoken, setUnspoken] = useState<readonly string[]>([])
  const running = useRef<AbortController>(undefined)
  const stop = useRef<() => void>(undefined)
  const silence = useCallback(() => {
    running.current?.abort()
    stop.current?.()
    stop.current = undefined
  }, [])
  useEffect(() => silence, [silence])

  const say = useCallback(
    async (what: Sayable) => {
      silence()
      if (what.text.trim() === '') return []
      const abort = new AbortController()
      running.current = abort
      session.pause()
      try {
        const heard = await client.call('reading.say', request(what), abort.signal)
        if (abort.signal.aborted) return []
        const unknown = heard.unspoken ?? []
        setUnspoken(unknown)
        stop.current = playSample(heard.pcm)
        return unknown
      } catch (error) {
        if (!abort.signal.aborted && !isCancelled(error)) report(error)
        return []
      }
    },
    [client, report, session, silence],
  )
  return { say, unspoken }
}
