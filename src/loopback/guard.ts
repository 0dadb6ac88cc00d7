/**
 * Who may talk to the loopback server.
 *
 * Any page in the user's browser can send requests to 127.0.0.1, and a host name that an attacker controls can be
 * made to resolve to it (DNS rebinding). So a request must name us as its host, an upgrade must come from our own
 * page, and the first frame must hold the token that only our own start printed.
 */
import { timingSafeEqual } from 'node:crypto'

const names = ['127.0.0.1', 'localhost']

export function hostAllowed(host: string | undefined, port: number): boolean {
  return names.some((name) => host === `${name}:${port}`)
}

/** An upgrade must carry an origin; a plain request may lack one (a typed address has none). */
export function originAllowed(origin: string | undefined, port: number): boolean {
  return names.some((name) => origin === `http://${name}:${port}`)
}

/** Compares without telling by its duration how much was right. */
export function tokenMatches(given: unknown, token: string): boolean {
  if (typeof given !== 'string') return false
  const a = Buffer.from(given)
  const b = Buffer.from(token)
  return a.length === b.length && timingSafeEqual(a, b)
}
