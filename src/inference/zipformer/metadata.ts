/** What a publisher noted in an ONNX file, such as the length of a chunk; the runtime does not tell. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { type Bytes, fields, textOf } from './protobuf.ts'

/** Of ONNX's ModelProto and StringStringEntryProto (onnx.proto). */
const metadataProps = 14
const entryKey = 1
const entryValue = 2

/** A file as bytes, of which only the pages that are asked for are read: the graph itself is jumped over. */
function fileBytes(file: number): Bytes {
  const { size } = fstatSync(file)
  const page = new Uint8Array(4_096)
  let first = -1
  return {
    length: size,
    byte(at) {
      const start = at - (at % page.length)
      if (start !== first) {
        readSync(file, page, 0, page.length, start)
        first = start
      }
      return page[at - start] as number
    },
  }
}

/** @returns names and values; empty for a file that holds none or is no ONNX file: opening the session tells that */
export function onnxMetadata(path: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  const file = openSync(path, 'r')
  try {
    const bytes = fileBytes(file)
    for (const field of fields(bytes, 0, bytes.length)) {
      if (field.number !== metadataProps || field.length < 0) continue
      let key = ''
      let value = ''
      for (const part of fields(bytes, field.value, field.value + field.length))
        if (part.number === entryKey) key = textOf(bytes, part)
        else if (part.number === entryValue) value = textOf(bytes, part)
      found.set(key, value)
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
  } finally {
    closeSync(file)
  }
  return found
}
