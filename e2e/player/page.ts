/** A page with nothing but a synthetic book, a session and the real player, for player.spec.ts. */
import '../../src/renderer/no-eval.ts'
import type { Player } from '../../src/renderer/audio/player-types.ts'
import { createPlayer } from '../../src/renderer/audio/player.ts'
import { createFollower } from '../../src/renderer/reading/follow.ts'
import { createHighlighter } from '../../src/renderer/reading/highlight.ts'
import { createSession } from '../../src/renderer/reading/session.ts'
import type { ReadingSession } from '../../src/renderer/reading/session-types.ts'
import { blockElement, positionAt, rangeFor } from '../../src/renderer/reading/text-map.ts'
import { type Book, bookId, type BookOptions, createBook } from './synthetic-book.ts'

/** How the words of the book sound: `hertz` is a function and cannot be sent to a page. */
export type Voice = 'tone' | 'steps' | 'glide'
const voices: Record<Voice, (index: number) => number> = {
  tone: () => 140,
  steps: (index) => 110 + 50 * ((index * 2) % 5), // neighbours differ by 100 Hz
  glide: (index) => 120 + 0.5 * (index % 480),
}

interface Harness {
  readonly bookId: string
  readonly contexts: AudioContext[]
  readonly violations: string[]
  book: Book
  session: ReadingSession
  player: Player
  /** Makes a book and opens it at its beginning; resolves when the player is ready and the first sentence prepared. */
  open(options: Partial<Omit<BookOptions, 'hertz'>>, voice: Voice): Promise<void>
  rangeFor: typeof rangeFor
  positionAt: typeof positionAt
  blockElement: typeof blockElement
}
declare global {
  interface Window {
    harness: Harness
  }
}

const contexts: AudioContext[] = []
window.AudioContext = class extends AudioContext {
  constructor(options?: AudioContextOptions) {
    super(options)
    contexts.push(this)
  }
}
const violations: string[] = []
document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
  violations.push(`${violatedDirective} ${blockedURI}`)
})

const root = document.querySelector('main') as HTMLElement
let draw: () => void = () => undefined

const made: Partial<Harness> & Pick<Harness, 'contexts' | 'violations' | 'open'> = {
  contexts,
  violations,
  async open(options, voice) {
    made.session?.dispose()
    const book = createBook({ ...options, hertz: voices[voice] })
    let player: Player | undefined
    const session = createSession({
      client: book.client,
      createPlayer: (listener) => (player = createPlayer(listener)),
    })
    Object.assign(made, { book, session, player })
    root.replaceChildren(
      ...book.texts.map((text, block) => {
        const paragraph = document.createElement('p')
        paragraph.dataset['block'] = String(block)
        paragraph.textContent = text
        return paragraph
      }),
    )
    const highlighter = createHighlighter(root)
    const follower = createFollower({
      scroller: document.scrollingElement as Element,
      enabled: () => true,
    })
    draw = () => {
      const { sentence, word } = session.getState()
      highlighter.show(sentence, word)
      follower.follow(highlighter.ranges())
    }
    session.subscribe(() => draw())
    session.open(bookId, undefined)
    await player?.prepare()
    await new Promise((resolve) => setTimeout(resolve, 400))
  },
}
window.harness = Object.assign(made, { bookId, rangeFor, positionAt, blockElement }) as Harness
