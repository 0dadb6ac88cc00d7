/** axe's rules, for the specs. */
import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'

/**
 * @param within a CSS selector: only what lies in it is looked at
 * @returns each rule that is broken, and where
 */
export async function brokenRules(page: Page, within?: string): Promise<string[]> {
  // “Legacy” is only about frames of other origins, of which we have none; without it each look opens a page of its own.
  const axe = new AxeBuilder({ page }).setLegacyMode()
  const { violations } = await (within === undefined ? axe : axe.include(within)).analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)
}
