/** Pictures that a page may show, told by their first bytes: what a file says it is does not matter. */

export const largestPicture = 16 * 1024 * 1024

/** Media type of a raster picture or SVG; `undefined` for anything else. */
export function pictureType(bytes: Uint8Array): string | undefined {
  const [a, b, c, d] = bytes
  if (a === 0x89 && b === 0x50 && c === 0x4e && d === 0x47) return 'image/png'
  if (a === 0xff && b === 0xd8 && c === 0xff) return 'image/jpeg'
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 1_024))
  if (head.startsWith('GIF8')) return 'image/gif'
  if (head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP') return 'image/webp'
  if (head.startsWith('BM') && bytes.length > 26) return 'image/bmp'
  if (head.slice(4, 8) === 'ftyp' && /^(?:avif|avis|mif1)$/.test(head.slice(8, 12))) return 'image/avif'
  if (/^(?:\xEF\xBB\xBF)?\s*(?:<\?xml|<!--|<!DOCTYPE svg|<svg|<[\w-]+:svg)/i.test(head)) {
    const start = new TextDecoder('latin1').decode(bytes.subarray(0, 16_384))
    if (/<(?:[\w-]+:)?svg[\s>]/i.test(start)) return 'image/svg+xml'
  }
  return undefined
}
