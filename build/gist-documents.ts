/** Documents with something to compare an extract with: the abstract that its author wrote, and its headings. */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { type Block, blockText, isText } from '../src/contract/document.ts'
import { termsOf } from '../src/core/reading/gist/terms.ts'
import { countWords } from '../src/core/reading/word-count.ts'
import { importDocument } from '../src/importers/index.ts'

export interface GistDocument {
  readonly name: string
  readonly title: string
  readonly language: string
  /** Without the abstract, and without the list of sources. */
  readonly blocks: readonly Block[]
  readonly abstract: string | undefined
  /** Terms of its headings, which the extract is then not shown; none for a document with few headings. */
  readonly headings: ReadonlySet<string>
}

const endings = /\.(?:pdf|html?|xhtml|epub|docx|odt|md|txt)(?:\.gz)?$/i
const largest = 6_000_000
const abstractTitle = /^(?:abstract|summary|zusammenfassung|kurzfassung)\s*[:.—–-]?\s*/i
const bodyBegins = /^(?:keywords?|schlüsselwörter|1\.? |introduction|einleitung|contents|inhalt)/i
const references = /^(?:\d+\.?\s*)?(?:references|bibliography|literature|literatur(?:verzeichnis)?)\b/i
const fewestWords = 1_000
const fewestHeadings = 5

/** The author's abstract, and where the text begins behind it. */
function abstractOf(blocks: readonly Block[]): { abstract: string; behind: number } | undefined {
  for (const [index, block] of blocks.slice(0, 40).entries()) {
    const text = blockText(block).trim()
    const title = abstractTitle.exec(text)?.[0]
    if (title === undefined) continue
    let behind = index + 1
    let abstract = text.slice(title.length)
    if (abstract === '') {
      while (behind < Math.min(blocks.length, index + 6)) {
        const next = blocks[behind]!
        if (next.kind === 'heading' || bodyBegins.test(blockText(next).trim())) break
        behind++
      }
      abstract = blocks
        .slice(index + 1, behind)
        .map(blockText)
        .join(' ')
    } else if (text.length <= 200 || block.kind === 'heading') continue
    const words = countWords(abstract)
    return words >= 40 && words <= 400 ? { abstract, behind } : undefined
  }
  return undefined
}

async function read(path: string): Promise<GistDocument | undefined> {
  const packed = readFileSync(path)
  const bytes = path.endsWith('.gz') ? gunzipSync(packed) : packed
  const blocks: Block[] = []
  let title = ''
  let language = 'en'
  const source = { name: path.replace(/\.gz$/, ''), bytes: new Uint8Array(bytes) }
  for await (const event of importDocument(source, { signal: AbortSignal.timeout(30_000) }))
    if (event.type === 'blocks') blocks.push(...event.blocks.filter(isText))
    else if (event.type === 'metadata') ({ title, language = 'en' } = event.metadata)
  const found = abstractOf(blocks)
  let body = found ? blocks.slice(found.behind) : blocks
  const sources = body.findLastIndex((block) => {
    const text = blockText(block).trim()
    return text.length < 40 && references.test(text)
  })
  if (sources > body.length / 2) body = body.slice(0, sources)
  if (
    countWords(
      body
        .filter(({ kind }) => kind === 'paragraph')
        .map(blockText)
        .join(' '),
    ) < fewestWords
  )
    return undefined
  const headings = body.filter(({ kind }) => kind === 'heading').map(blockText)
  return {
    name: path,
    title,
    language: language.slice(0, 2),
    blocks: body,
    abstract: found?.abstract,
    headings: new Set(
      headings.length < fewestHeadings
        ? []
        : headings.flatMap((text) => termsOf(text, language)).filter((term) => !/^\d/.test(term)),
    ),
  }
}

/** The documents of a folder and its folders, by name; what cannot be read, or is short, is passed over. */
export async function gistDocuments(folder: string): Promise<GistDocument[]> {
  const found: GistDocument[] = []
  const names = (readdirSync(folder, { recursive: true }) as string[]).filter((name) => endings.test(name))
  for (const name of names.toSorted()) {
    const path = join(folder, name)
    if (statSync(path).size > largest) continue
    const document = await read(path).catch(() => undefined)
    if (document && (document.abstract !== undefined || document.headings.size > 0)) found.push(document)
  }
  return found
}
