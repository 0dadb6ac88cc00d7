/** Utterances and commands in fields, drawn: `|` caret, `[…]` selection, `{…}` what was dictated last. */
import { expect, test } from 'vitest'
import { commandSchema, isCommandId } from '../../contract/commands.ts'
import { dictated } from '../../contract/dictation.ts'
import { editField } from './edit.ts'
import { fieldOf, hypothesisOf, pictureOf } from './field-fake.ts'
import { interpret } from './interpret.ts'

/** Says something to a field; a command that is understood is carried out on the field. */
function said(language: string, picture: string, words: string, lines = true): string {
  const field = fieldOf(picture, lines)
  const done = interpret({ language, hypothesis: hypothesisOf(words), field })
  expect(dictated.safeParse(done).success).toBe(true)
  if (done.type !== 'command') return pictureOf(field, done)
  const id = done.command
  if (!isCommandId(id)) throw new Error(`${id} is no command`)
  expect(commandSchema(id).safeParse(done.arguments).error?.message).toBeUndefined()
  const edited = editField({ language, command: id, arguments: done.arguments, field })
  return edited.type === 'refused' && edited.reason === 'not-here'
    ? `${id} ${JSON.stringify(done.arguments)}`
    : pictureOf(field, edited)
}

const english: readonly (readonly [string, string, string])[] = [
  // placing
  ['|', 'hello world this is a test', 'Hello world this is a test.|'],
  ['Hello world.|', 'this is a second one', 'Hello world. This is a second one.|'],
  ['Hello world|', 'and this goes on', 'Hello world and this goes on.|'],
  ['Hello |', 'and this goes on', 'Hello and this goes on.|'],
  ['{Hello how are you.}|', 'question mark', 'Hello how are you?|'],
  ['{Hello there.}|', 'comma', 'Hello there,|'],
  ['Hello world.|', 'new paragraph', 'Hello world.\n\n|'],
  ['Hello.\n|', 'this is new', 'Hello.\nThis is new.|'],
  ['The cat| sat on the mat.', 'is big and', 'The cat is big and| sat on the mat.'],
  ['The | sat on the mat.', 'big cat', 'The big cat| sat on the mat.'],
  ['The |cat sat.', 'very big', 'The very big| cat sat.'],
  ['I saw [the cat].', 'a dog', 'I saw a dog|.'],
  ['Hello |world', 'comma', 'Hello,| world'],
  ['Hello |there', 'new line', 'Hello\n|there'],
  ['See (|)', 'the book', 'See (the book|)'],
  ['He said “|', 'hello close quote', 'He said “hello”|'],
  ['Hello.| Next one.', 'in between', 'Hello. In between| Next one.'],
  ['We went to|', 'The shop.', 'We went to the shop.|'],
  ['We went to|', 'London.', 'We went to London.|'],
  ['Hello|', 'no space world', 'Helloworld|'],
  ['Price: |', 'five dollars', 'Price: $5|'],
  ['a 👩‍👩‍👧|', 'family', 'a 👩‍👩‍👧 family|'],
  // whole utterances are commands, parts of them are not
  ['The cat sat.|', 'undo that', 'undo {}'],
  ['The cat sat.|', 'redo', 'redo {}'],
  ['The cat sat.|', 'stop dictation', 'stop_dictation {}'],
  ['The cat sat.|', 'please stop dictation', 'stop_dictation {}'],
  ['The cat sat.|', 'Stop dictation.', 'stop_dictation {}'],
  ['The cat sat.|', 'stop listening', 'stop_listening {}'],
  ['The cat sat.|', 'read that back', 'read_back {"unit":"that"}'],
  ['The cat sat.|', 'read the last sentence', 'read_back {"unit":"sentence"}'],
  ['The cat sat.|', 'new draft', 'new_draft {}'],
  ['The cat sat.|', 'new note called shopping list', 'new_draft {"title":"shopping list"}'],
  ['The cat sat.|', 'copy everything', 'copy_draft {}'],
  ['The cat sat.|', 'i said stop dictation yesterday', 'The cat sat. I said stop dictation yesterday.|'],
  ['The cat sat.|', 'i want to undo that mistake', 'The cat sat. I want to undo that mistake.|'],
  ['|', 'select the best candidates', 'Select the best candidates.|'],
  ['We go.|', 'change trains at the next station', 'We go. Change trains at the next station.|'],
  ['We go.|', 'replace the old batteries with new ones', 'We go. Replace the old batteries with new ones.|'],
  ['I like that.|', 'change that to monday', 'I like that. Change that to Monday.|'],
  ['Hush.|', 'go to sleep', 'Hush. Go to sleep.|'],
  ['Well.|', 'forget that', 'Well. Forget that|'],
  ['Well.|', 'undo the damage', 'Well. Undo the damage.|'],
  ['Well.|', 'stop dictation is what i said', 'Well. Stop dictation is what I said.|'],
  ['The cat sat.|', 'literal scratch that', 'The cat sat. Scratch that|'],
  ['First. {Second one.}|', 'scratch fat', 'First.|'],
  ['First. {Second one.}|', 'scratch dat', 'First.|'],
  ['First. {Second one.}|', 'oh scratch that', 'First.|'],
  ['First one.|', 'so stop dictation', 'stop_dictation {}'],
  ['I like cats.|', 'and select cats', 'I like cats. And select cats.|'],
  // scratch
  ['First. {Second one.}|', 'scratch that', 'First.|'],
  ['{hello}| more', 'scratch that', '|more'],
  ['Hello more|', 'scratch that', 'refused nothing-dictated'],
  // select
  ['First. Second one.|', 'select last sentence', 'First. [Second one.]'],
  ['First. Second one.|', 'select the last word', 'First. Second [one].'],
  ['One.\n\nTwo. Three.|', 'select paragraph', 'One.\n\n[Two. Three.]'],
  ['One.\nTwo. Three.|', 'select line', 'One.\n[Two. Three.]'],
  ['The end. More.|', 'select all', '[The end. More.]'],
  ['I like apples. I like pears.|', 'select i like apples', '[I like apples]. I like pears.'],
  ['One two three four five.|', 'select from two to four', 'One [two three four] five.'],
  ['It costs 25%.|', 'select twenty five percent', 'It costs [25%].'],
  ['a cat, a cat, a dog|', 'select a cat', 'a cat, [a cat], a dog'],
  // replace
  ['I have 2 apples.|', 'replace two by three', 'I have 3| apples.'],
  ['I have two apples.|', 'replace two by three', 'I have three| apples.'],
  ['I have 25 cats.|', 'replace twenty five with thirty', 'I have 30| cats.'],
  ['I like apples.|', 'replace apples with pears', 'I like pears|.'],
  ['I like trains.|', 'change trains to planes', 'I like planes|.'],
  ['Apples are good.|', 'replace apples with pears', 'Pears| are good.'],
  ['Hello world|', 'replace world with moon comma and stars', 'Hello moon, and stars|'],
  ['Hello, world.|', 'replace comma by semicolon', 'Hello;| world.'],
  ['She said hello to him.|', 'replace said hello to with waved at', 'She waved at| him.'],
  ['Hello {world}|', 'replace that with moon', 'Hello moon|'],
  ['Hello. {It is.}|', 'replace that with it is not', 'Hello. It is not|.'],
  ['The café is open.|', 'replace cafe with bar', 'The bar| is open.'],
  ["Mr Smith's car|", "replace smith's with jones's", "Mr Jones's| car"],
  ['I have 1,200 points|', 'replace twelve hundred with one thousand', 'I have 1,000| points'],
  ["It's well-known.|", 'replace well known with famous', "It's famous|."],
  [
    'On 3 March 2026 we met.|',
    'replace the third of march with the fourth of april',
    'On 4 April| 2026 we met.',
  ],
  ['It is 5 pm.|', 'replace five p m with six p m', 'It is 6 pm|.'],
  ['It cost $5.|', 'select five dollars', 'It cost [$5].'],
  ['cat cat cat|', 'replace cat with dog', 'cat cat dog|'],
  // delete
  ['The cat sat.|', 'delete last word', 'The cat|.'],
  ['The cat sat. The dog ran.|', 'delete last sentence', 'The cat sat.|'],
  ['The cat sat. The dog ran.|', 'delete everything', '|'],
  ['Hello World again.|', 'delete world', 'Hello| again.'],
  ['a\n\nb c|', 'delete last paragraph', 'a|'],
  ['The cat sat.|', 'delete the cat', '|Sat.'],
  ['One two three four five.|', 'delete the last three words', 'One two|.'],
  [
    'First one. Second one. Third one.|',
    'select the last two sentences',
    'First one. [Second one. Third one.]',
  ],
  ['First one. Second one.|', 'select first sentence', '[First one.] Second one.'],
  ['First |one. Second one.', 'select next sentence', 'First one. [Second one.]'],
  ['First |one. Second one.', 'delete the next word', 'First|. Second one.'],
  // case
  ['The cat sat.|', 'capitalise cat', 'The Cat| sat.'],
  ['The end. {more of it.}|', 'capitalise that', 'The end. More of it.|'],
  ['The end. {More.}|', 'make that upper case', 'The end. MORE.|'],
  ['The end. {MORE.}|', 'no caps that', 'The end. more.|'],
  ['{the lord of the rings}|', 'title case that', 'The Lord of the Rings|'],
  // insert and go
  ['The cat sat.|', 'insert big before cat', 'The big| cat sat.'],
  ['The cat.|', 'add big before the cat', 'Big| the cat.'],
  ['First one.|', 'add and more at the end', 'First one. And more|'],
  ['First one two.|', 'capitalise the last word', 'First one Two|.'],
  ['I like red and blue.|', 'insert green after red', 'I like red green| and blue.'],
  ['The cat sat.|', 'insert after cat', 'The cat| sat.'],
  ['Hello world. This is fine.|', 'insert new paragraph before this', 'Hello world.\n\n|This is fine.'],
  ['Hello world.|', 'insert comma after hello', 'Hello,| world.'],
  ['The cat sat.|', 'go to the beginning', '|The cat sat.'],
  ['The |cat sat.', 'go to the end', 'The cat sat.|'],
  ['First one. Second one.|', 'go to the beginning of the sentence', 'First one. |Second one.'],
  ['First one. {Second one.}|', 'correct that', 'First one. [Second one.]'],
]

