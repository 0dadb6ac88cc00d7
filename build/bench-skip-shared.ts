/** What the rules find in documents that nobody has marked: listed, to be looked at by hand. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { AppClient } from '../src/contract/app.ts'
import { blockText } from '../src/contract/document.ts'
import { skipWhat, type SkipWhat } from '../src/contract/listening.ts'
import { withApp } from './bench-tools.ts'
import { root } from './interface.ts'

export interface Drop {
  readonly file: string
  readonly what: string
  readonly before: string
  readonly text: string
  readonly after: string
}

const folder = join(root, '..', 'shared', 'testdata', 'documents')
const largest = 4_000_000
const around = 40

export function sharedFiles(): readonly string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/manifest|expected/.test(`${entry.parentPath}${entry.name}`))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => statSync(path).size < largest)
    .toSorted()
}

/** Everything that `rules` would leave out of the shared documents, and how many words there are in them. */
export function sharedDrops(
  rules: readonly SkipWhat[],
  files: readonly string[] = sharedFiles(),
): Promise<{ drops: Drop[]; words: number; documents: number }> {
  return withApp(async (client) => {
    const skip = Object.fromEntries(
      skipWhat.options.map((what) => [what, rules.includes(what) ? 'skip' : 'read']),
    )
    await client.call('settings.set', { skip })
    const drops: Drop[] = []
    let words = 0
    let documents = 0
    for (const path of files) {
      const document = await imported(client, path)
      if (!document) continue
      documents += 1
      const { counts: _, words: all } = await client.call('reading.skipped', { document })
      words += all
      const { blockCount } = await client.call('document.open', { document })
      for (let from = 0; from < blockCount; from += 200) {
        const { blocks } = await client.call('document.blocks', { document, from, count: 200 })
        for (const { block, omissions } of await client.call('reading.omissions', {
          document,
          from,
          count: 200,
        })) {
          const text = blockText(blocks[block - from]!)
          for (const { from: start, to, reason } of omissions)
            drops.push({
              file: relative(folder, path),
              what: reason,
              before: text.slice(Math.max(0, start - around), start).replace(/\s+/g, ' '),
              text: text.slice(start, to).replace(/\s+/g, ' '),
              after: text.slice(to, to + around).replace(/\s+/g, ' '),
            })
        }
      }
    }
    return { drops, words, documents }
  })
}

async function imported(client: AppClient, path: string): Promise<string | undefined> {
  try {
    let document: string | undefined
    for await (const event of client.stream('library.import', {
      name: relative(folder, path).replaceAll('/', '_'),
      bytes: new Uint8Array(readFileSync(path)),
      html: 'page',
    }))
      document = event.document
    return document
  } catch {
    return undefined // broken and protected files are refused; the importers' tests say which
  }
}
