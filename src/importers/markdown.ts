/** Markdown: CommonMark with GitHub's tables, notes and task lists, formulas, and YAML at its head. */
import type { Root } from 'mdast'
import remarkFrontmatter from 'remark-frontmatter'
import remarkGfm from 'remark-gfm'
import remarkMath from 'remark-math'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { parse as parseYaml } from 'yaml'
import type { Metadata } from '../contract/document.ts'
import type { Importer, ImportEvent } from '../contract/import.ts'
import { AppError } from '../rpc/failure.ts'
import { decodeText } from './encoding.ts'
import { Flow } from './flow.ts'
import { detectLanguage } from './language.ts'
import { hideDollars, showDollars } from './markdown-dollars.ts'
import { markdownParts } from './markdown-parts.ts'
import { MarkdownWalk, plain } from './markdown-walk.ts'
import { titleFromName } from './text.ts'

/** Longest front matter that is read, in UTF-16 units. */
const longestHead = 65_536
/** Files of up to so many characters are read at once, and links forward in them are closed. */
const readAtOnce = 100_000

const parser = unified()
  .use(remarkParse)
  .use(remarkGfm)
  .use(remarkMath)
  .use(remarkFrontmatter, ['yaml', 'toml'])
  .freeze()
/** `---` further down is a thematic break, not front matter. */
const parserWithoutHead = unified().use(remarkParse).use(remarkGfm).use(remarkMath).freeze()

/** Front matter as a record; empty if there is none or it cannot be read. */
function frontMatter(root: Root): Readonly<Record<string, unknown>> {
  const head = root.children[0]
  if (head?.type === 'yaml' && head.value.length <= longestHead) {
    try {
      const value: unknown = parseYaml(head.value, { maxAliasCount: 0, logLevel: 'silent' })
      if (typeof value === 'object' && value !== null && !Array.isArray(value))
        return value as Record<string, unknown>
    } catch {
      return {}
    }
  }
  // TOML, as Hugo writes it: only its plain strings matter here.
  if (head !== undefined && (head.type as string) === 'toml' && 'value' in head) {
    const found: Record<string, string> = {}
    for (const [, key, value] of head.value.slice(0, longestHead).matchAll(/^(\w+)\s*=\s*["'](.*)["']\s*$/gm))
      if (key !== undefined && value !== undefined) found[key] = value
    return found
  }
  return {}
}

const text = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number'
    ? String(value).replace(/\s+/g, ' ').trim() || undefined
    : undefined

function people(value: unknown): string[] {
  const list: unknown[] = Array.isArray(value) ? value : [value]
  return list.flatMap((entry) => {
    const name =
      text(entry) ??
      (typeof entry === 'object' && entry !== null && 'name' in entry ? text(entry.name) : undefined)
    return name === undefined ? [] : [name]
  })
}

async function describe(root: Root, source: string, name: string): Promise<Metadata> {
  const head = frontMatter(root)
  const declared = (text(head['lang']) ?? text(head['language']))?.toLowerCase().replaceAll('_', '-')
  const sample = source
    .slice(0, 30_000)
    .replace(/^---[\s\S]*?^---$/m, '')
    .replace(/```[\s\S]*?```|`[^`\n]*`|https?:\S+|<[^>]*>/g, ' ')
  const language =
    declared !== undefined && /^[a-z]{2,3}(-[a-z0-9]{1,8})*$/.test(declared)
      ? declared
      : await detectLanguage(sample)
  const heading = root.children.find((node) => node.type === 'heading' && node.depth === 1)
  const description = text(head['description'])
  return {
    title: text(head['title']) ?? text(heading && plain(heading)) ?? titleFromName(name),
    authors: people(head['author'] ?? head['authors']),
    ...(language === undefined ? {} : { language }),
    ...(description === undefined ? {} : { description }),
  }
}

/** Quotes and lists within one another, sixty on one line: nobody writes that, and remark takes minutes for it. */
const tooDeep = /^[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+|>[ \t]?){60}/m

/** The tree of a part. What is nested beyond what remark can follow is given as plain paragraphs. */
function parsePart(markdown: string, first: boolean): Root {
  try {
    if (tooDeep.test(markdown)) throw new RangeError('nested too deep')
    const safe = hideDollars(markdown)
    const root = (first ? parser : parserWithoutHead).parse(safe)
    if (safe !== markdown) showDollars(root)
    return root
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    const paragraphs = markdown.split(/\n\s*\n/)
    return {
      type: 'root',
      children: paragraphs.map((value) => ({ type: 'paragraph', children: [{ type: 'text', value }] })),
    }
  }
}

/** @throws {AppError} `no-text` */
export const importMarkdown: Importer = async function* (source): AsyncGenerator<ImportEvent> {
  const decoded = decodeText(source.bytes, { kind: 'text' }).text.replace(/\r\n?/g, '\n')
  let flow: Flow | undefined
  let walk: MarkdownWalk | undefined
  for (const part of markdownParts(decoded)) {
    const root = parsePart(part.text, flow === undefined)
    if (!flow || !walk) {
      const metadata = await describe(root, decoded, source.name)
      yield { type: 'metadata', format: 'markdown', metadata }
      flow = new Flow(metadata.language, decoded.length <= readAtOnce)
      walk = new MarkdownWalk(flow)
    }
    await walk.part(root.children, part.length)
    yield* flow.batch()
    if (part.done < 1) yield { type: 'progress', done: part.done }
  }
  if (flow) yield* flow.rest()
  if (!flow || flow.sent === 0)
    throw new AppError('no-text', 'The file holds no text.', { reason: 'no-text' })
}
