/** A list of tokens in either of the forms that recognisers come with. */
import { readFileSync } from 'node:fs'
import { AppError } from '../../rpc/failure.ts'
import { readBinTokenizer } from './bin-tokenizer.ts'
import { readJsonTokenizer } from './json-tokenizer.ts'
import type { Vocabulary } from './vocabulary.ts'

/** @throws {AppError} `damaged` where it cannot be read */
export function readVocabulary(path: string): Vocabulary {
  try {
    return path.toLowerCase().endsWith('.json')
      ? readJsonTokenizer(readFileSync(path, 'utf8'))
      : readBinTokenizer(readFileSync(path))
  } catch (cause) {
    if (cause instanceof AppError) throw cause
    throw new AppError('damaged', 'The recogniser’s list of tokens cannot be read.', {
      reason: 'recogniser-damaged',
      cause,
    })
  }
}
