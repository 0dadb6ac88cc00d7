/** Covers as object URLs, kept for as long as the page lives: the library shows them again and again. */
import { useEffect, useState } from 'react'
import { useLectern } from '../app/context.tsx'

const known = new Map<string, Promise<string | undefined>>()

export function useCover(document: string, hasCover: boolean): string | undefined {
  const { client } = useLectern()
  const [url, setUrl] = useState<string>()
  useEffect(() => {
    if (!hasCover) return
    let gone = false
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
    void cover.then((found) => gone || setUrl(found))
    return () => {
      gone = true
    }
  }, [client, document, hasCover])
  return url
}
