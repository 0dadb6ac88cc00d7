/**
 * What is said instead of a citation that is a word of the sentence: “as shown in [9], the policy” would be left as
 * “as shown in, the policy”. A preposition before it tells; German ones that may also close a verb (`weist nach [3]`)
 * only where they begin the sentence.
 */

const english =
  /(?:^|[\s(“"])(?:in|by|from|of|to|with|than|per|via|see(?: also)?|following|unlike|like|using|based (?:up)?on)\s+$/iu
const germanDative =
  /(?:^|[\s(„“"])(?:[Ii]n|[Vv]on|[Ll]aut|[Gg]emäß)\s+$|(?:^|[.!?]\s+)(?:Nach|Bei|Mit|Aus)\s+$/u
const germanAccusative =
  /(?:^|[\s(„“"])(?:[Ss]iehe(?: auch)?|[Vv]gl\.|[Vv]ergleiche|[Ff]ür|[Gg]egen)\s+$|(?:^|[.!?]\s+)Durch\s+$/u

/** @param text the block's @param from,to the citation in it @param language the block's BCP 47 tag
 *  @returns undefined where nothing is missed, and in languages that we have no words for */
export function standIn(
  text: string,
  { from, to }: { readonly from: number; readonly to: number },
  language: string,
): string | undefined {
  if (!/[[(]/.test(text[from] ?? '')) return undefined
  const before = text.slice(Math.max(0, from - 24), from)
  const several = /\d\s*[,;–—-]\s*\[?\d|;/.test(text.slice(from, to).replace(/,\s*(?:1[4-9]|20)\d\d/g, ''))
  if (/^en(?![a-z])/i.test(language)) {
    if (!english.test(before)) return undefined
    return several ? 'sources' : 'a source'
  }
  if (!/^de(?![a-z])/i.test(language)) return undefined
  const dative = germanDative.test(before)
  if (!dative && !germanAccusative.test(before)) return undefined
  if (several) return 'Quellen'
  return dative ? 'einer Quelle' : 'eine Quelle'
}
