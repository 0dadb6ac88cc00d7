/** Models: offered once, agreed to, fetched, paused, installed without a restart, checked, and removed. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { test as base, type Locator } from '@playwright/test'
import { startCore } from './core.ts'
import { expect, Lectern } from './lectern.ts'
import { type Publisher, startPublisher, writer } from './publisher.ts'
import { command } from './views.ts'

const test = base.extend<{ publisher: Publisher; lectern: Lectern }>({
  publisher: async ({ browserName: _any }, provide) => {
    const publisher = await startPublisher()
    await provide(publisher)
    await publisher.close()
  },
  lectern: async ({ page, publisher }, provide) => {
    const core = await startCore({ env: { LECTERN_MANIFEST: publisher.manifest } })
    const lectern = new Lectern(page, core)
    await lectern.open()
    await provide(lectern)
    await core.close()
  },
})

const dialog = ({ page }: Lectern) => page.locator('dialog[open]').last()
const row = ({ page }: Lectern, name: string) =>
  page.getByRole('listitem').filter({ has: page.getByRole('heading', { name, exact: true }) })
const said = ({ page }: Lectern, text: string | RegExp) =>
  expect(page.locator('[aria-live]').filter({ hasText: text }).first()).toBeAttached()

async function openModels(lectern: Lectern): Promise<Locator> {
  await command(lectern, 'open_models')
  const models = dialog(lectern)
  await expect(models.getByRole('heading', { name: 'Natural voices' })).toBeVisible()
  return models
}

async function setMirror(lectern: Lectern, address: string): Promise<void> {
  const models = await openModels(lectern)
  await models.getByLabel('Mirror for models').fill(address)
  await lectern.page.waitForTimeout(300) // settings are sent a moment after they were changed
}

async function clean(lectern: Lectern, view: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page: lectern.page }).analyze()
  expect
    .soft(
      violations.map(
        ({ id, nodes }) => `${view}: ${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
      ),
    )
    .toEqual([])
}

test('a first start offers what fits, once, and fetches nothing without a yes', async ({
  lectern,
  publisher,
}) => {
  const { page } = lectern
  const panel = page.getByRole('region', { name: 'Add natural voices and dictation?' })
  await expect(panel).toContainText('nothing more is needed')
  await clean(lectern, 'the offer in the library')
  await panel.getByRole('button', { name: 'See what fits this machine' }).press('Enter')
  const offer = dialog(lectern)
  await expect(offer.getByRole('checkbox', { name: /^Tones – Natural voices/ })).toBeChecked()
  // What has conditions is chosen by hand only.
  await expect(offer.getByRole('checkbox', { name: /^Talker/ })).not.toBeChecked()
  await expect(offer).toContainText('from models.example')
  await expect(offer.getByRole('checkbox', { name: /^Tones/ })).toBeFocused()
  await clean(lectern, 'the offer')
  await offer.getByRole('button', { name: 'Not now' }).press('Enter')
  await expect(panel).toHaveCount(0)
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused()
  await said(lectern, 'Nothing was fetched.')
  await page.reload()
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page.locator('.card').first()).toBeVisible()
  await page.waitForTimeout(500)
  await expect(panel).toHaveCount(0)
  expect(publisher.asked).toEqual([])
  // It can be reached again.
  const models = await openModels(lectern)
  await models.getByRole('button', { name: 'See what fits this machine' }).click()
  await expect(dialog(lectern).getByRole('checkbox', { name: /^Tones/ })).toBeChecked()
})

test('a voice is fetched, paused, gone on with after a restart, used at once, checked, mended and removed', async ({
  lectern,
  publisher,
}) => {
  const { page, core } = lectern
  await setMirror(lectern, publisher.address)
  await clean(lectern, 'models')
  publisher.upTo(13 * 2 ** 20)
  const tones = row(lectern, 'Tones')
  await tones.getByRole('button', { name: 'Install Tones' }).press('Enter')
  await said(lectern, 'Tones is being fetched.')
  await expect(tones.getByRole('progressbar', { name: 'How much of Tones is here' })).toBeVisible()
  await expect(tones).toContainText(/1\d(\.\d)? megabytes of 2\d megabytes/)
  await said(lectern, 'Tones: 50% fetched.')
  // The same button pauses, and keeps the focus.
  await expect(tones.getByRole('button', { name: 'Pause Tones' })).toBeFocused()
  await clean(lectern, 'a model that is being fetched')
  await page.keyboard.press('Enter')
  await expect(tones).toContainText('Paused')
  await said(lectern, 'Tones is paused.')
  await core.kill('SIGTERM')
  publisher.upTo(Number.POSITIVE_INFINITY)
  await core.restart()
  await tones.getByRole('button', { name: 'Go on with Tones' }).click({ timeout: 30_000 })
  await expect(tones).toContainText('Installed', { timeout: 30_000 })
  await said(lectern, 'Tones is installed and ready to use.')
  expect(publisher.asked.some((line) => /ballast\.bin from [1-9]\d{6}/.test(line))).toBe(true)

  // Its voices are there without a restart, and can be heard.
  await page.getByRole('tab', { name: 'Voices', exact: true }).click()
  const choice = dialog(lectern).getByLabel('Voice', { exact: true })
  const voice = choice.locator('option[value^="kitten:tones:"]').first()
  await expect(voice).toBeAttached({ timeout: 15_000 })
  await choice.selectOption((await voice.getAttribute('value')) ?? '')
  await page.getByRole('tab', { name: 'Models', exact: true }).click()

  await tones.getByRole('button', { name: 'Check the files of Tones' }).click()
  await said(lectern, 'Tones is whole')
  const file = join(core.folder, 'packs', 'tones', 'voices.npz')
  const bytes = readFileSync(file)
  bytes[100] = (bytes[100] ?? 0) ^ 255
  writeFileSync(file, bytes)
  await tones.getByRole('button', { name: 'Check the files of Tones' }).click()
  await expect(tones).toContainText('Damaged')
  await expect(tones).toContainText('Install it again')
  await tones.getByRole('button', { name: 'Install again: Tones' }).click()
  await expect(tones).toContainText('Installed', { timeout: 30_000 })

  await tones.getByRole('button', { name: 'Remove Tones' }).press('Enter')
  await expect(dialog(lectern)).toContainText('This cannot be undone')
  await expect(dialog(lectern)).toContainText('You have chosen it for English')
  await expect(dialog(lectern).getByRole('button', { name: 'Keep it' })).toBeFocused()
  await clean(lectern, 'the question before a model is removed')
  await dialog(lectern).getByRole('button', { name: 'Remove', exact: true }).click()
  await expect(tones.getByRole('button', { name: 'Install Tones' })).toBeFocused()
  await said(lectern, 'Tones was in use for English.')
  await page.getByRole('tab', { name: 'Voices', exact: true }).click()
  await expect(choice).toHaveValue('')
  await expect(choice.locator('option[value^="kitten:tones:"]')).toHaveCount(0)
})

test('conditions are shown before a fetch, and a wrong checksum is told in words', async ({
  lectern,
  publisher,
}) => {
  const { page } = lectern
  await setMirror(lectern, publisher.address)
  const talker = row(lectern, 'Talker')
  await talker.getByRole('button', { name: 'Install Talker' }).press('Enter')
  const question = dialog(lectern)
  await expect(question).toContainText('10 million US dollars')
  await expect(question).toContainText(`from ${new URL(publisher.address).host}`)
  await expect(question.getByRole('button', { name: 'Not now' })).toBeFocused()
  await clean(lectern, 'the question before a model is fetched')
  await page.keyboard.press('Enter')
  await expect(page.locator('dialog[open]')).toHaveCount(1)
  await expect(talker.getByRole('button', { name: 'Install Talker' })).toBeFocused()
  expect(publisher.asked).toEqual([])
  await page.keyboard.press('Enter')
  await question.getByRole('button', { name: 'Agree and install' }).click()
  await expect(talker).toContainText('something went wrong', { timeout: 30_000 })
  await expect(talker).toContainText('checksum')
  await expect(page.getByRole('alert').filter({ hasText: 'Talker' }).first()).toBeAttached()
  await talker.getByRole('button', { name: /^Cancel Talker/ }).press('Enter')
  await expect(talker.getByRole('button', { name: 'Install Talker' })).toBeFocused()
})

test('where a natural voice is missing, the right one is one press away, and a command asks first', async ({
  lectern,
  publisher,
}) => {
  const { page } = lectern
  await command(lectern, 'install_model', { name: 'tones' })
  await expect(dialog(lectern).getByRole('heading', { name: 'Install Tones?' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.locator('dialog[open]')).toHaveCount(0)
  expect(publisher.asked).toEqual([])
  await setMirror(lectern, publisher.address)
  await page.getByRole('tab', { name: 'Voices', exact: true }).click()
  const settings = dialog(lectern)
  await settings.getByRole('button', { name: /^Install Tones \(/ }).click()
  await expect(
    settings.getByLabel('Voice', { exact: true }).locator('option[value^="kitten:tones:"]').first(),
  ).toBeAttached({ timeout: 30_000 })
  // What was installed there is no longer offered; the way to the others stays.
  await expect(settings.getByRole('button', { name: /^Install Tones/ })).toHaveCount(0)
  await settings.getByRole('button', { name: 'See all models' }).click()
  await expect(settings.getByRole('tab', { name: 'Models', exact: true })).toBeFocused()
  await expect(row(lectern, 'Tones')).toContainText('Installed')
})

test('the offer is declined by voice as by hand, and what is chosen in it is installed', async ({
  lectern,
  publisher,
}) => {
  const { page } = lectern
  await setMirror(lectern, publisher.address)
  await page.keyboard.press('Escape')
  const panel = page.getByRole('region', { name: 'Add natural voices and dictation?' })
  await panel.getByRole('button', { name: 'See what fits this machine' }).click()
  const offer = dialog(lectern)
  await offer.getByRole('checkbox', { name: /^Talker/ }).check()
  await offer.getByRole('checkbox', { name: /^Tones/ }).uncheck()
  await offer.getByRole('checkbox', { name: /^Talker/ }).uncheck()
  await offer.getByRole('checkbox', { name: /^Writer/ }).uncheck()
  await expect(offer.getByRole('button', { name: 'Agree and install' })).toBeDisabled()
  await offer.getByRole('checkbox', { name: /^Tones/ }).check()
  await offer.getByRole('button', { name: 'Agree and install' }).click()
  await expect(row(lectern, 'Tones')).toContainText('Installed', { timeout: 30_000 })
  expect(publisher.asked.some((line) => line.includes('/talker/'))).toBe(false)
})

test('“not now” and “cancel” decline the offer', async ({ lectern }) => {
  const panel = lectern.page.getByRole('region', { name: 'Add natural voices and dictation?' })
  await expect(panel).toBeVisible()
  await command(lectern, 'cancel') // what “not now” is understood as
  await expect(panel).toHaveCount(0)
  await said(lectern, 'Nothing was fetched.')
})

test('conditions are shown before a model is taken from a folder, too', async ({ lectern, publisher }) => {
  const { page } = lectern
  const models = await openModels(lectern)
  const folder = mkdtempSync(join(tmpdir(), 'lectern-talker-'))
  writeFileSync(join(folder, 'config.json'), '{}')
  const from = models.getByLabel('Folder or archive')
  await from.fill(folder)
  await from.press('Enter')
  const question = dialog(lectern)
  await expect(question).toContainText('10 million US dollars')
  await expect(question).not.toContainText('Fetches')
  await expect(question.getByRole('button', { name: 'Not now' })).toBeFocused()
  await clean(lectern, 'the question before a model is copied')
  await page.keyboard.press('Enter')
  await expect(page.locator('dialog[open]')).toHaveCount(1)
  await expect(row(lectern, 'Talker').getByRole('button', { name: 'Install Talker' })).toBeVisible()
  await from.press('Enter')
  await question.getByRole('button', { name: 'Agree and install' }).click()
  await expect(models.getByRole('alert').filter({ hasText: 'checksum' })).toBeVisible()
  expect(publisher.asked).toEqual([])
  rmSync(folder, { recursive: true })
})

test('a recogniser is installed from a folder without a network, and is there to dictate with at once', async ({
  lectern,
  publisher,
}) => {
  await command(lectern, 'open_settings', { section: 'hearing' })
  const settings = dialog(lectern)
  await expect(settings.getByRole('button', { name: /^Install Writer \(/ })).toBeVisible()
  await settings.getByRole('button', { name: 'See all models' }).click()
  const from = settings.getByLabel('Folder or archive')
  await from.fill('/nowhere/at/all')
  await from.press('Enter')
  await expect(settings.getByRole('alert').filter({ hasText: 'no such folder or file' })).toBeVisible()
  await from.fill(writer)
  await from.press('Enter')
  await expect(row(lectern, 'Writer')).toContainText('Installed', { timeout: 30_000 })
  await said(lectern, 'Writer is installed and ready to use.')
  await expect(from).toHaveValue('')
  expect(publisher.asked).toEqual([])
  await settings.getByRole('tab', { name: 'Microphone and voice control' }).click()
  const choice = settings.getByLabel('What writes down English')
  await expect(choice.locator('option', { hasText: 'Writer' })).toBeAttached({ timeout: 20_000 })
})
