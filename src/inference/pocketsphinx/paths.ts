/** Where the system keeps PocketSphinx and its English model, if it does. */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

export interface SphinxPaths {
  readonly base: string // libsphinxbase
  readonly library: string // libpocketsphinx
  readonly acoustic: string
  readonly language: string
  readonly dictionary: string
}

/** @param root of the file system @returns undefined where a part is missing */
export function findSphinx(root = '/'): SphinxPaths | undefined {
  const folders = ['usr/local/lib', 'usr/lib', 'lib', 'usr/lib64', 'lib64'].flatMap((folder) => {
    const path = join(root, folder)
    // Debian has a folder for each architecture: x86_64-linux-gnu.
    const inner = existsSync(path) ? readdirSync(path).filter((name) => name.endsWith('-linux-gnu')) : []
    return [path, ...inner.map((name) => join(path, name))]
  })
  const library = folders.find((folder) => existsSync(join(folder, 'libpocketsphinx.so.3')))
  const base = folders.find((folder) => existsSync(join(folder, 'libsphinxbase.so.3')))
  const model = ['usr/share', 'usr/local/share']
    .map((folder) => join(root, folder, 'pocketsphinx/model/en-us'))
    .find((folder) => existsSync(join(folder, 'en-us/mdef')))
  if (library === undefined || base === undefined || model === undefined) return undefined
  const paths = {
    base: join(base, 'libsphinxbase.so.3'),
    library: join(library, 'libpocketsphinx.so.3'),
    acoustic: join(model, 'en-us'),
    language: join(model, 'en-us.lm.bin'),
    dictionary: join(model, 'cmudict-en-us.dict'),
  }
  return existsSync(paths.language) && existsSync(paths.dictionary) ? paths : undefined
}
