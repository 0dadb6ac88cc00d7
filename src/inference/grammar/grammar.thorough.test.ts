import { afterAll, expect, test } from 'vitest'
import { soundRate } from '../../contract/inference.ts'
import { resample } from '../dsp/resample.ts'
import { speakFlite } from '../flite.ts'
import { createGrammars, nothingFits } from './index.ts'

const grammars = createGrammars({ kept: 3 })
afterAll(() => grammars.close())

/** What a Flite voice says, with the quarter of a second of quiet that voice activity leaves on both sides. */
async function said(text: string, voice = 'flite:slt'): Promise<Int16Array> {
  const { pcm } = await speakFlite({ voice, text }, new AbortController().signal)
  const samples = resample(pcm, soundRate, 16_000)
  const padded = new Int16Array(samples.length + 8_000)
  // A microphone’s quiet is never digital silence, which the decoder has not learnt.
  let state = 1
  const noise = (): number => ((state = (state * 1_103_515_245 + 12_345) % 2 ** 31) / 2 ** 31 - 0.5) * 30
  for (let at = 0; at < padded.length; at++) padded[at] = noise() + noise()
  for (let at = 0; at < samples.length; at++) padded[at + 4_000]! += samples[at]!
  return padded
}
const commands = `#JSGF V1.0; grammar commands;
public <command> = next page | previous page | go to page <number> | stop reading | add a bookmark | set a blorptastic timer;
<number> = one | two | three | four | five | six | seven | eight | nine | ten | twenty;`

test('an utterance of the grammar is told word by word, with times, and fits', async () => {
  expect(await grammars.set({ grammar: 'commands', language: 'en-US', jsgf: commands })).toEqual({
    unknown: ['blorptastic'],
  })
  const pcm = await said('go to page seven')
  const { hypothesis } = await grammars.decode({ grammar: 'commands', pcm })
  expect(hypothesis.text).toBe('go to page seven')
  expect(hypothesis.words.map(({ text }) => text)).toEqual(['go', 'to', 'page', 'seven'])
  const seconds = pcm.length / 16_000
  let before = 0.1
  for (const { start, end, confidence } of hypothesis.words) {
    expect(start).toBeGreaterThanOrEqual(before)
    expect(end).toBeGreaterThan(start)
    expect(confidence).toBeGreaterThan(0.3)
    before = end - 0.011
  }
  expect(before).toBeLessThan(seconds - 0.1)
  expect(hypothesis.ratio).toBeGreaterThan(-9.6)
  expect(hypothesis.confidence).toBeGreaterThan(0.5)
})

test('what is not of the grammar is forced into it, but fits far worse', async () => {
  await grammars.set({ grammar: 'commands', language: 'en', jsgf: commands })
  const fits = await grammars.decode({ grammar: 'commands', pcm: await said('add a bookmark') })
  const forced = await grammars.decode({
    grammar: 'commands',
    pcm: await said('the quick brown fox jumps over the lazy dog'),
  })
  expect(forced.hypothesis.ratio).toBeLessThan(-9.6)
  expect(forced.hypothesis.confidence).toBeLessThan(0.5)
  expect(fits.hypothesis.ratio).toBeGreaterThan(forced.hypothesis.ratio + 5)
})

test('several grammars live at once by name, beyond what is kept otherwise', async () => {
  const words = ['stop', 'computer', 'alpha', 'bravo', 'charlie']
  for (const word of words)
    await grammars.set({
      grammar: word,
      language: 'en',
      jsgf: `#JSGF V1.0; grammar g; public <g> = ${word};`,
    })
  const pcm = await said('computer')
  const texts = []
  for (const word of words) texts.push((await grammars.decode({ grammar: word, pcm })).hypothesis)
  expect(texts.map(({ text }) => text).filter(Boolean)).toContain('computer')
  const best = texts.toSorted((one, other) => other.ratio - one.ratio)[0]
  expect(best?.text).toBe('computer')
})

test('a grammar that makes no sense is told and leaves the one before it', async () => {
  const jsgf = '#JSGF V1.0; grammar g; public <g> = next page;'
  await grammars.set({ grammar: 'kept', language: 'en', jsgf })
  await expect(grammars.set({ grammar: 'kept', language: 'en', jsgf: 'nonsense' })).rejects.toMatchObject({
    code: 'bad-input',
    reason: 'grammar-broken',
  })
  const { hypothesis } = await grammars.decode({ grammar: 'kept', pcm: await said('next page') })
  expect(hypothesis.text).toBe('next page')
})

test('a name that was never set, and a language that has no model, are told', async () => {
  const pcm = new Int16Array(16_000)
  await expect(grammars.decode({ grammar: 'never', pcm })).rejects.toMatchObject({ code: 'not-found' })
  await expect(grammars.set({ grammar: 'x', language: 'sv', jsgf: '' })).rejects.toMatchObject({
    code: 'unsupported-format',
  })
})

test('silence, a click and no sound at all fit nothing', async () => {
  await grammars.set({ grammar: 'commands', language: 'en', jsgf: commands })
  for (const pcm of [new Int16Array(0), new Int16Array(300), new Int16Array(32_000)]) {
    const { hypothesis } = await grammars.decode({ grammar: 'commands', pcm })
    expect(hypothesis.confidence).toBeLessThan(0.2)
    if (hypothesis.text === '') expect(hypothesis.ratio).toBe(nothingFits)
  }
})

test('French is heard with its own model, and German with it, too', async () => {
  expect(
    await grammars.set({
      grammar: 'fr',
      language: 'fr',
      jsgf: '#JSGF V1.0 UTF-8 fr; grammar g; public <g> = page suivante | éteins;',
      words: [{ written: 'éteins', ipa: 'etˈɛ̃' }],
    }),
  ).toEqual({ unknown: [] })
  expect(
    await grammars.set({
      grammar: 'de',
      language: 'de-AT',
      jsgf: '#JSGF V1.0 UTF-8 de; grammar g; public <g> = nächste seite | zurück | stop;',
      words: [
        { written: 'nächste', ipa: 'nˈɛːçstə' },
        { written: 'seite', ipa: 'zˈaɪtə' },
        { written: 'zurück', ipa: 'tsuːrˈʏk' },
      ],
    }),
    // A French dictionary does not say how German words are said.
  ).toEqual({ unknown: ['stop'] })
})

test('the sounds of a word come as IPA that leads back to the word', async () => {
  const { ipa } = await grammars.sounds({ language: 'en', pcm: await said('computer', 'flite:rms') })
  expect(ipa.length).toBeGreaterThan(4)
  await grammars.set({
    grammar: 'own',
    language: 'en',
    jsgf: '#JSGF V1.0; grammar g; public <g> = my_phrase;',
    words: [{ written: 'my_phrase', ipa }],
  })
  const { hypothesis } = await grammars.decode({ grammar: 'own', pcm: await said('computer', 'flite:rms') })
  expect(hypothesis.text).toBe('my_phrase')
  expect(hypothesis.ratio).toBeGreaterThan(-4.8)
})
