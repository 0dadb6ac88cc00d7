/** A draft as a file for other programs: plain text, Markdown, or a Word document. */
import type { Draft, DraftFormat } from '../../contract/dictation.ts'
import { fileName } from '../export/file-name.ts'

export interface DraftFile {
  readonly name: string
  readonly mime: string
  readonly bytes: Uint8Array
}

const mimes: Readonly<Record<DraftFormat, string>> = {
  txt: 'text/plain;charset=utf-8',
  md: 'text/markdown;charset=utf-8',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
}

/** Marks that would mean something in Markdown (CommonMark 0.31, with GFM's strikethrough and tables), made plain. */
export function escapedMarkdown(line: string): string {
  return line
    .trim()
    .replaceAll(/[\\`*_[\]<>~|]/g, String.raw`\$&`)
    .replaceAll(/&(?=#?\w+;)/g, String.raw`\&`)
    .replace(/^(#{1,6}(?=\s|$)|[-+](?=\s|$)|-{3,}\s*$|={1,}\s*$)/, String.raw`\$1`)
    .replace(/^(\d{1,9})([.)])(?=\s|$)/, String.raw`$1\$2`)
}

const lines = (text: string) => text.replaceAll(/\r\n?/g, '\n').split('\n')

function markdown({ title, named, text }: Draft): string {
  const paragraphs = lines(text)
    .map(escapedMarkdown)
    .filter((line) => line !== '')
  return [...(named ? [`# ${escapedMarkdown(title)}`] : []), ...paragraphs].join('\n\n') + '\n'
}

/** What XML 1.0 does not allow in a document. */
const noXml = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g // oxlint-disable-line no-control-regex

async function docx({ title, named, text }: Draft): Promise<Uint8Array> {
  const { Document, HeadingLevel, Packer, Paragraph, TextRun } = await import('docx')
  const clean = (words: string) => words.replaceAll(noXml, '').toWellFormed()
  const document = new Document({
    creator: 'Lectern',
    title: clean(title),
    sections: [
      {
        children: [
          ...(named ? [new Paragraph({ text: clean(title), heading: HeadingLevel.TITLE })] : []),
          ...lines(text).map((line) => new Paragraph({ children: [new TextRun(clean(line))] })),
        ],
      },
    ],
  })
  return new Uint8Array(await Packer.toArrayBuffer(document))
}

/** @returns the file, named after the draft in a way that every system takes */
export async function exportDraft(draft: Draft, format: DraftFormat): Promise<DraftFile> {
  const text = { txt: () => draft.text, md: () => markdown(draft) }
  const bytes = format === 'docx' ? await docx(draft) : new TextEncoder().encode(text[format]())
  return { name: `${fileName(draft.title.replace(/…$/, ''))}.${format}`, mime: mimes[format], bytes }
}
