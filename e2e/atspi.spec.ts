/**
 * The reading view as a screen reader on Linux is given it: over AT-SPI, the bus that Orca listens to, from a browser
 * with a real window. Skipped, saying why, where the machine lacks the bus.
 */
import { test as base, expect } from '@playwright/test'
import { startCore } from './app/core.ts'
import { Lectern } from './app/lectern.ts'
import { missing, type Node, type Session, startSession } from './atspi/session.ts'

const book = `# The Harbour

The keeper counted the ships.[^1] There were seven of them. The fog came in at noon, and he lit the lamp.

## Things he had

- a lamp
- a ledger
  - with two columns

1. first
2. second

> Nobody answered when he called.

| Ship | Flag |
|---|---|
| Aurora | red |
| Marten | blue |

See [the harbour office](https://example.org/) for more.

[^1]: He counted them twice.
`

const lacking = missing()
const test = base.extend<{ desk: Session; lectern: Lectern }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright wants a pattern here
  desk: async ({}, provide) => {
    const desk = await startSession()
    await provide(desk)
    await desk.close()
  },
  lectern: async ({ desk }, provide) => {
    const core = await startCore()
    const lectern = new Lectern(await desk.browser.newPage(), core)
    await lectern.open()
    await lectern.addAndOpen('harbour.md', Buffer.from(book), 'The Harbour')
    await provide(lectern)
    await core.close()
  },
})

test.skip(lacking !== undefined, `Not tested here: ${lacking} is missing.`)

const all = (node: Node): Node[] => [node, ...node.children.flatMap(all)]
const spoken = (node: Node): string => [node.name, node.text ?? '', ...node.children.map(spoken)].join(' ')

test('headings, lists, tables, links, notes and buttons are what they look like', async ({
  desk,
  lectern,
}) => {
  expect(lectern.errors).toEqual([])
  const nodes = all(await desk.tree())
  const of = (role: string) => nodes.filter((node) => node.role === role)
  expect(of('heading').map(({ name, attributes }) => [name, attributes['level']])).toEqual(
    expect.arrayContaining([
      ['The Harbour', '1'],
      ['Things he had', '3'],
    ]),
  )
  // Two lists, one with a list in it; the marker is heard with the item.
  const items = of('list item').map(spoken)
  for (const text of ['a lamp', 'with two columns', 'second'])
    expect(
      items.some((item) => item.includes(text)),
      text,
    ).toBe(true)
  expect(items.find((item) => item.includes('second'))).toContain('2.')
  expect(of('block quote').map(spoken).join()).toContain('Nobody answered')
  const [table] = of('table')
  const cells = table ? all(table) : []
  expect(cells.filter(({ role }) => role === 'column header').map(({ name }) => name)).toEqual([
    'Ship',
    'Flag',
  ])
  expect(cells.filter(({ role }) => role === 'table cell').map(({ name }) => name)).toEqual(
    expect.arrayContaining(['Aurora', 'red', 'Marten', 'blue']),
  )
  const links = of('link').map(({ name }) => name)
  expect(links).toEqual(expect.arrayContaining(['Back to the library', 'the harbour office']))
  expect(links.some((name) => /note/i.test(name))).toBe(true)
  expect(of('footnote').map(spoken).join()).toContain('counted them twice')
  const buttons = [...of('push button'), ...of('toggle button')]
  expect(buttons.filter(({ name }) => name === '')).toEqual([])
  for (const name of ['Play', 'Next sentence', 'Contents', 'Settings'])
    expect(
      buttons.some((button) => button.name === name),
      name,
    ).toBe(true)
  expect(of('toggle button').find(({ name }) => name === 'Mute')?.states).not.toContain('pressed')
  expect(buttons.find(({ name }) => name === 'Contents')?.states).toContain('expandable')
  expect(of('slider').map(({ name }) => name)).toEqual(expect.arrayContaining(['Speed', 'Volume']))
  expect(of('landmark').length).toBeGreaterThanOrEqual(3)
  expect(nodes.some(({ attributes }) => attributes['live'] === 'polite')).toBe(true)
})

test('the text of a paragraph is given whole, in the order in which it is read', async ({
  desk,
  lectern,
}) => {
  expect(lectern.errors).toEqual([])
  const paragraphs = all(await desk.tree())
    .filter(({ role }) => role === 'paragraph')
    .map(({ text }) => text ?? '')
  expect(paragraphs.some((text) => /There were seven of them\. The fog came in at noon/.test(text))).toBe(
    true,
  )
})

test('“where am I” reaches the bus as new text of a live region', async ({ desk, lectern }) => {
  const events = await desk.watch(4, async () => {
    await lectern.press('Shift+F2')
  })
  const said = events.filter(({ type }) => type.startsWith('object:text-changed:insert'))
  expect(said.some(({ added, text }) => /percent|%/.test(`${added} ${text}`))).toBe(true)
})

test('while it reads, the focus stays where it is, and by default so does the caret', async ({
  desk,
  lectern,
}) => {
  await lectern.page.getByRole('button', { name: 'Play', exact: true }).focus()
  const events = await desk.watch(5, async () => {
    await lectern.press('F8')
  })
  const name = (event: { readonly name: string; readonly text: string | null }) => event.name || event.text
  expect(events.filter(({ type, detail }) => type.endsWith('focused') && detail === 1).map(name)).toEqual([])
  expect(events.filter(({ type }) => type === 'object:text-caret-moved').map(name)).toEqual([])
})

test('if the caret is to follow, braille hears of it sentence by sentence, also when Lectern is muted', async ({
  desk,
  lectern,
}) => {
  const { page } = lectern
  await lectern.press('Control+,')
  await page.getByRole('tab', { name: /screen reader|access/i }).click()
  await page.getByRole('checkbox', { name: /caret goes along/ }).check()
  await page.keyboard.press('Escape')
  await lectern.press('Alt+Shift+V') // mute
  const events = await desk.watch(9, async () => {
    await lectern.press('F8')
  })
  const moved = events.filter(({ type }) => type === 'object:text-caret-moved')
  const texts = moved.map(({ text, detail }) => (text ?? '').slice(detail, detail + 12))
  expect(texts.some((text) => text.startsWith('There were'))).toBe(true)
})
