/** Subtitles as SubRip (`.srt`) and WebVTT (W3C, 4 April 2019) write them. */
import type { Cue } from './cues.ts'

function clock(seconds: number, mark: ',' | '.'): string {
  const total = Math.round(seconds * 1_000)
  const two = (value: number) => String(value).padStart(2, '0')
  const hours = Math.floor(total / 3_600_000)
  const rest = `${two(Math.floor(total / 60_000) % 60)}:${two(Math.floor(total / 1_000) % 60)}`
  return `${two(hours)}:${rest}${mark}${String(total % 1_000).padStart(3, '0')}`
}

/** No line may be empty, for an empty line ends a cue; nor may it look like the arrow between two times. */
const safe = (lines: readonly string[]) =>
  lines.map((line) => line.replaceAll('-->', '→').trim()).filter((line) => line !== '')

/**
 * SubRip knows no escapes: `<` begins a tag in many players, and `{` a position. A full-width sign is shown as written
 * and means nothing.
 */
function plainLine(line: string): string {
  return line.replaceAll(/<(?=[/a-zA-Z])/g, '＜').replaceAll(/\{(?=\\)/g, '｛')
}

export function srtText(cues: readonly Cue[]): string {
  return cues
    .map(({ start, end, lines }, index) => {
      const text = safe(lines).map(plainLine).join('\r\n')
      return `${index + 1}\r\n${clock(start, ',')} --> ${clock(end, ',')}\r\n${text}\r\n\r\n`
    })
    .join('')
}

const escaped = (line: string) =>
  line.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

export function vttText(
  cues: readonly Cue[],
  { language }: { readonly language?: string | undefined } = {},
): string {
  const blocks = cues.map(({ start, end, lines }) => {
    const text = safe(lines).map(escaped).join('\n')
    return `${clock(start, '.')} --> ${clock(end, '.')}\n${text}\n`
  })
  const head = language === undefined ? 'WEBVTT' : `WEBVTT\nLanguage: ${language}`
  return `${[`${head}\n`, ...blocks].join('\n')}`
}
