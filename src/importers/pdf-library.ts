/**
 * The only file that knows how pdf.js is loaded.
 *
 * pdf.js runs in the thread it is called from (our import worker already is a thread of its own), so its "worker"
 * half is handed to it as a module instead of being spawned. Character maps and the metrics of the standard fonts
 * come from the installed package; nothing is ever fetched from a network.
 */
import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { AppError } from '../rpc/failure.ts'

export type PdfDocument = PDFDocumentProxy
export type PdfPage = PDFPageProxy
type Library = typeof import('pdfjs-dist/legacy/build/pdf.mjs')

/** Reads a file of the installed `pdfjs-dist` by its name in the package, such as `cmaps/UniGB-UCS2-H.bcmap`. */
export type PdfData = (name: string) => Promise<Uint8Array>

let data: PdfData | undefined

/** Gives pdf.js its data. Without it, pdf.js reads the installed package itself, which it can under Node only. */
export function setPdfData(read: PdfData): void {
  data = read
}

function installedFolder(): string {
  const url = new URL('.', import.meta.resolve('pdfjs-dist/package.json'))
  const path = decodeURIComponent(url.pathname)
  return /^\/[A-Za-z]:\//.test(path) ? path.slice(1) : path
}

/** Fetches by calling the injected reader; the folder it is given is only a mark. */
class InjectedData {
  async fetch({ kind, filename }: { kind: string; filename: string }): Promise<Uint8Array> {
    const folder =
      kind === 'cMapUrl' ? 'cmaps' : kind === 'standardFontDataUrl' ? 'standard_fonts' : undefined
    if (data === undefined || folder === undefined || !/^[\w-][\w.-]*$/.test(filename))
      throw new Error(`No data of kind ${kind}.`)
    return await data(`${folder}/${filename}`)
  }
}

let loading: Promise<Library> | undefined

/** Loads pdf.js once per thread: about 0.2 s of processor time. */
export function loadLibrary(): Promise<Library> {
  loading ??= withoutCanvas(async () => {
    const shared = globalThis as { pdfjsWorker?: unknown }
    // @ts-expect-error the worker half has no type declarations; pdf.js itself picks it up from this global
    shared.pdfjsWorker ??= await import('pdfjs-dist/legacy/build/pdf.worker.mjs')
    return await import('pdfjs-dist/legacy/build/pdf.mjs')
  })
  return loading
}

/**
 * pdf.js loads a native canvas when it is imported under Node: 150 ms and a foreign binary for a renderer that we
 * never call. While it is being imported, its request for a module loader is answered with one that knows stubs only.
 */
async function withoutCanvas<T>(load: () => Promise<T>): Promise<T> {
  const host = (globalThis as { process?: { getBuiltinModule?: (name: string) => unknown } }).process
  const real = host?.getBuiltinModule
  if (!host || !real) return await load()
  const canvas = { DOMMatrix: class {}, Path2D: class {} }
  host.getBuiltinModule = (name) =>
    name === 'module' ? { createRequire: () => () => canvas } : Reflect.apply(real, host, [name])
  try {
    return await load()
  } finally {
    host.getBuiltinModule = real
  }
}

export interface OpenedPdf {
  readonly document: PdfDocument
  /** Ends all work of this document and frees it. */
  close(): Promise<void>
}

/**
 * Opens the bytes of a PDF.
 *
 * @throws {AppError} `password-needed` (reason `pdf-password` or `pdf-password-wrong`), `damaged` (reason `pdf-damaged`)
 */
export async function openPdf(bytes: Uint8Array, password: string | undefined): Promise<OpenedPdf> {
  const library = await loadLibrary()
  const fonts = fontData()
  const task = library.getDocument({
    data: bytes.slice(), // pdf.js takes the buffer over and detaches it
    verbosity: 0,
    ...(password === undefined ? {} : { password }),
    ...fonts,
    useWorkerFetch: false,
    useWasm: false,
    useSystemFonts: false,
    enableXfa: false,
    disableAutoFetch: true,
    disableStream: true,
    disableRange: true,
    stopAtErrors: false,
    maxImageSize: 1, // no picture is ever decoded: we read text only
    isOffscreenCanvasSupported: false,
    isImageDecoderSupported: false,
    disableFontFace: false,
    ownerDocument: noDocument(),
    fontExtraProperties: true, // keeps the fonts' names, which tell bold and italic
  })
  const close = () => task.destroy().catch(() => undefined)
  try {
    return { document: await task.promise, close }
  } catch (cause) {
    await close()
    throw openingError(library, cause, password)
  }
}

/**
 * A document that takes fonts and shows nothing. Where pdf.js cannot hand its fonts to a browser it draws them by itself
 * and compiles the outline of every glyph, a third of the time for a page; nobody draws here.
 */
function noDocument(): never {
  const host = globalThis as { FontFace?: unknown }
  host.FontFace ??= class {
    readonly status = 'loaded'
    readonly loaded = Promise.resolve(this)
    async load(): Promise<this> {
      return this
    }
  }
  return { fonts: new Set() } as never
}

/** Options that tell pdf.js where its data lies. Without any, fonts that bring no character map are unreadable. */
function fontData(): object {
  if (data !== undefined)
    return {
      BinaryDataFactory: InjectedData,
      cMapUrl: 'cmaps/',
      cMapPacked: true,
      standardFontDataUrl: 'fonts/',
    }
  try {
    const folder = installedFolder()
    return { cMapUrl: `${folder}cmaps/`, cMapPacked: true, standardFontDataUrl: `${folder}standard_fonts/` }
  } catch {
    return {}
  }
}

function openingError(library: Library, cause: unknown, password: string | undefined): AppError {
  const name = cause instanceof Error ? cause.name : ''
  if (name === 'PasswordException') {
    const wrong = (cause as { code?: number }).code === library.PasswordResponses.INCORRECT_PASSWORD
    return wrong && password !== undefined
      ? new AppError('password-needed', 'The password does not open this PDF.', {
          reason: 'pdf-password-wrong',
          cause,
        })
      : new AppError('password-needed', 'This PDF needs a password.', { reason: 'pdf-password', cause })
  }
  if (name === 'UnknownErrorException' && /encrypt|security handler|decrypt/i.test(String(cause)))
    return new AppError('protected', 'This PDF is protected in a way that cannot be opened.', {
      reason: 'pdf-protected',
      cause,
    })
  return new AppError('damaged', 'This PDF is damaged and cannot be opened.', {
    reason: 'pdf-damaged',
    cause,
  })
}
