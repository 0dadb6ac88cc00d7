/**
 * A few sentences as the text would show them, by the same means as in the text, so that each change is seen at once:
 * its first sentence is being read, and has come to a word in its middle.
 */
import { type RefObject, useEffect, useRef } from 'react'
import { useLectern, useSettings, useWords } from '../app/context.tsx'
import { createGuide } from '../reading/guide.ts'
import { sentenceHighlight, wordHighlight } from '../reading/highlight.ts'
import { LineEnd } from '../reading/line-end.tsx'
import { sharedHighlight } from '../reading/shared-highlight.ts'
import { createSyllableLights, type SyllableLights } from '../reading/syllable-lights.ts'
import { rangeFor } from '../reading/text-map.ts'

interface Example {
  readonly sentence: string
  readonly word: string
}

/** @returns put out again */
function light(element: HTMLElement, name: string, priority: number, start: number, end: number): () => void {
  const highlight = sharedHighlight(name, priority)
  const range = rangeFor(element, { block: 0, start, end })
  if (range) highlight.add(range)
  return () => void (range && highlight.delete(range))
}

function useExampleLights(text: RefObject<HTMLElement | null>, { sentence, word }: Example): void {
  const { report } = useLectern()
  const { ruler, focus, syllables } = useSettings()
  useEffect(() => {
    const element = text.current
    if (!element) return
    const start = sentence.indexOf(word)
    const end = start + word.length
    const putOut = [
      light(element, sentenceHighlight, 1, 0, sentence.length),
      light(element, wordHighlight, 3, start, end),
    ]
    let lights: SyllableLights | undefined
    const guide = createGuide(element, (range) => lights?.limit(range))
    if (syllables) lights = createSyllableLights(element, report)
    guide.look({ ruler, focus })
    guide.show({ word: { block: 0, start, end }, sentence: { block: 0, start: 0, end: sentence.length } })
    const layout = new ResizeObserver(() => guide.refresh())
    layout.observe(element)
    return () => {
      layout.disconnect()
      guide.dispose()
      lights?.dispose()
      for (const out of putOut) out()
    }
  }, [focus, report, ruler, sentence, syllables, text, word])
}

export function Preview() {
  const { sentencePerLine, direction } = useSettings()
  const { t, language } = useWords()
  const text = useRef<HTMLDivElement>(null)
  const sentence = t('settings.sample.sentence')
  useExampleLights(text, { sentence, word: t('settings.sample.word') })
  return (
    <div className="preview" role="img" aria-label={t('settings.preview')}>
      <div
        ref={text}
        className="text"
        lang={language}
        dir={direction === 'rtl' ? 'rtl' : 'ltr'}
        aria-hidden="true"
      >
        <p data-block={0}>
          {`${sentence} `}
          {sentencePerLine && <LineEnd />}
          {`${t('settings.sample.first')} `}
          {sentencePerLine && <LineEnd />}
          {t('settings.sample.last')}
        </p>
      </div>
    </div>
  )
}
