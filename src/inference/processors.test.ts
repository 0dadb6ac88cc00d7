import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type Provider, providersFor } from '../contract/processor.ts'
import { onProcessors, type Processed, type ProcessorRequest } from './processors.ts'
import type { Native, Value, Values } from './session.ts'
import { openVerdicts, type Verdicts } from './verdicts.ts'

const of = (...numbers: number[]): Values => ({
  y: { type: 'float32', data: Float32Array.from(numbers), dims: [numbers.length] } as Value,
})
const y = (values: Values): number[] => Array.from(values['y']?.data as Float32Array)

/** How a provider behaves: what it answers, how long it takes, and when it fails. */
interface Behaviour {
  readonly answer?: Values
  readonly takes?: number
  readonly opens?: Error
  /** Fails from this run on, counted from 1. */
  readonly failsFrom?: number
}

function machine(behaviours: Partial<Record<Provider, Behaviour>>, verdicts = openVerdicts(undefined, '1')) {
  let clock = 0
  const log: string[] = []
  const open = (provider: Provider): Promise<Native> => {
    log.push(`open ${provider}`)
    const { answer = of(1, 2, 3), takes = 10, opens, failsFrom = Infinity } = behaviours[provider] ?? {}
    if (opens) return Promise.reject(opens)
    let runs = 0
    return Promise.resolve({
      inputs: [],
      outputs: [],
      run() {
        clock += takes
        if (++runs >= failsFrom) return Promise.reject(new Error(`${provider} lost its device`))
        return Promise.resolve(answer)
      },
      release() {
        log.push(`release ${provider}`)
        return Promise.resolve()
      },
    })
  }
  const start = (more: Partial<ProcessorRequest> = {}): Promise<Processed> =>
    onProcessors({
      network: 'pack/model.onnx 100',
      bytes: 100,
      providers: ['webgpu', 'cpu'],
      verdicts,
      proof: 'values',
      open,
      now: () => clock,
      ...more,
    })
  return { log, start, verdicts }
}
const folder = () => mkdtempSync(join(tmpdir(), 'lectern-verdicts-'))
const choose = (place: string, choice: string): Verdicts => {
  writeFileSync(join(place, 'processor.txt'), choice)
  return openVerdicts(place, '1')
}

test('a card that computes the same and sooner is kept, and trusted without proof the next time', async () => {
  const { log, start } = machine({ webgpu: { answer: of(1.0004, 2, 3), takes: 2 } })
  const session = await start()
  expect(y(await session.run({}))[1]).toBe(2)
  expect(session.provider).toBe('webgpu')
  expect(log).toEqual(['open webgpu', 'open cpu', 'release cpu'])
  log.length = 0
  const again = await start()
  await again.run({})
  expect([again.provider, ...log]).toEqual(['webgpu', 'open webgpu'])
})

test('a card that computes something else gives the network back, and its answer is never seen', async () => {
  const { log, start } = machine({ webgpu: { answer: of(1, 2, 4), takes: 2 } })
  const session = await start()
  expect(y(await session.run({}))).toEqual([1, 2, 3])
  expect(session.provider).toBe('cpu')
  expect(log).toEqual(['open webgpu', 'open cpu', 'release webgpu'])
  log.length = 0
  expect((await start()).provider).toBe('cpu')
  expect(log).toEqual(['open cpu'])
})

test('a card that is slower than the processor is not used', async () => {
  const { start } = machine({ webgpu: { takes: 11 } })
  const session = await start()
  await session.run({})
  expect(session.provider).toBe('cpu')
})

test('a card that cannot open the network leaves it to the next one, in the platform’s order', async () => {
  const { log, start } = machine({ cuda: { opens: new Error('no such operator') }, webgpu: { takes: 1 } })
  const session = await start({ providers: providersFor('linux', 'x64') })
  await session.run({})
  expect(session.provider).toBe('webgpu')
  expect(log.slice(0, 2)).toEqual(['open cuda', 'open webgpu'])
})

test('a machine without a card is not asked again for every network', async () => {
  const { log, start } = machine({ webgpu: { opens: new Error('Failed to get a WebGPU adapter') } })
  await start()
  await start({ network: 'other/model.onnx 5' })
  expect(log).toEqual(['open webgpu', 'open cpu', 'open cpu'])
})