const german: readonly (readonly [string, string, string])[] = [
  ['|', 'hallo welt das ist ein test', 'Hallo welt das ist ein test.|'],
  ['Hallo|', 'Komma', 'Hallo,|'],
  ['Ich sah|', 'Der Hund.', 'Ich sah der Hund.|'],
  ['Ich sah|', 'Hunde.', 'Ich sah Hunde.|'],
  ['Erster Satz. {Zweiter Satz.}|', 'streich das', 'Erster Satz.|'],
  ['Erster Satz. Zweiter Satz.|', 'letzten Satz markieren', 'Erster Satz. [Zweiter Satz.]'],
  ['Erster Satz. Zweiter Satz.|', 'markiere den letzten Satz', 'Erster Satz. [Zweiter Satz.]'],
  ['Erster Satz. Zweiter Satz.|', 'lösche den letzten Satz', 'Erster Satz.|'],
  ['Erster Satz. Zweiter Satz.|', 'alles markieren', '[Erster Satz. Zweiter Satz.]'],
  ['Ich mag Äpfel.|', 'ersetze Äpfel durch Birnen', 'Ich mag Birnen|.'],
  ['Ich habe 2 Äpfel.|', 'ersetze zwei durch drei', 'Ich habe 3| Äpfel.'],
  ['Es kostet 3,5 Millionen.|', 'ersetze Millionen durch Tausend', 'Es kostet 3,5 Tausend|.'],
  ['Die katze schläft.|', 'schreibe Katze groß', 'Die Katze| schläft.'],
  ['{achtung}|', 'schreibe das in Großbuchstaben', 'ACHTUNG|'],
  ['Die Katze schläft.|', 'füge nach Katze ganz ruhig ein', 'Die Katze ganz ruhig| schläft.'],
  ['Die Katze schläft.|', 'setze den Cursor hinter Katze', 'Die Katze| schläft.'],
  ['Eins. Zwei. Drei.|', 'lösche die letzten zwei Sätze', 'Eins.|'],
  ['Die Katze schläft.|', 'zum Anfang', '|Die Katze schläft.'],
  ['Hallo|', 'rückgängig', 'undo {}'],
  ['Hallo|', 'mach das rückgängig', 'undo {}'],
  ['Hallo|', 'lies das vor', 'read_back {"unit":"that"}'],
  ['Hallo|', 'Diktat beenden', 'stop_dictation {}'],
  ['Hallo|', 'Mikrofon aus', 'stop_listening {}'],
  ['Hallo|', 'neuer Entwurf', 'new_draft {}'],
  ['Hallo|', 'wörtlich rückgängig machen', 'Hallo rückgängig machen|'],
  ['Hallo.|', 'ich möchte das rückgängig machen lassen', 'Hallo. Ich möchte das rückgängig machen lassen.|'],
  ['Hallo.|', 'ersetze bitte die Lampe durch eine neue', 'Hallo. Ersetze bitte die Lampe durch eine neue.|'],
]

