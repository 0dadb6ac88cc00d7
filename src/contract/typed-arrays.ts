/** Typed arrays in schemas. `z.instanceof` would insist on one kind of buffer beneath; views on any are welcome. */
import { z } from 'zod'

export const bytesSchema = z.custom<Uint8Array>((value) => value instanceof Uint8Array, 'bytes expected')
export const pcmSchema = z.custom<Int16Array>((value) => value instanceof Int16Array, '16-bit sound expected')
