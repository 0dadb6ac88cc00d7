/** Answers to what is open: a question, or the uppermost dialog. */

/** The uppermost modal dialog; the last one in the page was opened last. */
export function topDialog(root: ParentNode = document): HTMLDialogElement | undefined {
  return [...root.querySelectorAll<HTMLDialogElement>('dialog:modal')].at(-1)
}

/** What a dialog does when it is agreed to: its own answer, else its main button. */
export function agreeButton(dialog: ParentNode): HTMLButtonElement | undefined {
  const found =
    dialog.querySelector<HTMLButtonElement>('button[data-answer="yes"]') ??
    dialog.querySelector<HTMLButtonElement>(
      '.dialog-body button[type="submit"], .dialog-body .button-primary',
    )
  return found && !found.disabled ? found : undefined
}

/** @returns false where nothing is open that can be agreed to */
export function agree(): boolean {
  const button = agreeButton(topDialog() ?? document.createElement('div'))
  button?.click()
  return button !== undefined
}

/** Declines an offer that stands in the page. @returns false where there is none, or a dialog is over it */
export function decline(): boolean {
  const button = topDialog() ? null : document.querySelector<HTMLButtonElement>('button[data-answer="no"]')
  button?.click()
  return button !== null
}

/** Closes the uppermost dialog as Escape does. @returns false where none is open */
export function closeTop(): boolean {
  const dialog = topDialog()
  dialog?.dispatchEvent(new Event('cancel', { cancelable: true }))
  return dialog !== undefined
}

/** Closes every modal dialog, the uppermost first, each asked once: one that is closing is still in the page. */
export function closeAll(root: ParentNode = document): void {
  for (const dialog of [...root.querySelectorAll<HTMLDialogElement>('dialog:modal')].toReversed())
    if (dialog.isConnected) dialog.dispatchEvent(new Event('cancel', { cancelable: true }))
}

/** The page draws within this many milliseconds, or is hidden: then it draws nothing until it is seen again. */
const drawnMs = 100

/** Runs something once, after what has just changed is drawn, and soon in any case. */
export function afterDrawing(
  run: () => void,
  draw: (then: () => void) => unknown = requestAnimationFrame,
): void {
  let done = false
  const once = () => {
    if (!done) run()
    done = true
  }
  draw(once)
  setTimeout(once, drawnMs)
}

const typedInto = new WeakSet<Element>()

/** Notes which dialogs something is typed into, by keys or by dictation. @returns stop */
export function watchTyping(
  root: Pick<Document, 'addEventListener' | 'removeEventListener'> = document,
): () => void {
  const note = ({ target }: Event) => {
    const dialog = target instanceof Element ? target.closest('dialog') : null
    if (dialog) typedInto.add(dialog)
  }
  root.addEventListener('input', note, { capture: true })
  return () => root.removeEventListener('input', note, { capture: true })
}

/** True where text that was typed stands in the dialog, so that it must not be closed unasked. */
export function holdsText(dialog: Element): boolean {
  if (!typedInto.has(dialog)) return false
  const fields = dialog.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(
    'textarea, input[type="text"], input[type="password"], input:not([type])',
  )
  return [...fields].some(({ value }) => value.trim() !== '')
}
