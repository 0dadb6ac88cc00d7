/**
 * Reads RTF into paragraphs and tables, in one pass and linear time.
 *
 * A group inherits the state of the group round it, and gives it back at its end. Text goes where the group's
 * destination says: into a paragraph, a list marker, a field's code, or nowhere.
 */
import { decodeAs } from './encoding.ts'
import { fieldLink } from './field-link.ts'
import { RtfDefinitions } from './rtf-definitions.ts'
import { RtfPictureReader } from './rtf-picture.ts'
import { RtfSink, type RtfPart } from './rtf-sink.ts'
import { characterWord, initialState, paragraphWord, type RtfState, runStyle } from './rtf-state.ts'
import { RtfRowDefinition } from './rtf-table.ts'
import { rtfTokens } from './rtf-tokens.ts'
import { characters, codePageEncoding, multiByte, skipped, starred } from './rtf-words.ts'
import { symbolCharacter, symbolText } from './symbol-fonts.ts'

/** Groups within groups that are followed; deeper ones are read as if they were not there. */
const deepest = 2_000

export class RtfParser {
  readonly #bytes: Uint8Array
  readonly #definitions = new RtfDefinitions()
  readonly info: Record<string, string> = {}
  readonly #main = new RtfSink('main', undefined)
  readonly #stack: RtfState[] = []
  #state: RtfState
  /** Groups opened beyond `deepest`. */
  #beyond = 0
  #depth = 0
  #skipDepth = Infinity
  #star = false
  #pending: number[] = []
  #surrogate = ''
  #toSkip = 0
  #encoding = 'windows-1252'
  #collected = ''
  readonly #row = new RtfRowDefinition()
  readonly #picture = new RtfPictureReader()
  #notes = 0
  /** Language number of text that says nothing else. */
  defaultLanguage: number | undefined

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
    this.#state = initialState(this.#main)
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
      else this.#picture.binary(this.#bytes.subarray(token.from, token.to))
      if (this.#main.ready.length > 0) yield* this.#main.ready.splice(0)
    }
    this.#flush()
    while (this.#stack.length > 0) this.#close()
    this.#main.finish()
    yield* this.#main.ready.splice(0)
    yield* this.#main.notes
    yield* this.#main.running
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
    else if (inner.destination === 'stylesheet') this.#definitions.endStyle()
  }

  /** A destination ends: what it collected is put where it belongs. */
  #leave(inner: RtfState, outer: RtfState): void {
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
        this.#picture.property(this.#collected.trim())
        break
      case 'sv':
        this.#picture.value(this.#collected.trim())
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
        this.#picture.begin()
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
      case 'header':
      case 'headerl':
      case 'headerr':
      case 'headerf':
      case 'footer':
      case 'footerl':
      case 'footerr':
      case 'footerf':
        state.sink = new RtfSink('running', this.#main)
        state.destination = 'text'
        state.inTable = false
        return true
      case 'shptxt':
      case 'txbxcontent':
        state.sink = new RtfSink('box', state.sink)
        state.destination = 'text'
        return true
      case 'pngblip':
      case 'jpegblip':
        this.#picture.format(word === 'pngblip' ? 'image/png' : 'image/jpeg')
        return true
    }
    return false
  }

  #table(word: string, value: number | undefined): boolean {
    if (this.#row.word(word, value)) return true
    const { sink, destination } = this.#state
    if (word === 'cell' && destination === 'text') sink.cell()
    else if (word === 'row' && destination === 'text') sink.row(this.#row.edges, this.#row.header)
    else if (word === 'nestcell') sink.gap()
    return word === 'cell' || word === 'row' || word === 'nestcell' || word === 'nestrow'
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
    }
    if (state.destination === 'stylesheet') {
      this.#definitions.styleWord(word, value)
      return word === 's' || word === 'outlinelevel'
    }
    return paragraphWord(state, word, value)
  }

  #endParagraph(): void {
    const { style, outline, inTable, rightToLeft, listLevel, sink } = this.#state
    const level = this.#definitions.level(outline, style)
    sink.paragraph({ level, inTable, rightToLeft, listLevel: listLevel ?? 0 })
  }

  #character(word: string, value: number | undefined): void {
    const state = this.#state
    if (state.destination === 'fonttbl') return this.#definitions.fontWord(word, value)
    if (characterWord(state, word, value)) return
    switch (word) {
      case 'f':
        state.font = value
        break
      case 'deflang':
        this.defaultLanguage = value
        break
      case 'deff':
        this.#definitions.defaultFont = value
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

  #endPicture(outer: RtfState): void {
    const picture = this.#picture.end()
    if (picture && !outer.hidden) outer.sink.picture(picture)
  }

  #plain(from: number, to: number): void {
    let start = from
    if (this.#toSkip > 0) {
      const step = Math.min(this.#toSkip, to - from)
      this.#toSkip -= step
      start += step
    }
    if (this.#state.destination === 'pict') {
      this.#picture.digits(this.#bytes, start, to)
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
    else if (unit >= 0xf000 && unit <= 0xf0ff)
      this.#text(symbolCharacter(this.#definitions.font(this.#state.font)?.name ?? '', unit))
    else if (unit >= 0x20) this.#text(pair + String.fromCharCode(unit))
  }

  /** Decodes the bytes that have come, in the code page of their font. */
  #flush(keepSurrogate = false): void {
    if (!keepSurrogate) this.#surrogate = ''
    if (this.#pending.length === 0) return
    const bytes = Uint8Array.from(this.#pending)
    this.#pending = []
    const font = this.#definitions.font(this.#state.font)
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
        if (!state.hidden && text !== '') state.sink.text(text, runStyle(state))
        return
      case 'fldinst':
        if (state.field && state.field.code.length < 5_000) state.field.code += text
        return
      case 'fonttbl':
        this.#definitions.fontText(text)
        return
      case 'stylesheet':
        this.#definitions.styleText(text)
        return
      case 'pict':
      case 'upr':
      case 'info':
        return
      default:
        if (this.#collected.length < 10_000) this.#collected += text
    }
  }
}
