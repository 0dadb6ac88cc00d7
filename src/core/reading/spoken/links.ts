/**
 * Addresses of all sorts: web, e-mail, handles, hashtags, file names, paths.
 *
 * A raw web address is said by its domain: nobody follows "slash question mark" by ear (READERS.md, wish 1).
 */
import { matchAt, type Rule, type Said, type Scene } from './scan.ts'

/** The words a language has for the marks in addresses, and how it says digits and letters inside them. */
export interface LinkWords {
  readonly dot: string
  readonly at: string
  readonly hyphen: string
  readonly underscore: string
  readonly plus: string
  readonly slash: string
  readonly hash: string
  readonly tilde: string
  readonly doi: string
  readonly number: (digits: string) => string
}

export const neutralWords: LinkWords = {
  dot: '.',
  at: '@',
  hyphen: '-',
  underscore: ' ',
  plus: '+',
  slash: '/',
  hash: ' ',
  tilde: ' ',
  doi: 'DOI',
  number: (digits) => digits,
}

const domains =
  'com|org|net|edu|gov|mil|int|info|biz|io|dev|app|ai|co|uk|de|at|ch|fr|es|it|nl|be|eu|us|ca|au|nz|ie|in|jp|cn|ru|pl|se|no|dk|fi|cz|pt|br|mx|tv|me|online|shop|blog|tech|site|xyz|news|museum|berlin|wien|test|example'
const scheme = /(?:https?|ftps?|file|wss?|git|ssh|sftp):\/\/\/?/iy
const host =
  /(?:[\p{L}\d_.~%+:-]{1,100}@)?((?:[\p{L}\d](?:[\p{L}\d_-]{0,62})\.){0,8}[\p{L}\d][\p{L}\d-]{0,62}|\[[\da-f:.]{2,45}\])(?::\d{1,5})?/iuy
