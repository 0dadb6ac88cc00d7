import { expect, test } from 'vitest'
import { choiceSaid } from './chooser-words.ts'

test('a number is a choice, with or without words around it, in each language', () => {
  for (const said of [
    'two',
    'Number two.',
    'choose the second one',
    'to',
    'zwei',
    'nimm die zweite',
    '2',
    'numéro deux',
  ])
    expect(choiceSaid(said), said).toEqual({ what: 'number', number: 2 })
})

test('spelling, agreeing and going away can be said', () => {
  expect(choiceSaid('Spell it')).toEqual({ what: 'spell' })
  expect(choiceSaid('buchstabieren')).toEqual({ what: 'spell' })
  expect(choiceSaid('okay')).toEqual({ what: 'keep' })
  expect(choiceSaid('Abbrechen.')).toEqual({ what: 'close' })
})

test('anything else is text', () => {
  for (const said of ['two lamps', 'the lamp', '', 'ten', 'closer'])
    expect(choiceSaid(said), said).toBeUndefined()
})
