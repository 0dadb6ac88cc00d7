/**
 * The gist beside simpler extracts of the same length, by the words it shares with authors' abstracts and by the terms
 * of headings that it was not shown.
 *
 * Documents come from the folder in LECTERN_GIST_DOCUMENTS, else from ../shared/testdata. The weights were chosen on
 * every second of 60 papers, and on the headings of four English and four German chapters of a handbook; the other
 * papers are reported. Docs of Debian packages served: vignettes of R packages with an abstract, the Debian
 * Administrator's Handbook in English and German.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type Block, blockText } from '../src/contract/document.ts'
import { type GistTuning, gistOf } from '../src/core/reading/gist.ts'
import { type Passage, passagesOf } from '../src/core/reading/gist/passages.ts'
import { termsOf } from '../src/core/reading/gist/terms.ts'
import { countWords } from '../src/core/reading/word-count.ts'
import { table } from './bench-tools.ts'
import { type GistDocument, gistDocuments } from './gist-documents.ts'
import { root } from './interface.ts'
import { type Rouge, rougeL, rougeN } from './rouge.ts'

const shares = [0.1, 0.3] as const
const folder = process.env['LECTERN_GIST_DOCUMENTS'] ?? join(root, '..', 'shared', 'testdata', 'documents')

/** Sentences of an extract. */
type Extract = readonly string[]
interface Material {
  readonly blocks: readonly Block[]
  readonly title: string
  readonly language: string
}

function gist(document: Material, share: number, tuning?: GistTuning): Extract {
  const { blocks, title, language } = document
  const { omissions } = gistOf(
    { blocks, omitted: blocks.map(() => []), language, title, budget: { share } },
    tuning,
  )
  return passages(document).flatMap(({ block, start, end }) => {
    let text = ''
    let at = start
    for (const { from, to } of omissions[block]!) {
      if (to <= start || from >= end) continue
      text += blockText(blocks[block]!).slice(at, Math.max(at, from))
      at = Math.max(at, Math.min(end, to))
    }
    text += blockText(blocks[block]!).slice(at, end)
    return text.trim() === '' ? [] : [text]
  })
}

/** Headings are read with every extract, so none of them is counted. */
const passages = ({ blocks, language }: Material): Passage[] =>
  passagesOf(
    blocks,
    blocks.map(() => []),
    language,
  ).filter(({ kind }) => kind !== 'heading')

/** As many words of the sentences, in the order given. */
function first({ blocks }: Material, sentences: readonly Passage[], words: number): Extract {
  const extract: string[] = []
  let left = words
  for (const { block, start, end, allWords } of sentences) {
    if (left <= 0) break
    const text = blockText(blocks[block]!).slice(start, end)
    extract.push(allWords <= left ? text : text.split(/\s+/).slice(0, left).join(' '))
    left -= allWords
  }
  return extract
}

function openings(document: Material, words: number): Extract {
  const starts = passages(document).filter(
    ({ kind, place, words: own }) => kind === 'sentence' && place === 0 && own > 3,
  )
  const all = starts.reduce((sum, { allWords }) => sum + allWords, 0)
  // Evenly over the document, where there is no room for all of them.
  const keep = Math.min(1, words / Math.max(1, all))
  let due = 0
  const chosen = starts.filter(() => {
    due += keep
    if (due < 0.999) return false
    due -= 1
    return true
  })
  return first(document, chosen, words)
}

function shuffled(document: Material, words: number, seed: number): Extract {
  let state = seed
  const random = (): number => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0)
  const sentences = passages(document).map((passage) => ({ passage, at: random() }))
  return first(
    document,
    sentences.toSorted((a, b) => a.at - b.at).map(({ passage }) => passage),
    words,
  )
}

/** LexRank alone: no place, no headings, no care for what hangs together in the score. */
const lexRankAlone: GistTuning = {
  evidence: {
    centrality: 1,
    titles: 0,
    opening: 0,
    closing: 0,
    leading: 0,
    cue: 0,
    facts: 0,
    summing: 0,
    reach: 0.06,
    length: 0.7,
  },
  trade: { coverage: 0, repeated: 1, spread: 1, price: 0.85 },
}