test.each(english)('en: in “%s”, “%s” gives “%s”', (picture, words, after) => {
  expect(said('en', picture, words)).toBe(after)
})
test.each(german)('de: in „%s“, „%s“ gives „%s“', (picture, words, after) => {
  expect(said('de', picture, words)).toBe(after)
})

test('in a field of one line, breaks are spaces', () => {
  expect(said('en', 'Hello|', 'one new line two', false)).toBe('Hello one two|')
})

test('what was written last is known, so that it can be scratched', () => {
  const field = fieldOf('Hello.|')
  const done = interpret({ language: 'en', hypothesis: hypothesisOf('this is it'), field })
  expect(done).toMatchObject({ type: 'edit', last: { from: 7, to: 18 } })
})

test('nothing heard leaves the field as it is', () => {
  const field = fieldOf('Hello {there}|')
  const done = interpret({ language: 'en', hypothesis: hypothesisOf(''), field })
  expect(done).toEqual({
    type: 'edit',
    edits: [],
    selection: { from: 11, to: 11 },
    last: { from: 6, to: 11 },
  })
})

test.each([
  ['replace_text', { old: 'moon', new: 'sun' }, 'not-found'],
  ['select_text', { text: 'moon' }, 'not-found'],
  ['delete_text', { unit: 'that' }, 'nothing-dictated'],
  ['change_case', { to: 'upper' }, 'nothing-dictated'],
  ['scratch_that', {}, 'nothing-dictated'],
])('%s %j is refused where there is nothing to act on', (command, args, reason) => {
  expect(editField({ language: 'en', command, arguments: args, field: fieldOf('Hello.|') })).toMatchObject({
    type: 'refused',
    reason,
  })
})

