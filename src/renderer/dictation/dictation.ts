/**
 * Dictation: turns what is heard into writing in whichever field is meant.
 *
 * That is the text field that has the focus, else the draft that is open, else the field that was written into before.
 * It is looked up when an utterance begins. Utterances are dealt with one after the other, in the order in which they
 * were said; nothing that was said is dropped because something else goes wrong: where the core cannot interpret it,
 * it is written as it was recognised, and where its field is gone it becomes a draft of its own.
 */
import type { AppClient } from '../../contract/app.ts'
import type { DictatedField, TextRange } from '../../contract/dictation.ts'
import type { CommandLanguage, HearingEvent, HearingWay, Hypothesis } from '../../contract/hearing.ts'
import type { Undo } from '../app/undo.ts'
import type { Hearing } from '../hearing/hearing-types.ts'
import { createStore } from '../ui/store.ts'
import { dialogAnswer } from './behind-dialog.ts'
import type { Dictation, DictationNews, DictationState, FinalEvent } from './dictation-types.ts'
import { plainEdit } from './plain-edit.ts'
import { type Anchor, DictationTarget, type Label, type Outcome, type Written } from './target.ts'
import { isTextField, type TextField, textPort } from './text-port.ts'

export interface DictationPorts {
  readonly client: Pick<AppClient, 'call'>
  readonly hearing: Hearing
  readonly undo: Pick<Undo, 'push'>
  readonly language: () => CommandLanguage
  readonly label: Label
  readonly news: (news: DictationNews) => void
  /** Runs a command that was said. @returns false where it cannot be carried out */
  readonly run: (command: string, args: Record<string, unknown>) => boolean
  /** The modal dialog that is open: what lies behind it is not written into. */
  readonly dialog: () => Pick<Node, 'contains'> | undefined
  /** Told of words that were meant for nothing in the open dialog; they are in the history. */
  readonly unwritten: (text: string) => void
  /** Told of words whose field was gone, and of the draft that holds them now. */
  readonly rescued: (draft: number) => void
  readonly report: (error: unknown) => void
}

interface Place {
  readonly field: TextField
  readonly target: DictationTarget
  readonly anchor: Anchor
}

const isActive = ({ status, mode }: ReturnType<Hearing['state']['get']>) =>
  mode === 'dictation' && (status === 'opening' || status === 'listening')
const idle: Omit<DictationState, 'active'> = { partial: '', field: undefined, at: undefined }

