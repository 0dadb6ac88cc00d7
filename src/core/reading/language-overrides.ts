/** Languages that the user has given to a document or to passages of it, laid over what its author declared. */
import type { Block, Metadata } from '../../contract/document.ts'
import type { BookSettings } from '../../contract/listening.ts'
import { baseLanguage } from './languages.ts'

type Languages = Pick<BookSettings, 'language' | 'passages'>

export function languageOverMetadata(metadata: Metadata, own: Languages | undefined): Metadata {
  return own?.language === undefined ? metadata : { ...metadata, language: own.language }
}

/** Runs that were marked as another language are in this one too: the user hears what they are. */
function inLanguage(block: Block, language: string): Block {
  return { ...block, language, runs: block.runs.map(({ language: _marked, ...run }) => run) }
}

/**
 * @param declared the document's language as it says itself; a block that repeats it as its own follows the override
 * @param number of the block in the document
 */
export function languageOverBlock(
  block: Block,
  number: number,
  declared: string | undefined,
  own: Languages | undefined,
): Block {
  const passage = own?.passages?.findLast(({ from, to }) => number >= from && number <= to)
  if (passage) return inLanguage(block, passage.language)
  if (own?.language === undefined || block.language === undefined || declared === undefined) return block
  if (baseLanguage(block.language) !== baseLanguage(declared)) return block
  const { language: _repeated, ...rest } = block
  return rest
}
