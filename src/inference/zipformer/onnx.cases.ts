/** Writes ONNX files, so that tests can make a small transducer of other sizes than the one that we have. */
import { message, raw, text, varint } from './protobuf-writer.cases.ts'

/** Of ONNX's TensorProto.DataType. */
export const types = {
  float: 1,
  uint8: 2,
  int8: 3,
  int16: 5,
  int32: 6,
  int64: 7,
  bool: 9,
  float16: 10,
  double: 11,
} as const
export type Size = number | string

export function value(name: string, type: keyof typeof types, dims: readonly Size[]): Uint8Array {
  const shape = dims.map((size) =>
    message.field(1, typeof size === 'number' ? varint(1, size) : text(2, size)),
  )
  return message(
    text(1, name),
    message.field(2, message.field(1, varint(1, types[type]), message.field(2, ...shape))),
  )
}

export function constant(
  name: string,
  dims: readonly number[],
  data: Float32Array | readonly number[],
): Uint8Array {
  const floats = data instanceof Float32Array
  const bytes = floats
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(BigInt64Array.from(data, BigInt).buffer)
  return message(
    ...dims.map((size) => varint(1, size)),
    varint(2, floats ? types.float : types.int64),
    text(8, name),
    raw(9, bytes),
  )
}

export function node(
  operator: string,
  inputs: readonly string[],
  output: string,
  integers: Readonly<Record<string, number | readonly number[]>> = {},
): Uint8Array {
  const attributes = Object.entries(integers).map(([name, given]) =>
    typeof given === 'number'
      ? message.field(5, text(1, name), varint(3, given), varint(20, 2))
      : message.field(5, text(1, name), ...given.map((each) => varint(8, each)), varint(20, 7)),
  )
  return message(...inputs.map((name) => text(1, name)), text(2, output), text(4, operator), ...attributes)
}

export function model(graph: {
  readonly nodes: readonly Uint8Array[]
  readonly constants: readonly Uint8Array[]
  readonly inputs: readonly Uint8Array[]
  readonly outputs: readonly Uint8Array[]
  readonly metadata?: Readonly<Record<string, string>>
}): Uint8Array {
  return message(
    varint(1, 8), // version of the format
    message.field(8, text(1, ''), varint(2, 13)), // of the operators
    message.field(
      7,
      ...graph.nodes.map((each) => raw(1, each)),
      text(2, 'test'),
      ...graph.constants.map((each) => raw(5, each)),
      ...graph.inputs.map((each) => raw(11, each)),
      ...graph.outputs.map((each) => raw(12, each)),
    ),
    ...Object.entries(graph.metadata ?? {}).map(([key, noted]) =>
      message.field(14, text(1, key), text(2, noted)),
    ),
  )
}
