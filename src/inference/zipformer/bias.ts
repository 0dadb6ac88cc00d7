/**
 * Hot words: phrases that are likelier than the model thinks.
 *
 * An Aho-Corasick automaton over tokens. Each token that goes on with a phrase raises a path's score; what a phrase was
 * given is taken back when the path leaves it before its end, or goes on with more letters of the same word (so that
 * “go” is not favoured in “going”). The tree and its fall-back links follow icefall's ContextGraph (Apache-2.0).
 */

export interface BiasState {
  readonly after: Map<number, BiasState>
  readonly boost: number // of the token that leads here
  /** What would be taken back: given since the beginning of the phrase, or since the end of a shorter one. */
  readonly given: number
  ends: boolean
  fallBack: BiasState
  bonuses: Float32Array | null | undefined
}

export interface Bias {
  readonly root: BiasState
  /** What each token would add, by its number; null where none adds anything. */
  bonuses(state: BiasState): Float32Array | null
  next(state: BiasState, token: number): { readonly state: BiasState; readonly bonus: number }
  /** What is taken back when nothing follows. */
  end(state: BiasState): number
}

export interface HotPhrase {
  readonly tokens: readonly number[]
  readonly boost: number // nats a token
}

interface Vocabulary {
  readonly size: number
  begins(token: number): boolean
  isSilent(token: number): boolean
}

const rootState = (): BiasState => {
  const root: BiasState = {
    after: new Map(),
    boost: 0,
    given: 0,
    ends: false,
    fallBack: undefined as never,
    bonuses: undefined,
  }
  root.fallBack = root
  return root
}

export function createBias(phrases: readonly HotPhrase[], tokens: Vocabulary): Bias {
  const root = rootState()
  // Where phrases share a beginning, the larger boost counts for it; and short ones first, so that their ends are known.
  const order = [...phrases].sort((a, b) => b.boost - a.boost || a.tokens.length - b.tokens.length)
  for (const { tokens: phrase, boost } of order) {
    let state = root
    for (const token of phrase) {
      let next = state.after.get(token)
      if (!next) {
        // What a whole phrase was given is not lost with a longer one that begins with it.
        const safe = state.ends && tokens.begins(token)
        const given = (safe ? 0 : state.given) + boost
        next = { after: new Map(), boost, given, ends: false, fallBack: root, bonuses: undefined }
        state.after.set(token, next)
      }
      state = next
    }
    if (state !== root) state.ends = true
  }
  // Breadth first, so that the shorter endings that links lead to are known before.
  const queue: BiasState[] = [...root.after.values()]
  for (const state of queue)
    for (const [token, next] of state.after) {
      let link = state.fallBack
      while (link !== root && !link.after.has(token)) link = link.fallBack
      const target = link.after.get(token)
      next.fallBack = target && target !== next ? target : root
      queue.push(next)
    }

  /** The end of a phrase counts as reached when what follows is a new word, or nothing. */
  const kept = (state: BiasState, beginsWord: boolean): boolean => state.ends && beginsWord

  function next(state: BiasState, token: number): { state: BiasState; bonus: number } {
    const begins = tokens.begins(token)
    const on = state.after.get(token)
    if (on) return { state: on, bonus: on.boost }
    // A shorter phrase at the end of what was said may go on, or have ended.
    let bonus = 0
    let at = state
    while (at !== root) {
      if (kept(at, begins)) {
        // All that was given stays: begin afresh.
        at = root
        break
      }
      bonus += Math.min(0, at.fallBack.given - at.given)
      at = at.fallBack
      const after = at.after.get(token)
      if (after) return { state: after, bonus: bonus + after.boost }
    }
    const after = root.after.get(token)
    return after ? { state: after, bonus: bonus + after.boost } : { state: root, bonus }
  }

  return {
    root,
    next,
    bonuses(state) {
      if (root.after.size === 0) return null
      state.bonuses ??= Float32Array.from({ length: tokens.size }, (_, token) =>
        tokens.isSilent(token) ? 0 : next(state, token).bonus,
      )
      return state.bonuses
    },
    end(state) {
      let bonus = 0
      for (let at = state; at !== root && !at.ends; at = at.fallBack)
        bonus += Math.min(0, at.fallBack.given - at.given)
      return bonus
    },
  }
}
