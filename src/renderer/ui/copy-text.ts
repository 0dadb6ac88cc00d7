/** Puts text on the clipboard. */

/** @throws where neither way is allowed */
export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
  } catch {
    // A page on http has no clipboard of the modern kind; the old way needs the text in a field.
    const field = document.createElement('textarea')
    const focused = document.activeElement
    field.value = text
    field.setAttribute('aria-hidden', 'true')
    field.style.position = 'fixed'
    field.style.opacity = '0'
    ;(document.querySelector('dialog[open]') ?? document.body).append(field)
    field.select()
    const copied = document.execCommand('copy')
    field.remove()
    if (focused instanceof HTMLElement) focused.focus({ preventScroll: true })
    if (!copied) throw new Error('The clipboard is closed to this page.')
  }
}
