/** Rows of what networks give out. */
import { AppError } from '../../rpc/failure.ts'
import type { Value } from '../session.ts'

const foreign = (what: string): AppError =>
  new AppError('damaged', `The recogniser’s network gives out no ${what}.`, { reason: 'recogniser-damaged' })

/** @throws {AppError} `damaged` where a network does not give out what its kind does */
export function floats(values: Readonly<Record<string, Value>>, name: string) {
  const value = values[name]
  if (value?.type !== 'float32') throw foreign(name)
  return value
}

/**
 * @param values `cross_attentions.<layer>`, each [1, heads, tokens, frames]
 * @returns for each token the weights over frames, of all heads of all layers; undefined where there are none
 */
export function attentionRows(values: Readonly<Record<string, Value>>): Float32Array[][] | undefined {
  const result: Float32Array[][] = []
  for (let layer = 0; ; layer++) {
    const value = values[`cross_attentions.${layer}`]
    if (value?.type !== 'float32' || value.dims.length !== 4) break
    const [, heads = 0, tokens = 0, frames = 0] = value.dims
    for (let token = 0; token < tokens; token++)
      for (let head = 0; head < heads; head++) {
        const at = (head * tokens + token) * frames
        ;(result[token] ??= []).push(value.data.slice(at, at + frames))
      }
  }
  return result.length > 0 ? result : undefined
}
