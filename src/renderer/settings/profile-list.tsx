/** The profiles: those that come with Lectern and the user's own, to be chosen, changed and taken away. */
import { type FormEvent, useId, useRef, useState } from 'react'
import type { Profile } from '../../contract/settings.ts'
import { useSettings, useWords } from '../app/context.tsx'
import { focusNeighbour } from '../ui/kept-focus.ts'
import { presetIds, presets } from './presets.ts'
import { inUse, named } from './profiles.ts'
import type { Profiles } from './use-profiles.ts'

interface NameFormProps {
  readonly label: string
  readonly initial: string
  readonly action: string
  /** @returns why this name cannot be taken, if so */
  readonly refuse?: (name: string) => string | undefined
  readonly onName: (name: string) => void
  readonly onCancel?: () => void
}

export function NameForm({ label, initial, action, refuse, onName, onCancel }: NameFormProps) {
  const { t } = useWords()
  const [name, setName] = useState(initial)
  const [problem, setProblem] = useState('')
  const id = useId()
  const field = useRef<HTMLInputElement>(null)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const wanted = name.trim()
    const why = wanted === '' ? t('profile.nameNeeded') : refuse?.(wanted)
    setProblem(why ?? '')
    if (why) return field.current?.focus()
    onName(wanted)
    setName(initial)
  }
  return (
    <form className="mark-form" onSubmit={submit} noValidate>
      <div className="field">
        <label htmlFor={id}>{label}</label>
        <input
          id={id}
          ref={field}
          type="text"
          maxLength={60}
          value={name}
          autoComplete="off"
          aria-invalid={problem !== ''}
          aria-describedby={`${id}-problem`}
          onChange={({ target }) => setName(target.value)}
        />
        <p id={`${id}-problem`} className="problem" role="alert">
          {problem}
        </p>
      </div>
      <div className="mark-actions">
        <button type="submit" className="button">
          {action}
        </button>
        {onCancel && (
          <button type="button" className="button" onClick={onCancel}>
            {t('action.cancel')}
          </button>
        )}
      </div>
    </form>
  )
}

interface RowProps {
  readonly name: string
  readonly hint?: string
  readonly used: boolean
  readonly onChoose: () => void
}

function ProfileHead({ name, hint, used, onChoose }: RowProps) {
  const { t } = useWords()
  return (
    <>
      <div className="profile-text">
        <strong>
          <bdi>{name}</bdi>
        </strong>
        {used && <span className="profile-used"> {t('profile.inUse')}</span>}
        {hint && <p className="hint">{hint}</p>}
      </div>
      <button
        type="button"
        className="button button-small"
        aria-label={t('profile.chooseOf', { name })}
        onClick={onChoose}
      >
        {t('profile.choose')}
      </button>
    </>
  )
}

interface OwnRowProps {
  readonly profile: Profile
  readonly profiles: Profiles
}

function OwnRow({ profile, profiles }: OwnRowProps) {
  const settings = useSettings()
  const { t } = useWords()
  const [renaming, setRenaming] = useState(false)
  const { name } = profile
  /** Under a new name it is another row. */
  const done = (now: string) => {
    setRenaming(false)
    const button = `[data-rename="${CSS.escape(now)}"]`
    requestAnimationFrame(() => document.querySelector<HTMLElement>(button)?.focus())
  }
  return (
    <li className="profile">
      <ProfileHead
        name={name}
        used={inUse(profile.settings, settings)}
        onChoose={() => profiles.choose({ kind: 'own', profile })}
      />
      {renaming ? (
        <NameForm
          label={t('profile.name')}
          initial={name}
          action={t('action.save')}
          refuse={(wanted) => {
            const other = named(profiles.own, wanted)
            return other && other !== profile ? t('profile.nameTaken', { name: wanted }) : undefined
          }}
          onName={(wanted) => {
            profiles.rename(profile, wanted)
            done(wanted)
          }}
          onCancel={() => done(name)}
        />
      ) : (
        <div className="mark-actions">
          <button
            type="button"
            className="button button-small"
            aria-label={t('profile.updateOf', { name })}
            onClick={() => profiles.save(name)}
          >
            {t('profile.update')}
          </button>
          <button
            type="button"
            className="button button-small"
            data-rename={name}
            aria-label={t('profile.renameOf', { name })}
            onClick={() => setRenaming(true)}
          >
            {t('profile.rename')}
          </button>
          <button
            type="button"
            className="button button-small"
            aria-label={t('profile.removeOf', { name })}
            onClick={({ currentTarget }) => {
              const goOn = focusNeighbour(currentTarget)
              profiles.remove(profile)
              requestAnimationFrame(goOn)
            }}
          >
            {t('profile.remove')}
          </button>
        </div>
      )}
    </li>
  )
}

export function ProfileList({ profiles }: { readonly profiles: Profiles }) {
  const settings = useSettings()
  const { t } = useWords()
  return (
    <ul className="profiles">
      {presetIds.map((id) => (
        <li key={id} className="profile">
          <ProfileHead
            name={t(`profile.${id}`)}
            hint={t(`profile.${id}.hint`)}
            used={inUse(presets[id], settings)}
            onChoose={() => profiles.choose({ kind: 'preset', id })}
          />
        </li>
      ))}
      {profiles.own.map((profile) => (
        <OwnRow key={profile.name} profile={profile} profiles={profiles} />
      ))}
    </ul>
  )
}
