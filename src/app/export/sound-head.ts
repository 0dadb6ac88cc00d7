/** What stands before and behind the sound of a file: tags, chapters and lengths, in the words of each format. */
import { soundRate, type SoundFormat } from '../../contract/inference.ts'
import { id3Tag } from '../../inference/dsp/id3.ts'
import { mp3Delay } from '../../inference/dsp/mp3.ts'
import { OggStream, opusHead, opusTags } from '../../inference/dsp/ogg.ts'
import { opusDelay } from '../../inference/dsp/opus.ts'
import { wavHeader, wavTail } from '../../inference/dsp/wav.ts'
import type { Picture } from '../../store/pictures.ts'

export interface SoundChapter {
  readonly title: string
  readonly start: number // seconds
}

export interface SoundTags {
  readonly title: string
  /** The book, where the file is a chapter of it. */
  readonly album: string
  readonly authors: readonly string[]
  readonly language?: string | undefined
  readonly publisher?: string | undefined
  /** `2026-11-22`: the day the sound was made. */
  readonly date: string
  readonly track?: { readonly number: number; readonly of: number } | undefined
  readonly chapters: readonly SoundChapter[]
  readonly cover?: Picture | undefined
}

export interface SoundHead {
  readonly bytes: Uint8Array
  /** Give it back to get a head of the same length. */
  readonly room: number
  /** Ogg: pages that it takes. */
  readonly pages: number
}

/** Seconds from a segment's first sample until it is heard. */
export const codecDelay: Readonly<Record<SoundFormat, number>> = {
  wav: 0,
  opus: 0, // the pre-skip takes it off
  mp3: mp3Delay / soundRate,
}

const maker = 'Lectern'
const longestText = 1_000
const cut = (text: string) => text.slice(0, longestText)

/** As the Vorbis comment chapter extension writes it (wiki.xiph.org/Chapter_Extension): `01:02:03.456`. */
export function chapterTime(seconds: number): string {
  const total = Math.round(seconds * 1_000)
  const part = (value: number, width: number) => String(value).padStart(width, '0')
  const minutes = Math.floor(total / 60_000)
  const clock = `${part(Math.floor(minutes / 60), 2)}:${part(minutes % 60, 2)}`
  return `${clock}:${part(Math.floor(total / 1_000) % 60, 2)}.${part(total % 1_000, 3)}`
}

/** FLAC's picture block, which Vorbis comments carry in base 64: type 3 is the front cover; 0 is "not said". */
function pictureBlock({ mime, bytes }: Picture): string {
  const type = Buffer.from(mime, 'latin1')
  const number = (value: number) => {
    const four = Buffer.alloc(4)
    four.writeUInt32BE(value)
    return four
  }
  const zero = number(0)
  return Buffer.concat([
    number(3),
    number(type.length),
    type,
    zero, // no description
    zero, // width, height, depth, colours
    zero,
    zero,
    zero,
    number(bytes.length),
    bytes,
  ]).toString('base64')
}

function comments(tags: SoundTags): string[] {
  const rows: (readonly [string, string | undefined])[] = [
    ['TITLE', tags.title],
    ['ALBUM', tags.album],
    ...tags.authors.map((author) => ['ARTIST', author] as const),
    ['LANGUAGE', tags.language],
    ['ORGANIZATION', tags.publisher],
    ['DATE', tags.date],
    ['GENRE', 'Audiobook'],
    ['TRACKNUMBER', tags.track && String(tags.track.number)],
    ['TRACKTOTAL', tags.track && String(tags.track.of)],
    ['ENCODER', maker],
    ...tags.chapters.flatMap(({ title, start }, index) => {
      const name = `CHAPTER${String(index + 1).padStart(3, '0')}`
      return [[name, chapterTime(start)] as const, [`${name}NAME`, title] as const]
    }),
    ['METADATA_BLOCK_PICTURE', tags.cover && pictureBlock(tags.cover)],
  ]
  return rows.flatMap(([name, value]) =>
    value ? [`${name}=${name === 'METADATA_BLOCK_PICTURE' ? value : cut(value)}`] : [],
  )
}

