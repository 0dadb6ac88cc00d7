/** Where something is missing that a pack would bring: the right one, with one press. */
import type { PackKind, PackStatus } from '../../contract/packs.ts'
import { useLectern, useWords } from '../app/context.tsx'
import { useStore } from '../ui/store.ts'
import { sizeText } from '../ui/wording.ts'
import { progressText } from './pack-words.ts'
import { usePackActions } from './use-pack-actions.ts'

const base = (tag: string) => tag.toLowerCase().split('-')[0]

/** The best of a kind that writes or speaks a language, is not here yet and fits. The list has the best first. */
export function bestFor(
  kind: PackKind,
  language: string,
  list: readonly PackStatus[],
): PackStatus | undefined {
  const serving = list.filter(
    ({ entry, state }) =>
      entry.kind === kind &&
      state !== 'installed' &&
      entry.runs &&
      !entry.experimental &&
      entry.languages.some((tag) => tag === 'mul' || base(tag) === base(language)),
  )
  return (
    serving.find(({ state }) => state !== 'absent') ??
    serving.find(({ offered }) => offered) ??
    serving.find(({ fits }) => fits !== 'no' && fits !== 'barely')
  )
}

export interface PackHintProps {
  readonly kind: PackKind
  /** What the pack should be able to speak or write. */
  readonly language: string
  /** What is missing, in a sentence. */
  readonly text?: string
}

export function PackHint({ kind, language, text }: PackHintProps) {
  const { packs, bus } = useLectern()
  const words = useWords()
  const { t, locale } = words
  const list = useStore(packs.list)
  const { install } = usePackActions()
  const pack = list && bestFor(kind, language, list)
  if (!list) return null
  return (
    <div className="pack-hint">
      {text !== undefined && <p>{text}</p>}
      {pack?.progress && pack.state === 'installing' && (
        <p>
          <bdi>{pack.entry.name}</bdi>: {progressText(pack.progress, words)}
        </p>
      )}
      <div className="mark-actions">
        {pack && pack.state !== 'installing' && (
          <button type="button" className="button" onClick={() => install(pack)}>
            {t('packs.hint.install', {
              name: pack.entry.name,
              size: sizeText(pack.downloadBytes, locale),
            })}
          </button>
        )}
        <button
          type="button"
          className="button"
          onClick={() => bus.run('open_settings', { section: 'models' })}
        >
          {t('packs.hint.all')}
        </button>
      </div>
    </div>
  )
}
