import { expect, test } from 'vitest'
import { type Automaton, automatonOf } from './automaton.ts'

/** All utterances of at most so many words. */
function utterances({ arcs, accepting }: Automaton, longest = 5): string[] {
  const found: string[] = []
  const follow = (state: number, said: readonly string[]): void => {
    if (accepting[state]) found.push(said.join(' '))
    if (said.length < longest) for (const [word, to] of arcs[state]!) follow(to, [...said, word])
  }
  follow(0, [])
  return found.toSorted()
}

test('alternatives, what may be left out, what may come again, and rules', () => {
  const jsgf = `#JSGF V1.0; grammar g;
// a comment
public <command> = [please] (next | go to the <unit> {tag}) | stop <again>+ | help <many>*;
<unit> = page | chapter;
<again> = now;
<many> = me | us;`
  expect(utterances(automatonOf(jsgf), 4)).toEqual(
    [
      'next',
      'please next',
      'go to the page',
      'go to the chapter',
      'stop now',
      'stop now now',
      'stop now now now',
      'help',
      ...['me', 'us'].flatMap((one) => [
        `help ${one}`,
        ...['me', 'us'].flatMap((two) => [
          `help ${one} ${two}`,
          ...['me', 'us'].map((three) => `help ${one} ${two} ${three}`),
        ]),
      ]),
    ].toSorted(),
  )
  expect(utterances(automatonOf(jsgf))).toContain('please go to the page')
})

test('what goes on alike is one state, however often the rule is used', () => {
  const rule = '<n> = one | two | three | (twenty | thirty) [<d>]; <d> = one | two | three;'
  const { arcs } = automatonOf(
    `#JSGF V1.0; grammar g; public <c> = go to page <n> | page <n> | chapter <n> | go to chapter <n>; ${rule}`,
  )
  // Before go; behind go; behind go to; behind page or chapter; behind a ten; the end.
  expect(arcs.length).toBe(6)
})

test('the first public rule counts, an impossible alternative is left out, and nothing may be an utterance', () => {
  const jsgf = 'public <a> = yes | <VOID> no | <NULL>; public <b> = maybe;'
  expect(utterances(automatonOf(jsgf))).toEqual(['', 'yes'])
})

test.each([
  ['no grammar', 'nonsense'],
  ['a rule that is not there', 'public <a> = <b>;'],
  ['a rule that contains itself', 'public <a> = x <a>;'],
  ['a bracket that is not closed', 'public <a> = (x | y;'],
  ['weights', 'public <a> = /2/ x | /1/ y;'],
  ['no public rule', '<a> = x;'],
])('%s has no automaton', (_, jsgf) => {
  expect(() => automatonOf(jsgf)).toThrow()
})
