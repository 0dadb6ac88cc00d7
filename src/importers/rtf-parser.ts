/**
 * Reads RTF into paragraphs and tables, in one pass and linear time.
 *
 * A group inherits the state of the group round it, and gives it back at its end. Text goes where the group's
 * destination says: into a paragraph, a list marker, a field's code, or nowhere.
 */
import type { Link } from './block-writer.ts'
import { levelOfStyleName } from './docx-styles.ts'
import { decodeAs } from './encoding.ts'
import { fieldLink } from './field-link.ts'
import { RtfSink, type RtfPart, type RtfStyle } from './rtf-sink.ts'
import type { RtfCellEdge } from './rtf-table.ts'
import { hexValue, rtfTokens } from './rtf-tokens.ts'
import {
  characters,
  charsetEncoding,
  codePageEncoding,
  languageOfNumber,
  multiByte,
  skipped,
  starred,
} from './rtf-words.ts'
import { symbolCharacter, symbolText } from './symbol-fonts.ts'

interface Font {
  encoding: string | undefined
  charset: number | undefined
  name: string
}
interface Field {
  code: string
}
interface State {
  destination: string
  /** Where text went before `\upr`, whose second form is wanted. */
  outer: string
  sink: RtfSink
  bold: boolean
  italic: boolean
  script: 'superscript' | 'subscript' | undefined
  hidden: boolean
  font: number | undefined
  /** Bytes that stand in for a `\u` character. */
  fallback: number
  language: number | undefined
  eastern: number | undefined
  link: Link | undefined
  field: Field | undefined
  style: number | undefined
  outline: number | undefined
  inTable: boolean
  nested: number
  rightToLeft: boolean
  listLevel: number | undefined
}

/** Groups within groups that are followed; deeper ones are read as if they were not there. */
const deepest = 2_000
const mostPictureBytes = 16 * 1024 * 1024

