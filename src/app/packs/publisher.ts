/**
 * What the publisher says of files that our manifest knows no checksum of: asked once, at install, and pinned then.
 *
 * Hugging Face lists a repository's files with their sizes, the sha256 of large ones and Git's own name for the contents
 * of small ones. A branch (`main`) is first turned into the commit that it stands for, and everything is fetched there.
 */
import { z } from 'zod'
import { AppError } from '../../rpc/failure.ts'
import { givenUp, isSignIn, Passing, signIn } from './answers.ts'
import type { Expected } from './checksums.ts'
import { diskFailure, rest, type Retries } from './download.ts'
import type { Network } from './network.ts'

/** A file to fetch, and all that is known of it by now. */
export interface Source {
  readonly path: string
  readonly url: string
  readonly expected: Expected
  /** Where the publisher does not list it, it is left out. */
  readonly optional?: boolean | undefined
  /** Whose word `expected` is. */
  readonly checked: 'manifest' | 'publisher'
}

interface Place {
  readonly repository: string
  readonly revision: string
  readonly path: string
}

const listing = z.array(
  z.object({
    type: z.string(),
    path: z.string(),
    size: z.number(),
    oid: z.string(),
    lfs: z.object({ oid: z.string(), size: z.number() }).optional(),
  }),
)
const revisionAnswer = z.object({ sha: z.string().regex(/^[0-9a-f]{40}$/) })

/** Pages of a list of files, each of up to a thousand; a list that leads back to itself has no end. */
const mostPages = 50
/** A listing or a revision is small; more than this is not one. */
const mostBytes = 8 * 1024 * 1024

function placeOf(url: string): Place | undefined {
  const { hostname, pathname } = new URL(url)
  const match = /^\/([^/]+\/[^/]+)\/resolve\/([^/]+)\/(.+)$/.exec(decodeURI(pathname))
  if (hostname !== 'huggingface.co' || !match) return undefined
  const [, repository = '', revision = '', path = ''] = match
  return { repository, revision, path }
}

const noChecksum = (path: string, cause?: unknown): AppError =>
  new AppError('unavailable', `The publisher gives no checksum of ${path}, so that it cannot be checked.`, {
    cause,
    reason: 'pack-no-checksum',
    data: { name: path },
  })

async function read(
  network: Network,
  url: string,
  signal: AbortSignal,
  retries: Retries,
  page = 1,
): Promise<unknown> {
  const { attempts = 4, rest: first = 1_000 } = retries
  for (let failed = 1; ; failed++) {
    try {
      const got = await network.get(url, { accept: 'application/json' }, signal)
      const { status, headers, body } = got
      if (isSignIn(got)) {
        body.on('error', () => undefined).destroy()
        throw signIn(new URL(url).hostname)
      }
      const chunks: Buffer[] = []
      let bytes = 0
      for await (const chunk of body) {
        chunks.push(chunk as Buffer)
        bytes += (chunk as Buffer).length
        if (bytes > mostBytes) throw new Error('too long an answer')
      }
      if (status === 200) {
        const next = /<([^>]+)>;\s*rel="next"/.exec(headers['link'] ?? '')?.[1]
        const answer: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'))
        if (next === undefined || !Array.isArray(answer)) return answer
        if (page === mostPages) throw noChecksum(new URL(url).pathname)
        // The rest of a long list; only its path and question count, since a mirror stands for the host.
        const { pathname, search } = new URL(next, url)
        const more = await read(network, new URL(pathname + search, url).href, signal, retries, page + 1)
        return Array.isArray(more) ? [...(answer as unknown[]), ...(more as unknown[])] : answer
      }
      if (status === 404 || status === 401 || status === 403) throw noChecksum(new URL(url).pathname)
      throw new Passing(`status ${status}`, { status })
    } catch (error) {
      if (signal.aborted || error instanceof AppError) throw error
      if (failed >= attempts) throw diskFailure(error) ?? givenUp(error)
      await rest(first * 2 ** (failed - 1), signal)
    }
  }
}

/**
 * Adds what the publisher says to sources without a checksum, and leaves out optional ones that he does not have.
 *
 * @throws {AppError} `unavailable`: `pack-no-checksum` where nothing can be learnt, those of `fetchFile` where nobody answers;
 *   `not-found` (`pack-gone`) where the publisher's list has no such file
 */
export async function learn(
  network: Network,
  sources: readonly Source[],
  needsIt: (source: Source) => boolean,
  signal: AbortSignal,
  retries: Retries = {},
): Promise<Source[]> {
  const commits = new Map<string, string>()
  const lists = new Map<string, z.infer<typeof listing>>()
  const parse = <T>(schema: z.ZodType<T>, value: unknown, path: string): T => {
    const result = schema.safeParse(value)
    if (!result.success) throw noChecksum(path, result.error)
    return result.data
  }
  const learnt: Source[] = []
  for (const source of sources) {
    if (!needsIt(source)) {
      learnt.push(source)
      continue
    }
    const place = placeOf(source.url)
    if (!place) throw noChecksum(source.path)
    const api = `https://huggingface.co/api/models/${place.repository}`
    const named = `${place.repository}@${place.revision}`
    let commit = /^[0-9a-f]{40}$/.test(place.revision) ? place.revision : commits.get(named)
    if (commit === undefined) {
      const answer = await read(network, `${api}/revision/${place.revision}`, signal, retries)
      commit = parse(revisionAnswer, answer, source.path).sha
      commits.set(named, commit)
    }
    let list = lists.get(named)
    if (!list) {
      list = parse(
        listing,
        await read(network, `${api}/tree/${commit}?recursive=true`, signal, retries),
        source.path,
      )
      lists.set(named, list)
    }
    const found = list.find(({ type, path }) => type === 'file' && path === place.path)
    if (!found && source.optional) continue
    if (!found)
      throw new AppError('not-found', `The publisher no longer has ${source.path}.`, {
        reason: 'pack-gone',
        data: { name: source.path },
      })
    const told: Expected = found.lfs
      ? { bytes: found.lfs.size, sha256: found.lfs.oid.replace(/^sha256:/, '') }
      : { bytes: found.size, gitSha1: found.oid }
    learnt.push({
      ...source,
      url: source.url.replace(`/resolve/${place.revision}/`, `/resolve/${commit}/`),
      expected: { ...told, ...source.expected },
      checked: 'publisher',
    })
  }
  return learnt
}
