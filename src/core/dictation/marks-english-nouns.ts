/** When English names of marks are ordinary words: what stands about them then. */

/** These need a noun after them: what follows is no mark. They never end a phrase. */
export const determiners = new Set('a an the my your our their its every whose his'.split(' '))
export const weak = new Set(
  'this that these those each any some one no another same first last second third next what which her'.split(
    ' ',
  ),
)
const prepositions = new Set(
  'in during for of over at from within after before since throughout by until to under between about'.split(
    ' ',
  ),
)

/** What stands between a determiner and “period” when that is a noun. */
const periods = new Set(
  `long longer longest short shorter brief difficult whole entire same early earlier late later latter former final
  first second third fourth last next previous preceding following current present given certain fixed limited
  extended prolonged initial transitional transition trial test grace notice probation probationary cooling-off cooling
  waiting rest resting recovery time reporting accounting payment pay billing holiday vacation peak off-peak busy quiet
  dry wet cold warm hot rainy dark golden classical classic romantic baroque modern medieval mediaeval victorian
  edwardian georgian elizabethan tudor colonial imperial roman greek jurassic cretaceous triassic devonian cambrian
  glacial historical historic ancient interwar post-war postwar pre-war prewar war wartime revolutionary incubation
  gestation growth growing training study studying lunch free class teaching exam school financial fiscal tax
  five-year ten-year two-year three-year year week month day hour minute second remarkable critical crucial important
  interesting happy sad unhappy stable unstable turbulent peaceful productive creative formative blue renaissance
  reformation restoration reasonable considerable indefinite specified stated set minimum maximum average typical
  similar different particular specific new old sufficient adequate lengthy short-lived sustained continuous lean
  closed open season menstrual heavy missed refractory orbital half-life contract warranty guarantee lock-up retention
  subscription rental lease leasing election voting consultation comment review evaluation observation sampling
  measurement comparison base reference planning budget forecast forecasting survey very rather quite`
    .trim()
    .split(/\s+/),
)
const afterPeriods = new Set(
  'drama dramas piece pieces costume costumes pain pains furniture instrument instruments house houses property features cramps'.split(
    ' ',
  ),
)
/** “trial period” is one word, as it were. */
const compounds = new Set(
  'trial grace notice probation probationary cooling-off incubation gestation billing menstrual warranty holding refractory'.split(
    ' ',
  ),
)
/** What says something of a period, and hardly begins a sentence. */
const predicates = new Set(
  'ended began begins lasted lasts followed saw witnessed covered covers has had was were is will would may must between during which called known under when ending beginning starting immediately'.split(
    ' ',
  ),
)
export const colons = new Set(
  'transverse sigmoid ascending descending irritable spastic human healthy inflamed lower upper large'.split(
    ' ',
  ),
)
export const afterColons = new Set(
  'cancer cancers polyp polyps surgery cleanse cleansing problems screening infection hydrotherapy disease resection tumour tumor tumours tumors biopsy health wall tissue cell cells and'.split(
    ' ',
  ),
)
export const beforeDashes = new Set(
  "to will i'll we'll you'll he'll she'll they'll must can could would should might may i we they mad metre meter yard sprint didn't don't couldn't let let's and hundred".split(
    ' ',
  ),
)
export const afterDashes = new Set(
  'off out away of through across along down up into around about over back cam boards board after forward home it them his her their against to for'.split(
    ' ',
  ),
)
export const beforeCaps = new Set(
  'to baseball bottle knee ice salary price night school red white blue black green flat cloth peaked woollen wool fur straw hub screw filler fuel lens mob skull nose shower swimming bathing polar with and no spending energy'.split(
    ' ',
  ),
)
export const afterCaps = new Set(
  'on the a an of and in to at it for with was is his her their that this off by from or as which who had has were are he she they we you i gun guns pistol feather feathers badge'.split(
    ' ',
  ),
)

export function isPeriodNoun(keys: readonly string[], at: number): boolean {
  const next = keys[at + 1] ?? ''
  if (next === 'of' && keys[at + 2] !== 'course') return true
  if (afterPeriods.has(next) || compounds.has(keys[at - 1] ?? '')) return true
  for (let back = 1; back <= 4; back++) {
    const word = keys[at - back]
    if (word === undefined) return false
    const ownsIt = determiners.has(word) || word.endsWith("'s")
    if (ownsIt || weak.has(word)) {
      if (back === 1 && (word === 'that' || word === 'this' || word === 'these' || word === 'those')) {
        return prepositions.has(keys[at - 2] ?? '') || predicates.has(next)
      }
      if (
        back === 1 &&
        (word === 'one' || word === 'first' || word === 'last' || word === 'same' || word === 'next')
      ) {
        return (
          /^(?:a|an|the|for|in|at|of|during|this|that)$/.test(keys[at - 2] ?? 'for') &&
          !/^(?:this|that|the)$/.test(word === 'one' ? (keys[at - 2] ?? '') : '')
        )
      }
      if (back === 1)
        return (
          ownsIt ||
          /^(?:each|any|some|no|another|what|which|her)$/.test(word) ||
          prepositions.has(keys[at - 2] ?? '')
        )
      return true
    }
    if (periods.has(word) || /(?:ian|ous|ful|less)$/.test(word)) continue
    // “the reformation period was”: any noun, where a verb of the period follows
    if (
      back === 1 &&
      predicates.has(next) &&
      (determiners.has(keys[at - 2] ?? '') || determiners.has(keys[at - 3] ?? ''))
    ) {
      return true
    }
    return false
  }
  return false
}

export const afterDeterminer = (keys: readonly string[], at: number) => determiners.has(keys[at - 1] ?? '')