const systems: Readonly<Record<string, (document: Material, share: number, words: number) => Extract>> = {
  gist: (document, share) => gist(document, share),
  'first sentences of the text': (document, _share, words) => first(document, passages(document), words),
  'first sentence of each paragraph': (document, _share, words) => openings(document, words),
  'LexRank alone': (document, share) => gist(document, share, lexRankAlone),
  'random sentences': (document, _share, words) => shuffled(document, words, 7),
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length
/** Half of the 95 % confidence interval of the mean. */
function interval(values: readonly number[]): number {
  const middle = mean(values)
  const variance = mean(values.map((value) => (value - middle) ** 2)) * (values.length / (values.length - 1))
  return 1.96 * Math.sqrt(variance / values.length)
}
const percent = (values: readonly number[]): string =>
  `${(100 * mean(values)).toFixed(1)} ± ${(100 * interval(values)).toFixed(1)}`

const words = (extract: Extract): number => extract.reduce((sum, text) => sum + countWords(text), 0)

function abstractRows(documents: readonly GistDocument[]): string[][] {
  const rows: string[][] = []
  for (const share of shares) {
    const lengths = documents.map((document) => words(gist(document, share)))
    let lead: number[] = []
    const scores = Object.entries(systems).map(([name, system]) => {
      const found = documents.map((document, index) => {
        const extract = system(document, share, lengths[index]!)
        const text = extract.join(' ')
        const abstract = document.abstract ?? ''
        return [
          rougeN(text, abstract, 1),
          rougeN(text, abstract, 2),
          rougeL(extract, abstract.split(/(?<=[.!?])\s+/)),
        ] as const
      })
      const of = (which: number, value: keyof Rouge) => found.map((each) => each[which]![value])
      if (name.startsWith('first sentences')) lead = of(1, 'recall')
      return { name, of }
    })
    for (const { name, of } of scores) {
      const ahead = of(1, 'recall').map((value, index) => value - lead[index]!)
      rows.push([
        `${share * 100} %`,
        name,
        percent(of(0, 'recall')),
        percent(of(1, 'recall')),
        percent(of(2, 'recall')),
        [0, 1, 2].map((which) => (100 * mean(of(which, 'f'))).toFixed(1)).join(' / '),
        name.startsWith('first sentences') ? '–' : percent(ahead),
      ])
    }
  }
  return rows
}

/** The document with its headings empty: nothing can be taken from them. */
const bare = (document: GistDocument): Material => ({
  ...document,
  blocks: document.blocks.map((block) =>
    block.kind === 'heading' ? { ...block, runs: [{ text: '§' }] } : block,
  ),
})

function headingRows(documents: readonly GistDocument[]): string[][] {
  const rows: string[][] = []
  for (const share of shares) {
    const lengths = documents.map((document) => words(gist(bare(document), share)))
    for (const [name, system] of Object.entries(systems))
      rows.push([
        `${share * 100} %`,
        name,
        percent(
          documents.map((document, index) => {
            const terms = new Set(
              termsOf(system(bare(document), share, lengths[index]!).join(' '), document.language),
            )
            return [...document.headings].filter((term) => terms.has(term)).length / document.headings.size
          }),
        ),
      ])
  }
  return rows
}

export async function benchGist(): Promise<string> {
  if (!existsSync(folder)) return `### Gist\n\nNot measured: there is no folder ${folder}.`
  const all = await gistDocuments(folder)
  const withAbstract = all.filter(({ abstract, language }) => abstract !== undefined && language === 'en')
  const reported = withAbstract.filter((_, index) => withAbstract.length < 20 || index % 2 === 1)
  const parts = ['### Gist', '']
  if (reported.length > 1)
    parts.push(
      `Against the authors' abstracts of ${reported.length} English papers${reported.length < withAbstract.length ? ' (the half that the weights were not chosen on)' : ''}, each paper as one chapter, the abstract taken out. Means in percent with 95 % confidence intervals; all extracts of a paper have the same number of words.`,
      '',
      table(
        [
          'length',
          'extract',
          'ROUGE-1 recall',
          'ROUGE-2 recall',
          'ROUGE-L recall',
          'F 1 / 2 / L',
          'ROUGE-2 recall ahead of first sentences',
        ],
        abstractRows(reported),
      ),
      '',
    )
  for (const [language, name] of [
    ['en', 'English'],
    ['de', 'German'],
  ] as const) {
    const documents = all.filter((each) => each.language === language && each.headings.size > 0)
    const fresh =
      language === 'en'
        ? documents.filter((each) => !withAbstract.includes(each) || reported.includes(each))
        : documents
    if (fresh.length > 1)
      parts.push(
        `Terms of the headings that the extract names, of ${fresh.length} ${name} documents, percent. The headings themselves were hidden from all.`,
        '',
        table(['length', 'extract', 'terms of headings'], headingRows(fresh)),
        '',
      )
  }
  if (parts.length === 2)
    parts.push(`Not measured: no document in ${folder} has an abstract or enough headings.`)
  return parts.join('\n').trimEnd()
}
