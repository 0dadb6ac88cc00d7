/** The real desktop window, wherever Electron's binary exists; elsewhere this reports itself skipped. */
import { existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron as electron, expect, test } from '@playwright/test'

const root = join(import.meta.dirname, '..')
const packageFolder = join(createRequire(import.meta.url).resolve('electron/package.json'), '..')

function binary(): string | undefined {
  try {
    const path = join(packageFolder, 'dist', readFileSync(join(packageFolder, 'path.txt'), 'utf8'))
    return existsSync(path) ? path : undefined
  } catch {
    return undefined
  }
}

test('the desktop window shows the library, reads the sample and is refused what it must not have', async () => {
  const executablePath = binary()
  test.skip(executablePath === undefined, 'Electron’s binary is not here (npm start can fetch it)')
  const app = await electron.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      root,
      `--data=${mkdtempSync(join(tmpdir(), 'lectern-electron-'))}`,
    ],
  })
  const page = await app.firstWindow()
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible({ timeout: 30_000 })
  expect(page.url()).toBe('app://lectern/')
  expect(await page.evaluate(() => 'require' in window || 'process' in window)).toBe(false)
  expect(
    await page.evaluate(() =>
      fetch('https://example.org').then(
        () => 'went out',
        () => 'refused',
      ),
    ),
  ).toBe('refused')
  await page
    .getByRole('link', { name: /Lectern/ })
    .first()
    .click()
  await page.keyboard.press('F8')
  await expect(page.getByRole('button', { name: /^Pause/ })).toBeVisible({ timeout: 20_000 })
  await app.close()
})
