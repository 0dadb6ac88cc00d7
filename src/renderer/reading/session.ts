/**
 * Reads a document aloud: joins the machine that decides (`session-machine.ts`) to the core, the player and the page.
 *
 * Nothing is decided here. Orders, answers, ticks of the player's clock and looks of the watchdog become events; the
 * machine's effects become calls. Audio passes from the stream to the player without touching React.
 */
import type { SpokenUtterance } from '../../contract/app.ts'
import type { Position } from '../../contract/document.ts'
import { AppError, isAppError } from '../../rpc/failure.ts'
import { createPlayer as createWebPlayer } from '../audio/player.ts'
import type { CreatePlayer, Player } from '../audio/player-types.ts'
import type { SessionEffect, SessionEvent } from './session-events.ts'
import { next } from './session-machine.ts'
import { initial, type Machine } from './session-state.ts'
import { speedForPace } from './session-timeline.ts'
import type { AppClient, ReadingSession, SessionState } from './session-types.ts'

/** Between two looks of the watchdog, in milliseconds. */
const watchEvery = 250
/** How long an order at rest may be overtaken before its sound is prepared, in milliseconds. */
const prepareAfter = 150
/** Reports drive the clock where frames do not come, such as in a hidden window. In milliseconds. */
const framesMissing = 100

export interface SessionOptions {
  readonly client: AppClient
  /** The player with sound, if absent. */
  readonly createPlayer?: CreatePlayer
  /** Milliseconds since 1970. */
  readonly now?: () => number
}

type StreamEffect = Extract<SessionEffect, { do: 'stream' }>

const visibleKeys = [
  'status',
  'document',
  'place',
  'sentence',
  'word',
  'visiting',
  'speed',
  'wordsPerMinute',
  'pace',
  'volume',
  'muted',
  'sleep',
  'error',
  'stalls',
] as const satisfies readonly (keyof SessionState)[]

function snapshot(machine: Machine): SessionState {
  return Object.fromEntries(visibleKeys.map((key) => [key, machine[key]])) as unknown as SessionState
}

const toAppError = (error: unknown) =>
  isAppError(error) ? error : new AppError('internal', 'Reading failed.', { cause: error })

