/** A CSS highlight that the text and the settings' example both light their own ranges in. */
export function sharedHighlight(name: string, priority: number): Highlight {
  const known = CSS.highlights.get(name)
  if (known) return known
  const highlight = new Highlight()
  highlight.priority = priority
  CSS.highlights.set(name, highlight)
  return highlight
}
