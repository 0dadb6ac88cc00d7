/** The place is kept to the word: over a reload, a killed core, a killed engine; and nothing stalls silently. */
import { execFileSync } from 'node:child_process'
import { makeEpub } from './fixtures.ts'
import { expect, type Lectern, test } from './lectern.ts'
import { extent, rate } from './sound.ts'

async function readFor(lectern: Lectern, seconds: number): Promise<string> {
  await lectern.press('F8')
  await lectern.waitUntilPlaying()
  await lectern.page.waitForTimeout(seconds * 1000)
  await lectern.press('F8')
  await expect(lectern.page.getByRole('button', { name: 'Play', exact: true })).toBeVisible()
  await lectern.page.waitForTimeout(600) // the place is saved within half a second
  return lectern.highlighted('lectern-word')
}

test.beforeEach(async ({ lectern }) => {
  await lectern.addAndOpen('lamp.epub', await makeEpub(), 'The Keeper of the Lamp')
})

test('after a reload the word heard last is lit, and reading goes on from there', async ({ lectern }) => {
  const word = await readFor(lectern, 2.5)
  const before = await lectern.highlighted('lectern-sentence')
  await lectern.page.reload()
  await expect.poll(() => lectern.highlighted('lectern-sentence'), { timeout: 15_000 }).toBe(before)
  await lectern.press('F8')
  await lectern.waitUntilPlaying()
  const [first] = await lectern.lit()
  const text = await lectern.page.locator(`[data-block="${first?.word?.block}"]`).textContent()
  expect(text?.slice(first?.word?.start, first?.word?.end)).toBe(word)
})

test('a core that is killed comes back with the library and the place', async ({ lectern }) => {
  await readFor(lectern, 2.5)
  const before = await lectern.highlighted('lectern-sentence')
  await lectern.core.kill('SIGKILL')
  await expect(lectern.page.getByText(/connection|not answer|reconnect|lost/i).first()).toBeVisible({
    timeout: 15_000,
  })
  await lectern.core.restart()
  await lectern.page.reload()
  await expect.poll(() => lectern.highlighted('lectern-sentence'), { timeout: 20_000 }).toBe(before)
})

test('a page that stays open joins the new core by itself and reads on', async ({ lectern }) => {
  await readFor(lectern, 1.5)
  await lectern.core.kill('SIGKILL')
  await lectern.core.restart()
  await expect(lectern.page.getByText(/connection|not answer|reconnect|lost/i)).toHaveCount(0, {
    timeout: 30_000,
  })
  await lectern.press('F8')
  await lectern.waitUntilPlaying()
})

test('an engine killed in mid-sentence is replaced and the reading goes on', async ({ lectern }) => {
  await lectern.press('F8')
  await lectern.waitUntilPlaying()
  await lectern.page.waitForTimeout(1_500)
  const children = execFileSync('pgrep', ['-P', String(lectern.core.pid)], { encoding: 'utf8' })
    .trim()
    .split('\n')
  expect(children.length).toBeGreaterThan(0)
  for (const child of children) process.kill(Number(child), 'SIGKILL')
  await lectern.clear()
  // Four seconds and a sentence had been spoken ahead; “the fog” lies behind both.
  await expect.poll(() => lectern.highlighted('lectern-sentence'), { timeout: 30_000 }).toContain('the fog')
  await lectern.page.waitForTimeout(500)
  const now = await lectern.now()
  const sound = await lectern.sound(now - rate, now)
  expect(extent(sound).first, 'there is sound again').toBeGreaterThanOrEqual(0)
})
