/** Asks for a command's arguments, in a form made from its schema. For commands that have no dialog of their own. */
import { type FormEvent, useEffect, useId, useState } from 'react'
import { type CommandField, commandFields, takesOneField } from '../../contract/command-fields.ts'
import type { CommandId } from '../../contract/commands.ts'
import { useLectern, useWords } from '../app/context.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { errorText } from '../ui/errors.ts'
import { useStore } from '../ui/store.ts'
import { choiceName, fieldName } from './command-names.ts'

/** Titles of the library, for the fields that name a document. */
function useTitles(wanted: boolean): readonly string[] | undefined {
  const { client, report } = useLectern()
  const [titles, setTitles] = useState<readonly string[]>()
  useEffect(() => {
    if (!wanted) return
    client.call('library.list', {}).then((all) => setTitles(all.map(({ title }) => title)), report)
  }, [client, report, wanted])
  return titles
}

interface FieldProps {
  readonly field: CommandField
  readonly id: string
  readonly problem: string
  readonly value: string
  /** Values with their names, where only some are possible. */
  readonly choices: readonly (readonly [value: string, name: string])[] | undefined
  readonly onChange: (value: string) => void
}

function Field({ field, id, problem, value, choices, onChange }: FieldProps) {
  const { t } = useWords()
  const shared = {
    id,
    value,
    required: field.required,
    'aria-describedby': problem,
  }
  return (
    <div className="field">
      <label htmlFor={id}>{fieldName(t, field.name)}</label>
      {choices ? (
        <select {...shared} onChange={({ target }) => onChange(target.value)}>
          <option value="">{t(field.required ? 'form.choose' : 'form.noChoice')}</option>
          {choices.map(([choice, name]) => (
            <option key={choice} value={choice}>
              {name}
            </option>
          ))}
        </select>
      ) : (
        <input
          {...shared}
          type={field.kind === 'number' ? 'number' : 'text'}
          min={field.min}
          max={field.max}
          step={field.whole ? 1 : 'any'}
          autoComplete="off"
          onChange={({ target }) => onChange(target.value)}
        />
      )}
    </div>
  )
}

function CommandForm({ command, onClose }: { readonly command: CommandId; readonly onClose: () => void }) {
  const { bus } = useLectern()
  const { t } = useWords()
  const id = useId()
  const fields = commandFields(command)
  const titles = useTitles(fields.some(({ name }) => name === 'title'))
  const [values, setValues] = useState<Readonly<Record<string, string>>>({})
  const [problem, setProblem] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const args: Record<string, string | number> = {}
    for (const { name, kind } of fields) {
      const value = values[name]?.trim() ?? ''
      if (value !== '') args[name] = kind === 'number' ? Number(value) : value
    }
    try {
      bus.run(command, args)
      onClose()
    } catch (error) {
      setProblem(errorText(t, error))
    }
  }
  const choicesOf = ({ name, kind, choices }: CommandField) => {
    if (kind === 'choice') return choices.map((choice) => [choice, choiceName(t, choice)] as const)
    return name === 'title' ? titles?.map((title) => [title, title] as const) : undefined
  }
  return (
    <Dialog title={t(`command.${command}`)} onClose={onClose}>
      <form onSubmit={submit}>
        {takesOneField(command) && <p>{t('form.oneOf')}</p>}
        {!takesOneField(command) && fields.some(({ required }) => !required) && (
          <p className="hint">{t('form.any')}</p>
        )}
        {fields.map((field) => (
          <Field
            key={field.name}
            field={field}
            id={`${id}-${field.name}`}
            problem={`${id}-problem`}
            value={values[field.name] ?? ''}
            choices={choicesOf(field)}
            onChange={(value) => setValues((all) => ({ ...all, [field.name]: value }))}
          />
        ))}
        <p id={`${id}-problem`} className="problem" role="alert">
          {problem}
        </p>
        <div className="dialog-actions">
          <button type="button" className="button" onClick={onClose}>
            {t('action.cancel')}
          </button>
          <button type="submit" className="button button-primary">
            {t('form.run')}
          </button>
        </div>
      </form>
    </Dialog>
  )
}

/** The form of the command that is being asked for, if any. */
export function AskedCommand() {
  const { bus } = useLectern()
  const asked = useStore(bus.asking)
  return asked ? <CommandForm key={asked} command={asked} onClose={bus.answered} /> : null
}
