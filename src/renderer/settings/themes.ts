/**
 * The colours of every theme, in one place that a test can compute with.
 *
 * `tokens.css` says the same values to the browser; the test compares the two, and checks that text on a highlight
 * keeps 4.5:1 and that a highlight stands out from the page at 3:1 (WCAG 2.2, 1.4.3 and 1.4.11).
 */
export const themeNames = ['light', 'dark', 'sepia', 'contrast'] as const
export type ThemeName = (typeof themeNames)[number]
/** What can be on screen: a theme of ours, or the user's own colours (own-theme.ts). */
export type ShownTheme = ThemeName | 'own'

export interface Theme {
  readonly page: string
  readonly surface: string
  readonly text: string
  readonly quiet: string // secondary text
  readonly accent: string // links, chosen things
  readonly 'on-accent': string
  readonly edge: string // borders of controls
  readonly problem: string
  /** Sentence: a wash behind the text and a line beneath it that stands out. */
  readonly 'sentence-back': string
  readonly 'sentence-line': string
  /** Word: a strong ground with its own text colour. */
  readonly 'word-back': string
  readonly 'word-text': string
  readonly 'word-line': string
  /** Text outside of the focus: to be made out, not to be looked at. */
  readonly dim: string
  /** Every second syllable. */
  readonly syllable: string
}

export const themes: Readonly<Record<ThemeName, Theme>> = {
  light: {
    page: '#fbfbf9',
    surface: '#ffffff',
    text: '#1b1f24',
    quiet: '#535b66',
    accent: '#1d5a96',
    'on-accent': '#ffffff',
    edge: '#7b8490',
    problem: '#a3261c',
    'sentence-back': '#fdeeb5',
    'sentence-line': '#9a7200',
    'word-back': '#1d5a96',
    'word-text': '#ffffff',
    'word-line': '#b3261e',
    dim: '#81868d',
    syllable: '#a03a12',
  },
  dark: {
    page: '#16191d',
    surface: '#1f242a',
    text: '#e9ebee',
    quiet: '#a9b2bd',
    accent: '#8fc4f5',
    'on-accent': '#0d1a26',
    edge: '#77818d',
    problem: '#ff9d92',
    'sentence-back': '#3a3418',
    'sentence-line': '#d3a92c',
    'word-back': '#ffd76a',
    'word-text': '#16191d',
    'word-line': '#ff9d92',
    dim: '#787f88',
    syllable: '#f3a05f',
  },
  sepia: {
    page: '#f6ecd9',
    surface: '#fcf5e6',
    text: '#33271a',
    quiet: '#655440',
    accent: '#7a3f12',
    'on-accent': '#fff8ea',
    edge: '#87735a',
    problem: '#98241a',
    'sentence-back': '#ecd6a4',
    'sentence-line': '#8a5a10',
    'word-back': '#7a3f12',
    'word-text': '#fff8ea',
    'word-line': '#a3261c',
    dim: '#8f7f6a',
    syllable: '#a1360f',
  },
  contrast: {
    page: '#000000',
    surface: '#000000',
    text: '#ffffff',
    quiet: '#ffffff',
    accent: '#ffe600',
    'on-accent': '#000000',
    edge: '#ffffff',
    problem: '#ff9e9e',
    'sentence-back': '#00304f',
    'sentence-line': '#5cc8ff',
    'word-back': '#ffe600',
    'word-text': '#000000',
    'word-line': '#ffe600',
    dim: '#8c8c8c',
    syllable: '#5cc8ff',
  },
}
