/** `npm run package`: what is packed is what must be, unpacked where it must be, and nothing else. */
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { faultsOf } from '../build/package-contents.ts'

const root = join(import.meta.dirname, '..')

test('the packed app holds the app, its native parts unpacked, and no foreign binaries, tests or sources', () => {
  test.setTimeout(300_000)
  execFileSync(process.execPath, [join(root, 'build', 'run.mjs'), 'build/package.ts', '--dir'], {
    cwd: root,
    stdio: 'pipe',
  })
  const folders = [
    'linux-unpacked',
    'linux-arm64-unpacked',
    'win-unpacked',
    'mac/Lectern.app/Contents',
    'mac-arm64/Lectern.app/Contents',
  ]
  const found = folders.map((folder) => join(root, 'dist', folder)).find((folder) => existsSync(folder))
  expect(found).toBeDefined()
  const resources = ['resources', 'Resources']
    .map((name) => join(found ?? '', name))
    .find((folder) => existsSync(folder))
  expect(faultsOf(resources ?? '')).toEqual([])
})
