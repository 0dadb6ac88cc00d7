/** A session on the synthetic book, with a player that only counts: time is moved by hand (`vi.useFakeTimers`). */
import { expect, vi } from 'vitest'
import type { Position } from '../../src/contract/document.ts'
import { soundRate } from '../../src/contract/inference.ts'
import type { CreatePlayer, Heard, Player } from '../../src/renderer/audio/player-types.ts'
import { plainTempo, type Sound, type Tempo } from '../../src/sound/tempo.ts'
import { createSession } from '../../src/renderer/reading/session.ts'
import { bookId, type BookOptions, createBook } from './synthetic-book.ts'

interface FakePlayer extends Player {
  run: number
  source: number
  /** Samples pushed in this run. */
  pushed: number
  /** The same, sound by sound. */
  sounds: Sound[]
  tempo: Tempo
  finished: boolean
  playing: boolean
  speed: number
  volume: number
  rebuilt: number
  /** While true no sound is consumed. */
  stuck: boolean
  recoverable: boolean
}

function createFakePlayer(): { player: FakePlayer; create: CreatePlayer; pass(milliseconds: number): void } {
  let reported: () => void = () => undefined
  const player: FakePlayer = {
    run: -1,
    source: 0,
    pushed: 0,
    sounds: [],
    tempo: plainTempo(1),
    finished: false,
    playing: false,
    speed: 1,
    volume: 1,
    rebuilt: 0,
    stuck: false,
    recoverable: true,
    prepare: () => Promise.resolve(),
    begin(run) {
      Object.assign(player, { run, source: 0, pushed: 0, sounds: [], finished: false })
    },
    push(sound) {
      player.sounds.push(sound)
      player.pushed += sound.pcm.length + sound.silence
    },
    finish() {
      player.finished = true
    },
    play() {
      player.playing = true
    },
    pause() {
      player.playing = false
    },
    setTempo(tempo) {
      player.tempo = tempo
      player.speed = tempo.speed
    },
    setVolume(volume) {
      player.volume = volume
    },
    heard: (): Heard => ({
      run: player.run,
      source: player.source,
      left: player.source,
      drained: player.finished && player.source >= player.pushed,
      starved: player.playing && player.source >= player.pushed,
    }),
    blocked: () => false,
    note: () => undefined,
    rebuild() {
      player.rebuilt++
      if (player.recoverable) player.stuck = false
    },
    close: () => undefined,
  }
  return {
    player,
    create: (listener) => {
      reported = () => listener.reported()
      return player
    },
    pass(milliseconds) {
      if (player.playing && !player.stuck) {
        const by = (milliseconds / 1_000) * soundRate * player.speed
        player.source = Math.min(player.pushed, player.source + by)
      }
      reported()
    },
  }
}

const step = 20 // milliseconds between two reports

export function setUp(options: Partial<BookOptions> = {}) {
  const book = createBook(options)
  const fake = createFakePlayer()
  const session = createSession({ client: book.client, createPlayer: fake.create })
  const pass = async (milliseconds: number) => {
    for (let gone = 0; gone < milliseconds; gone += step) {
      await vi.advanceTimersByTimeAsync(step)
      fake.pass(step)
      await vi.advanceTimersByTimeAsync(0)
    }
  }
  const lit = () => {
    const { word } = session.getState()
    return word && book.texts[word.block]?.slice(word.start, word.end)
  }
  const saved = () =>
    book.calls.filter(({ name }) => name === 'reading.heard').map(({ input }) => input as Position)
  return { book, session, player: fake.player, pass, lit, saved }
}

/** Opened at the beginning, playing, and its first sound there. */
export async function playing(options: Partial<BookOptions> = {}) {
  const all = setUp(options)
  all.session.open(bookId, undefined)
  void all.session.play()
  await all.pass(step + (options.delay ?? 0))
  expect(all.session.getState().status).toBe('playing')
  return all
}
