/** Has a path chosen by the desktop's own dialog. A browser shows a page no paths: there it is typed. */

export type Chooser = (what: 'folder' | 'file') => Promise<string | undefined>

/** Of the page's window, what this needs. */
type PageWindow = Pick<Window, 'postMessage' | 'addEventListener' | 'removeEventListener'> & {
  readonly location: Pick<Location, 'protocol' | 'origin'>
}

/** @returns what asks for a path, and gives `undefined` if none was chosen; `undefined` where there is no such dialog */
export function pathChooser(page: PageWindow = window): Chooser | undefined {
  if (page.location.protocol !== 'app:') return undefined
  let forget: (() => void) | undefined
  return (what) =>
    new Promise((resolve) => {
      forget?.() // asked anew: the earlier dialog's answer would be taken for this one's
      const hear = ({ source, data }: MessageEvent<unknown>) => {
        if (source !== page || typeof data !== 'object' || data === null) return
        const { type, command: path } = data as { type?: unknown; command?: unknown }
        if (type !== 'lectern-chosen' || typeof path !== 'string') return
        forget?.()
        resolve(path === '' ? undefined : path)
      }
      forget = () => {
        page.removeEventListener('message', hear)
        forget = undefined
      }
      page.addEventListener('message', hear)
      page.postMessage({ type: 'lectern-choose', what }, page.location.origin)
    })
}
