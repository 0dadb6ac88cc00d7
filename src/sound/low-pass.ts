/** The filters of both resamplers: a windowed-sinc low-pass after Kaiser (Oppenheim & Schafer, Discrete-Time Signal Processing, 7.5.3). */

export interface LowPassWish {
  /** Stop-band attenuation, in dB. */
  readonly attenuation: number
  /** Width from pass to stop band, as a share of the lower of both rates; it ends at its Nyquist frequency. */
  readonly transition: number
  /** The number of taps is a multiple of this. */
  readonly multiple: number
}

export interface LowPass {
  readonly taps: number
  /**
   * The filter of one phase. Every phase passes a constant unchanged; otherwise the phases' small differences would whistle.
   *
   * @param shift where the output sample lies behind an input sample, in input samples: 0 to 1
   * @returns `taps` factors whose sum is 1, for the input samples from `taps / 2` − 1 before the output sample's on
   */
  readonly phase: (shift: number) => number[]
}

export function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b)
}

/** Modified Bessel function of the first kind, order 0, by its power series. */
function bessel(x: number): number {
  let sum = 1
  let term = 1
  for (let k = 1; term > sum * 1e-12; k++) {
    term *= (x / (2 * k)) ** 2
    sum += term
  }
  return sum
}

/** @param from samples per second of the input @param to of the output */
export function lowPass(
  from: number,
  to: number,
  { attenuation, transition, multiple }: LowPassWish,
): LowPass {
  const lower = Math.min(from, to)
  const width = (transition * lower) / from // of the input rate
  const cutoff = (0.5 * lower) / from - width / 2
  const beta = 0.1102 * (attenuation - 8.7)
  const taps = multiple * Math.ceil((attenuation - 8) / (2.285 * 2 * Math.PI * width) / multiple)
  const half = taps / 2
  return {
    taps,
    phase(shift) {
      const factors = Array.from({ length: taps }, (_, tap) => {
        const time = tap - half + 1 - shift // from the output sample, in input samples
        const x = 2 * Math.PI * cutoff * time
        const edge = time / half
        if (Math.abs(edge) > 1) return 0
        return (x === 0 ? 1 : Math.sin(x) / x) * bessel(beta * Math.sqrt(1 - edge * edge))
      })
      const sum = factors.reduce((total, factor) => total + factor, 0)
      return factors.map((factor) => factor / sum)
    },
  }
}
