/** Works in a section of the settings dialog, and closes it again. */
import { expect, type Locator } from '@playwright/test'
import type { Lectern } from './lectern.ts'

export async function inSettings(
  { page }: Lectern,
  section: string,
  work: (dialog: Locator) => Promise<unknown>,
): Promise<void> {
  await page.keyboard.press('Control+,')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('tab', { name: section, exact: true }).click()
  await work(dialog)
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
}
