/** A vocabulary and a schema that tests of masks share. */
import { seeded } from '../random.ts'

const bytes = (written: string) => new TextEncoder().encode(written)
export const reader = {
  type: 'object',
  properties: {
    unit: { type: 'string', enum: ['page', 'chapter'] },
    number: { type: 'integer', minimum: 1 },
    tags: { type: 'array', items: { type: 'string' } },
  },
  required: ['unit', 'number'],
}

/** A vocabulary as byte-level tokenizers have it: every byte, then stretches of JSON and made-up words. */
export function vocabulary(size: number): Uint8Array[] {
  const random = seeded(7)
  const any = (from: string) => from[Math.floor(random.next() * from.length)] ?? ''
  const tokens = Array.from({ length: 256 }, (_, byte) => Uint8Array.of(byte))
  const seen = new Set<string>()
  for (const each of [
    '{"',
    '": ',
    '", "',
    '": "',
    '"}',
    '}}',
    '],',
    '[]',
    'true',
    'null',
    ' false',
    'page',
    '\n  ',
    '12',
  ])
    seen.add(each)
  while (seen.size < size - 256) {
    const length = 2 + Math.floor(random.next() * 9)
    let word = random.next() < 0.5 ? ' ' : ''
    for (let at = 0; at < length; at++)
      word += any(random.next() < 0.93 ? 'etaoinshrdlucmfwypvbgkjqxz' : 'éü中文0123456789.,"\\{}[]:\n-')
    seen.add(word)
  }
  return [...tokens, ...[...seen].map(bytes)]
}
