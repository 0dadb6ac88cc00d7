import { expect, test } from 'vitest'
import { warningSentences } from './warnings.ts'

test('warnings are sentences with their numbers, and an unknown one is not hidden', async () => {
  expect(
    await warningSentences([
      { key: 'stopped-early', data: {} },
      { key: 'epub-missing', data: { count: 2 } },
      { key: 'of-a-later-version', data: {} },
    ]),
  ).toEqual([
    'The file breaks off: the text up to there can be read aloud.',
    '2 parts of the book are missing from the file.',
    'of-a-later-version',
  ])
})
