import { expect, test } from 'vitest'
import type { Session } from '../session.ts'
import { openAll } from './open-all.ts'

test('where one network cannot be opened, those before it do not stay in memory', async () => {
  const held = new Set<string>()
  const open = (path: string): Promise<Session> => {
    if (path === 'broken') return Promise.reject(new Error('broken'))
    held.add(path)
    const release = () => Promise.resolve(void held.delete(path))
    return Promise.resolve({ inputs: [], outputs: [], provider: 'cpu', run: () => Promise.reject(), release })
  }
  const { sessions, release } = await openAll({ encoder: 'a', decoder: 'b' }, 'whole', 'small', open)
  expect(Object.keys(sessions)).toEqual(['encoder', 'decoder'])
  expect([...held]).toEqual(['a', 'b'])
  await release()
  expect([...held]).toEqual([])
  await expect(
    openAll({ encoder: 'a', decoder: 'b', joiner: 'broken' }, 'half', 'small', open),
  ).rejects.toThrow('broken')
  expect([...held]).toEqual([])
})
