import { parseArgs } from 'node:util'
import { expect, test } from 'vitest'
import { wrongOption } from './wrong-options.ts'

const options = { json: { type: 'boolean' }, voice: { type: 'string' } } as const

function words(args: string[], allowPositionals = true): string | undefined {
  try {
    parseArgs({ args, options, allowPositionals })
  } catch (error) {
    return wrongOption(error)
  }
  throw new Error('nothing is wrong with them')
}

test('each fault of a command line is named in our words', () => {
  expect(words(['--nope'])).toMatch(/^There is no option “--nope”\./)
  expect(words(['file', '-z'])).toMatch(/^There is no option “-z”\./)
  expect(words(['--nope'], false)).toMatch(/^There is no option “--nope”\./)
  expect(words(['--voice'])).toBe('“--voice” needs a value.')
  expect(words(['--voice', '--json'])).toBe(
    '“--voice” needs a value. One that begins with “-” is written as --voice=VALUE.',
  )
  expect(words(['--json=3'])).toBe('“--json” takes no value.')
  expect(words(['more'], false)).toBe('“more” is too much: only options are expected.')
})

test('other errors are not its own', () => {
  expect(wrongOption(new TypeError('undefined is not a function'))).toBeUndefined()
})
