/** The part of libsonic's WebAssembly port that the player uses. Pointers are byte offsets into the heap. */
declare module '@echogarden/sonic-wasm' {
  export interface SonicModule {
    /** Views are replaced when the memory grows: read them afresh after each call. */
    readonly HEAP16: Int16Array
    readonly HEAPF32: Float32Array
    _malloc(bytes: number): number
    _free(pointer: number): void
    _sonicCreateStream(sampleRate: number, channels: number): number
    _sonicDestroyStream(stream: number): void
    _sonicSetSpeed(stream: number, speed: number): void
    _sonicSamplesAvailable(stream: number): number
    _sonicWriteShortToStream(stream: number, samples: number, count: number): number
    _sonicReadFloatFromStream(stream: number, samples: number, count: number): number
    _sonicFlushStream(stream: number): number
  }
  export interface SonicOptions {
    /** Must return what `done` returns: Emscripten takes the returned value for the exports. */
    instantiateWasm?(
      imports: WebAssembly.Imports,
      done: (instance: WebAssembly.Instance, module: WebAssembly.Module) => object,
    ): object
  }
  export default function Sonic(options?: SonicOptions): Promise<SonicModule>
}
