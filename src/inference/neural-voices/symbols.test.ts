/** From eSpeak's sounds to the signs of Kokoro and Piper. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadEspeak } from '../espeak-module.ts'
import { espeakVoices } from '../espeak-voices.ts'
import { spotsOf } from './spots.ts'
import { misakiSpelling, symbols } from './symbols.ts'
import { fixtures } from './tones.cases.ts'

const json = (file: string) =>
  JSON.parse(readFileSync(join(fixtures, file), 'utf8')) as Record<string, unknown>
const kokoro = new Map(
  Object.entries((json('kokoro-tones/tokenizer.json')['model'] as { vocab: Record<string, number> }).vocab),
)
const piper = new Map(
  Object.entries(
    json('piper-tones/en_US-tones-medium.onnx.json')['phoneme_id_map'] as Record<string, number[]>,
  ),
)
const module = await loadEspeak()
const languages = espeakVoices(module)

const texts: Readonly<Record<string, string>> = {
  'en-us':
    'The usual church judge thinks these things; thirty-two boys enjoy music, button, bottle, hour, poor, ear.',
  'en-gb':
    'All human beings are born free; the usual church judge thinks; go home, hour, poor, ear, bird, nurse.',
  'fr-fr':
    'Tous les êtres naissent libres; un bon vin blanc, œuvre, peur, bleu, lune, huit, oignon, parking.',
  es: 'Todos los seres humanos nacen libres; niño, llave, perro, queso, guerra, cigüeña, yo.',
  it: 'Tutti gli esseri umani nascono liberi; gnocchi, sciare, zucchero, famiglia, cielo.',
  'pt-br': 'Todos os seres humanos nascem livres; coração, mãe, vinho, filho, tia, dia, não.',
  hi: 'सभी मनुष्यों को गौरव और अधिकार; भाई, छोटा, झंडा, ठंड, ढोल.',
}

test.each(Object.entries(texts))('every sound of %s has a sign in Kokoro and in Piper', (language, text) => {
  const made = [
    symbols({ numbers: kokoro, spelling: misakiSpelling(language), form: 'NFC' }),
    symbols({ numbers: piper, form: 'NFD' }),
  ]
  for (const each of made) {
    const { spots } = spotsOf(module, {
      text,
      from: 0,
      language: languages.find(language)!.identifier,
      phonemes: undefined,
      has: (sound) => each.has(sound),
    })
    const sounds = spots.filter(({ kind }) => kind === 'sound')
    expect(sounds.length).toBeGreaterThan(30)
    expect(sounds.filter((spot) => each.of(spot).length === 0)).toEqual([])
  }
})

test.each([
  ['en-us', 'ˈoʊ', 'ˈO'],
  ['en-us', 'ˈɜː', 'ˈɜɹ'],
  ['en-us', 'ˈɔːɹ', 'ˈɔɹ'],
  ['en-us', 'ɚ', 'əɹ'],
  ['en-us', 'iː', 'i'],
  ['en-gb', 'əʊ', 'Q'],
  ['en-gb', 'ˈɜː', 'ˈɜː'],
  ['en-gb', 'eə', 'ɛː'],
  ['en-gb', 'tʃ', 'ʧ'],
  ['fr-fr', 'ɛ', 'ɛ'],
  ['fr-fr', 'e', 'e'],
  ['it', 'ts', 'ʦ'],
])('in %s Kokoro writes %s as %s', (language, sound, written) => {
  expect(misakiSpelling(language)(sound)).toBe(written)
})

test('a sign that is not listed is replaced by its nearest, by its parts, or goes alone', () => {
  const few = symbols({
    numbers: new Map(Array.from('bdʒlɹəntc ', (sign, index) => [sign, index] as const)),
    form: 'NFD',
  })
  const of = (ipa: string) => few.of({ kind: 'sound', ipa, at: 0, word: 0, seconds: 0 })
  expect(of('ʤ')).toEqual([1, 2])
  expect(of('ɫ')).toEqual([3])
  expect(of('ç')).toEqual([8])
  expect(of('ʘ')).toEqual([])
  expect([few.has('ʘ'), few.has('b'), few.has('bd'), few.has('')]).toEqual([false, true, false, false])
})
