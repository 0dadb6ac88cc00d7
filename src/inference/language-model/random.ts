/**
 * Random numbers that are the same everywhere for the same seed: xoshiro128** (Blackman and Vigna 2018), its state filled
 * by splitmix32, as its authors advise.
 */

export interface Random {
  /** 0 up to, not including, 1; steps of 2^-32. */
  next(): number
}

/** @param seed any whole number; its lower 53 bits count */
export function seeded(seed: number): Random {
  let filler = (seed ^ Math.floor(seed / 2 ** 32)) >>> 0
  const fill = (): number => {
    filler = (filler + 0x9e3779b9) >>> 0
    let z = filler
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad)
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97)
    return (z ^ (z >>> 15)) >>> 0
  }
  let [a, b, c, d] = [fill(), fill(), fill(), fill()] as const
  const turned = (x: number, by: number) => ((x << by) | (x >>> (32 - by))) >>> 0
  return {
    next() {
      const result = Math.imul(turned(Math.imul(b, 5), 7), 9) >>> 0
      const shifted = b << 9
      c ^= a
      d ^= b
      b ^= c
      a ^= d
      c ^= shifted
      d = turned(d, 11)
      return result / 2 ** 32
    },
  }
}
