/**
 * Media overlays: which sound goes with which stretch of a chapter (EPUB 3.3, 9; SMIL 3).
 *
 * Read as a stream of tags, so that nesting costs nothing: sequences only order what is in document order anyway. What
 * is broken is left out, and the synthetic voice reads that text.
 */
import { Parser } from 'htmlparser2'

/** One text and its sound. Addresses as they are written, relative to the overlay. */
export interface Overlay {
  readonly text: string
  readonly sound: string
  /** Seconds. */
  readonly start: number
  readonly end: number | undefined
}

/** More pairs than this in one file are no book. A novel with every word marked has some 150,000. */
const mostPairs = 300_000
const longestAddress = 2_000
const longestClock = 1_000_000 // seconds; eleven days

/**
 * A clock value in seconds: `0:12:31.5`, `12:31`, `31.5s`, `1.5min`, `2h`, `250ms`, `31.5`, and with `npt=` before it.
 * Undefined for what is none.
 */
export function clockValue(text: string | undefined): number | undefined {
  const plain = text?.trim().replace(/^npt\s*=\s*/i, '') ?? ''
  const parts = /^(?:(\d{1,6}):)?([0-5]?\d):([0-5]?\d(?:\.\d*)?)$/.exec(plain)
  if (parts) return valid(Number(parts[1] ?? 0) * 3_600 + Number(parts[2]) * 60 + Number(parts[3]))
  const count = /^(\d+(?:\.\d*)?|\.\d+)\s*(h|min|s|ms)?$/i.exec(plain)
  if (!count) return undefined
  const unit = { h: 3_600, min: 60, s: 1, ms: 0.001 }[(count[2] ?? 's').toLowerCase()] ?? 1
  return valid(Number(count[1]) * unit)
}
const valid = (seconds: number): number | undefined => (seconds <= longestClock ? seconds : undefined)

/** The pairs of an overlay document in their order. Never throws. */
export function readSmil(xml: string): Overlay[] {
  const found: Overlay[] = []
  let text: string | undefined
  let sound: Readonly<Record<string, string>> | undefined
  let open = false
  const take = (): void => {
    if (text !== undefined && sound && found.length < mostPairs) {
      const start = sound['clipbegin'] === undefined ? 0 : clockValue(sound['clipbegin'])
      const end = sound['clipend'] === undefined ? undefined : clockValue(sound['clipend'])
      const broken = start === undefined || (sound['clipend'] !== undefined && end === undefined)
      const address = sound['src'] ?? ''
      if (!broken && address !== '' && address.length <= longestAddress && (end === undefined || end > start))
        found.push({ text, sound: address, start, end })
    }
    text = undefined
    sound = undefined
  }
  const parser = new Parser(
    {
      onopentag(qualified, attributes) {
        const name = qualified.slice(qualified.indexOf(':') + 1).toLowerCase()
        if (name === 'par') {
          open = true
          text = undefined
          sound = undefined
        }
        if (!open) return
        if (name === 'text') {
          const address = attributes['src']
          if (address !== undefined && address.length <= longestAddress) text ??= address
        } else if (name === 'audio') {
          const plain: Record<string, string> = {}
          for (const key in attributes)
            plain[
              key
                .slice(key.indexOf(':') + 1)
                .toLowerCase()
                .replaceAll('-', '')
            ] ??= attributes[key] ?? ''
          sound ??= plain
        }
      },
      onclosetag(qualified) {
        if (qualified.slice(qualified.indexOf(':') + 1).toLowerCase() !== 'par') return
        take()
        open = false
      },
    },
    { xmlMode: true },
  )
  parser.write(xml)
  parser.end()
  return found
}
