/** A book that brings a recording is heard by it, with each sentence lit while it sounds; or by the voice, if wanted. */
import { item, itemref, makeBook, page as xhtml } from '../../src/importers/archive-fixture.ts'
import { createMp3, mp3Delay } from '../../src/inference/dsp/mp3.ts'
import { expect, type Lectern, test } from './lectern.ts'
import { medianPitch, rate } from './sound.ts'

const sentences = [
  'The keeper lit the lamp.',
  'Nobody came that night.',
  'It rained until the morning.',
  'Then the wind fell.',
]
/** Seconds: a tone and a silence for each sentence. */
const sounding = 1.2
const each = 1.5
const tone = (index: number): number => 120 + 60 * index

async function narratedBook(): Promise<Buffer> {
  const pcm = Int16Array.from({ length: (each * sentences.length + 0.2) * rate }, (_, index) => {
    const number = Math.floor(index / (each * rate))
    const on = index - number * each * rate < sounding * rate
    return on ? Math.round(9_000 * Math.sin((2 * Math.PI * tone(number) * index) / rate)) : 0
  })
  const mp3 = await createMp3()
  const sound = new Uint8Array(Buffer.concat([...mp3.encode(pcm), mp3.flush()]))
  mp3.free()
  const delay = mp3Delay / rate
  const pairs = sentences
    .map(
      (_, index) =>
        `<par><text src="c.xhtml#s${index}"/><audio src="a.mp3" clipBegin="${delay + each * index}s" clipEnd="${delay + each * (index + 1)}s"/></par>`,
    )
    .join('')
  return Buffer.from(
    await makeBook({
      metadata: '<dc:title>The Recorded Lamp</dc:title><dc:language>en</dc:language>',
      manifest:
        item('c', 'c.xhtml', 'media-overlay="s"') +
        item('s', 's.smil', 'media-type="application/smil+xml"') +
        item('a', 'a.mp3', 'media-type="audio/mpeg"'),
      spine: itemref('c'),
      files: {
        'c.xhtml': xhtml(
          `<p>${sentences.map((text, index) => `<span id="s${index}">${text}</span>`).join(' ')}</p>`,
        ),
        's.smil': `<smil xmlns="http://www.w3.org/ns/SMIL" version="3.0"><body>${pairs}</body></smil>`,
        'a.mp3': sound,
      },
    }),
  )
}

/** Plays to the end. @returns for each sentence that was lit, where it begins, when, and the pitch that was heard then */
async function played(lectern: Lectern) {
  await lectern.clear()
  const from = await lectern.now()
  await lectern.press('F8')
  await lectern.waitUntilPlaying()
  await lectern.waitUntilEnded(30_000)
  const sound = await lectern.sound(from, await lectern.now())
  const lit: { start: number; frame: number; pitch: number }[] = []
  for (const { frame, sentence } of await lectern.lit()) {
    if (!sentence || lit.at(-1)?.start === sentence.start) continue
    const at = Math.round(frame - from + 0.15 * rate)
    lit.push({
      start: sentence.start,
      frame,
      pitch: medianPitch(sound.subarray(at, at + Math.round(0.4 * rate))),
    })
  }
  return lit
}
const starts = sentences.map((_, index) => sentences.slice(0, index).join(' ').length + (index > 0 ? 1 : 0))

for (const speed of [1, 2])
  test(`each sentence is lit when its part of the recording begins, at ${speed} times its speed`, async ({
    lectern,
  }) => {
    await lectern.addAndOpen('lamp.epub', await narratedBook(), 'The Recorded Lamp')
    await lectern.page.getByRole('slider', { name: 'Speed' }).fill(String(speed))
    const lit = await played(lectern)
    expect(lit.map(({ start }) => start)).toEqual(starts)
    for (const [index, { pitch }] of lit.entries()) expect(Math.abs(pitch - tone(index))).toBeLessThan(12)
    // The first is lit as soon as it is waited for. A frame that a busy machine draws late is late by itself.
    const offsets = lit.slice(1).map(({ frame }, index) => frame / rate - (each * (index + 1)) / speed)
    const sorted = offsets.toSorted((a, b) => a - b)
    const middle = sorted[Math.floor(sorted.length / 2)]!
    const apart = offsets.map((offset) => Math.abs(offset - middle)).toSorted((a, b) => a - b)
    expect(apart[Math.floor(apart.length * 0.7)]).toBeLessThan(0.06)
    expect(apart.at(-1)).toBeLessThan(0.25)
  })

test('whoever wants the voice instead gets it', async ({ lectern }) => {
  await lectern.addAndOpen('lamp.epub', await narratedBook(), 'The Recorded Lamp')
  await lectern.press('Control+,')
  await lectern.page.getByRole('tab', { name: 'Voices' }).click()
  await lectern.page.getByLabel('Recorded narration').selectOption({ label: 'Always the voice' })
  await lectern.press('Escape')
  const lit = await played(lectern)
  expect(lit.map(({ start }) => start)).toEqual(starts)
  expect(Math.abs(lit[3]!.pitch - tone(3))).toBeGreaterThan(30)
})
