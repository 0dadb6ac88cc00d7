import { expect, test } from 'vitest'
import type { AppClient } from '../../contract/app.ts'
import type { Block } from '../../contract/document.ts'
import { findReference } from './note-reference.ts'

const paragraph = (...notes: string[]): Block => ({
  kind: 'paragraph',
  runs: [
    { text: 'Words ' },
    ...notes.map((note) => ({ text: '1', role: 'note-reference' as const, note })),
    { text: ' go on.' },
  ],
})
function clientOf(blocks: readonly Block[]): AppClient {
  const call = async (_method: string, { from, count }: { from: number; count: number }) => ({
    from,
    blocks: blocks.slice(from, from + count),
  })
  return { call } as unknown as AppClient
}

test('the nearest reference before the note is found, also far away', async () => {
  const blocks = [
    paragraph('a'),
    paragraph('b'),
    paragraph('a'),
    ...Array.from({ length: 2_500 }, () => paragraph()),
  ]
  const client = clientOf(blocks)
  expect(await findReference(client, 'd', 'a', 2_400, blocks.length)).toMatchObject({ block: 2, offset: 6 })
  expect(await findReference(client, 'd', 'b', 2, blocks.length)).toMatchObject({ block: 1 })
})

test('a reference that stands behind its note is found, too; none is an error', async () => {
  const blocks = [paragraph(), paragraph('a')]
  expect(await findReference(clientOf(blocks), 'd', 'a', 0, 2)).toMatchObject({ block: 1, offset: 6 })
  await expect(findReference(clientOf(blocks), 'd', 'x', 1, 2)).rejects.toMatchObject({ code: 'not-found' })
})
