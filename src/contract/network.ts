/** What may be written as a mirror or a proxy, for the settings and for what fetches by them. */

function parsed(text: string): URL | undefined {
  try {
    return new URL(text)
  } catch {
    return undefined
  }
}

/** This machine itself, where nobody can listen in. @param host as `URL.hostname` writes it */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host)

/** Empty, or an https address; plain http only on this machine. A path is put before the publisher's. */
export function isMirror(text: string): boolean {
  if (text.trim() === '') return true
  const url = parsed(text)
  if (!url || url.search !== '' || url.hash !== '') return false
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname))
}

/** Empty (the system's), `direct` (none), or `http://host:port`, also with a name and a password. */
export function isProxy(text: string): boolean {
  const trimmed = text.trim()
  if (trimmed === '' || trimmed === 'direct') return true
  const url = parsed(trimmed)
  return url !== undefined && /^https?:$/.test(url.protocol) && url.hostname !== ''
}
