/** What is said while alternatives are on screen. */

export type Choice =
  | { readonly what: 'number'; readonly number: number }
  | { readonly what: 'spell' | 'keep' | 'close' }

/** Numbers as recognisers write them, with words that sound like them. */
const numbers: readonly (readonly string[])[] = [
  ['1', 'one', 'won', 'first', 'eins', 'eine', 'erste', 'ersten', 'un', 'première'],
  ['2', 'two', 'to', 'too', 'second', 'zwei', 'zwo', 'zweite', 'zweiten', 'deux'],
  ['3', 'three', 'third', 'drei', 'dritte', 'dritten', 'trois'],
  ['4', 'four', 'for', 'fourth', 'vier', 'vierte', 'vierten', 'quatre'],
  ['5', 'five', 'fifth', 'fünf', 'fünfte', 'fünften', 'cinq'],
  ['6', 'six', 'sixth', 'sechs', 'sechste', 'sechsten'],
  ['7', 'seven', 'seventh', 'sieben', 'siebte', 'siebten', 'sept'],
  ['8', 'eight', 'ate', 'eighth', 'acht', 'achte', 'achten', 'huit'],
  ['9', 'nine', 'ninth', 'neun', 'neunte', 'neunten', 'neuf'],
]
const before =
  /^(?:choose|pick|take|use|number|option|the|nummer|nimm|wähle|die|das|den|numéro|choisis|le|la) /
const after = / (?:one|please|bitte|option|nehmen)$/
const orders: readonly (readonly [RegExp, Exclude<Choice['what'], 'number'>])[] = [
  [/^(?:spell|spell it|spell that|write it|other|buchstabieren|buchstabiere|anders|épeler|épelle)$/, 'spell'],
  [/^(?:ok|okay|done|yes|that's right|correct|keep it|fertig|ja|stimmt|passt|oui|d'accord)$/, 'keep'],
  [/^(?:cancel|close|never mind|no|abbrechen|schließen|nein|annuler|fermer|non)$/, 'close'],
]

/** @returns undefined for what is no choice: then it is text */
export function choiceSaid(said: string): Choice | undefined {
  const clean = said
    .toLowerCase()
    .replaceAll(/[.,!?]/g, '')
    .replaceAll('’', "'")
    .trim()
  const order = orders.find(([pattern]) => pattern.test(clean))
  if (order) return { what: order[1] }
  let words = clean.replace(after, '')
  while (before.test(words)) words = words.replace(before, '')
  const index = numbers.findIndex((names) => names.includes(words))
  return index < 0 ? undefined : { what: 'number', number: index + 1 }
}