const rest = /[/?#](?:[^\s<>"“”„«»[\]{}|\\^`]{0,4000})/uy
const bareHost = new RegExp(
  `(www\\.(?:[\\p{L}\\d-]{1,63}\\.){1,6}\\p{L}{2,24}|(?:[\\p{L}\\d-]{1,63}\\.){1,6}(?:${domains}))(?![\\p{L}\\d_@-])(?!\\.[\\p{L}\\d])(?::\\d{1,5}(?!\\d))?`,
  'iuy',
)
const email =
  /(?:mailto:)?([\p{L}\d][\p{L}\d._%+'-]{0,63})@((?:[\p{L}\d-]{1,63}\.){1,6}\p{L}{2,24})(?![\p{L}\d])/iuy
const doi = /(?:doi:\s?|DOI:?\s?)?10\.\d{4,9}\/[^\s"<>]{1,300}/y
const trailing = /[.,;:!?)'\]*_]+$/
/** Endings without a syllable are said letter by letter, the others as words. */
const spelledDomains = new Set(['uk', 'ch', 'nl', 'eu', 'us', 'nz', 'jp', 'cn', 'pl', 'dk', 'cz', 'pt', 'br', 'mx', 'tv', 'ai', 'xyz']) // prettier-ignore

/** "F.A.Q": dots without the last make both voices spell, even an A, and end no sentence. */
export function spell(letters: string): string {
  return Array.from(letters.toUpperCase()).join('.')
}

function sayPart(part: string, words: LinkWords): string {
  return part
    .replace(/[_]+/g, ` ${words.underscore} `)
    .replace(/[-]+/g, words.hyphen === '-' ? '-' : ` ${words.hyphen} `)
    .replace(/\d+/g, (digits) => ` ${words.number(digits)} `)
    .replace(/\++/g, ` ${words.plus} `)
    .replace(/[%~']+/g, ' ')
    .replace(/ {2,}/g, ' ')
    .trim()
}

/** "example dot co dot U.K" for example.co.uk; a leading "www." is left out. */
export function sayDomain(domain: string, words: LinkWords): string {
  const labels = domain
    .toLowerCase()
    .replace(/^www\d?\./, '')
    .split('.')
  if (words.dot === '.') return labels.join('.')
  return labels
    .map((label, index) =>
      index === labels.length - 1 && spelledDomains.has(label) ? spell(label) : sayLabel(label, words),
    )
    .join(` ${words.dot} `)
}

function sayLabel(label: string, words: LinkWords): string {
  return /^[bcdfghjklmnpqrstvwxz]{2,4}$/.test(label) ? spell(label) : sayPart(label, words)
}

function sayEmail(local: string, domain: string, words: LinkWords): string {
  if (words.dot === '.') return `${local}@${domain}`
  const name = local
    .split('.')
    .map((part) => sayPart(part, words))
    .join(` ${words.dot} `)
  return `${name} ${words.at} ${sayDomain(domain, words)}`
}

function webAddress(text: string, at: number, words: LinkWords): Said | undefined {
  const start = matchAt(scheme, text, at)
  if (!start) return undefined
  const site = matchAt(host, text, at + start[0].length)
  if (!site) return undefined
  return finish(text, at + start[0].length + site[0].length, site[1]!, words)
}

function finish(text: string, hostEnd: number, domain: string, words: LinkWords): Said {
  const path = matchAt(rest, text, hostEnd)
  let end = hostEnd
  if (path) {
    let taken = path[0]
    // A bracket belongs to the address only if it was opened in it, as in Wikipedia's "/Mercury_(planet)".
    const tail = trailing.exec(taken)
    if (tail && !(tail[0].startsWith(')') && taken.includes('('))) taken = taken.slice(0, tail.index)
    end += taken.length
  }
  const name = domain.toLowerCase()
  if (name === 'doi.org' || name === 'dx.doi.org') return { end, say: words.doi }
  return { end, say: name.startsWith('[') ? words.slash : sayDomain(domain, words) }
}

/** Where the next `@` is, remembered per text so that a long text without one costs one search. */
function hasNear(text: string, at: number, mark: string, within: number): boolean {
  for (let index = at; index < Math.min(text.length, at + within); index++) {
    const code = text.charCodeAt(index)
    if (code === mark.charCodeAt(0)) return true
    if (code === 32 || code === 10) return false
  }
  return false
}

const addressMark = /[\p{L}\d_%+'-]{0,64}[.@:/]/uy
const numberOnly = /\d{1,20}(?:[.,:/-]\d{1,20}){0,30}(?![\p{L}\d@_%+-]|[.:/-][\p{L}\d])/uy

/** Web and e-mail addresses and DOIs, for words and numbers they may begin with. */
export function linkRule(words: LinkWords): Rule {
  return ({ text }, at) => {
    const code = text.charCodeAt(at)
    if (
      code < 58 &&
      (!matchAt(addressMark, text, at) || (matchAt(numberOnly, text, at) && !text.startsWith('10.', at)))
    )
      return undefined
    if (code >= 58 && !matchAt(addressMark, text, at)) return undefined
    if (hasNear(text, at, '@', 80)) {
      const mail = matchAt(email, text, at)
      if (mail) return { end: at + mail[0].length, say: sayEmail(mail[1]!, mail[2]!, words) }
    }
    const web = webAddress(text, at, words)
    if (web) return web
    const identifier = matchAt(doi, text, at)
    if (identifier) {
      const tail = trailing.exec(identifier[0])
      return { end: at + identifier[0].length - (tail?.[0].length ?? 0), say: words.doi }
    }
    const bare = matchAt(bareHost, text, at)
    // "end.In the" is a lost space, "e.g" an abbreviation: a bare domain is lower case, begins with www. or ends in .com.
    if (
      bare &&
      (/^www\./i.test(bare[1]!) ||
        (bare[1]!.length > 4 &&
          (bare[1] === bare[1]!.toLowerCase() ||
            siteName.test(bare[1]!) ||
            (words.dot === 'Punkt' && germanSite.test(bare[1]!)))))
    )
      return finish(text, at + bare[0].length, bare[1]!, words)
    return undefined
  }
}

/** "Amazon.com": endings that are no words. */
const germanSite = /^\p{Lu}[\p{L}\d-]{2,}\.(?:de|at|ch|eu)$/u
const siteName = /^\p{Lu}[\p{L}\d-]{2,}\.(?:com|org|net|edu|gov|io)$/u

const fileEndings =
  'txt|pdf|docx?|xlsx?|pptx?|odt|ods|rtf|csv|tsv|json|xml|ya?ml|html?|css|jsx?|tsx?|mjs|cjs|py|rb|rs|go|java|cpp|hpp|cs|sh|bat|exe|dll|zip|gz|tar|rar|7z|png|jpe?g|gif|svg|webp|bmp|tiff?|mp3|mp4|wav|ogg|opus|flac|avi|mov|mkv|webm|epub|mobi|md|log|ini|cfg|conf|toml|sql|db|iso|dmg|deb|rpm|apk|bak|tmp|tex|bib|lock'
const fileName = new RegExp(`[\\p{L}\\d_-]{1,80}(?:\\.[\\p{L}\\d_-]{1,30}){0,3}?\\.(${fileEndings})(?![\\p{L}\\d_])(?!\\.[\\p{L}\\d])`, 'iuy') // prettier-ignore
const saidEndings = new Set(['java', 'zip', 'tar', 'bat', 'log', 'lock', 'conf', 'opus', 'epub', 'toml', 'mobi', 'tex', 'go', 'bak']) // prettier-ignore
const knownEndings: Readonly<Record<string, string>> = {
  jpeg: 'jay peg',
  jpg: 'J.P.G',
  mp3: 'M.P three',
  mp4: 'M.P four',
}

/** "report.pdf": "report dot P.D.F". */
export function fileRule(words: LinkWords): Rule {
  return ({ text }, at) => {
    const match = matchAt(fileName, text, at)
    if (!match) return undefined
    const parts = match[0].split('.')
    const ending = parts.pop()!.toLowerCase()
    const name = parts
      .map((part) => sayPart(part.replaceAll('_', ' ').replaceAll('-', ' '), words))
      .join(` ${words.dot} `)
    const said = saidEndings.has(ending) ? ending : (knownEndings[ending] ?? spellEnding(ending, words))
    return { end: at + match[0].length, say: `${name} ${words.dot} ${said}` }
  }
}

function spellEnding(ending: string, words: LinkWords): string {
  return ending
    .replace(/\d+|\D+/g, (part) => (/\d/.test(part) ? ` ${words.number(part)}` : spell(part)))
    .trim()
}

const hashtag = /#([\p{L}][\p{L}\d_]{0,100})/uy
const handle = /@([\p{L}\d_][\p{L}\d_.]{0,60}[\p{L}\d_]|[\p{L}\d_])/uy

/** "#OpenScience": "hashtag Open Science". "@name": "at name". */
export function tagRule(words: LinkWords): Rule {
  return ({ text }, at) => {
    const mark = text[at]
    if (mark !== '#' && mark !== '@') return undefined
    const match = matchAt(mark === '#' ? hashtag : handle, text, at)
    if (!match) return undefined
    const name = match[1]!
      .replaceAll('_', ' ')
      .replaceAll('.', ` ${words.dot} `)
      .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
      .replace(/(\p{Lu}+)(\p{Lu}\p{Ll})/gu, '$1 $2')
      .replace(/(?<!\p{L})\p{Lu}{2,4}(?!\p{L})/gu, (capitals) => spell(capitals))
      .replace(/\d+/g, (digits) => ` ${words.number(digits)} `)
    return {
      end: at + match[0].length,
      say: `${mark === '#' ? words.hash : words.at} ${name.replace(/ {2,}/g, ' ').trim()}`,
    }
  }
}

const path = /(?:[A-Za-z]:)?[~.]{0,2}(?:[/\\][\p{L}\d_.@~+-]{1,80}){2,20}[/\\]?/uy

/** "/usr/local/bin" and "C:\Users\me": the parts, with "slash" between them. */
export function pathRule(words: LinkWords): Rule {
  return (scene: Scene, at) => {
    const { text } = scene
    const before = text[at - 1]
    if (before !== undefined && /[\p{L}\d)]/u.test(before)) return undefined
    const match = matchAt(path, text, at)
    if (!match) return undefined
    const said = match[0]
      .replace(/[.]$/, '')
      .replace(/^([A-Za-z]):/, '$1 ')
      .replace(/[/\\]+/g, ` ${words.slash} `)
      .replaceAll('.', ` ${words.dot} `)
      .replaceAll('~', ` ${words.tilde} `)
    return { end: at + match[0].replace(/[.]$/, '').length, say: sayPart(said, { ...words, hyphen: '-' }) }
  }
}
