/** Sound that is longer than a recogniser of sequences hears at once, with the fixtures of models/fixtures/recognisers. */
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { createKeeper } from './keeper.ts'
import { createRecognisers } from './recognisers.ts'
import { tones } from './sequence/tones.cases.ts'

const fixtures = join(import.meta.dirname, '../../models/fixtures/recognisers')
const keeper = createKeeper()
const recognisers = createRecognisers(keeper)
afterAll(() => keeper.close())

test.each([
  ['moonshine:moonshine-tiny-en', 1.2],
  ['moonshine:moonshine-tiny-streaming-en', 2.2],
  ['whisper:whisper-tiny', 1.2],
])(
  '%s loses nothing of what is longer than it hears at once',
  async (id, gap) => {
    const text = Array.from({ length: 3 }, () => 'one two three four five six seven eight nine').join(' ')
    const stream = await recognisers.open(id, [fixtures], { language: 'en', hotWords: [], alternatives: 0 })
    const sound = tones(text, { gap })
    for (let at = 0; at < sound.length; at += 160_000) await stream.hear(sound.subarray(at, at + 160_000))
    const [best] = await stream.end()
    expect(best?.text).toBe(text)
    const last = 0.3 + 26 * (0.2 + gap)
    expect(Math.abs((best?.words.at(-1)?.start ?? 0) - last)).toBeLessThan(gap + 0.2)
  },
  30_000,
)
