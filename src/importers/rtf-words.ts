/** What RTF's control words and numbers mean, in tables. */

/** Control words and symbols that stand for a character. */
export const characters: Readonly<Record<string, string>> = {
  tab: '\t', emdash: '—', endash: '–', lquote: '‘', rquote: '’', ldblquote: '“', rdblquote: '”', bullet: '•', emspace: '\u2003',
  enspace: '\u2002', qmspace: '\u2005', zwj: '\u200D', zwnj: '\u200C', ltrmark: '\u200E', rtlmark: '\u200F', '~': '\u00A0',
  _: '\u2011', '\\': '\\', '{': '{', '}': '}', nbsp: '\u00A0',
} // prettier-ignore

/**
 * Destinations whose text is not part of the document. Those that begin with `\*` and are not known here are skipped
 * anyway, as the specification demands.
 */
export const skipped = new Set([
  'colortbl', 'filetbl', 'nonshppict',
  'shprslt', 'objdata', 'datafield', 'themedata', 'colorschememapping', 'datastore', 'latentstyles', 'generator', 'xmlnstbl',
  'annotation', 'atnid', 'atnauthor', 'atntime', 'atnicn', 'atnref', 'atrfstart', 'atrfend', 'atndate', 'atnparent', 'listtable',
  'listoverridetable', 'revtbl', 'rsidtbl', 'pgptbl', 'template', 'ftnsep', 'ftnsepc', 'ftncn', 'aftnsep', 'aftnsepc', 'aftncn',
  'xe', 'tc', 'tcn', 'rxe', 'txe', 'bxe', 'ixe', 'private', 'nextfile', 'pnseclvl', 'pntxtb', 'pntxta', 'fldtype', 'formfield',
  'mmathPict', 'blipuid', 'bliptag', 'keycode', 'levelnumbers', 'leveltext', 'do', 'nonesttables', 'wgrffmtfilter',
  'mmathPr', 'ebcstart', 'ebcend', 'userprops', 'xform', 'docvar', 'passwordhash', 'protusertbl', 'falt', 'panose',
]) // prettier-ignore

/** Destinations marked `\*` whose text is wanted all the same. */
export const starred = new Set([
  'shppict', 'shpinst', 'ud', 'fldinst', 'bkmkstart', 'bkmkend', 'pn', 'moMath', 'moMathPara', 'footnote', 'picprop', 'shptxt',
  'txbxcontent', 'pntext', 'cs',
]) // prettier-ignore

/** Code pages of fonts, by `\fcharset` (specification 1.9.1, “Font table”). 0 is Western, 1 the document's. */
const charsets: Readonly<Record<number, string>> = {
  0: 'windows-1252', 77: 'macintosh', 78: 'shift_jis', 79: 'euc-kr', 80: 'gb18030', 81: 'big5', 83: 'x-mac-hebrew', 128: 'shift_jis',
  129: 'euc-kr', 130: 'euc-kr', 134: 'gb18030', 136: 'big5', 161: 'windows-1253', 162: 'windows-1254', 163: 'windows-1258',
  177: 'windows-1255', 178: 'windows-1256', 186: 'windows-1257', 204: 'windows-1251', 222: 'windows-874', 238: 'windows-1250',
  254: 'cp437', 255: 'cp850',
} // prettier-ignore

export function charsetEncoding(charset: number): string | undefined {
  return charsets[charset]
}

/** Encoding of a Windows, DOS or Mac code page number; undefined for one that nobody knows. */
export function codePageEncoding(page: number): string | undefined {
  switch (page) {
    case 932:
    case 10001:
      return 'shift_jis'
    case 936:
    case 10008:
    case 54936:
      return 'gb18030'
    case 949:
    case 10003:
    case 1361:
      return 'euc-kr'
    case 950:
    case 10002:
      return 'big5'
    case 65001:
      return 'utf-8'
    case 10000:
      return 'macintosh'
    case 10007:
      return 'x-mac-cyrillic'
    case 866:
      return 'ibm866'
    case 874:
      return 'windows-874'
    case 20866:
      return 'koi8-r'
    case 21866:
      return 'koi8-u'
    case 0:
    case 42:
      return undefined
  }
  if (page >= 1250 && page <= 1258) return `windows-${page}`
  return [437, 737, 775, 850, 852, 855, 857, 858, 860, 861, 862, 863, 864, 865, 869].includes(page)
    ? `cp${page}`
    : undefined
}

export const multiByte = new Set(['shift_jis', 'gb18030', 'big5', 'euc-kr', 'utf-8'])

/** Languages by the lower ten bits of a Windows language number (MS-LCID). */
const primary: Readonly<Record<number, string>> = {
  0x01: 'ar', 0x02: 'bg', 0x03: 'ca', 0x04: 'zh', 0x05: 'cs', 0x06: 'da', 0x07: 'de', 0x08: 'el', 0x09: 'en', 0x0a: 'es', 0x0b: 'fi',
  0x0c: 'fr', 0x0d: 'he', 0x0e: 'hu', 0x0f: 'is', 0x10: 'it', 0x11: 'ja', 0x12: 'ko', 0x13: 'nl', 0x14: 'nb', 0x15: 'pl', 0x16: 'pt',
  0x18: 'ro', 0x19: 'ru', 0x1a: 'hr', 0x1b: 'sk', 0x1c: 'sq', 0x1d: 'sv', 0x1e: 'th', 0x1f: 'tr', 0x20: 'ur', 0x21: 'id', 0x22: 'uk',
  0x23: 'be', 0x24: 'sl', 0x25: 'et', 0x26: 'lv', 0x27: 'lt', 0x29: 'fa', 0x2a: 'vi', 0x2b: 'hy', 0x2d: 'eu', 0x2f: 'mk', 0x36: 'af',
  0x37: 'ka', 0x39: 'hi', 0x3e: 'ms', 0x41: 'sw', 0x45: 'bn', 0x49: 'ta', 0x52: 'cy', 0x56: 'gl',
} // prettier-ignore
const exact: Readonly<Record<number, string>> = {
  1033: 'en-us', 2057: 'en-gb', 3081: 'en-au', 1031: 'de-de', 2055: 'de-ch', 3079: 'de-at', 1046: 'pt-br', 2070: 'pt-pt', 2052: 'zh-cn',
  1028: 'zh-tw', 2058: 'es-mx', 3084: 'fr-ca', 2068: 'nn', 3098: 'sr', 2074: 'sr',
} // prettier-ignore

/** Tag of a Windows language number; undefined for "none" (0, 1024) and unknown ones. */
export function languageOfNumber(number: number): string | undefined {
  return number === 0 || number === 1024 ? undefined : (exact[number] ?? primary[number & 0x3ff])
}
