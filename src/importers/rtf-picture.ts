/** Pictures inside RTF: hexadecimal digits or raw bytes, and what the author says that they show. */
import type { RtfPicture } from './rtf-sink.ts'
import { hexValue } from './rtf-tokens.ts'

const mostBytes = 16 * 1024 * 1024
/** Fewer bytes are no picture in either format. */
const leastBytes = 100

export class RtfPictureReader {
  #open = false
  #mime: string | undefined
  #digits: number[] = []
  #binary: Uint8Array | undefined
  #property = ''
  #description = ''

  begin(): void {
    this.#open = true
    this.#mime = undefined
    this.#digits = []
    this.#binary = undefined
  }

  /** Only formats that a page can show are kept; metafiles are read past. */
  format(mime: string): void {
    if (this.#open) this.#mime = mime
  }

  digits(bytes: Uint8Array, from: number, to: number): void {
    if (this.#mime === undefined || this.#digits.length > 2 * mostBytes) return
    for (let at = from; at < to; at++) {
      const digit = hexValue(bytes[at]!)
      if (digit >= 0) this.#digits.push(digit)
    }
  }

  binary(bytes: Uint8Array): void {
    if (this.#open) this.#binary = bytes
  }

  /** A name of a property, and then its value. */
  property(name: string): void {
    this.#property = name
  }
  value(value: string): void {
    if (this.#property === 'wzDescription') this.#description = value
  }

  /** The picture, if it can be shown or has words for it. */
  end(): RtfPicture | undefined {
    const [mime, description] = [this.#mime, this.#description]
    this.#open = false
    this.#description = ''
    const bytes = this.#binary?.slice() ?? fromDigits(this.#digits)
    this.#digits = []
    this.#binary = undefined
    if (mime !== undefined && bytes.length > leastBytes && bytes.length <= mostBytes)
      return { mime, bytes, alternative: description }
    return description === '' ? undefined : { mime: undefined, bytes: undefined, alternative: description }
  }
}

function fromDigits(digits: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(digits.length >> 1)
  for (let index = 0; index < bytes.length; index++)
    bytes[index] = digits[2 * index]! * 16 + digits[2 * index + 1]!
  return bytes
}
