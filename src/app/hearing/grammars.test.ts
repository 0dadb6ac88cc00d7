import { expect, test } from 'vitest'
import type { Ear } from '../../core/ports.ts'
import { AppError } from '../../rpc/failure.ts'
import type { EarProcess } from './ear.ts'
import { Grammars } from './grammars.ts'

/** An ear whose dictionary holds all words but some, and which forgets its grammars when it ends. */
function setUp(lacking: readonly string[] = []) {
  const set: { readonly grammar: string; readonly jsgf: string; readonly words: readonly string[] }[] = []
  const live = new Map<string, string>()
  let generation = 1
  let failing: AppError | undefined
  const call = (async (
    name: string,
    input: { grammar: string; jsgf: string; words?: { written: string }[] },
  ) => {
    await Promise.resolve()
    if (failing) {
      const error = failing
      failing = undefined
      throw error
    }
    if (name === 'grammar.set') {
      const words = (input.words ?? []).map(({ written }) => written)
      set.push({ grammar: input.grammar, jsgf: input.jsgf, words })
      live.set(input.grammar, input.jsgf)
      return { unknown: lacking.filter((word) => input.jsgf.includes(word) && !words.includes(word)) }
    }
    const jsgf = live.get(input.grammar)
    if (jsgf === undefined) throw new AppError('not-found', 'no such grammar')
    return { hypothesis: { text: jsgf, words: [], stable: 0, confidence: 1, ratio: 0 } }
  }) as unknown as Ear['call']
  const process: EarProcess = {
    ear: { call },
    generation: () => generation,
    hold: () => () => undefined,
    memory: () => Promise.resolve(0),
    close: () => Promise.resolve(),
  }
  const asked: (readonly string[])[] = []
  const grammars = new Grammars(process, (_language, words) => {
    asked.push(words)
    return Promise.resolve(words.map((word) => `ipa-${word}`))
  })
  return {
    set,
    asked,
    grammars,
    crash: () => {
      generation++
      live.clear()
    },
    failNext: (error: AppError) => {
      failing = error
    },
  }
}
const pcm = new Int16Array(16_000)

test('a grammar is set once, however often it is decoded', async () => {
  const { grammars, set } = setUp()
  for (let times = 0; times < 3; times++)
    expect((await grammars.decode('commands-en', 'en', { key: 'a', jsgf: 'next page' }, pcm)).text).toBe(
      'next page',
    )
  expect(set).toHaveLength(1)
})

test('another one of that name replaces it', async () => {
  const { grammars, set } = setUp()
  await grammars.decode('commands-en', 'en', { key: 'a', jsgf: 'next page' }, pcm)
  const { text } = await grammars.decode('commands-en', 'en', { key: 'b', jsgf: 'next chapter' }, pcm)
  expect(text).toBe('next chapter')
  expect(set).toHaveLength(2)
})

test('words that the dictionary lacks are said as the voices say them, and asked for once', async () => {
  const { grammars, set, asked } = setUp(['lectern'])
  await grammars.decode('commands-en', 'en', { key: 'a', jsgf: 'hey lectern' }, pcm)
  await grammars.decode('commands-en', 'en', { key: 'b', jsgf: 'bye lectern' }, pcm)
  expect(asked).toEqual([['lectern']])
  expect(set.map(({ words }) => words)).toEqual([[], ['lectern'], ['lectern']])
})

test('a new process gets the grammar before it decodes', async () => {
  const { grammars, set, crash } = setUp()
  await grammars.decode('commands-en', 'en', { key: 'a', jsgf: 'next page' }, pcm)
  crash()
  expect((await grammars.decode('commands-en', 'en', { key: 'a', jsgf: 'next page' }, pcm)).text).toBe(
    'next page',
  )
  expect(set).toHaveLength(2)
})

test('a process that dies under the decoding is asked again', async () => {
  const { grammars, failNext } = setUp()
  await grammars.prepare('commands-en', 'en', { key: 'a', jsgf: 'next page' })
  failNext(new AppError('unavailable', 'crashed', { reason: 'ear-crashed' }))
  expect((await grammars.decode('commands-en', 'en', { key: 'a', jsgf: 'next page' }, pcm)).text).toBe(
    'next page',
  )
})

test('a grammar that cannot be compiled fails, and is tried again next time', async () => {
  const { grammars, failNext } = setUp()
  failNext(new AppError('bad-input', 'no grammar'))
  const grammar = { key: 'a', jsgf: 'next page' }
  await expect(grammars.decode('commands-en', 'en', grammar, pcm)).rejects.toMatchObject({
    code: 'bad-input',
  })
  expect((await grammars.decode('commands-en', 'en', grammar, pcm)).text).toBe('next page')
})

test('two who listen at once are heard by their own grammars, and names are used again', async () => {
  const { grammars } = setUp()
  const [one, other] = [grammars.reserve(), grammars.reserve()]
  const heard = await Promise.all(
    [one, other].map(({ prefix }, at) =>
      grammars.decode(
        `${prefix}commands-en`,
        'en',
        { key: `${at}`, jsgf: `grammar ${at}` },
        new Int16Array(9),
      ),
    ),
  )
  expect(heard.map(({ text }) => text)).toEqual(['grammar 0', 'grammar 1'])
  one.release()
  expect(grammars.reserve().prefix).toBe(one.prefix)
  one.release() // a second time gives nobody else's away
  expect(grammars.reserve().prefix).not.toBe(one.prefix)
})
