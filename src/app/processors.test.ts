import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { choiceEpoch, openVerdicts } from '../inference/verdicts.ts'
import { processorsIn } from './processors.ts'

const data = () => mkdtempSync(join(tmpdir(), 'lectern-processors-'))

test('what the user chooses reaches the processes that run networks, and what they found comes back', () => {
  const processors = processorsIn(data(), 'linux', 'x64')
  const folder = processors.environment['LECTERN_NETWORKS'] as string
  expect(processors.state()).toEqual({ providers: ['cuda', 'webgpu', 'cpu'] })
  const engine = openVerdicts(folder, '1.30.0')
  expect(engine.choice()).toBe('auto')
  processors.choose('webgpu')
  expect(engine.choice()).toBe('webgpu')
  engine.last('webgpu')
  expect(processors.state()).toEqual({ providers: ['cuda', 'webgpu', 'cpu'], provider: 'webgpu' })
})

test('a new choice makes models load anew and forgets old failures; the same choice changes nothing', () => {
  const processors = processorsIn(data())
  const folder = processors.environment['LECTERN_NETWORKS'] as string
  openVerdicts(folder, '1.30.0').note('model', 'webgpu', 'trying')
  processors.choose('auto')
  expect(choiceEpoch(folder)).toBe('')
  expect(openVerdicts(folder, '1.30.0').of('model', 'webgpu')).toBe('trying')
  processors.choose('webgpu')
  expect(choiceEpoch(folder)).not.toBe('')
  expect(openVerdicts(folder, '1.30.0').of('model', 'webgpu')).toBeUndefined()
})

test('a damaged file of what was found is as none', () => {
  const processors = processorsIn(data(), 'win32', 'x64')
  processors.choose('cpu')
  writeFileSync(
    join(processors.environment['LECTERN_NETWORKS'] as string, 'processors.json'),
    '{"last": "toaster"}',
  )
  expect(processors.state()).toEqual({ providers: ['directml', 'webgpu', 'cpu'] })
})
