/** Never called: only what works on pictures would. A function, because the library looks whether it is one. */
module.exports = function sharp() {
  throw new Error('Lectern processes no pictures.')
}