export function createSession(options: SessionOptions): ReadingSession {
  const { client, now = Date.now } = options
  const listeners = new Set<() => void>()
  let machine: Machine = { ...initial }
  let state = snapshot(machine)

  // The stream of utterances, of which there is at most one.
  let stream: { readonly id: number; iterator: AsyncIterator<SpokenUtterance> | undefined } | undefined
  let streamTimer: ReturnType<typeof setTimeout> | undefined
  let frame: number | undefined
  let framedAt = 0
  let watchdog: ReturnType<typeof setInterval> | undefined
  /** Moves wait for each other; an order that goes elsewhere makes those that wait void. */
  let moves = Promise.resolve()
  let generation = 0
  let waiting: (() => void)[] = []

  const player: Player = (options.createPlayer ?? createWebPlayer)({
    reported() {
      if (performance.now() - framedAt > framesMissing) tick()
    },
    failed: (cause) =>
      send({ type: 'player-failed', cause: cause instanceof Error ? cause.message : 'unknown' }),
  })

  function send(event: SessionEvent): void {
    const [after, effects] = next(machine, event, now())
    const before = machine
    machine = after
    for (const effect of effects) perform(effect)
    if (after.wants !== before.wants || after.status !== before.status) keepTime()
    if (!machine.aim && waiting.length > 0) for (const settle of waiting.splice(0)) settle()
    if (visibleKeys.every((key) => before[key] === after[key])) return
    if (before.word !== after.word || before.sentence !== after.sentence)
      player.note({ word: after.word, sentence: after.sentence })
    state = snapshot(machine)
    for (const listener of listeners) listener()
  }

  function perform(effect: SessionEffect): void {
    switch (effect.do) {
      case 'begin':
        return player.begin(effect.run)
      case 'push':
        return player.push(effect)
      case 'finish':
        return player.finish()
      case 'play':
        return player.play()
      case 'pause':
        return player.pause()
      case 'tempo':
        return player.setTempo(effect.tempo)
      case 'gain':
        return player.setVolume(effect.gain, effect.seconds)
      case 'recover':
        return effect.rebuild ? player.rebuild() : player.play()
      case 'stream':
        return openStream(effect)
      case 'ask':
        return void ask(effect.stream)
      case 'cancel':
        return closeStream()
      case 'light':
        return void client
          .call('reading.sentence', effect.at)
          .then((utterance) => send({ type: 'lit', at: effect.at, utterance }))
          .catch(() => undefined) // unlit until it is read
      case 'reach':
        return void client
          .call('reading.move', { from: effect.from, unit: 'sentence', count: -effect.sentences })
          .then(({ position, moved }) =>
            send({ type: 'reached', stream: effect.stream, from: position, moved }),
          )
          .catch((error: unknown) =>
            send({ type: 'stream-failed', stream: effect.stream, error: toAppError(error) }),
          )
      case 'find-previous':
        return void client
          .call('reading.move', { from: effect.from, unit: 'sentence', count: -1 })
          .then(({ position }) => client.call('reading.sentence', position))
          .then((found) => {
            const { factor, from } = effect
            if (found) send({ type: 'previous', place: found.position, end: found.end, factor })
            else send({ type: 'seek', to: from })
          })
          .catch((error: unknown) => send({ type: 'order-failed', error: toAppError(error) }))
      case 'find-chapter-end':
        return void chapterEnd(effect.from)
      case 'save':
        return void client.call('reading.heard', effect.place).catch(() => undefined) // the next save comes soon
      case 'retry':
        return void setTimeout(() => send({ type: 'retry', stream: effect.stream }), effect.milliseconds)
      case 'log':
        return void client
          .call('log.write', { level: effect.level, event: effect.event, data: effect.data })
          .catch(() => undefined)
      default:
        effect satisfies never
    }
  }

  function openStream({ stream: id, from, unit, lazily }: StreamEffect): void {
    if (stream?.id === id && stream.iterator) return // it is under way already
    closeStream()
    const opened: NonNullable<typeof stream> = { id, iterator: undefined }
    stream = opened
    const start = () => {
      streamTimer = undefined
      opened.iterator = client.stream('reading.utterances', {
        from,
        unit,
        parts: true,
        // What is visited was asked for: rules and modes do not hold for it.
        ...(unit === 'block' && { listening: { everything: true } }),
      })
      void ask(id)
    }
    if (lazily) streamTimer = setTimeout(start, prepareAfter)
    else start()
  }

  async function ask(id: number): Promise<void> {
    const iterator = stream?.id === id ? stream.iterator : undefined
    if (!iterator) return
    try {
      const item = await iterator.next()
      if (stream?.iterator !== iterator) return
      send(
        item.done
          ? { type: 'stream-ended', stream: id }
          : { type: 'arrived', stream: id, spoken: item.value },
      )
    } catch (error) {
      if (stream?.iterator === iterator) send({ type: 'stream-failed', stream: id, error: toAppError(error) })
    }
  }

  function closeStream(): void {
    clearTimeout(streamTimer)
    const iterator = stream?.iterator
    stream = undefined
    iterator?.return?.().catch(() => undefined)
  }

  function tick(): void {
    const heard = player.heard()
    if (heard) send({ type: 'tick', heard })
  }

  /** While reading is wanted, each frame ticks and the watchdog looks. */
  function keepTime(): void {
    if (machine.wants && watchdog === undefined) {
      watchdog = setInterval(() => send({ type: 'watch', blocked: player.blocked() }), watchEvery)
      nextFrame()
    }
    if (machine.wants || watchdog === undefined) return
    clearInterval(watchdog)
    watchdog = undefined
    if (frame !== undefined) cancelAnimationFrame(frame)
    frame = undefined
  }

  function nextFrame(): void {
    if (typeof requestAnimationFrame !== 'function') return
    frame = requestAnimationFrame(() => {
      framedAt = performance.now()
      nextFrame()
      tick()
    })
  }

  async function chapterEnd(from: Position): Promise<void> {
    try {
      const { position, moved } = await client.call('reading.move', { from, unit: 'chapter', count: 1 })
      // In the last chapter the document's own end will do.
      if (machine.document === from.document)
        send({ type: 'sleep-chapter', block: moved ? position.block : Number.MAX_SAFE_INTEGER })
    } catch (error) {
      send({ type: 'order-failed', error: toAppError(error) })
    }
  }

  /** Sends an order that goes to some place, and resolves when it is reached. */
  function go(event: SessionEvent): Promise<void> {
    generation++
    return settled(event)
  }
  function settled(event: SessionEvent): Promise<void> {
    for (const overtaken of waiting.splice(0)) overtaken()
    send(event)
    if (!machine.aim) return Promise.resolve()
    return new Promise((resolve) => waiting.push(resolve))
  }

  const hide = () => send({ type: 'hide' })
  globalThis.addEventListener?.('pagehide', hide)

  return {
    getState: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    open(document, place) {
      generation++
      send({ type: 'open', document, place })
      player.prepare().catch(() => undefined) // tried again, and reported, when it has to play
    },
    close() {
      generation++
      send({ type: 'close' })
    },
    play: (from) => (from ? go({ type: 'play', from }) : settled({ type: 'play' })),
    pause: () => send({ type: 'pause' }),
    toggle: () => (machine.wants ? send({ type: 'pause' }) : void settled({ type: 'play' })),
    stop() {
      generation++
      send({ type: 'stop' })
    },
    move(unit, count) {
      const mine = generation
      const move = async () => {
        const from = machine.place
        if (!from || mine !== generation) return
        try {
          const { position, moved } = await client.call('reading.move', { from, unit, count })
          if (mine === generation && moved) void settled({ type: 'seek', to: position })
        } catch (error) {
          send({ type: 'order-failed', error: toAppError(error) })
        }
      }
      moves = moves.then(move)
      return moves
    },
    skip: (seconds) => settled({ type: 'skip', seconds }),
    repeat: (unit) => go({ type: 'repeat', unit }),
    repeatSlower: (factor, unit = 'sentence') => go({ type: 'repeat-slower', factor, unit }),
    seek: (to) => go({ type: 'seek', to }),
    visit: ({ from }) => go({ type: 'visit', from }),
    setSpeed: (speed) => send({ type: 'speed', speed }),
    speedFor: (words) => speedForPace(machine.timeline, machine.tempo, words),
    setPauses: (pauses, slow) => send({ type: 'tempo', pauses, slow }),
    setVolume: (percent) => send({ type: 'volume', percent }),
    setMuted: (muted) => send({ type: 'muted', muted }),
    setSleep(minutes) {
      if (minutes !== 'chapter') return send({ type: 'sleep', minutes })
      if (machine.place) void chapterEnd(machine.place)
    },
    renew: () => send({ type: 'renew' }),
    dispose() {
      generation++
      send({ type: 'close' })
      globalThis.removeEventListener?.('pagehide', hide)
      player.close()
    },
  }
}
