/** The first thing that a stranger's Node meets must be understood by an old one. */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Script } from 'node:vm'
import { afterAll, beforeAll, expect, test } from 'vitest'

let copy: string
const source = join(import.meta.dirname, 'run.mjs')
beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'lectern-run-'))
  mkdirSync(join(copy, 'build'))
  cpSync(source, join(copy, 'build', 'run.mjs'))
})
afterAll(() => rmSync(copy, { recursive: true }))

/** Runs the copy under this Node, which is told to call itself `version`. */
function runAs(version: string) {
  const lie = `data:text/javascript,Object.defineProperty(process.versions,'node',{value:'${version}'})`
  const arguments_ = ['--import', lie, join(copy, 'build', 'run.mjs'), 'src/cli/index.ts', 'voices']
  return spawnSync(process.execPath, arguments_, { encoding: 'utf8' })
}

test('without npm ci it says so', () => {
  expect(runAs('20.1.0')).toMatchObject({
    status: 2,
    stderr: 'Lectern is not set up yet. In its folder, run:  npm ci\n',
  })
})

test('an old Node without the pinned one beside it is told what is needed', () => {
  mkdirSync(join(copy, 'node_modules', 'zod'), { recursive: true })
  const { status, stderr } = runAs('20.1.0')
  expect(status).toBe(2)
  expect(stderr).toContain('Lectern needs Node 24 or newer; this is Node 20.1.0.')
})

test('it awaits nothing at the top level, which a Node before 14.8 cannot parse', () => {
  const body = readFileSync(source, 'utf8')
    .replaceAll(/^import .*$/gm, '')
    .replaceAll('import.meta', 'meta')
  // As the body of a function that is not async, only what is inside async functions may wait.
  expect(() => new Script(`function body() {${body}}`)).not.toThrow()
})
