/** All settings to a file, and from one: what would change is shown first, and it can be undone. */
import { type ChangeEvent, useId, useRef, useState } from 'react'
import {
  readSettingsFile,
  type ReadSettingsFile,
  settingsFileVersion,
  writeSettingsFile,
} from '../../contract/settings-file.ts'
import type { Change } from '../app/undo.ts'
import { useLectern, useSettings, useWords } from '../app/context.tsx'
import { useSaveFile } from '../app/use-save-file.ts'
import { errorText } from '../ui/errors.ts'
import { listText } from '../ui/wording.ts'
import { fieldLabel, valueText } from './field-words.ts'
import { SettingsGroup } from './fields.tsx'
import { UndoLine } from './undo-line.tsx'

/** Far beyond 5,000 pronunciations and 1,000 rules. */
const largestFile = 16 * 2 ** 20

interface ChangesProps {
  readonly read: ReadSettingsFile
  readonly onTake: () => void
  readonly onCancel: () => void
}

function Changes({ read, onTake, onCancel }: ChangesProps) {
  const present = useSettings()
  const words = useWords()
  const { t, locale } = words
  const fields = Object.keys(read.changes) as (keyof typeof read.changes)[]
  return (
    <div className="changes">
      {read.version > settingsFileVersion && <p className="problem">{t('backup.newer')}</p>}
      {read.unknown.length > 0 && <p>{t('backup.unknown', { names: listText(read.unknown, locale) })}</p>}
      {read.refused.length > 0 && <p>{t('backup.refused', { names: listText(read.refused, locale) })}</p>}
      {fields.length === 0 ? (
        <p>{t('backup.nothing')}</p>
      ) : (
        <table className="change-table">
          <caption>{t('backup.changes', { count: fields.length })}</caption>
          <thead>
            <tr>
              <th scope="col">{t('backup.setting')}</th>
              <th scope="col">{t('backup.now')}</th>
              <th scope="col">{t('backup.then')}</th>
            </tr>
          </thead>
          <tbody>
            {fields.map((field) => (
              <tr key={field}>
                <th scope="row">{fieldLabel(field, words)}</th>
                <td>{valueText(field, present[field], words)}</td>
                <td>{valueText(field, read.changes[field], words)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <div className="mark-actions">
        {fields.length > 0 && (
          <button type="button" className="button button-primary" onClick={onTake}>
            {t('backup.take')}
          </button>
        )}
        <button type="button" className="button" onClick={onCancel}>
          {t('action.cancel')}
        </button>
      </div>
    </div>
  )
}

export function BackupSettings() {
  const { settings, announcer } = useLectern()
  const { t } = useWords()
  const [read, setRead] = useState<ReadSettingsFile>()
  const [problem, setProblem] = useState('')
  const [last, setLast] = useState<Change>()
  const chooser = useRef<HTMLInputElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const result = useRef<HTMLDivElement>(null)
  const id = useId()
  const saveFile = useSaveFile()

  const done = () => {
    setRead(undefined)
    button.current?.focus()
  }
  const choose = async ({ target }: ChangeEvent<HTMLInputElement>) => {
    const [file] = target.files ?? []
    target.value = '' // the same file may be chosen again
    if (!file) return
    setProblem('')
    setRead(undefined)
    try {
      if (file.size > largestFile) throw new RangeError(file.name)
      setRead(readSettingsFile(await file.text(), settings.get()))
      requestAnimationFrame(() => result.current?.focus())
    } catch (error) {
      setProblem(error instanceof RangeError ? t('error.settings-file') : errorText(t, error))
    }
  }
  const take = () => {
    if (!read) return
    const label = t('backup.taken')
    setLast(settings.changeUndoably(read.changes, label))
    announcer.say(label, { asked: true })
    done()
  }
  const save = () =>
    saveFile(
      'lectern-settings.json',
      new Blob([writeSettingsFile(settings.get())], { type: 'application/json' }),
    )
  return (
    <SettingsGroup title={t('settings.backup')}>
      <p id={id}>{t('settings.backup.text')}</p>
      <div className="choices">
        <button type="button" className="button" onClick={save}>
          {t('backup.save')}
        </button>
        <button type="button" className="button" ref={button} onClick={() => chooser.current?.click()}>
          {t('backup.open')}
        </button>
        <input
          ref={chooser}
          type="file"
          hidden
          accept=".json,application/json"
          data-testid="settings-chooser"
          aria-hidden="true"
          tabIndex={-1}
          onChange={(event) => void choose(event)}
        />
      </div>
      <p className="problem" role="alert">
        {problem}
      </p>
      <div ref={result} tabIndex={-1}>
        {read && <Changes read={read} onTake={take} onCancel={done} />}
      </div>
      <UndoLine change={last} onUndone={() => setLast(undefined)} />
    </SettingsGroup>
  )
}
