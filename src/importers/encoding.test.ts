import { readdirSync, readFileSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { encode } from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { decodeText } from './encoding.ts'

/** One sentence a language, as short as a title page, in every encoding it is met in. */
const sentences: readonly (readonly [string, string, string])[] = [
  ['German', 'Die Würde des Menschen ist unantastbar. Sie zu schützen ist Verpflichtung aller Gewalt. Größe', 'windows-1252 iso-8859-15 cp850 cp437 macroman'],
  ['French', 'Les hommes naissent libres et égaux. Déjà vu à l’école, où ça va.', 'windows-1252 macroman'],
  ['Spanish', 'Todos los seres humanos nacen libres e iguales en dignidad, dotados como están de razón. ¿Qué? mañana', 'windows-1252 cp850 macroman'],
  ['Portuguese', 'Dotados de razão e de consciência, devem agir em espírito de fraternidade.', 'windows-1252 cp850'],
  ['Italian', 'Tutti gli esseri umani nascono liberi ed eguali in dignità e diritti. Perché è così, più', 'windows-1252 cp850'],
  ['Swedish', 'Alla människor är födda fria och lika i värde och rättigheter. Å på', 'windows-1252 cp865 cp850 cp437'],
  ['Danish', 'Alle mennesker er født frie og lige i værdighed og rettigheder. På ånd', 'windows-1252 cp865 cp850'],
  ['Finnish', 'Kaikki ihmiset syntyvät vapaina ja tasavertaisina arvoltaan ja oikeuksiltaan.', 'windows-1252 cp850'],
  ['Icelandic', 'Hver maður er borinn frjáls og jafn öðrum að virðingu og réttindum. Þeir eru gæddir.', 'windows-1252'],
  ['Polish', 'Wszyscy ludzie rodzą się wolni i równi pod względem swej godności i swych praw.', 'windows-1250 iso-8859-2 cp852'],
  ['Czech', 'Všichni lidé rodí se svobodní a sobě rovní co do důstojnosti a práv.', 'windows-1250 iso-8859-2 cp852'],
  ['Hungarian', 'Minden emberi lény szabadon születik és egyenlő méltósága és joga van. Őrült tűz.', 'windows-1250 iso-8859-2 cp852'],
  ['Croatian', 'Sva ljudska bića rađaju se slobodna i jednaka u dostojanstvu i pravima. Što želiš?', 'windows-1250 iso-8859-2 cp852'],
  ['Romanian', 'Toate fiinţele umane se nasc libere şi egale în demnitate şi în drepturi. Fără', 'windows-1250 iso-8859-2'],
  ['Turkish', 'Bütün insanlar hür, haysiyet ve haklar bakımından eşit doğarlar. Akıl ve vicdana sahiptirler.', 'windows-1254 iso-8859-9 cp857'],
  ['Lithuanian', 'Visi žmonės gimsta laisvi ir lygūs savo orumu ir teisėmis. Jiems suteiktas protas ir sąžinė', 'windows-1257 iso-8859-13'],
  ['Latvian', 'Visi cilvēki piedzimst brīvi un vienlīdzīgi savā pašcieņā un tiesībās.', 'windows-1257 iso-8859-13'],
  ['Russian', 'Все люди рождаются свободными и равными в своем достоинстве и правах.', 'windows-1251 koi8-r cp866 iso-8859-5 maccyrillic'],
  ['Ukrainian', 'Всі люди народжуються вільними і рівними у своїй гідності та правах.', 'windows-1251 koi8-u'],
  ['Bulgarian', 'Всички хора се раждат свободни и равни по достойнство и права.', 'windows-1251'],
  ['Serbian', 'Сва људска бића рађају се слободна и једнака у достојанству и правима.', 'windows-1251 iso-8859-5'],
  ['Greek', 'Όλοι οι άνθρωποι γεννιούνται ελεύθεροι και ίσοι στην αξιοπρέπεια.', 'windows-1253 iso-8859-7 cp737'],
  ['Hebrew', 'כל בני האדם נולדו בני חורין ושווים בערכם ובזכויותיהם.', 'windows-1255 iso-8859-8 cp862'],
  ['Arabic', 'يولد جميع الناس أحرارا متساوين في الكرامة والحقوق.', 'windows-1256 iso-8859-6'],
  ['Thai', 'มนุษย์ทั้งหลายเกิดมามีอิสระและเสมอภาคกัน', 'windows-874'],
  ['Japanese', 'すべての人間は、生まれながらにして自由であり、かつ、尊厳と権利とについて平等である。', 'shift_jis euc-jp'],
  ['simplified Chinese', '人人生而自由,在尊严和权利上一律平等。他们赋有理性和良心,并应以兄弟关系的精神相对待。', 'gb18030'],
  ['traditional Chinese', '人人生而自由,在尊嚴和權利上一律平等。他們賦有理性和良心,並應以兄弟關係的精神互相對待。', 'big5'],
  ['Korean', '모든 인간은 태어날 때부터 자유로우며 그 존엄과 권리에 있어 동등하다.', 'euc-kr'],
  ['English with typographic signs', '“Well,” she said — it’s naïve, don’t you think? The café was £5.', 'windows-1252 macroman'],
] // prettier-ignore

describe('a sentence in a legacy encoding is decoded without a declaration', () => {
  for (const [language, sentence, encodings] of sentences)
    for (const encoding of encodings.split(' '))
      test(`${language} in ${encoding}`, () => {
        const bytes = new Uint8Array(encode(sentence, encoding))
        expect(decodeText(bytes, { kind: 'text' }).text).toBe(sentence)
      })
})

const ascii = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0))
const join2 = (...parts: readonly Uint8Array[]) => Uint8Array.from(parts.flatMap((part) => [...part]))

