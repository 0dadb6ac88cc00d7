/**
 * How much of what should be left out is found, and how much prose is lost by it. On documents of our own making, whose
 * markers are known, through the real importers and the real core; and on the shared ones, where everything that is
 * dropped is listed and a sample was judged by hand.
 */
import { blockText } from '../src/contract/document.ts'
import { skipWhat } from '../src/contract/listening.ts'
import { goldDocuments, type GoldDocument } from './bench-skip-gold.ts'
import { sharedDrops } from './bench-skip-shared.ts'
import { table, withApp } from './bench-tools.ts'

const rules = ['citations', 'notes', 'urls', 'emails'] as const
const unmarked = /[⟦⟧]/g

interface Score {
  markers: number
  caught: number
  prose: number // words
  lost: number
  readonly missed: string[]
  readonly wrong: string[]
}

const decoded = (html: string): string =>
  html
    .replace(/<[^>]+>/g, '')
    .replaceAll('&amp;', '&')
    .replaceAll('&lt;', '<')

async function score({ name, language, paragraphs }: GoldDocument): Promise<Score> {
  const result: Score = { markers: 0, caught: 0, prose: 0, lost: 0, missed: [], wrong: [] }
  const body = paragraphs.map((text) => (text.startsWith('<h') ? text : `<p>${text}</p>`)).join('\n')
  const html = `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${name}</title></head><body>${body.replaceAll(unmarked, '')}</body></html>`
  await withApp(async (client) => {
    const skip = Object.fromEntries(
      skipWhat.options.map((what) => [what, (rules as readonly string[]).includes(what) ? 'skip' : 'read']),
    )
    await client.call('settings.set', { skip })
    let document = ''
    for await (const event of client.stream('library.import', {
      name: 'gold.html',
      bytes: new TextEncoder().encode(html),
      html: 'page',
    }))
      document = event.document
    await client.call('reading.skipped', { document }) // the document is looked through before it is judged
    const { blocks } = await client.call('document.blocks', { document, from: 0, count: 2_000 })
    const found = await client.call('reading.omissions', { document, from: 0, count: 2_000 })
    for (const paragraph of paragraphs) {
      const gold = decoded(paragraph)
      const plain = gold.replaceAll(unmarked, '')
      const block = blocks.findIndex((each) => blockText(each) === plain)
      if (block < 0) throw new Error(`The paragraph “${plain.slice(0, 60)}” was not imported as it is.`)
      const dropped = new Set<number>()
      for (const { from, to } of found.find((each) => each.block === block)?.omissions ?? [])
        for (let at = from; at < to; at++) dropped.add(at)
      tally(result, gold, plain, dropped)
    }
  })
  return result
}

function tally(result: Score, gold: string, plain: string, dropped: ReadonlySet<number>): void {
  const marked = new Set<number>()
  let shift = 0
  for (const match of gold.matchAll(/⟦([^⟧]*)⟧/g)) {
    const from = match.index - shift
    const text = match[1]!
    shift += 2
    for (let at = from; at < from + text.length; at++) marked.add(at)
    result.markers += 1
    const signs = [...text.matchAll(/[\p{L}\p{N}]/gu)].map(({ index }) => ({ at: from + index }))
    if (signs.every(({ at }) => dropped.has(at))) result.caught += 1
    else result.missed.push(text)
  }
  for (const word of plain.matchAll(/[\p{L}\p{N}]+/gu)) {
    const at = Array.from({ length: word[0].length }, (_, index) => word.index + index)
    if (at.some((one) => marked.has(one))) continue
    result.prose += 1
    if (!at.some((one) => dropped.has(one))) continue
    result.lost += 1
    result.wrong.push(plain.slice(Math.max(0, word.index - 25), word.index + word[0].length + 15))
  }
}

const percent = (share: number, total: number): string =>
  total === 0 ? '–' : `${((100 * share) / total).toFixed(1)} %`

export async function benchSkip(): Promise<string> {
  const rows: (string | number)[][] = []
  const sum = { markers: 0, caught: 0, prose: 0, lost: 0 }
  const remarks: string[] = []
  for (const document of goldDocuments) {
    const { markers, caught, prose, lost, missed, wrong } = await score(document)
    rows.push([document.name, markers, percent(caught, markers), prose, lost])
    for (const key of ['markers', 'caught', 'prose', 'lost'] as const)
      sum[key] += { markers, caught, prose, lost }[key]
    if (missed.length > 0)
      remarks.push(`${document.name}: missed ${missed.map((text) => `“${text}”`).join(', ')}`)
    if (wrong.length > 0)
      remarks.push(`${document.name}: dropped prose: ${wrong.map((text) => `“…${text}…”`).join(', ')}`)
  }
  rows.push([
    'all',
    sum.markers,
    percent(sum.caught, sum.markers),
    sum.prose,
    `${sum.lost} (${((100 * sum.lost) / sum.prose).toFixed(2)} %)`,
  ])
  const shared = await sharedDrops(rules)
  const kinds = new Map<string, number>()
  for (const { what } of shared.drops) kinds.set(what, (kinds.get(what) ?? 0) + 1)
  return [
    '### Skip rules (citations, note marks, web and e-mail addresses)',
    table(['document of our own making', 'markers', 'caught', 'words of prose', 'of them dropped'], rows),
    remarks.map((line) => `- ${line}`).join('\n'),
    `Shared documents: ${shared.documents} read, ${shared.words} words; left out: ${[...kinds].map(([what, count]) => `${count} ${what}`).join(', ') || 'nothing'}.`,
  ].join('\n\n')
}

/** Everything that is dropped of the shared documents, a line each, to be judged by hand: `node build/bench-skip.ts list`. */
if (process.argv[1]?.endsWith('bench-skip.ts') && process.argv[2] === 'list')
  for (const { file, what, before, text, after } of (
    await sharedDrops([...rules, 'captions', 'headers', 'page-numbers'])
  ).drops)
    console.log(`${file}\t${what}\t…${before}⟦${text}⟧${after}…`)
