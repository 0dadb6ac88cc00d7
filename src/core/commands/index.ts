/** What others need of spoken commands. */
export { combine } from './combine.ts'
export { commandGrammar, stopGrammar, wakeGrammar } from './grammar.ts'
export { canGoOn, hotWords, phrases } from './hints.ts'
export { stopWords } from './stop.ts'
export { understandText } from './understand.ts'
