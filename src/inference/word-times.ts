/**
 * When each written word is heard, from a synthesiser's events. Pure.
 *
 * A synthesiser's words are not the writer's: eSpeak says "of the" as one, "$3.50" as five, and a dash as nothing. Here
 * every whitespace-separated word of the text gets exactly one interval, or several where the script writes no spaces.
 */
import type { WordTime } from '../contract/inference.ts'

/** A word as the synthesiser saw it. `at`: UTF-16 offset in the text; `sounds`: when its sounds begin, ascending. */
export interface SpokenWord {
  readonly at: number
  readonly start: number
  readonly end: number // where its last sound ends: before a pause, if one follows
  readonly sounds: readonly number[]
}

interface Written {
  readonly from: number
  readonly to: number
  readonly text: string
}

/** Scripts that write whole sentences without a space, where the synthesiser's words are the only ones. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u
const sayable = /[\p{Letter}\p{Number}\p{Currency_Symbol}&%@#+=]/u

function writtenWords(text: string): Written[] {
  return Array.from(text.matchAll(/\S+/g), ({ 0: word, index }) => ({
    from: index,
    to: index + word.length,
    text: word,
  }))
}

/**
 * About how many sounds a word has: its letters, with the common pairs that stand for one sound counted once. Only
 * ratios within a merged phrase matter ("from the" is 4 to 2).
 */
function soundCount(word: string): number {
  const letters = word
    .toLowerCase()
    .replace(/(?:th|sh|ch|ph|wh|ck|ng|qu|ee|oo|ea|ou|ow|ai|ay|oe|ie|ei|au|eu|sch|([bcdfglmnprst])\1)/g, 'x')
    .replace(/[^\p{Letter}\p{Number}]/gu, '')
    .replace(/([aeiouy].*[^aeiou])e$/, '$1') // silent, unless it is the only vowel
  return Math.max(1, letters.length)
}

/** Shares one spoken interval among the words it merges, cutting where a sound begins. */
function share(words: readonly Written[], start: number, end: number, sounds: readonly number[]): WordTime[] {
  const weights = words.map(({ text }) => soundCount(text))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const times: WordTime[] = []
  let before = 0
  let at = start
  for (const [index, { from, to }] of words.entries()) {
    before += weights[index] ?? 0
    let next = end
    if (index < words.length - 1) {
      const sound = sounds[Math.round((sounds.length * before) / total)]
      next =
        sound !== undefined && sounds.length >= words.length
          ? sound
          : start + ((end - start) * before) / total
      next = Math.min(Math.max(next, at), end)
    }
    times.push({ start: at, end: next, from, to })
    at = next
  }
  return times
}

/**
 * One interval per written word, ascending and not overlapping; a mark that is not said (a dash) gets an empty one.
 *
 * @param spoken in the order of time, times in seconds.
 * @param end where the sound ends, for a text in which nothing was said.
 */
export function wordTimes(text: string, spoken: readonly SpokenWord[], end: number): WordTime[] {
  const written = writtenWords(text)
  const groups: SpokenWord[][] = written.map(() => [])
  let word = 0
  for (const event of spoken) {
    // An event on the space after a word (the second half of an emoji's name) belongs to that word; positions that
    // step back (digits of one number) stay where they are.
    for (;;) {
      const following = written[word + 1]
      if (!following || event.at < following.from) break
      word++
    }
    groups[word]?.push(event)
  }

  const times: WordTime[] = []
  let cursor = 0
  for (let index = 0; index < written.length;) {
    const group = groups[index] ?? []
    // The words after this one that have no event of their own were said with it, or not at all.
    let next = index + 1
    while (next < written.length && groups[next]?.length === 0) next++
    const first = group[0]
    const last = group.at(-1)
    const start = Math.max(cursor, first?.start ?? cursor)
    const stop = Math.max(start, last?.end ?? start)
    const members = written.slice(index, next)
    const own = members[0]
    if (own && members.length === 1 && group.length > 1 && unspaced.test(own.text)) {
      times.push(...split(own, group, start, stop))
    } else {
      const said = first ? members.filter((member, place) => place === 0 || sayable.test(member.text)) : []
      const shared = share(
        said,
        start,
        stop,
        group.flatMap(({ sounds }) => sounds),
      )
      let at = start
      for (const member of members) {
        const time = shared.find(({ from }) => from === member.from)
        times.push(time ?? { start: at, end: at, from: member.from, to: member.to })
        at = time?.end ?? at
      }
    }
    cursor = times.at(-1)?.end ?? cursor
    index = next
  }
  return times.map((time) => ({ ...time, start: Math.min(time.start, end), end: Math.min(time.end, end) }))
}

/** A run of unspaced script in the pieces the synthesiser made of it. */
function split(own: Written, group: readonly SpokenWord[], start: number, stop: number): WordTime[] {
  const times: { start: number; end: number; from: number; to: number }[] = []
  for (const [index, event] of group.entries()) {
    const from = index === 0 ? own.from : Math.min(Math.max(event.at, own.from), own.to)
    const begin = Math.min(Math.max(event.start, start), stop)
    const previous = times.at(-1)
    if (previous && from <= previous.from) {
      previous.end = Math.min(Math.max(event.end, previous.end), stop)
      continue
    }
    if (previous) previous.to = from
    times.push({ start: begin, end: Math.min(Math.max(event.end, begin), stop), from, to: own.to })
  }
  return times
}