test('words are found near the caret in a text of five million characters', () => {
  const text = 'word '.repeat(999_990)
  const field = { text: `${text}needle.`, selection: { from: text.length, to: text.length }, lines: true }
  const begun = performance.now()
  const done = editField({ language: 'en', command: 'select_text', arguments: { text: 'needle' }, field })
  expect(done).toMatchObject({ selection: { from: text.length, to: text.length + 6 } })
  expect(performance.now() - begun).toBeLessThan(2_000)
})

test('whatever is said wherever, edits lie in the text, spaces are never doubled and nothing else is lost', () => {
  const words = [
    'hello',
    'comma',
    'new line',
    'period',
    'twenty five',
    'open quote',
    'close quote',
    'cap',
    'no space',
    'dash',
    'the',
  ]
  const texts = [
    '',
    'Hello.',
    'Hello world',
    'A line\nanother, one. ',
    ' spaced  out ',
    '“Quoted” (text)',
    'über 👩‍👩‍👧 e\u0301',
  ]
  let state = 7
  const random = (most: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state % most
  }
  for (let round = 0; round < 3_000; round++) {
    const text = texts[random(texts.length)] ?? ''
    const from = random(text.length + 1)
    const to = from + random(text.length - from + 1)
    const spoken = Array.from({ length: 1 + random(6) }, () => words[random(words.length)]).join(' ')
    const field = { text, selection: { from, to }, lines: random(2) === 0 }
    const done = interpret({ language: 'en', hypothesis: hypothesisOf(spoken), field })
    if (done.type !== 'edit') continue
    const [edit] = done.edits
    if (!edit) continue
    expect(edit.from).toBeLessThanOrEqual(from)
    expect(edit.to).toBeLessThanOrEqual(text.length)
    expect(text.slice(edit.from, from).trim()).toBe('')
    expect(text.slice(to, edit.to).trim()).toBe('')
    expect(edit.insert).not.toMatch(/ {2}| \n/)
    if (!field.lines) expect(edit.insert).not.toMatch(/\n/)
    const after = text.slice(0, edit.from) + edit.insert + text.slice(edit.to)
    expect(done.selection.to).toBeLessThanOrEqual(after.length)
    expect(after.slice(done.last?.from, done.last?.to).trim()).toBe(edit.insert.trim())
  }
})

test('a word taught with capitals has them wherever it is dictated', () => {
  const field = { text: 'I met', selection: { from: 5, to: 5 }, lines: true }
  const settings = { spokenPunctuation: true, autoPunctuation: true, taughtWords: ['Dashwood', 'The Who'] }
  const written = (said: string) => {
    const done = interpret({ language: 'en', hypothesis: hypothesisOf(said), field, settings })
    return done.type === 'edit' ? done.edits.map(({ insert }) => insert) : done
  }
  expect(written('dashwood at home')).toEqual([' Dashwood at home.'])
  expect(written('the who at home')).toEqual([' The Who at home.'])
})
