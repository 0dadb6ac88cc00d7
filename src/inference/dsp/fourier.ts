/** The Fourier transform of real samples, for features of speech. */

export interface Fourier {
  /**
   * Power (squared magnitude) in the bins 0 … size / 2 of `samples`, into `power`.
   *
   * @param samples exactly `size` of them; not changed
   * @param power at least size / 2 + 1 long
   */
  power(samples: Float64Array, power: Float64Array): void
}

/**
 * Radix-2 transform of half the size on even samples as real and odd samples as imaginary parts, then split (Press et
 * al., Numerical Recipes, section 12.3).
 *
 * @param size a power of two, at least 4
 */
export function createFourier(size: number): Fourier {
  const half = size / 2
  const bits = Math.log2(half)
  if (!Number.isInteger(bits) || bits < 1)
    throw new RangeError(`${size} is no power of two that is at least 4.`)
  const cosine = Float64Array.from({ length: half }, (_, at) => Math.cos((2 * Math.PI * at) / size))
  const sine = Float64Array.from({ length: half }, (_, at) => Math.sin((2 * Math.PI * at) / size))
  const reversed = Uint32Array.from({ length: half }, (_, at) => {
    let back = 0
    for (let bit = 0; bit < bits; bit++) if (at & (1 << bit)) back |= 1 << (bits - 1 - bit)
    return back
  })
  const real = new Float64Array(half)
  const imaginary = new Float64Array(half)

  function transform(): void {
    for (let width = 1; width < half; width *= 2) {
      const stride = half / width // of the tables, which are for `size`
      for (let first = 0; first < half; first += 2 * width)
        for (let at = 0; at < width; at++) {
          const c = cosine[at * stride]!
          const s = sine[at * stride]!
          const low = first + at
          const high = low + width
          const re = c * real[high]! + s * imaginary[high]!
          const im = c * imaginary[high]! - s * real[high]!
          real[high] = real[low]! - re
          imaginary[high] = imaginary[low]! - im
          real[low] = real[low]! + re
          imaginary[low] = imaginary[low]! + im
        }
    }
  }

  return {
    power(samples, power) {
      for (let at = 0; at < half; at++) {
        const from = reversed[at]! * 2
        real[at] = samples[from]!
        imaginary[at] = samples[from + 1]!
      }
      transform()
      power[0] = (real[0]! + imaginary[0]!) ** 2
      power[half] = (real[0]! - imaginary[0]!) ** 2
      for (let at = 1; at < half; at++) {
        const mirror = half - at
        const evenReal = (real[at]! + real[mirror]!) / 2
        const evenImaginary = (imaginary[at]! - imaginary[mirror]!) / 2
        const oddReal = (imaginary[at]! + imaginary[mirror]!) / 2
        const oddImaginary = (real[mirror]! - real[at]!) / 2
        const c = cosine[at]!
        const s = sine[at]!
        power[at] =
          (evenReal + c * oddReal + s * oddImaginary) ** 2 +
          (evenImaginary + c * oddImaginary - s * oddReal) ** 2
      }
    },
  }
}
