/**
 * All settings, a section at a time. Each change is kept at once; there is nothing to confirm.
 *
 * Sections are tabs (WAI-ARIA Authoring Practices, "Tabs" with automatic activation). Where there is no room for a
 * column of tabs, at 400 % zoom for one, a list to choose from stands for them: it takes one line.
 */
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { Dialog } from '../ui/dialog.tsx'
import { useWords } from '../app/context.tsx'
import { useMedia } from '../ui/use-media.ts'
import { SelectField } from './fields.tsx'
import { focusEntry, type IndexEntry } from './section-index.tsx'
import { type SectionId, sections } from './sections.ts'
import { SettingsSearchField, SettingsSearchResults } from './settings-search.tsx'

const narrow = '(max-width: 44rem)'

/** Where the reader was last, as long as the window is open. */
let lastSection: SectionId = sections[0].id

interface TabsProps {
  readonly chosen: SectionId
  readonly id: string
  readonly onChoose: (section: SectionId) => void
}

function Tabs({ chosen, id, onChoose }: TabsProps) {
  const { t } = useWords()
  const list = useRef<HTMLDivElement>(null)
  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return
    const at = sections.findIndex((section) => section.id === chosen)
    const goals: Readonly<Record<string, number>> = {
      ArrowDown: at + 1,
      ArrowRight: at + 1,
      ArrowUp: at - 1,
      ArrowLeft: at - 1,
      Home: 0,
      End: sections.length - 1,
    }
    const goal = goals[event.key]
    const next = goal === undefined ? undefined : sections.at(goal % sections.length)
    if (!next) return
    event.preventDefault()
    onChoose(next.id)
    list.current?.querySelector<HTMLElement>(`[data-section="${next.id}"]`)?.focus()
  }
  return (
    <div
      ref={list}
      className="settings-tabs"
      role="tablist"
      tabIndex={-1}
      aria-orientation="vertical"
      aria-label={t('settings.sections')}
      onKeyDown={press}
    >
      {sections.map((section) => (
        <button
          key={section.id}
          type="button"
          role="tab"
          id={`${id}-${section.id}`}
          data-section={section.id}
          data-first-focus={section.id === chosen ? '' : undefined}
          aria-selected={section.id === chosen}
          aria-controls={`${id}-panel`}
          tabIndex={section.id === chosen ? 0 : -1}
          onClick={() => onChoose(section.id)}
        >
          {t(`settings.section.${section.id}`)}
        </button>
      ))}
    </div>
  )
}

export interface SettingsDialogProps {
  readonly onClose: () => void
  /** The section to show, instead of the last one; another object asks for it once more. */
  readonly goal: { readonly section: SectionId | undefined }
}

export function SettingsDialog({ onClose, goal }: SettingsDialogProps) {
  const { t } = useWords()
  const id = useId()
  const small = useMedia(narrow)
  const [chosen, setChosen] = useState<SectionId>(goal.section ?? lastSection)
  const [wanted, setWanted] = useState('')
  const panel = useRef<HTMLDivElement>(null)
  const choose = (next: SectionId) => {
    lastSection = next
    setChosen(next)
    setWanted('')
    panel.current?.closest('dialog')?.scrollTo({ top: 0 })
  }
  // It was asked for from within the dialog: what had the focus is gone with its section.
  const first = useRef(goal)
  useEffect(() => {
    if (first.current === goal || goal.section === undefined) return
    first.current = goal
    choose(goal.section)
    const tab = `[data-section="${goal.section}"], .settings-ways select`
    panel.current?.closest('dialog')?.querySelector<HTMLElement>(tab)?.focus()
  }, [goal])
  const goTo = ({ section: next, text }: IndexEntry) => {
    choose(next)
    requestAnimationFrame(() => panel.current && focusEntry(panel.current, text))
  }
  const { Section } = sections.find((one) => one.id === chosen) ?? sections[0]
  return (
    <Dialog title={t('settings.title')} onClose={onClose} wide>
      <div className={small ? 'settings settings-narrow' : 'settings'}>
        <div className="settings-ways">
          {small && (
            <SelectField
              label={t('settings.sections')}
              value={chosen}
              choices={sections.map((one) => ({ value: one.id, label: t(`settings.section.${one.id}`) }))}
              onChange={choose}
            />
          )}
          <SettingsSearchField value={wanted} onChange={setWanted} />
          {!small && <Tabs chosen={chosen} id={id} onChoose={choose} />}
        </div>
        <div
          ref={panel}
          className="settings-panel"
          id={`${id}-panel`}
          role={small ? 'group' : 'tabpanel'}
          aria-labelledby={small ? undefined : `${id}-${chosen}`}
          aria-label={small ? t(`settings.section.${chosen}`) : undefined}
        >
          {wanted.trim() === '' ? <Section /> : <SettingsSearchResults wanted={wanted} onChoose={goTo} />}
        </div>
      </div>
    </Dialog>
  )
}
