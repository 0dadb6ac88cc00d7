/** What happens to one kind of text: read, left out, or announced in a word. */
import { type SkipAction, skipAction } from '../../contract/listening.ts'
import { useWords } from '../app/context.tsx'
import { SelectField } from '../settings/fields.tsx'

export interface ActionFieldProps {
  readonly label: string
  readonly value: SkipAction
  readonly onChange: (action: SkipAction) => void
}

export function ActionField({ label, value, onChange }: ActionFieldProps) {
  const { t } = useWords()
  const choices = skipAction.options.map((action) => ({ value: action, label: t(`choice.${action}`) }))
  return <SelectField label={label} value={value} choices={choices} onChange={onChange} />
}
