/** Tells whether an EPUB is locked. Obfuscated fonts are not a lock: we do not use fonts. */
import { AppError } from '../rpc/failure.ts'
import type { NameIndex } from './archive-path.ts'
import { decodeText } from './encoding.ts'
import { attribute, children, elements, find, localName, parseMarkup } from './markup-tree.ts'
import { resolveName } from './archive-path.ts'
import type { Archive } from './zip.ts'

const fontObfuscation = new Set(['http://www.idpf.org/2008/embedding', 'http://ns.adobe.com/pdf/enc#rc'])
/** Files that a book cannot be read without. */
const needed = /\.(?:x?html?|xht|xml|opf|ncx|svg)$/i

/**
 * Names of entries that are encrypted and can be done without: pictures, sound, fonts.
 *
 * @throws {AppError} `protected` if any text of the book is encrypted
 */
export async function encryptedExtras(archive: Archive, names: NameIndex): Promise<ReadonlySet<string>> {
  const extras = new Set<string>()
  const name = names.find('META-INF/encryption.xml')
  const bytes = name === undefined ? undefined : await archive.read(name)
  if (bytes === undefined) {
    if (names.find('META-INF/sinf.xml') !== undefined) refuse()
    return extras
  }
  const root = parseMarkup(decodeText(bytes, { kind: 'xml' }).text, 'xml')
  for (const element of elements(root)) {
    if (localName(element) !== 'encrypteddata') continue
    const method = children(element, 'encryptionmethod')[0] ?? find(element, 'encryptionmethod')
    const algorithm = (method?.attribs['Algorithm'] ?? method?.attribs['algorithm'] ?? '').toLowerCase()
    const reference = find(element, 'cipherreference')
    const address =
      reference === undefined ? undefined : (attribute(reference, 'URI') ?? attribute(reference, 'uri'))
    if (address === undefined || fontObfuscation.has(algorithm)) continue
    const target = resolveName(address, '') ?? address
    if (needed.test(target)) refuse()
    extras.add(names.find(target) ?? target)
  }
  return extras
}

function refuse(): never {
  throw new AppError(
    'protected',
    'This book is copy-protected (DRM): its text is encrypted and cannot be read.',
    {
      reason: 'epub-encrypted',
    },
  )
}
