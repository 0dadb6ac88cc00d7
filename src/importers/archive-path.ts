/** Addresses inside an archive, as books write them. */

/**
 * The name of the entry that `href` names, seen from the entry `from`; `undefined` if it leads out of the archive or to
 * the network. A leading slash means the archive's root. Query and fragment are left out.
 */
export function resolveName(href: string, from: string): string | undefined {
  const path = href.trim().replace(/[?#].*$/s, '')
  if (/^[a-z][a-z0-9+.-]*:/i.test(path) || path.startsWith('//') || path.includes('\\')) return undefined
  if (path === '') return from
  const decoded = decode(path)
  if (decoded.includes('\0') || decoded.includes('\\')) return undefined
  const parts = decoded.startsWith('/') ? [] : from.split('/').slice(0, -1)
  for (const part of decoded.split('/')) {
    if (part === '' || part === '.') continue
    if (part !== '..') parts.push(part)
    else if (parts.pop() === undefined) return undefined
  }
  return parts.length === 0 ? undefined : parts.join('/')
}

/** The fragment of an address, decoded; '' if it has none. */
export function fragmentOf(href: string): string {
  const at = href.indexOf('#')
  return at < 0 ? '' : decode(href.slice(at + 1).trim())
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/**
 * Finds names as careless packers wrote them: exactly; else in another Unicode form or another case, if only one fits.
 */
export class NameIndex {
  readonly #names: ReadonlySet<string>
  #loose: Map<string, string> | undefined

  constructor(names: Iterable<string>) {
    this.#names = new Set(names)
  }

  find(name: string): string | undefined {
    if (this.#names.has(name)) return name
    if (this.#loose === undefined) {
      this.#loose = new Map()
      for (const known of this.#names) {
        const key = fold(known)
        this.#loose.set(key, this.#loose.has(key) ? '' : known)
      }
    }
    return this.#loose.get(fold(name)) || undefined
  }
}

function fold(name: string): string {
  return name.normalize('NFC').toLowerCase()
}
