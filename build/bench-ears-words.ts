/** Word error by recogniser and folder, what it costs in time, and words written where nobody speaks. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Grammars } from '../src/app/hearing/grammars.ts'
import { transcribeFile } from '../src/app/hearing/files.ts'
import { knowledge } from '../src/app/hearing/knowledge.ts'
import { noises } from '../src/app/hearing/noise-fixture.ts'
import { Recognisers } from '../src/app/hearing/recognisers.ts'
import { hearingRate, type Recogniser } from '../src/contract/hearing.ts'
import { readSettings } from '../src/contract/settings.ts'
import { wavHeader } from '../src/inference/dsp/wav.ts'
import { type BenchEar, englishWriters, modelFolders, type Row, soundOf, speechFolder, speechRows } from './bench-ears-tools.ts' // prettier-ignore
import { table } from './bench-tools.ts'
import { errorsIn, interval, summed, type WordErrors, wordErrors, wordsOf } from './wer.ts'

/** Of the lab's eight clips, those that testdata holds (research/VOICE-LAB.md, section 1). */
const eight = /austen_64kb-0(870|880|890)|moonshine_beckett/

function parts(ear: BenchEar) {
  const settings = readSettings({ modelFolders })
  return {
    process: ear,
    settings: { read: () => settings },
    recognisers: new Recognisers(ear.ear),
    grammars: new Grammars(ear, () => Promise.resolve([])),
    folders: () => modelFolders,
    knowledge,
    report: () => undefined,
  }
}

/** As `lectern transcribe` hears it: cut by voice activity. The raw words, before they are tidied. */
async function asFile(ear: BenchEar, bytes: Uint8Array, recogniser: string): Promise<string> {
  const heard: string[] = []
  const request = { bytes, recogniser, language: 'en', hotWords: [], folders: [], alternatives: 0 }
  for await (const { hypothesis } of transcribeFile(parts(ear), request, (text) => text))
    heard.push(hypothesis.text)
  return heard.join(' ')
}

/** The recogniser alone: one utterance of the whole file. */
async function alone(ear: BenchEar, pcm: Int16Array, recogniser: string): Promise<string> {
  const { stream } = await ear.ear.call('recogniser.open', {
    recogniser,
    folders: [...modelFolders],
    language: 'en',
  })
  for (let at = 0; at < pcm.length; at += hearingRate)
    await ear.ear.call('recogniser.hear', { stream, pcm: pcm.slice(at, at + hearingRate) })
  const { hypotheses } = await ear.ear.call('recogniser.end', { stream })
  return hypotheses[0]?.text ?? ''
}

const rate = (list: readonly WordErrors[]): string => {
  const total = summed(list)
  const [low, high] = interval(list)
  const share = (value: number) => (value * 100).toFixed(1)
  return `${share(errorsIn(total) / Math.max(1, total.words))} % (${errorsIn(total)}/${total.words}; ${share(low)} to ${share(high)})`
}

/** @param verbose prints each recording with errors to standard error */
export async function benchWordError(ear: BenchEar, verbose: boolean): Promise<string> {
  const rows = speechRows().filter(({ basis, language }) => basis.startsWith('repo') && language === 'en')
  if (rows.length === 0) return 'Word error: not measured, shared/testdata/speech is absent.'
  const recognisers = await englishWriters(ear)
  if (recognisers.length === 0) return 'Word error: not measured, no recogniser for English is ready.'
  const cells: string[][] = []
  const costs: string[] = []
  for (const recogniser of recognisers) {
    const found: { row: Row; cut: WordErrors; whole: WordErrors }[] = []
    let [seconds, cpu] = [0, 0]
    for (const row of rows) {
      const pcm = await soundOf(ear, row.file)
      const before = ear.cpuSeconds()
      const whole = await alone(ear, pcm, recogniser.id)
      cpu += ear.cpuSeconds() - before
      seconds += pcm.length / hearingRate
      const cut = await asFile(ear, readFileSync(join(speechFolder, row.file)), recogniser.id)
      found.push({ row, cut: wordErrors(row.transcript, cut), whole: wordErrors(row.transcript, whole) })
      if (verbose && errorsIn(found.at(-1)?.cut as WordErrors) > 0)
        console.error(`${recogniser.id} ${row.file}\n  said:  ${wordsOf(row.transcript).join(' ')}\n  cut:   ${cut}\n  whole: ${whole}`) // prettier-ignore
    }
    const groups = [...new Set(rows.map(({ folder }) => folder))]
    const add = (name: string, chosen: typeof found) =>
      cells.push([recogniser.id, name, String(chosen.length), rate(chosen.map(({ cut }) => cut)), rate(chosen.map(({ whole }) => whole))]) // prettier-ignore
    for (const group of groups)
      add(
        group,
        found.filter(({ row }) => row.folder === group),
      )
    const ofLab = found.filter(({ row }) => eight.test(row.file))
    if (ofLab.length > 0) add('of the lab’s eight clips', ofLab)
    const cleaned = found.filter(({ row }) => row.folder === 'read' && !/\/sb_/.test(row.file))
    if (cleaned.length > 0) add('read, without planted homophones (sb_)', cleaned)
    costs.push(`${recogniser.id}: ${(cpu / seconds).toFixed(3)} (${seconds.toFixed(0)} s of sound)`)
  }
  return [
    'Word error on recordings whose transcript comes from their repository; errors/words, and the interval of 95 % by bootstrap over recordings. “Cut”: as `lectern transcribe`, by voice activity; “whole”: the file as one utterance. Before tidying.',
    table(['recogniser', 'folder', 'files', 'cut', 'whole'], cells),
    `Processor seconds of the ear for a second of sound (whole, messages included): ${costs.join('; ')}.`,
  ].join('\n\n')
}

function wavOf(pcm: Int16Array): Uint8Array {
  return new Uint8Array(Buffer.concat([wavHeader(hearingRate, pcm.length * 2), Buffer.from(pcm.buffer)]))
}

const noiseSeconds = 60

export async function benchFalseWords(ear: BenchEar): Promise<string> {
  const cells: (string | number)[][] = []
  const recognisers: readonly Recogniser[] = await englishWriters(ear)
  for (const { id } of recognisers) {
    const measure = async (name: string, list: readonly (readonly [string, Uint8Array, number])[]) => {
      let [words, seconds] = [0, 0]
      const wrote: string[] = []
      for (const [file, bytes, length] of list) {
        const text = await asFile(ear, bytes, id)
        words += wordsOf(text).length
        seconds += length
        if (text.trim() !== '') wrote.push(`${file}: “${text.trim()}”`)
      }
      cells.push([id, name, list.length, (seconds / 60).toFixed(1), words, ((words / seconds) * 60).toFixed(2), wrote.join('; ')]) // prettier-ignore
    }
    const files = speechRows().filter(({ folder }) => folder === 'noise')
    if (files.length > 0)
      await measure('testdata/speech/noise', files.map(({ file, seconds }) => [file, readFileSync(join(speechFolder, file)), seconds] as const)) // prettier-ignore
    await measure('synthesised noise and music', noises(noiseSeconds).map(([name, pcm]) => [name, wavOf(pcm), noiseSeconds] as const)) // prettier-ignore
  }
  if (cells.length === 0) return 'False words: not measured, no recogniser for English is ready.'
  return `Words written where nobody speaks, with voice activity in front.\n\n${table(['recogniser', 'sound', 'files', 'minutes', 'words', 'a minute', 'which'], cells)}`
}
