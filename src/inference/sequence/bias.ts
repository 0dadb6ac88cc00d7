/**
 * Words that are likely to be said: tokens that begin or go on with one of them are raised before the likeliest is taken.
 *
 * After moonshine-ai/moonshine, core/context-biaser.cpp (MIT), which found that the raise has to grow along a phrase: the
 * token at depth d gets boost × (1 + ln d). No raise is taken back; a phrase is left as soon as another token is taken.
 */

interface Node {
  readonly after: Map<number, Node>
  boost: number
}

export interface Bias {
  readonly at: readonly Node[]
}

const node = (): Node => ({ after: new Map(), boost: 0 })

export function createBias(
  phrases: readonly { readonly tokens: readonly number[]; readonly boost: number }[],
): Bias {
  const root = node()
  for (const { tokens, boost } of phrases) {
    let place = root
    tokens.forEach((token, depth) => {
      const next = place.after.get(token) ?? node()
      next.boost = Math.max(next.boost, boost * (1 + Math.log(depth + 1)))
      place.after.set(token, next)
      place = next
    })
  }
  return { at: [root] }
}

/** What tokens get in addition, where the text has come so far. */
export function raised(bias: Bias): ReadonlyMap<number, number> {
  const all = new Map<number, number>()
  for (const { after } of bias.at)
    for (const [token, { boost }] of after) all.set(token, Math.max(all.get(token) ?? 0, boost))
  return all
}

/** The text goes on with a token. */
export function advanced(bias: Bias, token: number): Bias {
  const [root] = bias.at
  const next = bias.at.flatMap(({ after }) => after.get(token) ?? [])
  return { at: root ? [root, ...next.filter(({ after }) => after.size > 0)] : [] }
}