export function createDictation(ports: DictationPorts): Dictation {
  const { client, hearing, undo, language, label, news, rescued, report } = ports
  const state = createStore<DictationState>({ active: false, ...idle })
  const targets = new WeakMap<TextField, DictationTarget>()
  const listeners: ((text: string) => boolean)[] = []
  let main: { readonly field: TextField; readonly draft: number } | undefined
  let recent: TextField | undefined
  /** Where the utterance goes that has begun and has no words yet. */
  let begun: Place | undefined
  const places = new Map<number, Place>()
  let queue: Promise<unknown> = Promise.resolve()
  /** What the microphone was open for before; undefined where it was closed. */
  let before: HearingWay | undefined
  let speaking = false
  let deaf = false
  const ignored = new Set<number>()

  const targetOf = (field: TextField): DictationTarget => {
    const known = targets.get(field)
    if (known) return known
    const target = new DictationTarget({ port: textPort(field), push: undo.push, label })
    targets.set(field, target)
    return target
  }
  const field = (): TextField | undefined => {
    const focused = document.activeElement
    if (isTextField(focused)) return focused
    if (main?.field.isConnected) return main.field
    return recent?.isConnected ? recent : undefined
  }
  const current = (): DictationTarget | undefined => {
    const found = field()
    return found && targetOf(found)
  }
  const after = <T>(work: () => Promise<T>): Promise<T> => {
    const result = queue.then(work)
    queue = result.catch(() => undefined)
    return result
  }
  const isBehind = (element: TextField | undefined) => {
    const dialog = ports.dialog()
    return dialog !== undefined && !(element && dialog.contains(element))
  }
  const placeNow = (): Place | undefined => {
    const found = field()
    if (!found || isBehind(found)) return undefined
    recent = found
    const target = targetOf(found)
    return { field: found, target, anchor: target.mark() }
  }
  const placeOf = (utterance: number): Place | undefined => {
    const known = places.get(utterance)
    if (known) return known
    const place = begun ?? placeNow()
    begun = undefined
    if (place) places.set(utterance, place)
    return place
  }
  const release = (utterance: number) => {
    const place = places.get(utterance)
    place?.target.release(place.anchor)
    places.delete(utterance)
    state.update((now) => ({ ...now, ...idle }))
  }

  const interpret = (hypothesis: Hypothesis) => (given: DictatedField) =>
    client
      .call('dictation.interpret', { language: language(), hypothesis, field: given })
      .catch((error: unknown) => {
        report(error)
        return plainEdit(given, hypothesis.text)
      })

  /** Only what is dictated is kept in the history. */
  const forget = (recording: number | undefined) => {
    if (recording !== undefined) client.call('dictation.forget', { id: recording }).catch(report)
  }
  const run = (command: string, args: Record<string, unknown>, recording: number | undefined) => {
    if (ports.run(command, args)) forget(recording)
  }

  async function write({ utterance, hypothesis, alternatives, recording }: FinalEvent): Promise<void> {
    const place = placeOf(utterance)
    try {
      if (hypothesis.text.trim() === '') return
      if (isBehind(place?.field)) {
        const answer = await dialogAnswer(client, hypothesis.text, language()).catch((error: unknown) => {
          report(error)
          return undefined
        })
        return answer ? run(answer, {}, recording) : ports.unwritten(hypothesis.text)
      }
      const isGone = () => !place?.field.isConnected
      let outcome: Outcome | undefined
      if (place && !isGone()) {
        outcome = await place.target.act(interpret(hypothesis), place.anchor, alternatives)
        // Somebody types without a rest: the words as they are need no time.
        if (outcome.type === 'refused' && outcome.reason === 'busy')
          outcome = await place.target.act(
            async (given) => plainEdit(given, hypothesis.text),
            place.anchor,
            alternatives,
          )
      }
      if (!outcome || (outcome.type === 'refused' && isGone())) {
        const { id } = await client.call('drafts.create', { text: hypothesis.text })
        return rescued(id)
      }
      if (outcome.type === 'command') return run(outcome.command, outcome.arguments, recording)
      news({ outcome, by: 'said' })
    } catch (error) {
      report(error)
    } finally {
      release(utterance)
    }
  }

  function hear(event: HearingEvent): void {
    switch (event.type) {
      case 'speech': {
        if (begun) begun.target.release(begun.anchor)
        begun = undefined
        if (!event.speaking || !isActive(hearing.state.get())) return
        deaf = speaking
        if (!deaf) begun = placeNow()
        return
      }
      case 'partial': {
        const { utterance, hypothesis } = event
        if (deaf && !places.has(utterance)) return void ignored.add(utterance)
        const text = hypothesis.text.trim()
        if (text === '') return release(utterance)
        const place = placeOf(utterance)
        if (place)
          state.update((now) => ({
            ...now,
            partial: text,
            field: place.field,
            at: place.anchor.range,
          }))
        return
      }
      case 'final': {
        if ((deaf && !places.has(event.utterance)) || ignored.delete(event.utterance)) {
          deaf = speaking
          return
        }
        if (listeners.at(-1)?.(event.hypothesis.text)) {
          forget(event.recording)
          return release(event.utterance)
        }
        placeOf(event.utterance)
        void after(() => write(event))
        return
      }
      case 'command':
        return places.has(event.utterance) ? release(event.utterance) : undefined
      case 'awake':
      case 'asleep':
      case 'trouble': // told by renderer/hearing; what was said is heard again or kept in the history
        return
    }
  }
  hearing.onEvent(hear)
  hearing.state.subscribe(() => {
    const active = isActive(hearing.state.get())
    if (active === state.get().active) return
    state.update((now) => ({ ...now, active }))
  })

  const edit = (ask: (given: DictatedField) => Promise<Awaited<ReturnType<ReturnType<typeof interpret>>>>) =>
    after(async (): Promise<Outcome | undefined> => {
      const target = current()
      if (!target) return undefined
      const outcome = await target.act(ask)
      news({ outcome, by: 'asked' })
      return outcome
    })
  const ask = (command: string, args: Record<string, unknown>) => (given: DictatedField) =>
    client.call('dictation.edit', { language: language(), command, arguments: args, field: given })

  return {
    state,
    async start() {
      const { status, mode, way } = hearing.state.get()
      const open = status === 'opening' || status === 'listening'
      if (open && mode === 'dictation') return
      before = open ? way : undefined
      recent = field() ?? recent
      // A window that a wake phrase opens is over in seconds: nobody can dictate in it.
      await hearing.start({
        mode: 'dictation',
        way: open && way !== 'wake' ? way : open ? 'always' : 'pushed',
        ...(main && field() === main.field ? { draft: main.draft } : {}),
      })
    },
    async stop() {
      if (before === undefined) await hearing.finish()
      else {
        await hearing.flush()
        await hearing.change({ mode: 'command', way: before })
      }
      await queue
    },
    setMain(element, draft) {
      const mine = { field: element, draft }
      main = mine
      targetOf(element)
      if (isActive(hearing.state.get())) void hearing.change({ draft })
      return () => {
        if (main === mine) main = undefined
        targets.get(element)?.dispose()
        targets.delete(element)
      }
    },
    field,
    last: () => current()?.last,
    edit: (command, args) => edit(ask(command, args)),
    async find(args) {
      const target = current()
      if (!target) return undefined
      const result = await ask('select_text', args)(target.field())
      if (result.type !== 'edit') return undefined
      const { from, to } = result.selection
      return target.port.text().slice(from, to)
    },
    insert: (words, range?: TextRange) =>
      edit(async (given) => plainEdit(range ? { ...given, selection: range } : given, words)),
    async wordsOf({ field: given, alternatives, range }: Written) {
      const target = current()
      const written = target?.port.text().slice(range.from, range.to).trim() ?? ''
      const found = await Promise.all(
        alternatives.map(async (hypothesis) => {
          const result = await client
            .call('dictation.interpret', { language: language(), hypothesis, field: given })
            .catch(() => undefined)
          if (result?.type !== 'edit' || !result.last) return hypothesis.text
          const { from, to } = result.last
          const text = result.edits
            .toSorted((a, b) => b.from - a.from)
            .reduce((all, one) => all.slice(0, one.from) + one.insert + all.slice(one.to), given.text)
          return text.slice(from, to).trim()
        }),
      )
      return [...new Set(found)].filter((words) => words !== '' && words !== written)
    },
    intercept(listener) {
      listeners.push(listener)
      return () => {
        const at = listeners.indexOf(listener)
        if (at >= 0) listeners.splice(at, 1)
      }
    },
    speaks(now) {
      speaking = now
      // An utterance that began meanwhile is ours to its end.
      if (now) deaf = true
    },
  }
}
