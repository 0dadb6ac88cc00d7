/** Walks by less than sentences: the headings only, or the first words of each paragraph. */
import { type Block, blockText } from '../../contract/document.ts'
import type { Omission } from '../../contract/listening.ts'
import { silenced, wholeSentences } from './gist/passages.ts'
import { blockSpans } from './utterances.ts'
import { countWords } from './word-count.ts'

const allOf = (block: Block, reason: 'headings' | 'openings'): Omission[] => {
  const { length } = blockText(block)
  return length > 0 || block.kind === 'math' ? [{ from: 0, to: length, reason }] : [] // formulas may have no text
}

/** What is left out where only headings are read. */
export function besideHeadings(block: Block): readonly Omission[] {
  return block.kind === 'heading' ? [] : allOf(block, 'headings')
}

/** Words that are read at least, unless the paragraph ends before, and at most. */
const fewest = 8
const most = 16
/** A sentence of fewer words says too little to stop at. */
const shortestSentence = 4

const token = /[^\s\u2060]+/gu
const clauseEnd = /[,;:.!?…–—)\]、，；。]["'”’“»«]*$/u
/** With these in the end it would sound broken off. */
const opening =
  /^(?:(?:a|an|the|of|to|in|on|at|by|for|from|with|and|or|but|as|that|which|is|are|was|were|be|has|have|had|not|his|her|its|their|our|your|my|this|these)|(?:der|die|das|den|dem|des|ein|eine|einem|einen|einer|eines|und|oder|aber|von|vom|zu|zum|zur|in|im|an|am|auf|aus|bei|mit|nach|für|durch|dass|daß|als|wie|ist|sind|war|waren|hat|haben|nicht|sein|seine|ihr|ihre|sich))$/iu

/** A new phrase begins with these: before them one can stop. */
const phrase =
  /^(?:to|in|on|at|by|for|from|with|and|or|but|as|that|which|who|through|into|over|under|between|after|before|while|when|where|because|if|und|oder|aber|in|im|an|am|auf|aus|bei|mit|nach|für|durch|von|vom|zu|zum|zur|dass|daß|als|wie|wenn|weil|während|über|unter|zwischen)$/iu

/** Where the first words end that give an idea of the paragraph. @param sentences their ends @returns offset in `heard` */
function openingEnd(heard: string, sentences: readonly number[]): number {
  let words = 0
  let soft = 0 // the last place to stop at that does not sound broken off
  let before = 0 // the last end of a phrase
  let end = 0
  for (const match of heard.matchAll(token)) {
    const bare = match[0].replace(/[^\p{L}]/gu, '')
    if (words >= fewest && phrase.test(bare)) before = end
    end = match.index + match[0].length
    const count = countWords(match[0])
    if (words + count > most) return before || soft || match.index
    words += count
    if (sentences.includes(end) && words >= shortestSentence) return end
    if (words >= fewest && clauseEnd.test(match[0])) return end
    if (words >= fewest && !opening.test(bare)) soft = end
  }
  return heard.length
}

/**
 * What is left out where headings and the first words of each paragraph are read: up to the end of a clause after
 * eight words, sixteen words at most. Tables, figures, code, formulas and notes are left out.
 *
 * @param omitted what the rules leave out of the block; their words are not counted
 */
export function besideOpenings(
  block: Block,
  omitted: readonly Omission[],
  language: string,
): readonly Omission[] {
  if (block.kind === 'heading') return []
  if (!openingKinds.has(block.kind)) return allOf(block, 'openings')
  const { layout, spans } = blockSpans(block, language)
  const heard = silenced(layout.heard, omitted)
  const end = openingEnd(
    heard,
    wholeSentences(spans).map((sentence) => sentence.end),
  )
  const { length } = layout.text
  return /[\p{L}\p{N}]/u.test(heard.slice(end)) ? [{ from: end, to: length, reason: 'openings' }] : []
}
const openingKinds: ReadonlySet<Block['kind']> = new Set(['paragraph', 'list-item', 'quote', 'aside'])
