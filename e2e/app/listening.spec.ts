/** Pauses, tones, slower repetitions and a growing speed, on the sound that the page plays. */
import { expect, type Lectern, test } from './lectern.ts'
import { inSettings } from './settings.ts'
import { rate } from './sound.ts'

/** Without a comma and far longer than any test listens: no pause of the voice's own is in it. */
const endless = `The harbour was awake ${'and the gulls cried above the boats that came home with the tide '.repeat(12)}.`

/** Milliseconds of each silence that is longer than `least`, between the first sound and the last. */
function silences(sound: Float32Array, least: number): number[] {
  const found: number[] = []
  let last = -1
  for (const [index, sample] of sound.entries()) {
    if (Math.abs(sample) < 0.004) continue
    const length = ((index - last) / rate) * 1_000
    if (last >= 0 && length > least) found.push(length)
    last = index
  }
  return found
}

async function hear(lectern: Lectern, seconds: number): Promise<Float32Array> {
  await lectern.clear()
  const from = await lectern.now()
  await lectern.page.waitForTimeout(seconds * 1_000)
  return lectern.sound(from, await lectern.now())
}

/** Words are lit for a few tenths of a second. */
const soon = { intervals: [40] }

const announced = ({ page }: Lectern) => page.locator('[aria-live="polite"]').allTextContents()

test('a key goes from preset to preset, says which it is, and the pauses follow at once', async ({
  lectern,
}) => {
  const text = Array.from({ length: 30 }, (_, index) => `Ship ${index} lay at the pier.`).join(' ')
  await lectern.addAndOpen('ships.txt', Buffer.from(text), 'ships')
  await lectern.press('F8')
  await lectern.waitUntilPlaying()
  const normal = silences(await hear(lectern, 5), 130)
  await lectern.press('Control+Shift+F10')
  await expect.poll(() => announced(lectern)).toContainEqual('Scan: pauses crushed')
  await lectern.page.waitForTimeout(300)
  const scan = silences(await hear(lectern, 5), 130)
  expect(normal.length).toBeGreaterThanOrEqual(2)
  expect(scan).toEqual([])
  await lectern.page.getByRole('button', { name: 'More controls' }).click()
  await expect(lectern.page.getByRole('button', { name: 'Pauses: scan' })).toBeVisible()
  await lectern.press('Control+Shift+F10')
  await expect.poll(() => announced(lectern)).toContainEqual('Study: pauses kept')
})

test('a change that needs other sound leaves no silence, and goes on at the word', async ({ lectern }) => {
  await lectern.addAndOpen('gulls.txt', Buffer.from(endless), 'gulls')
  await inSettings(lectern, 'Listening', (dialog) =>
    dialog.getByRole('combobox', { name: 'Tones' }).selectOption({ label: 'When scanning' }),
  )
  await lectern.press('F8')
  await lectern.waitUntilPlaying()
  await lectern.page.waitForTimeout(1_500)
  const longest: number[] = []
  for (let round = 0; round < 3; round++) {
    await lectern.clear()
    const from = await lectern.now()
    await lectern.press('Control+Shift+F10') // to and from scanning: tones come or go, so speech is asked for anew
    await lectern.page.waitForTimeout(1_200)
    longest.push(Math.max(0, ...silences(await lectern.sound(from, await lectern.now()), 20)))
    const places = (await lectern.lit()).flatMap(({ word }) => (word ? [word.start] : []))
    expect(places).toEqual(places.toSorted((a, b) => a - b))
    expect(places.length).toBeGreaterThan(2)
  }
  console.log('longest silence after a renewal, ms', longest.map(Math.round))
  expect(Math.max(...longest)).toBeLessThan(150)
})

test('a tone stands before a heading where one has asked for tones', async ({ lectern }) => {
  await lectern.addAndOpen('tide.md', Buffer.from('# Tide\n\nThe water came.\n'), 'Tide')
  await inSettings(lectern, 'Listening', (dialog) =>
    dialog.getByRole('combobox', { name: 'Tones' }).selectOption({ label: 'Always' }),
  )
  await lectern.page.waitForTimeout(600)
  await lectern.clear()
  const began = await lectern.now()
  await lectern.press('F8')
  await lectern.page.waitForTimeout(1_500)
  const sound = await lectern.sound(began, await lectern.now())
  const first = sound.findIndex((sample) => Math.abs(sample) > 0.01)
  expect(first).toBeGreaterThan(0)
  // The first note is the C above middle C: some 523 rises through zero a second.
  let rises = 0
  const [from, to] = [first + 0.01 * rate, first + 0.05 * rate]
  for (let at = Math.round(from); at < to; at++)
    if ((sound[at - 1] ?? 0) < 0 && (sound[at] ?? 0) >= 0) rises++
  expect(rises / 0.04).toBeGreaterThan(480)
  expect(rises / 0.04).toBeLessThan(560)
})

test('the last sentence is repeated slower by a key', async ({ lectern }) => {
  const text =
    'The first boat came home. The second boat stayed out all night long in the storm. Then came the third.'
  await lectern.addAndOpen('boats.txt', Buffer.from(text), 'boats')
  await lectern.press('F8')
  await lectern.waitUntilPlaying()
  await expect.poll(() => lectern.highlighted('lectern-word'), soon).toBe('night')
  await lectern.clear()
  await lectern.press('Alt+Shift+F3')
  await expect.poll(() => lectern.highlighted('lectern-word'), soon).toBe('storm')
  const notes = (await lectern.lit()).flatMap(({ frame, word }) =>
    word ? [{ frame, start: word.start }] : [],
  )
  const at = (word: string) => notes.find(({ start }) => start === text.indexOf(word))?.frame ?? Number.NaN
  // From “second” to “night” took what it takes at 70 per cent; at the speed it would be 1.1 s or so.
  expect((at('night') - at('second')) / rate).toBeGreaterThan(1.45)
})

test('the speed grows by itself while one listens, and is kept', async ({ lectern }) => {
  await lectern.addAndOpen('gulls.txt', Buffer.from(endless), 'gulls')
  await inSettings(lectern, 'Listening', async (dialog) => {
    await dialog.getByRole('slider', { name: 'Minutes until the speed grows' }).fill('1')
    await dialog.getByRole('slider', { name: 'Words per minute that the speed grows by' }).fill('50')
  })
  await lectern.press('F8')
  await lectern.waitUntilPlaying()
  // A step of 0.05 is 9 words a minute: at 50 a minute it comes after some ten seconds.
  await expect(lectern.page.getByText('The speed has grown to 1.05×.').first()).toBeAttached({
    timeout: 25_000,
  })
  await expect(lectern.page.getByRole('slider', { name: 'Speed' })).toHaveValue('1.05')
})