describe('what decides before any guess', () => {
  test('byte order marks, which are not part of the text', () => {
    const text = 'Grüße, 世界'
    expect(decodeText(new TextEncoder().encode(`\uFEFF${text}`), { kind: 'text' })).toEqual({
      text,
      encoding: 'utf-8',
    })
    for (const encoding of ['utf-16le', 'utf-16be', 'utf-32le'])
      expect(decodeText(new Uint8Array(encode(text, encoding, { addBOM: true })), { kind: 'text' })).toEqual({
        text,
        encoding,
      })
  })

  test('UTF-16 without a mark, in Latin and Cyrillic script', () => {
    for (const text of ['Only Latin letters here.\n', 'Все люди рождаются свободными. И так далее.\n'])
      for (const encoding of ['utf-16le', 'utf-16be'])
        expect(
          decodeText(new Uint8Array(encode(text, encoding, { addBOM: false })), { kind: 'text' }),
        ).toEqual({ text, encoding })
  })

  test('UTF-8 stays UTF-8 when it is cut in the middle of a character or has a stray byte', () => {
    const bytes = new TextEncoder().encode(
      'Größe und Würde für alle Bürger in schönen Städten über Flüsse und Bäche',
    )
    expect(decodeText(bytes.subarray(0, 4), { kind: 'text' }).encoding).toBe('utf-8')
    expect(decodeText(join2(bytes, bytes, Uint8Array.of(0x93)), { kind: 'text' }).encoding).toBe('utf-8')
  })

  test('EBCDIC, which shares no letter with ASCII', () => {
    // "Hello reading world" in code page 500.
    const bytes = Uint8Array.of(
      0xc8,
      0x85,
      0x93,
      0x93,
      0x96,
      0x40,
      0x99,
      0x85,
      0x81,
      0x84,
      0x89,
      0x95,
      0x87,
      0x40,
      0xa6,
      0x96,
      0x99,
      0x93,
      0x84,
      0x15,
    )
    expect(decodeText(bytes, { kind: 'text' })).toEqual({ text: 'Hello reading world\n', encoding: 'cp500' })
  })

  test('ISO-2022-JP, though every byte of it is ASCII', () => {
    const bytes = join2(ascii('\x1b$B'), ascii('F|K\\8l'), ascii('\x1b(B'))
    expect(decodeText(bytes, { kind: 'text' })).toEqual({ text: '日本語', encoding: 'iso-2022-jp' })
  })

  test('a declaration is believed where the bytes do not contradict it', () => {
    const head = ascii('<html><head><meta charset="iso-8859-7"><body>')
    const bytes = join2(head, new Uint8Array(encode('αβγ', 'iso-8859-7')))
    expect(decodeText(bytes, { kind: 'html' }).encoding).toBe('iso-8859-7')
    expect(
      decodeText(
        join2(
          ascii('<?xml version="1.0" encoding="windows-1251"?><a>'),
          new Uint8Array(encode('Слово', 'windows-1251')),
        ),
        { kind: 'xml' },
      ).text,
    ).toContain('Слово')
  })

  test('a declaration that the bytes contradict is not', () => {
    const russian = 'Все люди рождаются свободными и равными в своем достоинстве и правах.'
    const wrong = join2(
      ascii('<meta charset=iso-8859-1><p>'),
      new Uint8Array(encode(russian, 'windows-1251')),
    )
    expect(decodeText(wrong, { kind: 'html' }).text).toContain(russian)
    const utf8 = join2(ascii('<meta charset=windows-1252><p>'), new TextEncoder().encode('Größe'))
    expect(decodeText(utf8, { kind: 'html' }).text).toContain('Größe')
  })

  test('a declaration inside a comment or a script is none', () => {
    const bytes = join2(
      ascii('<!-- <meta charset=koi8-r> --><meta charset=windows-1251><p>'),
      new Uint8Array(encode('Слово о полку', 'windows-1251')),
    )
    expect(decodeText(bytes, { kind: 'html' }).text).toContain('Слово о полку')
  })

  test('UTF-8 that was declared and is broken shows its broken places', () => {
    const bytes = join2(
      ascii('<meta charset=utf-8><p>caf'),
      Uint8Array.of(0xe9, 0x20, 0xff, 0xfe, 0xc0, 0xaf),
      ascii(' end'),
    )
    expect(decodeText(bytes, { kind: 'html' }).text).toContain('caf\uFFFD ')
  })

  test('nothing, and noise, give a text too', () => {
    expect(decodeText(new Uint8Array(), { kind: 'text' }).text).toBe('')
    const noise = Uint8Array.from({ length: 5_000 }, (_, index) => (index * 7_919 + (index >> 3) * 31) & 255)
    expect(decodeText(noise, { kind: 'html' }).text.length).toBeGreaterThan(0)
  })
})

