/**
 * A picture with its description and caption.
 *
 * The description is on the page for everybody, because it is read aloud and lit; screen readers get it once, as the
 * picture's name.
 */
import { useContext, useEffect, useRef, useState } from 'react'
import { useLectern, useWords } from '../app/context.tsx'
import { blockAttributes, type BlockProps } from './block-attributes.ts'
import { ReadingContext } from './reading-context.ts'
import { Runs } from './run-view.tsx'
import { partOf, slices } from './slices.ts'

/** Pictures are fetched when they come this close to what is on screen. */
const ahead = '1200px'

function usePicture(asset: string | undefined) {
  const { client } = useLectern()
  const { document } = useContext(ReadingContext)
  const frame = useRef<HTMLElement>(null)
  const [url, setUrl] = useState<string>()
  const [broken, setBroken] = useState(false)
  useEffect(() => {
    const element = frame.current
    if (!element || asset === undefined) return
    const abort = new AbortController()
    let made: string | undefined
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return
        observer.disconnect()
        client.call('document.asset', { document, asset }, abort.signal).then(
          ({ mime, bytes }) => {
            if (abort.signal.aborted) return
            made = URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>], { type: mime }))
            setUrl(made)
          },
          () => {
            if (!abort.signal.aborted) setBroken(true) // the description stands for it
          },
        )
      },
      { rootMargin: ahead },
    )
    observer.observe(element)
    return () => {
      observer.disconnect()
      abort.abort()
      if (made) URL.revokeObjectURL(made)
    }
  }, [asset, client, document])
  return { frame, url, broken, setBroken }
}

export function FigureBlock(props: BlockProps) {
  const { block, pages, lines } = props
  const { t } = useWords()
  const { frame, url, broken, setBroken } = usePicture(block.image)
  const alternative = partOf(block, 'alternative')
  const caption = partOf(block, 'caption')
  const description = alternative
    ? slices(block.runs, alternative.start, alternative.end)
        .map(({ text }) => text)
        .join('')
    : ''
  const pictured = block.image !== undefined && !broken
  return (
    <figure ref={frame} {...blockAttributes(props)}>
      {pictured && (
        <div className="picture" data-decoration="">
          {url && (
            <img
              src={url}
              alt={description || (caption ? '' : t('reading.picture'))}
              onError={() => setBroken(true)}
            />
          )}
        </div>
      )}
      {alternative && (
        <p className="picture-text" data-offset={alternative.start} aria-hidden={pictured || undefined}>
          <Runs runs={block.runs} from={alternative.start} to={alternative.end} pages={pages} lines={lines} />
        </p>
      )}
      {caption && (
        <figcaption data-offset={caption.start}>
          <Runs runs={block.runs} from={caption.start} to={caption.end} pages={pages} lines={lines} />
        </figcaption>
      )}
      {!alternative && !caption && block.runs.length > 0 && (
        <p>
          <Runs runs={block.runs} pages={pages} lines={lines} />
        </p>
      )}
    </figure>
  )
}
