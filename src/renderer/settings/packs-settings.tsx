/** Models: what is installed, what can be, and where it comes from. */
import { useEffect, useId, useState } from 'react'
import { isMirror, isProxy } from '../../contract/network.ts'
import { packKind, type PackStatus } from '../../contract/packs.ts'
import { processor } from '../../contract/processor.ts'
import { useLectern, useSettings, useWords } from '../app/context.tsx'
import { pathChooser } from '../packs/choose-path.ts'
import { PackRow } from '../packs/pack-row.tsx'
import { asksFirst } from '../packs/pack-words.ts'
import { usePackActions } from '../packs/use-pack-actions.ts'
import { useStore } from '../ui/store.ts'
import { hasMessage } from '../ui/catalogue.ts'
import { errorText, isCancelled } from '../ui/errors.ts'
import { sizeText } from '../ui/wording.ts'
import { SelectField, SettingsGroup } from './fields.tsx'
import { LineForm } from './item-list.tsx'
import { TextField } from './text-field.tsx'

function MachineGroup() {
  const { packs, settings } = useLectern()
  const chosen = useSettings()
  const { t, locale } = useWords()
  const machine = useStore(packs.machine)
  const shelf = useStore(packs.shelf)
  useEffect(() => packs.look(), [packs, shelf])
  const { checkAll } = usePackActions()
  const [checking, setChecking] = useState(false)
  const size = (bytes: number) => sizeText(bytes, locale)
  const named = (name: string) => {
    const key = `settings.processor.${name}`
    return hasMessage(key) ? t(key) : name
  }
  const offered = processor.options.filter(
    (name) => name === 'auto' || name === chosen.processor || (machine?.providers.includes(name) ?? false),
  )
  return (
    <SettingsGroup title={t('packs.title')}>
      <p>{t('packs.intro')}</p>
      {machine && (
        <p className="hint">
          {t('packs.machine', { memory: size(machine.memoryBytes), cores: machine.cores })}{' '}
          {machine.freeDiskBytes !== undefined &&
            t('packs.machine.disk', { disk: size(machine.freeDiskBytes) })}
        </p>
      )}
      <SelectField
        label={t('settings.processor')}
        value={chosen.processor}
        choices={offered.map((value) => ({ value, label: named(value) }))}
        onChange={(value) => settings.change({ processor: value })}
      />
      <p className="hint">
        {machine?.provider === undefined
          ? t('packs.provider.none')
          : t('packs.provider', { provider: named(machine.provider) })}
      </p>
      <div className="settings-buttons">
        <button type="button" className="button" onClick={() => packs.question.set({ ask: 'offer' })}>
          {t('packs.offer.look')}
        </button>
        <button
          type="button"
          className="button"
          onClick={() => {
            if (checking) return
            setChecking(true)
            void checkAll().finally(() => setChecking(false))
          }}
        >
          {t('packs.checkAll')}
        </button>
        {checking && <p role="status">{t('packs.stage.checking')}</p>}
      </div>
    </SettingsGroup>
  )
}

function KindGroup({ title, packs }: { readonly title: string; readonly packs: readonly PackStatus[] }) {
  return (
    <SettingsGroup title={title}>
      <ul className="packs">
        {packs.map((pack) => (
          <PackRow key={pack.entry.id} pack={pack} />
        ))}
      </ul>
    </SettingsGroup>
  )
}

/** For machines without a network: the files come on a disk. */
function DiskGroup() {
  const { client, packs, announcer } = useLectern()
  const { t } = useWords()
  const [choosePath] = useState(() => pathChooser())
  const [reading, setReading] = useState(false)
  const [problem, setProblem] = useState('')
  const hint = useId()
  /** @returns false where there is nothing, or where the user is asked first */
  const install = async (path: string, agreedTo?: string): Promise<boolean> => {
    if (reading) return false
    setReading(true)
    setProblem('')
    announcer.say(t('packs.disk.reading'), { asked: true })
    try {
      const found = agreedTo === undefined ? await client.call('packs.recognise', { path }) : undefined
      const id = agreedTo ?? found?.entry.id ?? ''
      if (found && asksFirst(found)) {
        packs.question.set({ ask: 'copy', id, onYes: () => void install(path, id) })
        return false
      }
      await client.call('packs.installFrom', { path, id, yes: true })
      return true
    } catch (error) {
      if (!isCancelled(error)) setProblem(errorText(t, error))
      return false
    } finally {
      setReading(false)
    }
  }
  return (
    <SettingsGroup title={t('packs.disk.title')}>
      <p id={hint} className="hint">
        {t('packs.disk.hint')}
      </p>
      {choosePath && (
        <div className="settings-buttons">
          {(['folder', 'file'] as const).map((what) => (
            <button
              key={what}
              type="button"
              className="button"
              onClick={() => void choosePath(what).then((path) => path !== undefined && install(path))}
            >
              {t(what === 'folder' ? 'packs.disk.chooseFolder' : 'packs.disk.chooseFile')}
            </button>
          ))}
        </div>
      )}
      <LineForm
        label={t('packs.disk.path')}
        button={t('packs.disk.install')}
        maxLength={4_000}
        describedBy={hint}
        onSubmit={install}
      />
      <p className="problem" role="alert">
        {problem}
      </p>
      {reading && <p>{t('packs.disk.reading')}</p>}
    </SettingsGroup>
  )
}

function NetworkGroup() {
  const { settings } = useLectern()
  const { packMirror, packProxy } = useSettings()
  const { t } = useWords()
  return (
    <SettingsGroup title={t('packs.network')}>
      <TextField
        label={t('settings.packMirror')}
        hint={t('settings.packMirror.hint')}
        value={packMirror}
        problem={(text) => (isMirror(text) ? undefined : t('error.pack-mirror'))}
        onChange={(value) => settings.change({ packMirror: value })}
      />
      <TextField
        label={t('settings.packProxy')}
        hint={t('settings.packProxy.hint')}
        value={packProxy}
        problem={(text) => (isProxy(text) ? undefined : t('error.pack-proxy'))}
        onChange={(value) => settings.change({ packProxy: value })}
      />
    </SettingsGroup>
  )
}

export function PacksSettings() {
  const { packs } = useLectern()
  const { t } = useWords()
  const list = useStore(packs.list)
  return (
    <>
      <MachineGroup />
      {list === undefined && <p className="loading">{t('packs.loading')}</p>}
      {packKind.options.map((kind) => {
        const some = list?.filter(({ entry }) => entry.kind === kind) ?? []
        return some.length > 0 && <KindGroup key={kind} title={t(`packs.kind.${kind}`)} packs={some} />
      })}
      <DiskGroup />
      <NetworkGroup />
    </>
  )
}
