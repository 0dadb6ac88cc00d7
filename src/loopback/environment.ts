/**
 * The environment in which the core's process must be started; it cannot change these for itself afterwards.
 *
 * glibc learns from the first large buffer that it frees (a document) to put all smaller ones (sound, 200 KB each) into
 * heaps that never shrink. Fixed limits give every sound back to the system: with a 500-page PDF read for an hour the
 * core keeps 186 MB instead of 226, and importing takes the same CPU time. Other systems ignore both.
 */
export const coreEnvironment: Readonly<Record<string, string>> = {
  MALLOC_ARENA_MAX: '2',
  MALLOC_MMAP_THRESHOLD_: '65536',
}
