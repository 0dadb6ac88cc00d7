/** The commands about packs, the questions they lead to, and what is told of installations; on every view. */
import type { PackStatus } from '../../contract/packs.ts'
import { useCommands, useLectern, useWords } from '../app/context.tsx'
import { useStore } from '../ui/store.ts'
import { findPack } from './find-pack.ts'
import { OfferDialog } from './offer-dialog.tsx'
import { AgreeDialog, RemoveDialog } from './pack-dialogs.tsx'
import { usePackActions } from './use-pack-actions.ts'
import { usePackAnnouncements } from './use-pack-announcements.ts'

function Questions() {
  const { packs, client, settings, report, announcer, toasts } = useLectern()
  const { t } = useWords()
  const { fetch } = usePackActions()
  const question = useStore(packs.question)
  const list = useStore(packs.list)
  if (!question || !list) return null
  const close = () => packs.question.set(undefined)
  if (question.ask === 'offer') {
    const offered = list.filter((pack) => pack.offered && pack.state === 'absent')
    const leave = () => {
      close()
      if (settings.get().packsOffered) return
      settings.change({ packsOffered: true })
      // The panel that the question was asked from goes, and would take the focus along.
      requestAnimationFrame(() => {
        if (document.activeElement === document.body) document.querySelector('h1')?.focus()
      })
    }
    return (
      <OfferDialog
        packs={offered}
        onDone={leave}
        onClose={() => {
          leave()
          const text = t('packs.offer.later')
          toasts.show({ kind: 'info', text })
          announcer.say(text, { asked: true })
        }}
      />
    )
  }
  const pack = list.find(({ entry }) => entry.id === question.id)
  if (!pack) return null
  const { id, name } = pack.entry
  if (question.ask !== 'remove')
    return (
      <AgreeDialog
        pack={pack}
        fetched={question.ask === 'install'}
        onClose={close}
        onYes={() => {
          close()
          if (question.ask === 'copy') question.onYes()
          else void fetch(id)
        }}
      />
    )
  return (
    <RemoveDialog
      pack={pack}
      onClose={close}
      onYes={() => {
        close()
        client.call('packs.remove', { id }).catch((error: unknown) => report(error, name))
      }}
    />
  )
}

export function PackCommands() {
  const { packs, bus, announcer, toasts } = useLectern()
  const { t } = useWords()
  const actions = usePackActions()
  usePackAnnouncements()
  const open = () => void bus.run('open_settings', { section: 'models' })
  const tell = (text: string) => {
    toasts.show({ kind: 'info', text })
    announcer.say(text, { asked: true })
  }
  const begun = ({ state }: PackStatus) => state === 'installing' || state === 'paused' || state === 'failed'
  const here = ({ state }: PackStatus) => state === 'installed' || state === 'damaged'
  const find = (name: string, wanted?: (pack: PackStatus) => boolean) =>
    findPack(name, packs.list.get() ?? [], wanted)
  /** @returns the pack that is meant, after saying so where there is none */
  const meant = (name: string | undefined, wanted?: (pack: PackStatus) => boolean) => {
    if (name === undefined) return open()
    const pack = find(name, wanted)
    if (!pack) tell(t('error.pack-unknown', { name }))
    return pack
  }
  /** Those that are being fetched, or the one that is named. */
  const fetched = (name: string | undefined) => {
    const id = name === undefined ? undefined : find(name, begun)?.entry.id
    return (packs.list.get() ?? []).filter(
      (pack) => begun(pack) && (name === undefined || pack.entry.id === id),
    )
  }
  useCommands({
    open_models: open,
    install_model: (args) =>
      packs.whenKnown(() => {
        const pack = meant(args?.name)
        if (!pack) return
        if (pack.state === 'installed') tell(t('packs.said.hereAlready', { name: pack.entry.name }))
        else if (!pack.entry.runs) tell(t('error.pack-not-run', { name: pack.entry.name }))
        else if (pack.state === 'absent') actions.install(pack, { ask: true })
        else void actions.fetch(pack.entry.id)
      }),
    pause_model: (args) =>
      packs.whenKnown(() => {
        const running = fetched(args?.name).filter(({ state }) => state === 'installing')
        if (running.length === 0) tell(t('packs.said.noneFetched'))
        for (const { entry } of running) actions.pause(entry.id)
      }),
    cancel_model: (args) =>
      packs.whenKnown(() => {
        const some = fetched(args?.name)
        if (some.length === 0) tell(t('packs.said.noneFetched'))
        for (const { entry } of some) actions.cancel(entry.id)
      }),
    remove_model: (args) =>
      packs.whenKnown(() => {
        const pack = meant(args?.name, here)
        if (!pack) return
        if (here(pack)) actions.remove(pack.entry.id)
        else tell(t('packs.said.notHere', { name: pack.entry.name }))
      }),
    check_models: () => void actions.checkAll(),
  })
  return <Questions />
}
