/**
 * One GET at a time, by the user's mirror and proxy.
 *
 * Nothing but a pack's own addresses is ever asked for, without cookies or names of this machine. Redirects are followed
 * by hand, so that none can lead from an encrypted address to an open one.
 */
import type { Readable } from 'node:stream'
import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls'
import { Agent, type Dispatcher, EnvHttpProxyAgent, ProxyAgent, request } from 'undici'
import { isLoopback, isMirror, isProxy } from '../../contract/network.ts'
import { AppError } from '../../rpc/failure.ts'

export interface NetworkSettings {
  /** Replaces scheme and host of every address; its own path goes before theirs. Empty: none. */
  readonly mirror: string
  /** `http://host:port`, `direct`, or empty for what `HTTPS_PROXY` and `NO_PROXY` say. */
  readonly proxy: string
}

export interface Answer {
  readonly status: number
  /** By names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  /** Must be read or destroyed. */
  readonly body: Readable
}

export interface Network {
  /** @throws {AppError} `denied` for a redirect that must not be followed; whatever else goes wrong as it comes */
  get(url: string, headers: Readonly<Record<string, string>>, signal: AbortSignal): Promise<Answer>
  close(): Promise<void>
}

export interface NetworkTimes {
  /** Milliseconds until a connection stands. Default 15,000. */
  readonly connect?: number
  /** Milliseconds without a byte, before the answer or in it, after which the connection is given up. Default 30,000. */
  readonly stall?: number
}

const mostRedirects = 10

/** Where an address is fetched instead. @throws {AppError} `bad-input` for a mirror that is none */
export function mirrored(url: string, mirror: string): string {
  if (mirror.trim() === '') return url
  if (!isMirror(mirror))
    throw new AppError('bad-input', 'The mirror’s address is not one that models can be fetched from.', {
      reason: 'pack-mirror',
    })
  const to = new URL(mirror.trim())
  const { pathname, search } = new URL(url)
  return `${to.origin}${to.pathname.replace(/\/$/, '')}${pathname}${search}`
}

/** Only towards encrypted addresses; on this machine itself, as for a mirror in a test, also between open ones. */
export function mayRedirect(from: URL, to: URL): boolean {
  if (to.protocol === 'https:') return true
  return to.protocol === 'http:' && from.protocol === 'http:' && isLoopback(to.hostname)
}

/** Node's own certificates and the machine's, among which a company keeps that of its proxy. Some 0.3 s to read. */
function trustOfTheMachine(): SecureContext | undefined {
  try {
    return createSecureContext({ ca: [...getCACertificates('default'), ...getCACertificates('system')] })
  } catch {
    return undefined // this build cannot read the machine's
  }
}

function dispatcherFor(
  proxy: string,
  { connect = 15_000, stall = 30_000 }: NetworkTimes,
  trust?: SecureContext,
): Dispatcher {
  const secure = trust === undefined ? {} : { secureContext: trust }
  const times = {
    connect: { timeout: connect, ...secure },
    requestTls: secure,
    proxyTls: secure,
    headersTimeout: stall,
    bodyTimeout: stall,
  }
  const chosen = proxy.trim()
  if (!isProxy(chosen))
    throw new AppError('bad-input', 'The proxy’s address cannot be used.', { reason: 'pack-proxy' })
  if (chosen === 'direct') return new Agent(times)
  if (chosen !== '') return new ProxyAgent({ uri: chosen, proxyTunnel: true, ...times })
  const system = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy'].some((name) => process.env[name])
  return system ? new EnvHttpProxyAgent(times) : new Agent(times)
}

function flat(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  )
}

/** What no new attempt changes: a proxy that wants a password, a certificate that nobody here vouches for. */
function lasting(error: unknown): AppError | undefined {
  const text =
    error instanceof Error
      ? `${error.message} ${error.cause instanceof Error ? error.cause.message : ''}`
      : ''
  const refused = /Proxy response \((4\d\d)\)/.exec(text)?.[1]
  if (refused !== undefined)
    return new AppError('denied', `The proxy lets nothing through (${refused}).`, {
      cause: error,
      reason: 'pack-proxy-refused',
      data: { status: Number(refused) },
    })
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (/^(CERT_|ERR_TLS_CERT|SELF_SIGNED|DEPTH_ZERO_SELF_SIGNED|UNABLE_TO_(VERIFY|GET_ISSUER))/.test(code))
    return new AppError('denied', 'The server’s certificate is not one that this machine trusts.', {
      cause: error,
      reason: 'pack-certificate',
    })
  return undefined
}

/** @throws {AppError} `bad-input` for a mirror or a proxy that cannot be one */
export function openNetwork({ mirror, proxy }: NetworkSettings, times: NetworkTimes = {}): Network {
  mirrored('https://example.org/', mirror)
  // This machine is never reached through the system's proxy.
  const own = proxy.trim() === '' ? 'direct' : proxy
  let far = dispatcherFor(proxy, times)
  let near = dispatcherFor(own, times)
  let trusted = false
  const used = [far, near]

  async function ask(
    at: URL,
    headers: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): ReturnType<typeof request> {
    try {
      return await request(at.href, {
        dispatcher: isLoopback(at.hostname) ? near : far,
        headers: { 'user-agent': 'Lectern', 'accept-encoding': 'identity', ...headers },
        signal,
      })
    } catch (error) {
      const known = lasting(error)
      if (known?.reason !== 'pack-certificate' || trusted) throw known ?? error
      trusted = true
      const trust = trustOfTheMachine()
      if (!trust) throw known
      far = dispatcherFor(proxy, times, trust)
      near = dispatcherFor(own, times, trust)
      used.push(far, near)
      return await ask(at, headers, signal)
    }
  }

  return {
    async get(url, headers, signal) {
      let at = new URL(mirrored(url, mirror))
      for (let hop = 0; hop <= mostRedirects; hop++) {
        const answer = await ask(at, headers, signal)
        const told = flat(answer.headers)
        if (![301, 302, 303, 307, 308].includes(answer.statusCode))
          return { status: answer.statusCode, headers: told, body: answer.body }
        answer.body.on('error', () => undefined).destroy()
        const next = URL.canParse(told['location'] ?? '', at.href)
          ? new URL(told['location'] ?? '', at)
          : undefined
        if (!next || !mayRedirect(at, next))
          throw new AppError('denied', 'The server leads to an address that is not encrypted.', {
            reason: 'pack-redirect',
          })
        at = next
      }
      throw new AppError('denied', 'The server leads in circles.', { reason: 'pack-redirect' })
    },
    async close() {
      await Promise.all(used.map((each) => each.destroy()))
    },
  }
}
