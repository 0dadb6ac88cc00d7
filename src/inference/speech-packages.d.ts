/** The compiled voices come without types; each is given its own where it is loaded. */
declare module '@echogarden/espeak-ng-emscripten' {
  const create: () => Promise<unknown>
  export default create
}
declare module '@echogarden/sonic-wasm' {
  const create: () => Promise<unknown>
  export default create
}
