/**
 * Brings the forms of a word together, well enough to see that two sentences speak of the same thing.
 *
 * German: CISTEM (Weissweiler and Fraser 2017, "Developing a stemmer for German based on a comparative analysis of
 * publicly available stemmers"), without its look at capitals. English: plural, past and -ing forms and a few endings
 * in the manner of Porter (1980), step 1. Other languages: the first six letters, which McNamee and Mayfield (2004,
 * "Character n-gram tokenization for European language text retrieval") found as good as a stemmer for most.
 */

const vowel = /[aeiouy]/

function undoubled(stem: string): string {
  if (/(?:at|bl|iz|ul|ev|iv|uc|as|us)$/.test(stem)) return stem
  return /([^aeiouylsz])\1$/.test(stem) ? stem.slice(0, -1) : stem
}

function english(word: string): string {
  let stem = word.replace(/['’](?:s|d|ll|re|ve|m)?$/, '')
  if (stem.length < 4) return stem
  if (stem.endsWith('sses')) stem = stem.slice(0, -2)
  else if (stem.endsWith('ies')) stem = `${stem.slice(0, -3)}y`
  else if (/[^sui]s$/.test(stem)) stem = stem.slice(0, -1)
  const cut = /^(.{3,})(?:ing|edly|ed)$/.exec(stem)?.[1]
  if (cut && vowel.test(cut)) stem = undoubled(cut)
  stem = stem.replace(/(?<=.{3})(?:ization|isation)$/, 'iz').replace(/(?<=.{4})(?:ation|ly|ness|ment)$/, '')
  return stem.replace(/(?<=.{3})e$/, '').replace(/(?<=.{2})i$/, 'y')
}

function german(word: string): string {
  if (word.length <= 3) return word
  let stem = word.replaceAll('ü', 'u').replaceAll('ö', 'o').replaceAll('ä', 'a').replaceAll('ß', 'ss')
  stem = stem.replace(/^ge(?=.{4})/, '')
  stem = stem.replaceAll('sch', '$').replaceAll('ei', '%').replaceAll('ie', '&').replace(/(.)\1/g, '$1*')
  while (stem.length > 3) {
    const shorter =
      stem.length > 5 && /(?:e[mr]|nd)$/.test(stem)
        ? stem.slice(0, -2)
        : /[tesn]$/.test(stem)
          ? stem.slice(0, -1)
          : stem
    if (shorter === stem) break
    stem = shorter
  }
  return stem.replace(/(.)\*/g, '$1$1').replaceAll('&', 'ie').replaceAll('%', 'ei').replaceAll('$', 'sch')
}

/** @param word in lower case @param language base tag, such as `en` */
export function stem(word: string, language: string): string {
  if (/\d/.test(word)) return word
  if (language === 'en') return english(word)
  return language === 'de' ? german(word) : word.slice(0, 6)
}

/** What German puts between the parts of a compound. */
const links = ['', 's', 'n', 'en', 'es', 'er', 'e']
const shortestPart = 4

/**
 * The parts of a German compound that stand alone elsewhere in the text: `Dampfmaschine` in a text about Maschinen.
 *
 * @param stems of the text @returns stems, or nothing
 */
export function compoundParts(compound: string, stems: ReadonlySet<string>): string[] {
  if (compound.length < 2 * shortestPart) return []
  for (let at = compound.length - shortestPart; at >= shortestPart; at--) {
    const head = compound.slice(at)
    const front = compound.slice(0, at)
    const modifier = links
      .filter((link) => front.endsWith(link))
      .map((link) => german(front.slice(0, front.length - link.length)))
      .find((part) => part.length >= shortestPart && stems.has(part))
    if (stems.has(head)) return modifier ? [head, modifier] : head.length > shortestPart ? [head] : []
    if (modifier && modifier.length > shortestPart && compound.length - modifier.length >= shortestPart)
      return [modifier]
  }
  return []
}
