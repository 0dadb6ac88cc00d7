/** The tables at the head of an RTF file: fonts with their code pages, and styles with their levels. */
import { levelOfStyleName } from './docx-styles.ts'
import { charsetEncoding, codePageEncoding } from './rtf-words.ts'

export interface RtfFont {
  encoding: string | undefined
  charset: number | undefined
  name: string
}

const mostEntries = 10_000

export class RtfDefinitions {
  readonly #fonts = new Map<number, RtfFont>()
  readonly #levels = new Map<number, number>()
  #font: RtfFont | undefined
  #style: { number: number; outline: number | undefined; name: string } | undefined
  defaultFont: number | undefined

  font(number: number | undefined): RtfFont | undefined {
    return this.#fonts.get(number ?? this.defaultFont ?? -1)
  }

  /** Heading level of a paragraph: by its own outline level, else by its style. 1 to 6. */
  level(outline: number | undefined, style: number | undefined): number | undefined {
    if (outline !== undefined) return outline >= 0 && outline <= 8 ? Math.min(6, outline + 1) : undefined
    return style === undefined ? undefined : this.#levels.get(style)
  }

  /** Takes a word inside the font table. */
  fontWord(word: string, value: number | undefined): void {
    if (word === 'f') {
      this.#font = { encoding: undefined, charset: undefined, name: '' }
      if (this.#fonts.size < mostEntries) this.#fonts.set(value ?? 0, this.#font)
    } else if (word === 'fcharset' && this.#font) {
      this.#font.charset = value
      this.#font.encoding ??= charsetEncoding(value ?? 0)
    } else if (word === 'cpg' && this.#font) {
      this.#font.encoding = codePageEncoding(value ?? 0) ?? this.#font.encoding
    }
  }

  fontText(text: string): void {
    if (this.#font && this.#font.name.length < 100) this.#font.name += text
  }

  /** Takes a word inside the style sheet. */
  styleWord(word: string, value: number | undefined): void {
    if (word === 's') this.#style = { number: value ?? 0, outline: undefined, name: '' }
    else if (word === 'outlinelevel') {
      this.#style ??= { number: 0, outline: undefined, name: '' }
      this.#style.outline = value
    }
  }

  styleText(text: string): void {
    this.#style ??= { number: 0, outline: undefined, name: '' }
    if (this.#style.name.length < 200) this.#style.name += text
  }

  endStyle(): void {
    const style = this.#style
    this.#style = undefined
    if (!style || this.#levels.size >= mostEntries) return
    const level = this.level(style.outline, undefined) ?? levelOfStyleName(style.name.replace(/;.*$/s, ''))
    if (level !== undefined) this.#levels.set(style.number, level)
  }
}
