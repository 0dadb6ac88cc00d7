/** How soon what was said has its effect, and what listening costs: sound comes as from a microphone, 32 ms at a time. */
import { Listener } from '../src/core/hearing/listener.ts'
import { endpointingFor } from '../src/core/hearing/presets.ts'
import { hearingFrame, type HearingEvent, hearingRate } from '../src/contract/hearing.ts'
import { commandListener, spoken, spokenPhrases, withPronounce } from './bench-ears-commands.ts'
import { type BenchEar, englishWriters, joined, modelFolders, percent, silence, soundOf, speechEnd, speechRows } from './bench-ears-tools.ts' // prettier-ignore
import { percentile, table } from './bench-tools.ts'

const frameMs = (hearingFrame / hearingRate) * 1_000
const commandCount = Number(process.env['EARS_COUNT'] ?? 40)
const stopCount = Math.ceil(commandCount / 6)
const dictationCount = Math.ceil(commandCount / 2.5)
const silenceSeconds = 30
const voices = ['flite:slt', 'flite:rms', 'flite:awb']

/** @param at milliseconds of the sound's clock at which the answer with the event came */
type Heard = { readonly event: HearingEvent; readonly at: number }

/** Feeds sound at its own pace: frame n is given when its last sample would have been recorded. */
async function atPace(listener: Listener, pcm: Int16Array): Promise<Heard[]> {
  const heard: Heard[] = []
  const began = performance.now()
  for (let frame = 0; (frame + 1) * hearingFrame <= pcm.length; frame++) {
    const wait = began + (frame + 1) * frameMs - performance.now()
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
    const events = await listener.hear(pcm.slice(frame * hearingFrame, (frame + 1) * hearingFrame))
    const at = performance.now() - began
    for (const event of events) heard.push({ event, at })
  }
  return heard
}

const spread = (list: readonly number[]): string[] => [
  String(list.length),
  `${percentile(list, 0.5).toFixed(0)} ms`,
  `${percentile(list, 0.95).toFixed(0)} ms`,
]

