/**
 * Covers as object URLs, fetched when their card comes near the window: a library may have thousands. Kept for as long
 * as the page lives, because the library shows them again and again.
 */
import { type RefObject, useEffect, useState } from 'react'
import type { AppClient } from '../../contract/app.ts'
import { useLectern } from '../app/context.tsx'

const known = new Map<string, Promise<string | undefined>>()
const ahead = '600px'

function coverOf(client: AppClient, document: string): Promise<string | undefined> {
  let cover = known.get(document)
  if (!cover) {
    cover = client.call('library.cover', { document }).then(
      (found) =>
        found
          ? URL.createObjectURL(new Blob([found.bytes as Uint8Array<ArrayBuffer>], { type: found.mime }))
          : undefined,
      () => void known.delete(document), // tried again next time
    )
    known.set(document, cover)
  }
  return cover
}

export function useCover(
  card: RefObject<Element | null>,
  document: string,
  hasCover: boolean,
): string | undefined {
  const { client } = useLectern()
  const [url, setUrl] = useState<string>()
  useEffect(() => {
    if (!hasCover || !card.current) return
    let gone = false
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return
        observer.disconnect()
        void coverOf(client, document).then((found) => gone || setUrl(found))
      },
      { rootMargin: ahead },
    )
    observer.observe(card.current)
    return () => {
      gone = true
      observer.disconnect()
    }
  }, [card, client, document, hasCover])
  return url
}
