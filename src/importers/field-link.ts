import type { Link } from './block-writer.ts'
import { outsideLink } from './markup.ts'

/** Where a HYPERLINK field of Word or RTF leads; undefined for any other field. */
export function fieldLink(code: string): Link | undefined {
  const field = /^\s*HYPERLINK\b(.*)$/is.exec(code)?.[1]
  if (field === undefined) return undefined
  const anchor = /\\l\s+"([^"]*)"/i.exec(field)?.[1]
  const address = /^\s*"([^"]*)"/.exec(field)?.[1] ?? /^\s*([^\s\\"]+)/.exec(field)?.[1]
  if (address) return outsideLink(address)
  return anchor === undefined ? undefined : { key: anchor }
}
