/** Pictures that a page carries in itself, as `data:` addresses. */
import { largestPicture, pictureType } from './picture-type.ts'

interface Picture {
  readonly id: string
  readonly mime: string
  readonly bytes: Uint8Array
}

/** All pictures of a page together, in bytes. */
const mostBytes = 128 * 1024 * 1024

export class DataPictures {
  readonly #byAddress = new Map<string, Picture | undefined>()
  #bytes = 0

  /** Id of the picture in a `data:` address; `undefined` for any other address, and for what is no picture. */
  add(address: string): string | undefined {
    if (!/^data:image\/[\w.+-]+[^,]{0,200};base64,/i.test(address.slice(0, 300))) return undefined
    if (!this.#byAddress.has(address)) this.#byAddress.set(address, this.#decode(address))
    return this.#byAddress.get(address)?.id
  }

  /** The pictures with these ids, each once. */
  used(ids: readonly string[]): Picture[] {
    const wanted = new Set(ids)
    return [...this.#byAddress.values()].filter(
      (one): one is Picture => one !== undefined && wanted.has(one.id),
    )
  }

  #decode(address: string): Picture | undefined {
    const data = address.slice(address.indexOf(',') + 1)
    const length = Math.floor((data.length * 3) / 4)
    if (length > largestPicture || this.#bytes + length > mostBytes) return undefined
    let binary: string
    try {
      binary = atob(
        data.replace(/%[0-9a-f]{2}/gi, (code) => String.fromCharCode(Number.parseInt(code.slice(1), 16))),
      )
    } catch {
      return undefined
    }
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0))
    const mime = pictureType(bytes)
    if (mime === undefined) return undefined
    this.#bytes += bytes.length
    return { id: `picture-${this.#byAddress.size + 1}`, mime, bytes }
  }
}
