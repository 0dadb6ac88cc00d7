/** How alike two words sound or are written, 0 to 1: what a recogniser may have taken one for. */
import type { CommandLanguage } from '../../contract/hearing.ts'

/**
 * Spelling rules that say which letters share a sound, coarse on purpose: voiced and unvoiced consonants fall together,
 * and so do all vowels, since those are what recognisers confuse first.
 */
const rules: Readonly<Record<CommandLanguage, readonly (readonly [RegExp, string])[]>> = {
  en: [
    [/^kn/, 'n'], [/^wr/, 'r'], [/^gn/, 'n'], [/mb$/, 'm'], [/tion/g, 'son'], [/ght/g, 't'], [/gh/g, ''], [/ph/g, 'f'], [/wh/g, 'w'], [/tch/g, 'c'], [/ch/g, 'c'],
    [/sh/g, 'x'], [/th/g, 't'], [/dge?/g, 'd'], [/c(?=[eiy])/g, 's'], [/ck|q|c(?![a-z]?c)/g, 'k'], [/x/g, 'ks'],
  ],
  de: [[/sch/g, 'x'], [/ph/g, 'f'], [/ch/g, 'k'], [/ck|q/g, 'k'], [/tz|z/g, 's'], [/ß/g, 's'], [/v|w/g, 'f'], [/th|dt/g, 't'], [/x/g, 'ks'], [/h/g, '']],
  fr: [[/eaux?|aux?/g, 'o'], [/ph/g, 'f'], [/ch/g, 'x'], [/qu|q|ck/g, 'k'], [/c(?=[eiy])|ç/g, 's'], [/c/g, 'k'], [/gu(?=[eiy])/g, 'g'], [/h/g, ''], [/(?<=.{2})(?:es?|s|t|x|d|ent)$/g, '']],
} // prettier-ignore

const fold: Readonly<Record<string, string>> = {
  b: 'p',
  d: 't',
  g: 'k',
  v: 'f',
  z: 's',
  j: 'c',
  y: 'a',
  e: 'a',
  i: 'a',
  o: 'a',
  u: 'a',
  w: 'u',
}

const keys = new Map<string, string>()

/** The sounds of a word as a coarse key, for comparison only. */
export function soundKey(word: string, language: CommandLanguage): string {
  const cacheKey = `${language}${word}`
  const known = keys.get(cacheKey)
  if (known !== undefined) return known
  let key = word
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-zß]/g, '')
  for (const [shape, sound] of rules[language])
    key = key.replaceAll(
      new RegExp(shape, shape.flags.includes('g') ? shape.flags : `${shape.flags}g`),
      sound,
    )
  key = key.replaceAll(/./g, (sign) => fold[sign] ?? sign).replaceAll(/(.)\1+/g, '$1')
  if (keys.size > 20_000) keys.clear()
  keys.set(cacheKey, key)
  return key
}

/** Edits between two words, two letters that changed places counting as one (optimal string alignment). */
function distance(a: string, b: string): number {
  let before: number[] = []
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      next[j] = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        next[j] = Math.min(next[j]!, before[j - 2]! + 1)
      }
    }
    before = row
    row = next
  }
  return row[b.length]!
}

/** Letters as bits: words that share too few are not worth an alignment. */
export function letterShape(word: string): number {
  let bits = 0
  for (let at = 0; at < word.length; at++) bits |= 1 << (word.charCodeAt(at) % 31)
  return bits
}
function bitCount(bits: number): number {
  let left = bits
  let count = 0
  for (; left !== 0; left &= left - 1) count++
  return count
}

/** Whether two words are worth a comparison; cheap. Shapes are those of `letterShape`. */
export function mayBeAlike(shapeA: number, shapeB: number, a: string, b: string): boolean {
  const longest = Math.max(a.length, b.length)
  return (
    Math.abs(a.length - b.length) <= Math.max(2, longest / 3) && bitCount(shapeA ^ shapeB) <= longest * 0.7
  )
}

/** 1 for the same word, about 0.8 for one wrong letter in five or another spelling of the same sounds. */
export function alike(a: string, b: string, language: CommandLanguage): number {
  if (a === b) return 1
  const longest = Math.max(a.length, b.length)
  if (Math.min(a.length, b.length) < 3 || !mayBeAlike(letterShape(a), letterShape(b), a, b)) return 0
  const written = 1 - distance(a, b) / longest
  const keyA = soundKey(a, language)
  const keyB = soundKey(b, language)
  const shortest = Math.min(keyA.length, keyB.length)
  const sounded = shortest < 3 ? 0 : 0.92 * (1 - distance(keyA, keyB) / Math.max(keyA.length, keyB.length))
  return Math.max(written, written > 0.35 ? sounded : 0)
}
