/**
 * A whole theme from three colours of the user's: page, text, accent.
 *
 * The three are used as they are, whatever their contrast; the settings warn in words. All others are derived and
 * moved towards black or white until they hold the contrast that the built-in themes hold, or the best there is.
 */
import type { Settings } from '../../contract/settings.ts'
import { contrast } from './contrast.ts'
import type { Theme } from './themes.ts'

export type OwnColours = Settings['ownColours']

/** Theme tokens that only the style sheet has for the built-in themes. */
export interface ThemeExtras {
  readonly hairline: string
  readonly tint: string
  readonly shadow: string
}

const black = '#000000'
const white = '#ffffff'

const channels = (colour: string): number[] =>
  [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))

/** `share` of `b` in `a`, 0 to 1, in sRGB as the browser mixes. */
export function mix(a: string, b: string, share: number): string {
  const to = channels(b)
  const parts = channels(a).map((from, i) => Math.round(from + ((to[i] ?? 0) - from) * share))
  return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`
}

const lowest = (colour: string, grounds: readonly string[]) =>
  Math.min(...grounds.map((ground) => contrast(colour, ground)))

/** Black or white, whichever is better seen on all of the grounds. */
function pole(grounds: readonly string[]): string {
  return lowest(black, grounds) >= lowest(white, grounds) ? black : white
}

/** The colour nearest to `colour`, on its way to black or white, that has `ratio` to 1 on every ground; else the pole. */
export function seenOn(colour: string, grounds: readonly string[], ratio: number): string {
  const goal = pole(grounds)
  for (let share = 0; share < 1; share += 0.05) {
    const candidate = mix(colour, goal, share)
    if (lowest(candidate, grounds) >= ratio) return candidate
  }
  return goal
}

/** As much of `colour` in `page`, up to `most`, as leaves `text` the contrast `ratio` (or all that the page gave it). */
function wash(page: string, colour: string, text: string, most: number, ratio: number): string {
  const needed = Math.min(ratio, contrast(text, page))
  for (let share = most; share > 0; share -= 0.02) {
    const candidate = mix(page, colour, share)
    if (contrast(text, candidate) >= needed) return candidate
  }
  return page
}

/** How far apart the two colours of syllables are, at least: they stand side by side. */
const apart = 1.6

/** A colour near `colour` that is read as well as text and told apart from `text` by lightness, if any can be. */
function told(colour: string, text: string, grounds: readonly string[]): string {
  const readable = seenOn(colour, grounds, 4.5)
  if (contrast(readable, text) >= apart) return readable
  for (let share = 0.05; share <= 1; share += 0.05)
    for (const goal of [grounds[0] ?? text, black, white]) {
      const candidate = mix(readable, goal, share)
      if (lowest(candidate, grounds) >= 4.5 && contrast(candidate, text) >= apart) return candidate
    }
  return readable
}

export function ownTheme({ page, text, accent }: OwnColours): Theme & ThemeExtras {
  // Away from the text, so that what lies on a surface is read no worse than on the page.
  const away = contrast(page, white) <= contrast(text, white) ? white : black
  const surface = mix(page, away, 0.4)
  const back = wash(page, accent, text, 0.18, 4.5)
  const grounds = [page, surface]
  const wordBack = seenOn(accent, [page, back], 3)
  return {
    page,
    surface,
    text,
    quiet: seenOn(mix(text, page, 0.25), [...grounds, back], 4.5),
    accent,
    'on-accent': pole([accent]),
    edge: seenOn(mix(text, page, 0.45), grounds, 3),
    problem: seenOn('#b3261e', grounds, 4.5),
    'sentence-back': back,
    'sentence-line': seenOn(accent, [page], 3),
    'word-back': wordBack,
    'word-text': pole([wordBack]),
    'word-line': seenOn(accent, [page, back], 3),
    dim: seenOn(mix(text, page, 0.5), grounds, 3),
    syllable: told(mix(accent, text, 0.15), text, [page, back]),
    hairline: mix(page, text, 0.15),
    tint: wash(page, accent, text, 0.07, 4.5),
    shadow: '0 1px 2px rgb(0 0 0 / 20%), 0 8px 24px rgb(0 0 0 / 25%)',
  }
}

/** True where light text stands on a dark page: the browser draws its own controls accordingly. */
export function isDark({ page }: Pick<OwnColours, 'page'>): boolean {
  return pole([page]) === white
}
