/** A setting's new value, told as a value or as steps from the present one. */

export interface StepRange {
  readonly min: number
  readonly max: number
  /** What one step adds. */
  readonly step: number
}

/**
 * @param told a value in the range, or steps up (more than 0) or down
 * @returns the value told, or the present one and the steps, no farther than the range goes
 */
export function stepped(
  told: { readonly percent?: number | undefined; readonly steps?: number | undefined },
  present: number,
  { min, max, step }: StepRange,
): number {
  if (told.percent !== undefined) return told.percent
  return Math.min(max, Math.max(min, present + (told.steps ?? 0) * step))
}
