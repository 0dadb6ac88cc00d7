import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { hearingRate } from '../../contract/hearing.ts'
import { wavHeader } from '../dsp/wav.ts'
import { isCutOff } from './cut-off.ts'

const folder = mkdtempSync(join(tmpdir(), 'lectern-cut-'))
afterAll(() => rmSync(folder, { recursive: true }))
const ffmpeg = spawnSync('ffmpeg', ['-version']).status === 0
if (!ffmpeg) console.warn('cut-off.test.ts: ffmpeg is absent, so all but WAV is skipped')

const seconds = 3
const samples = Int16Array.from({ length: seconds * hearingRate }, (_, index) =>
  Math.round(6_000 * Math.sin(index / 9 + Math.sin(index / 4_000))),
)
const wav = new Uint8Array(Buffer.concat([wavHeader(hearingRate, samples.byteLength), Buffer.from(samples.buffer)])) // prettier-ignore

describe('WAV', () => {
  test('a whole one is not cut off, nor with what programs add behind the samples', () => {
    expect(isCutOff(wav)).toBe(false)
    expect(isCutOff(new Uint8Array([...wav, ...Buffer.from('LIST\u0004\0\0\0INFO', 'latin1')]))).toBe(false)
  })
  test.each([0, 0xffff_ffff, 0x7fff_ffff])('one that does not tell its length (%d) may be whole', (told) => {
    const streamed = wav.slice()
    new DataView(streamed.buffer).setUint32(40, told, true)
    expect(isCutOff(streamed)).toBe(false)
  })
  test('one that holds less than it says is', () => expect(isCutOff(wav.subarray(0, 40_000))).toBe(true))
})

describe.skipIf(!ffmpeg)('as ffmpeg writes it', () => {
  test.each([
    ['flac'],
    ['mp3'],
    ['mp3', '-write_xing', '0'],
    ['ogg', '-c:a', 'libopus'],
    ['webm', '-c:a', 'libopus'],
    ['webm', '-c:a', 'libopus', '-live', '1', '-cluster_time_limit', '500'],
  ])('%s %s %s', (ending, ...how) => {
    const file = join(folder, `sound.${ending}`)
    writeFileSync(join(folder, 'in.wav'), wav)
    execFileSync('ffmpeg', ['-loglevel', 'error', '-y', '-i', join(folder, 'in.wav'), ...how, file])
    const bytes = new Uint8Array(readFileSync(file))
    expect(isCutOff(bytes)).toBe(false)
    // not where a frame ends: an MP3 that does not say its length cannot tell
    for (const share of [0.4, 0.63, 0.98])
      expect(isCutOff(bytes.subarray(0, Math.floor(bytes.length * share) + 7)), `${share}`).toBe(true)
  })
})

test('what is no recording is not', () => {
  expect(isCutOff(new Uint8Array(0))).toBe(false)
  expect(isCutOff(new TextEncoder().encode('It was a dark and stormy night. '.repeat(50)))).toBe(false)
})
