import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { openNetworks } from '../session.ts'
import { openAll } from './open-all.ts'

const fixture = (path: string) =>
  fileURLToPath(new URL(`../../../models/fixtures/recognisers/moonshine-tiny-en/${path}`, import.meta.url))

test('where one network cannot be opened, those before it do not stay in memory', async () => {
  const encoder = fixture('encoder_model.ort')
  const { release } = await openAll({ encoder }, 'whole')
  expect(openNetworks().map(({ name }) => name)).toEqual(['whole'])
  await release()
  expect(openNetworks()).toEqual([])
  await expect(openAll({ encoder, decoder: fixture('tokenizer.bin') }, 'half')).rejects.toMatchObject({
    code: 'damaged',
    data: { name: 'half' },
  })
  expect(openNetworks()).toEqual([])
})