export class RtfParser {
  readonly #bytes: Uint8Array
  readonly #fonts = new Map<number, Font>()
  readonly #levels = new Map<number, number>()
  readonly info: Record<string, string> = {}
  readonly #main = new RtfSink('main', undefined)
  readonly #stack: State[] = []
  #state: State
  /** Groups opened beyond `deepest`. */
  #beyond = 0
  #depth = 0
  #skipDepth = Infinity
  #star = false
  #pending: number[] = []
  #surrogate = ''
  #toSkip = 0
  #encoding = 'windows-1252'
  #defaultFont: number | undefined
  #collected = ''
  #tableFont: Font | undefined
  #tableStyle: { number: number; outline: number | undefined } | undefined
  #property = ''
  #edges: RtfCellEdge[] = []
  #edge: { across: RtfCellEdge['across']; down: RtfCellEdge['down'] } = { across: undefined, down: undefined }
  #headerRow = false
  #picture: { mime: string | undefined; digits: number[]; binary: Uint8Array | undefined } | undefined
  #description = ''
  #notes = 0
  /** Language number of text that says nothing else. */
  defaultLanguage: number | undefined

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
    this.#state = {
      destination: 'text', outer: 'text', sink: this.#main, bold: false, italic: false, script: undefined, hidden: false, font: undefined,
      fallback: 1, language: undefined, eastern: undefined, link: undefined, field: undefined, style: undefined, outline: undefined,
      inTable: false, nested: 1, rightToLeft: false, listLevel: undefined,
    } // prettier-ignore
  }

  /** Parts in the order of the file; notes come after all others. Never throws for what the file is. */
  *parts(): Generator<RtfPart> {
    for (const token of rtfTokens(this.#bytes)) {
      if (token.type === 'open') this.#open()
      else if (token.type === 'close') this.#close()
      else if (this.#depth >= this.#skipDepth) continue
      else if (token.type === 'word') this.#word(token.word, token.value)
      else if (token.type === 'byte') this.#byte(token.value)
      else if (token.type === 'bytes') this.#plain(token.from, token.to)
      else if (this.#picture) this.#picture.binary = this.#bytes.subarray(token.from, token.to)
      if (this.#main.ready.length > 0) yield* this.#main.ready.splice(0)
    }
    this.#flush()
    while (this.#stack.length > 0) this.#close()
    this.#main.finish()
    yield* this.#main.ready.splice(0)
    yield* this.#main.notes
  }

  #open(): void {
    this.#flush()
    this.#depth++
    this.#star = false
    this.#toSkip = 0
    if (this.#stack.length >= deepest) {
      this.#beyond++
      return
    }
    this.#stack.push(this.#state)
    this.#state = { ...this.#state }
  }

  #close(): void {
    this.#flush()
    this.#depth--
    this.#star = false
    this.#toSkip = 0
    if (this.#depth < this.#skipDepth) this.#skipDepth = Infinity
    if (this.#beyond > 0) {
      this.#beyond--
      return
    }
    const outer = this.#stack.pop()
    if (!outer) return
    const inner = this.#state
    this.#state = outer
    if (inner.destination !== outer.destination || inner.sink !== outer.sink) this.#leave(inner, outer)
    else if (inner.destination === 'fonttbl') this.#tableFont = undefined
    else if (inner.destination === 'stylesheet') this.#endStyle()
  }

  /** A destination ends: what it collected is put where it belongs. */
  #leave(inner: State, outer: State): void {
    switch (inner.destination) {
      case 'title':
      case 'author':
      case 'doccomm':
        this.info[inner.destination] ??= this.#collected.trim()
        break
      case 'bkmkstart':
        outer.sink.anchor(this.#collected.trim())
        break
      case 'sn':
        this.#property = this.#collected.trim()
        break
      case 'sv':
        if (this.#property === 'wzDescription') this.#description = this.#collected.trim()
        break
      case 'pict':
        this.#endPicture(outer)
        break
      case 'listtext':
      case 'pntext':
        outer.sink.marker = this.#collected.trim()
        break
    }
    if (inner.sink !== outer.sink) inner.sink.finish()
  }

  #collect(destination: string): void {
    this.#state.destination = destination
    this.#collected = ''
  }

  #skip(): void {
    this.#skipDepth = this.#depth
  }

  #word(word: string, value: number | undefined): void {
    const character = characters[word]
    if (character !== undefined) {
      if (this.#toSkip > 0) this.#toSkip--
      else {
        this.#flush()
        this.#text(character)
      }
      return
    }
    if (word === 'u') {
      this.#flush(true)
      this.#unicode(value ?? 0)
      return
    }
    this.#flush()
    if (word === '*') {
      this.#star = true
      return
    }
    const star = this.#star
    this.#star = false
    if (skipped.has(word) || (star && !starred.has(word))) {
      // Style definitions are starred too, and wanted.
      if (!(star && this.#state.destination === 'stylesheet')) this.#skip()
      return
    }
    if (this.#destination(word) || this.#table(word, value) || this.#paragraph(word, value)) return
    this.#character(word, value)
  }

  /** Words that say where the text of their group goes. */
  #destination(word: string): boolean {
    const state = this.#state
    switch (word) {
      case 'fonttbl':
      case 'stylesheet':
      case 'info':
      case 'picprop':
      case 'shpinst':
        state.destination = word
        return true
      case 'title':
      case 'author':
      case 'doccomm':
        if (state.destination === 'info') this.#collect(word)
        return true
      case 'sn':
      case 'sv':
      case 'bkmkstart':
        this.#collect(word)
        return true
      case 'listtext':
      case 'pntext':
        this.#collect(word)
        return true
      case 'bkmkend':
      case 'pn':
        this.#skip()
        return true
      case 'field':
        state.field = { code: '' }
        return true
      case 'fldinst':
        state.destination = 'fldinst'
        return true
      case 'fldrslt':
        state.link = fieldLink(state.field?.code ?? '') ?? state.link
        return true
      case 'upr':
        state.outer = state.destination
        state.destination = 'upr'
        return true
      case 'ud':
        state.destination = state.outer
        return true
      case 'pict':
        state.destination = 'pict'
        this.#picture = { mime: undefined, digits: [], binary: undefined }
        return true
      case 'footnote': {
        const key = `note-${++this.#notes}`
        const mark = state.sink.noteReference(key, this.#notes)
        state.sink = new RtfSink('note', this.#main, key, mark)
        state.destination = 'text'
        state.inTable = false
        state.script = undefined
        state.link = undefined
        return true
      }
      case 'shptxt':
      case 'txbxcontent':
        state.sink = new RtfSink('box', state.sink)
        state.destination = 'text'
        return true
      case 'pngblip':
      case 'jpegblip':
        if (this.#picture) this.#picture.mime = word === 'pngblip' ? 'image/png' : 'image/jpeg'
        return true
    }
    return false
  }

  #table(word: string, value: number | undefined): boolean {
    const { sink } = this.#state
    switch (word) {
      case 'trowd':
        this.#edges = []
        this.#headerRow = false
        return true
      case 'trhdr':
        this.#headerRow = true
        return true
      case 'cellx':
        if (this.#edges.length < 1_000) this.#edges.push({ right: value ?? 0, ...this.#edge })
        this.#edge = { across: undefined, down: undefined }
        return true
      case 'clmgf':
      case 'clmrg':
        this.#edge.across = word === 'clmgf' ? 'first' : 'next'
        return true
      case 'clvmgf':
      case 'clvmrg':
        this.#edge.down = word === 'clvmgf' ? 'first' : 'next'
        return true
      case 'cell':
        if (this.#state.destination === 'text') sink.cell()
        return true
      case 'row':
        if (this.#state.destination === 'text') sink.row(this.#edges, this.#headerRow)
        return true
      case 'nestcell':
        sink.gap()
        return true
      case 'nestrow':
        return true
    }
    return false
  }

  #paragraph(word: string, value: number | undefined): boolean {
    const state = this.#state
    switch (word) {
      case 'par':
      case 'sect':
        if (state.destination === 'text') {
          this.#endParagraph()
          if (word === 'sect') state.sink.page()
        }
        return true
      case 'line':
      case 'lbr':
      case 'softline':
        this.#text('\n')
        return true
      case 'page':
        if (state.destination === 'text') state.sink.page()
        return true
      case 'pard':
        Object.assign(state, {
          style: undefined,
          outline: undefined,
          inTable: false,
          nested: 1,
          rightToLeft: false,
          listLevel: undefined,
        })
        return true
      case 'intbl':
        state.inTable = true
        return true
      case 'itap':
        state.nested = value ?? 1
        state.inTable = (value ?? 0) > 0
        return true
      case 's':
        if (state.destination === 'stylesheet') this.#tableStyle = { number: value ?? 0, outline: undefined }
        else state.style = value
        this.#collected = ''
        return true
      case 'outlinelevel':
        if (state.destination === 'stylesheet') {
          this.#tableStyle ??= { number: 0, outline: undefined }
          this.#tableStyle.outline = value
        } else state.outline = value
        return true
      case 'ilvl':
        state.listLevel = value
        return true
      case 'rtlpar':
        state.rightToLeft = true
        return true
      case 'ltrpar':
        state.rightToLeft = false
        return true
    }
    return false
  }

  #endParagraph(): void {
    const { style, outline, inTable, rightToLeft, listLevel, sink } = this.#state
    const level =
      outline !== undefined && outline >= 0 && outline <= 8
        ? Math.min(6, outline + 1)
        : outline === undefined && style !== undefined
          ? this.#levels.get(style)
          : undefined
    sink.paragraph({ level, inTable, rightToLeft, listLevel: listLevel ?? 0 })
  }

  #character(word: string, value: number | undefined): void {
    const state = this.#state
    const on = value !== 0
    switch (word) {
      case 'b':
        state.bold = on
        break
      case 'i':
        state.italic = on
        break
      case 'v':
      case 'deleted':
        state.hidden = on
        break
      case 'super':
        state.script = on ? 'superscript' : undefined
        break
      case 'sub':
        state.script = on ? 'subscript' : undefined
        break
      case 'nosupersub':
        state.script = undefined
        break
      case 'plain':
        Object.assign(state, {
          bold: false,
          italic: false,
          script: undefined,
          hidden: false,
          font: undefined,
          language: undefined,
          eastern: undefined,
        })
        break
      case 'f':
        if (state.destination === 'fonttbl') this.#beginFont(value ?? 0)
        else state.font = value
        break
      case 'fcharset':
        if (this.#tableFont) {
          this.#tableFont.charset = value
          this.#tableFont.encoding ??= charsetEncoding(value ?? 0)
        }
        break
      case 'cpg':
        if (this.#tableFont)
          this.#tableFont.encoding = codePageEncoding(value ?? 0) ?? this.#tableFont.encoding
        break
      case 'uc':
        state.fallback = Math.max(0, Math.min(100, value ?? 1))
        break
      case 'lang':
        state.language = value
        break
      case 'langfe':
        state.eastern = value
        break
      case 'deflang':
        this.defaultLanguage = value
        break
      case 'deff':
        this.#defaultFont = value
        break
      case 'ansicpg':
        this.#encoding = codePageEncoding(value ?? 0) ?? this.#encoding
        break
      case 'mac':
        this.#encoding = 'macintosh'
        break
      case 'pc':
        this.#encoding = 'cp437'
        break
      case 'pca':
        this.#encoding = 'cp850'
        break
      case 'chftn':
        if (state.sink.kind !== 'note') state.sink.automaticNote = true
        break
    }
  }

  #beginFont(number: number): void {
    this.#tableFont = { encoding: undefined, charset: undefined, name: '' }
    if (this.#fonts.size < 10_000) this.#fonts.set(number, this.#tableFont)
  }

  #endStyle(): void {
    const level = this.#tableStyle?.outline ?? -1
    const number = this.#tableStyle?.number ?? 0
    const named = levelOfStyleName(this.#collected.replace(/;.*$/s, ''))
    if (level >= 0 && level <= 8) this.#levels.set(number, Math.min(6, level + 1))
    else if (named !== undefined) this.#levels.set(number, named)
    this.#tableStyle = undefined
    this.#collected = ''
  }

  #endPicture(outer: State): void {
    const picture = this.#picture
    this.#picture = undefined
    if (!picture || outer.hidden) return
    let bytes = picture.binary
    if (!bytes && picture.mime) {
      bytes = new Uint8Array(picture.digits.length >> 1)
      for (let index = 0; index < bytes.length; index++)
        bytes[index] = picture.digits[2 * index]! * 16 + picture.digits[2 * index + 1]!
    }
    const shown = picture.mime !== undefined && bytes !== undefined && bytes.length > 100
    if (shown || this.#description !== '')
      outer.sink.picture({
        mime: shown ? picture.mime : undefined,
        bytes: shown ? bytes?.slice() : undefined,
        alternative: this.#description,
      })
    this.#description = ''
  }

  #plain(from: number, to: number): void {
    let start = from
    if (this.#toSkip > 0) {
      const step = Math.min(this.#toSkip, to - from)
      this.#toSkip -= step
      start += step
    }
    if (this.#picture && this.#state.destination === 'pict') {
      const { digits, mime } = this.#picture
      if (mime === undefined || digits.length > 2 * mostPictureBytes) return
      for (let at = start; at < to; at++) {
        const digit = hexValue(this.#bytes[at]!)
        if (digit >= 0) digits.push(digit)
      }
      return
    }
    if (start < to) this.#surrogate = ''
    for (let at = start; at < to; at++) this.#pending.push(this.#bytes[at]!)
  }

  #byte(value: number): void {
    if (this.#toSkip > 0) this.#toSkip--
    else this.#pending.push(value)
  }

  /** A `\u` character: a UTF-16 unit, written as a signed number. Halves of a pair wait for each other. */
  #unicode(value: number): void {
    const unit = value & 0xffff
    this.#toSkip = this.#state.fallback
    if (unit >= 0xd800 && unit < 0xdc00) {
      this.#surrogate = String.fromCharCode(unit)
      return
    }
    const pair = unit >= 0xdc00 && unit < 0xe000 ? this.#surrogate : ''
    this.#surrogate = ''
    if (unit >= 0xdc00 && unit < 0xe000 && pair === '') this.#text('\uFFFD')
    else if (unit >= 0xf000 && unit <= 0xf0ff) this.#text(symbolCharacter(this.#font()?.name ?? '', unit))
    else if (unit >= 0x20) this.#text(pair + String.fromCharCode(unit))
  }

  #font(): Font | undefined {
    return this.#fonts.get(this.#state.font ?? this.#defaultFont ?? -1)
  }

  /** Decodes the bytes that have come, in the code page of their font. */
  #flush(keepSurrogate = false): void {
    if (!keepSurrogate) this.#surrogate = ''
    if (this.#pending.length === 0) return
    const bytes = Uint8Array.from(this.#pending)
    this.#pending = []
    const font = this.#font()
    // Western fonts in documents of the East are marked as Western even where they hold Eastern text.
    const own = font?.charset === 0 && multiByte.has(this.#encoding) ? undefined : font?.encoding
    if (font?.charset === 2)
      this.#text(symbolText(font.name.replace(/;.*$/, '').trim(), decodeAs(bytes, 'windows-1252')))
    else this.#text(decodeAs(bytes, own ?? this.#encoding))
  }

  #text(text: string): void {
    const state = this.#state
    switch (state.destination) {
      case 'text':
        if (!state.hidden && text !== '') state.sink.text(text, this.#style(state))
        return
      case 'fldinst':
        if (state.field && state.field.code.length < 5_000) state.field.code += text
        return
      case 'fonttbl':
        if (this.#tableFont && this.#tableFont.name.length < 100) this.#tableFont.name += text
        return
      case 'pict':
      case 'upr':
      case 'info':
        return
      default:
        if (this.#collected.length < 10_000) this.#collected += text
    }
  }

  #style(state: State): RtfStyle {
    return {
      emphasis: state.italic,
      strong: state.bold,
      script: state.script,
      link: state.link,
      language: state.language === undefined ? undefined : languageOfNumber(state.language),
      eastern: state.eastern === undefined ? undefined : languageOfNumber(state.eastern),
    }
  }
}