export async function benchTime(ear: BenchEar): Promise<string> {
  return withPronounce(async (pronounce) => {
    const told: string[] = []
    const { open, grammars } = commandListener(ear, pronounce)
    void grammars
    const { phrases } = spokenPhrases(1)
    const cells: string[][] = []
    if (phrases.length > 0) {
      const warm = await open(true)
      await atPace(
        warm,
        joined([silence(0.5), await spoken(phrases[0]?.text ?? 'stop', 'flite:slt'), silence(1.2)]),
      )
      warm.close()
      const step = Math.max(1, Math.floor(phrases.length / commandCount))
      const delays: number[] = []
      const stops: number[] = []
      const inSound: number[] = []
      let decided = 0 // processor seconds of the ear from the end of speech on
      const chosen = phrases.filter((_, index) => index % step === 0).slice(0, commandCount)
      const all = [...chosen.map(({ text }) => text), ...Array.from({ length: stopCount }, () => 'stop')]
      for (const [index, text] of all.entries()) {
        const speech = joined([silence(0.6), await spoken(text, voices[index % voices.length] as string)])
        const listener = await open(true)
        const end = (speechEnd(speech) / hearingRate) * 1_000
        const heard = await atPace(listener, joined([speech, silence(1.5)]))
        listener.close()
        const acted = heard.find(({ event }) => event.type === 'command' && event.decision !== 'reject')
        if (acted) (text === 'stop' ? stops : delays).push(acted.at - end)
        if (text === 'stop') continue
        const patient = await open(false)
        await patient.hear(speech)
        const before = ear.cpuSeconds()
        const rest = silence(1.5)
        for (let at = 0; at < rest.length; at += hearingFrame) {
          const found = (await patient.hear(rest.slice(at, at + hearingFrame))).find(
            (event) => event.type === 'command' && event.decision !== 'reject',
          )
          if (!found) continue
          inSound.push(((speech.length + at + hearingFrame) / hearingRate) * 1_000 - end)
          decided += ear.cpuSeconds() - before
          break
        }
        patient.close()
      }
      cells.push(['a command (done or asked)', ...spread(delays), percent(delays.length, chosen.length)])
      cells.push([
        'the same, on the clock of the sound alone',
        ...spread(inSound),
        percent(inSound.length, chosen.length),
      ])
      told.push(
        `Processor time of the ear from the end of speech to the action: ${((decided / Math.max(1, inSound.length)) * 1_000).toFixed(0)} ms in the mean.`,
      )
      cells.push(['“stop”', ...spread(stops), percent(stops.length, stopCount)])
    } else told.push('Actions: not measured, nothing is known that could be said.')

    const [writer] = await englishWriters(ear)
    const clips = speechRows().filter(({ folder, language, seconds }) => folder === 'read' && language === 'en' && seconds < 9).slice(0, dictationCount) // prettier-ignore
    const dictation = () =>
      new Listener(
        {
          ear: ear.ear,
          language: 'en',
          sense: silent,
          requests: () => (writer ? [{ recogniser: writer.id, folders: [...modelFolders], language: 'en', alternatives: 5 }] : []), // prettier-ignore
          endpointing: (mode) => endpointingFor(mode, { preset: 'normal', threshold: 0.5 }),
          preset: () => 'normal',
        },
        { mode: 'dictation', way: 'always' },
      )
    if (writer && clips.length > 0) {
      const finals: number[] = []
      const firsts: number[] = []
      for (const { file } of clips) {
        const pcm = await soundOf(ear, file)
        const speech = joined([silence(0.6), pcm.subarray(0, speechEnd(pcm))])
        const listener = dictation()
        const heard = await atPace(listener, joined([speech, silence(2)]))
        listener.close()
        const end = (speech.length / hearingRate) * 1_000
        const final = heard.findLast(({ event }) => event.type === 'final')
        const partial = heard.find(({ event }) => event.type === 'partial')
        const onset = heard.find(({ event }) => event.type === 'speech' && event.speaking)
        if (final) finals.push(final.at - end)
        if (partial && onset?.event.type === 'speech') firsts.push(partial.at - onset.event.at * 1_000)
      }
      cells.push([`final text, ${writer.name}`, ...spread(finals), percent(finals.length, clips.length)])
      cells.push(['first partial, from the onset', ...spread(firsts), percent(firsts.length, clips.length)])
    }

    const idle: string[] = []
    for (const [name, session] of [
      ['commands', await open(true)],
      ['dictation', dictation()],
    ] as const) {
      await atPace(session, silence(1))
      const [earBefore, ownBefore] = [ear.cpuSeconds(), process.cpuUsage()]
      await atPace(session, silence(silenceSeconds))
      const own = process.cpuUsage(ownBefore)
      const share = (seconds: number) => `${((seconds / silenceSeconds) * 100).toFixed(1)} %`
      idle.push(
        `${name}: ${share(ear.cpuSeconds() - earBefore)} in the ear, ${share((own.user + own.system) / 1e6)} in the core`,
      )
      session.close()
    }
    const memory = (await ear.memory()) / 1e6
    return [
      'Latency: sound as from a microphone, a frame of 32 ms at a time on the clock of the wall; from the last sample of speech to the answer that holds the event. Commands by three of Flite’s voices, text on short clips of `read`.',
      table(['what', 'times', 'p50', 'p95', 'came'], cells),
      `Share of a core while listening to silence for ${silenceSeconds} s: ${idle.join('; ')}. Resident memory of the ear with recogniser, voice activity and grammar: ${memory.toFixed(0)} MB.`,
      ...told,
    ].join('\n\n')
  })
}

/** Knows no commands. */
const silent: ConstructorParameters<typeof Listener>[0]['sense'] = {
  prepare: () => undefined,
  decode: () => Promise.resolve(undefined),
  combine: () => ({
    decision: 'reject',
    heard: { command: null, arguments: {}, confidence: 0, heard: '', alternatives: [] },
  }),
  canGoOn: () => false,
  isStop: () => false,
}
