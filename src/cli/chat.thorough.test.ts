import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { chatCommandRequest } from './chat.ts'
import { UsageError } from './output.ts'

const folder = mkdtempSync(join(tmpdir(), 'lectern-chat-cli-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const packs = join(import.meta.dirname, '../../models/fixtures/language')

async function run(args: readonly string[], input: string) {
  const env = { ...process.env, LECTERN_PACKS: '' }
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, 'index.ts'), 'chat', '--data', folder, ...args],
    { env },
  )
  let out = ''
  let errors = ''
  child.stdout.on('data', (data) => (out += String(data)))
  child.stderr.on('data', (data) => (errors += String(data)))
  child.stdin.end(input)
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve))
  return { code, out, errors }
}

test('a line is a turn, and after a call a line is its result', async () => {
  const tools = join(folder, 'tools.json')
  writeFileSync(tools, JSON.stringify([{ type: 'function', function: { name: 'pause', parameters: {} } }]))
  const { code, out, errors } = await run(
    [
      '--models',
      packs,
      '--model',
      'qwen3-tiny',
      '--tools',
      tools,
      '--system',
      'Be short.',
      '--json',
      '--seed',
      '1',
    ],
    'pause\ndone\n\nhello\n',
  )
  expect(errors).toBe('')
  expect(code).toBe(0)
  const events = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
  const ends = events.filter(({ type }) => type === 'end')
  expect(ends.length).toBeGreaterThanOrEqual(2)
  for (const event of events) expect(['text', 'tool-call', 'end']).toContain(event['type'])
})

test('where no model is installed, it says which there are and how one gets them', async () => {
  const { code, out, errors } = await run([], 'hello\n')
  expect([code, out]).toEqual([3, ''])
  expect(errors).toMatch(/No language model is installed.*lectern models install qwen3-0\.6b/)
})

test('a model that is not there is named, with those that are', async () => {
  const { code, errors } = await run(['--models', packs, '--model', 'none'], '')
  expect(code).toBe(3)
  expect(errors).toMatch(/no language model “none”, but causal-lm:lfm2-tiny, causal-lm:qwen3-tiny/)
})

test('wrong use is told before anything is started', () => {
  for (const args of [
    ['--seed', 'x'],
    ['--seed', '1.5'],
    ['--temperature', '3'],
    ['--max-tokens', '0'],
    ['--tools', join(folder, 'none.json')],
  ])
    expect(() => chatCommandRequest(args), args.join(' ')).toThrow(UsageError)
  writeFileSync(join(folder, 'wrong.json'), '[{"name": "has space"}]')
  expect(() => chatCommandRequest(['--tools', join(folder, 'wrong.json')])).toThrow(/no list of tools/)
})
