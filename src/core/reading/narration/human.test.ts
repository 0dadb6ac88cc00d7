/** Cutting paragraphs of human narrators into their sentences, whose places are known because they were recorded apart. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { soundRate } from '../../../contract/inference.ts'
import { bytesSource } from '../../../inference/decode/byte-source.ts'
import { clipOf, openSound } from '../../../inference/decode/sounds.ts'
import { frameLevels, framesPerSecond, silenceLevel } from '../../../sound/loudness.ts'
import { align, WeighedText } from './alignment.ts'

const folder = join(import.meta.dirname, '../../../../../shared/testdata/speech')
const table = join(folder, 'utterances.tsv')

/** The recordings are cut close to the words; in one go, a narrator pauses longer than that. Samples. */
const pause = 0.15 * soundRate

interface Recording {
  readonly text: string
  readonly pcm: Int16Array
  /** Second at which the first word begins. */
  readonly begins: number
}

async function recordings(): Promise<Recording[][]> {
  const bySpeaker = new Map<string, Recording[]>()
  for (const line of readFileSync(table, 'utf8').split('\n').slice(1)) {
    const [file = '', transcript = '', , speaker = '', , basis = ''] = line.split('\t')
    if (!file.startsWith('read/') || transcript === '' || !basis.startsWith('repo')) continue
    const sound = await openSound(bytesSource(new Uint8Array(readFileSync(join(folder, file)))))
    const pcm = clipOf(sound, 0, 60)
    const levels = frameLevels(pcm)
    const limit = silenceLevel(levels)
    const plain = transcript.replace(/^"|"$/g, '').replaceAll('""', '"').trim()
    const text = /[.,!?;]["”]?$/.test(plain) ? plain : `${plain}.`
    const own = bySpeaker.get(speaker) ?? []
    own.push({ text, pcm, begins: levels.findIndex((level) => level >= limit) / framesPerSecond })
    bySpeaker.set(speaker, own)
  }
  return [...bySpeaker.values()]
}

test.skipIf(!existsSync(table))('sentences of human narrators are cut where they begin', async () => {
  const errors: number[] = []
  for (const all of await recordings())
    for (let first = 0; first + 1 < all.length; first++) {
      const group = all.slice(first, first + 4)
      const pcm = new Int16Array(group.reduce((sum, each) => sum + each.pcm.length + pause, 0))
      const text = group.map((each) => each.text).join(' ')
      const weighed = new WeighedText(text)
      const places: { readonly share: number; readonly begins: number }[] = []
      let at = 0
      let offset = 0
      for (const each of group) {
        const word = offset + (/[\p{L}\p{N}]/u.exec(each.text)?.index ?? 0)
        places.push({ share: weighed.share(word), begins: at / soundRate + each.begins })
        pcm.set(each.pcm, at)
        at += each.pcm.length + pause
        offset += each.text.length + 1
      }
      const alignment = align(pcm, weighed.marks)
      for (const { share, begins } of places.slice(1)) errors.push(Math.abs(alignment.cut(share) - begins))
    }
  expect(errors.length).toBeGreaterThan(20)
  expect(errors.filter((error) => error < 0.15).length / errors.length).toBeGreaterThan(0.9)
})
