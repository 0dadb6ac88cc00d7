/**
 * How a contract is written down: a flat record of method names, each a call (one answer) or a stream
 * (pulled item by item). Client, server and handlers take all their types from that record.
 */
import { z } from 'zod'

interface Call<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly kind: 'call'
  readonly input: I
  readonly output: O
}
interface Stream<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly kind: 'stream'
  readonly input: I
  readonly output: O
  /** Items the server may prepare before they are asked for. 1 makes it strictly lazy. */
  readonly credit: number
}
export type Contract = Readonly<Record<string, Call | Stream>>

export function call<I extends z.ZodType, O extends z.ZodType>(input: I, output: O): Call<I, O> {
  return { kind: 'call', input, output }
}
export function stream<I extends z.ZodType, O extends z.ZodType>(
  input: I,
  item: O,
  options: { readonly credit?: number } = {},
): Stream<I, O> {
  return { kind: 'stream', input, output: item, credit: options.credit ?? 1 }
}

export type CallName<C extends Contract> = {
  [N in keyof C]: C[N]['kind'] extends 'call' ? N : never
}[keyof C] &
  string
export type StreamName<C extends Contract> = {
  [N in keyof C]: C[N]['kind'] extends 'stream' ? N : never
}[keyof C] &
  string
export type InputOf<C extends Contract, N extends keyof C> = z.input<C[N]['input']>
export type OutputOf<C extends Contract, N extends keyof C> = z.output<C[N]['output']>

/** What a handler is told besides its input. `signal` aborts when the caller cancels or its wire closes. */
export interface Context {
  readonly signal: AbortSignal
}

/** One function per method; a missing one is a compile error. */
export type Handlers<C extends Contract> = {
  readonly [N in keyof C]: C[N]['kind'] extends 'call'
    ? (
        input: z.output<C[N]['input']>,
        context: Context,
      ) => z.input<C[N]['output']> | Promise<z.input<C[N]['output']>>
    : (input: z.output<C[N]['input']>, context: Context) => AsyncIterable<z.input<C[N]['output']>>
}

/** The caller's side of a contract. Every method rejects with an `AppError`. */
export interface Client<C extends Contract> {
  call<N extends CallName<C>>(name: N, input: InputOf<C, N>, signal?: AbortSignal): Promise<OutputOf<C, N>>
  /** Nothing is sent before the first `next()`; leaving the loop cancels the work on the other side. */
  stream<N extends StreamName<C>>(
    name: N,
    input: InputOf<C, N>,
    signal?: AbortSignal,
  ): AsyncIterableIterator<OutputOf<C, N>>
  /** Ends all calls in flight with `closed`. */
  close(): void
}

const id = z.int().nonnegative()
/** The six frames. `value` and `input` may be absent: JSON drops undefined. */
export const frameSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('call'), id, method: z.string().max(100), input: z.unknown().optional() }),
  z.object({ type: z.literal('pull'), id }),
  z.object({ type: z.literal('cancel'), id }),
  z.object({ type: z.literal('value'), id, value: z.unknown().optional() }),
  z.object({ type: z.literal('done'), id }),
  z.object({
    type: z.literal('fail'),
    id,
    code: z.string(),
    message: z.string(),
    reason: z.string().optional(),
    data: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  }),
])
export type Frame = z.infer<typeof frameSchema>

/** A two-way carrier of frames, in order, each arriving once. `receive` and `closed` may be set once. */
export interface Wire {
  send(frame: Frame): void
  /** Frames come unchecked: whoever listens parses them. */
  receive(listener: (frame: unknown) => void): void
  closed(listener: () => void): void
  close(): void
}
