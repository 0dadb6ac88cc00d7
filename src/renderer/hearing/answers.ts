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

/** Closes the uppermost dialog as Escape does. @returns false where none is open */
export function closeTop(): boolean {
  const dialog = topDialog()
  dialog?.dispatchEvent(new Event('cancel', { cancelable: true }))
  return dialog !== undefined
}

/** True where something was typed into the dialog, so that it must not be closed unasked. */
export function holdsText(dialog: ParentNode): boolean {
  const fields = dialog.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(
    'textarea, input[type="text"], input[type="password"], input:not([type])',
  )
  return [...fields].some(({ value, defaultValue }) => value.trim() !== '' && value !== defaultValue)
}
