/**
 * Ends the line after a sentence, on screen only. The style sheet draws the line end, so it is no part of the text:
 * it is neither copied nor read, and positions count as if it were not there.
 */
export function LineEnd() {
  return <span className="line-end" data-decoration="" aria-hidden="true" />
}