test('a card that fails in its first run, or later, gives the work to the processor, which answers', async () => {
  for (const failsFrom of [1, 4]) {
    const { log, start, verdicts } = machine({ webgpu: { takes: 1, failsFrom } })
    const session = await start()
    for (let run = 0; run < 5; run++) expect(y(await session.run({}))).toEqual([1, 2, 3])
    expect(session.provider).toBe('cpu')
    expect(verdicts.of('pack/model.onnx 100', 'webgpu')).toBe('fails')
    expect(log.filter((line) => line === 'release webgpu')).toHaveLength(1)
  }
})

test('values that the processor cannot take either say nothing about the card', async () => {
  const { start, verdicts } = machine({ webgpu: { failsFrom: 1 }, cpu: { failsFrom: 1 } })
  await expect((await start()).run({})).rejects.toThrow('cpu lost')
  expect(verdicts.of('pack/model.onnx 100', 'webgpu')).toBeUndefined()
})

test('numbers that are none are no answer, of large networks and chosen cards either', async () => {
  const place = folder()
  const { start } = machine({ webgpu: { answer: of(1, Number.NaN, 3) } }, choose(place, 'webgpu'))
  const session = await start({ bytes: 1e9 })
  expect(y(await session.run({}))).toEqual([1, 2, 3])
  expect(session.provider).toBe('cpu')
})

test('of a network of 1 GB there are never two: it is trusted when it runs', async () => {
  const { log, start } = machine({ webgpu: { answer: of(7) } })
  const session = await start({ bytes: 1e9 })
  await session.run({})
  expect([session.provider, ...log]).toEqual(['webgpu', 'open webgpu'])
})

test('a network that draws random numbers is compared by loudness', async () => {
  const random = { webgpu: { answer: of(-2, 1, 3, 1), takes: 1 } }
  const session = await machine(random).start({ proof: 'level' })
  await session.run({})
  expect(session.provider).toBe('webgpu')
  const silent = await machine({ webgpu: { answer: of(0, 0, 0), takes: 1 } }).start({ proof: 'level' })
  await silent.run({})
  expect(silent.provider).toBe('cpu')
})

test('what the user chose is used without a contest, and the processor where they chose that', async () => {
  const place = folder()
  const slow = { webgpu: { answer: of(5), takes: 100 } }
  const chosen = machine(slow, choose(place, 'webgpu'))
  const session = await chosen.start()
  await session.run({})
  expect([session.provider, ...chosen.log]).toEqual(['webgpu', 'open webgpu'])
  const none = machine(slow, choose(place, 'cpu'))
  await none.start()
  expect(none.log).toEqual(['open cpu'])
})

test('what was found is known to other processes and after a restart', async () => {
  const place = folder()
  const session = await machine({ webgpu: { takes: 20 } }, openVerdicts(place, '1')).start()
  await session.run({})
  const later = machine({}, openVerdicts(place, '1'))
  await later.start()
  expect(later.log).toEqual(['open cpu'])
  // A newer runtime may do better.
  const newer = machine({ webgpu: { takes: 1 } }, openVerdicts(place, '2'))
  await newer.start()
  expect(newer.log[0]).toBe('open webgpu')
  expect(JSON.parse(readFileSync(join(place, 'processors.json'), 'utf8'))).toMatchObject({ runtime: '2' })
})

test('a driver that ends the process is not tried again by the next one, not even when it is chosen', async () => {
  const place = folder()
  openVerdicts(place, '1').note('pack/model.onnx 100', 'webgpu', 'trying') // and then nothing more
  for (const verdicts of [openVerdicts(place, '1'), choose(place, 'webgpu')]) {
    const { log, start } = machine({}, verdicts)
    await start()
    expect(log).toEqual(['open cpu'])
  }
})

test('a file that is not ours is taken for none', async () => {
  const place = folder()
  writeFileSync(join(place, 'processors.json'), '{"runtime": 5')
  const verdicts = choose(place, 'a toaster')
  expect(verdicts.choice()).toBe('auto')
  expect(verdicts.of('a', 'webgpu')).toBeUndefined()
  verdicts.note('a', 'webgpu', 'fails')
  expect(openVerdicts(place, '1').of('a', 'webgpu')).toBe('fails')
})

test('runs that come at once are answered in order, also while the card is being tried', async () => {
  const { start } = machine({ webgpu: { answer: of(9), takes: 1 } })
  const session = await start()
  const answers = await Promise.all([session.run({}), session.run({}), session.run({})])
  expect(answers.map(y)).toEqual([
    [1, 2, 3],
    [1, 2, 3],
    [1, 2, 3],
  ])
  await session.release()
})