const folder = join(import.meta.dirname, '../../../shared/testdata/documents/text')
const named: readonly (readonly [RegExp, string])[] = [
  [/English-Latin1|Italian|French|Spanish|Portuguese_/, 'windows-1252'],
  [/Hebrew-Hebrew|Hebrew_Ivrit-Hebrew/, 'windows-1255'],
  [/cp500/, 'cp500'],
  [/-UTF8/, 'utf-8'],
]
test.skipIf(!existsSync(folder))('the shared texts are in the encodings that their names say', () => {
  for (const name of readdirSync(folder)) {
    const expected = named.find(([pattern]) => pattern.test(name))?.[1]
    if (expected === undefined) continue
    const bytes = new Uint8Array(readFileSync(join(folder, name)))
    const { text } = decodeText(bytes, { kind: 'text' })
    expect(text, name).not.toContain('\uFFFD\uFFFD')
    const plain = bytes.every((byte) => byte < 0x80)
    if (!plain) expect(decodeText(bytes, { kind: 'text' }).encoding, name).toBe(expected)
  }
})

test('a large legacy file is decoded in well under a second', () => {
  const bytes = new Uint8Array(
    encode(
      'Wszyscy ludzie rodzą się wolni i równi pod względem swej godności.\n'.repeat(40_000),
      'windows-1250',
    ),
  )
  const before = performance.now()
  decodeText(bytes, { kind: 'text' })
  expect(performance.now() - before).toBeLessThan(1_500)
})