function opusHeadOf(tags: SoundTags, serial: number, room: number | undefined): SoundHead {
  const ogg = new OggStream(serial)
  const packet = opusTags(maker, comments(tags), room)
  const pages = [ogg.page([opusHead(opusDelay, soundRate)], 0, 'first'), ...ogg.header(packet)]
  return { bytes: Buffer.concat(pages), room: packet.length, pages: ogg.sequence }
}

/** ISO 639-2 for the languages that a voice of ours is likeliest to read; ID3 knows no shorter codes. */
const threeLetters: Readonly<Record<string, string>> = {
  ar: 'ara', bg: 'bul', ca: 'cat', cs: 'ces', da: 'dan', de: 'deu', el: 'ell', en: 'eng', es: 'spa', et: 'est',
  fa: 'fas', fi: 'fin', fr: 'fra', he: 'heb', hi: 'hin', hr: 'hrv', hu: 'hun', it: 'ita', ja: 'jpn', ko: 'kor',
  la: 'lat', lt: 'lit', lv: 'lav', nb: 'nob', nl: 'nld', no: 'nor', pl: 'pol', pt: 'por', ro: 'ron', ru: 'rus',
  sk: 'slk', sl: 'slv', sr: 'srp', sv: 'swe', tr: 'tur', uk: 'ukr', vi: 'vie', zh: 'zho',
} // prettier-ignore

function mp3HeadOf(tags: SoundTags, seconds: number, room: number | undefined): SoundHead {
  const [year = '', month = '', day = ''] = tags.date.split('-')
  const language = threeLetters[tags.language?.split('-')[0] ?? '']
  const texts: Record<string, string | undefined> = {
    TIT2: tags.title,
    TALB: tags.album,
    TPE1: tags.authors.join('/'),
    TPUB: tags.publisher,
    TLAN: language,
    TYER: year,
    TDAT: day + month,
    TCON: '(101)Speech',
    TRCK: tags.track && `${tags.track.number}/${tags.track.of}`,
    TSSE: maker,
  }
  const given = Object.entries(texts).flatMap(([id, value]) => (value ? [[id, cut(value)]] : []))
  const at = (time: number) => Math.round(time * 1_000)
  const bytes = id3Tag(
    {
      texts: Object.fromEntries(given) as Record<string, string>,
      chapters: tags.chapters.map(({ title, start }, index) => ({
        title: cut(title),
        start: at(start),
        end: at(tags.chapters[index + 1]?.start ?? seconds),
      })),
      cover: tags.cover,
    },
    room,
  )
  return { bytes, room: bytes.length, pages: 0 }
}

function wavEnd(tags: SoundTags): Uint8Array {
  const info: Record<string, string | undefined> = {
    INAM: tags.title,
    IPRD: tags.album,
    IART: tags.authors.join(', '),
    ILNG: tags.language,
    ICRD: tags.date,
    ISFT: maker,
  }
  const given = Object.entries(info).flatMap(([id, value]) => (value ? [[id, cut(value)]] : []))
  const marks = tags.chapters.map(({ title, start }) => ({
    at: Math.round(start * soundRate),
    title: cut(title),
  }))
  return wavTail(Object.fromEntries(given) as Record<string, string>, marks)
}

/** RIFF counts bytes in 32 bits; what is longer can be played, but nothing behind it could be found. */
const riffLimit = 0xffff_ffff - 16 * 1024 * 1024

/**
 * The head and the tail of a file.
 *
 * @param samples of sound between them, at `soundRate`; 0 while they are not known
 * @param room of the head that is to be replaced
 */
export function soundHead(
  format: SoundFormat,
  tags: SoundTags,
  {
    samples,
    serial,
    room,
  }: { readonly samples: number; readonly serial: number; readonly room?: number | undefined },
): SoundHead & { readonly tail: Uint8Array } {
  const none = new Uint8Array(0)
  switch (format) {
    case 'opus':
      return { ...opusHeadOf(tags, serial, room), tail: none }
    case 'mp3':
      return { ...mp3HeadOf(tags, samples / soundRate, room), tail: none }
    case 'wav': {
      const data = samples * 2
      const tail = samples > 0 && data < riffLimit ? wavEnd(tags) : none
      const bytes = wavHeader(soundRate, samples > 0 ? data : 0xffff_ffff, tail.length)
      return { bytes, room: bytes.length, pages: 0, tail }
    }
  }
  return format satisfies never
}
