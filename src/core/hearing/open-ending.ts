/** Words after which hardly anybody has finished: articles, prepositions, conjunctions, possessives, auxiliaries. */

const words: Readonly<Record<string, string>> = {
  en: `a an the of to in on at by for from with without into onto about between through during under over than as and or
    but nor because although though while if unless until whether that which who whose my your his her its our their this these those
    is are was were be been being am has have had will would shall should can could may might must do does did
    very really quite so too such every each some any no mr mrs ms dr um uh er erm`,
  de: `der die das den dem des ein eine einen einem einer eines und oder aber sondern denn weil obwohl wenn als dass ob
    während bevor nachdem damit mit ohne von vom zu zum zur in im ins an am auf aus bei beim bis durch für gegen nach seit
    über um unter vor zwischen mein meine meinen meinem dein deine sein seine ihr ihre unser unsere euer dieser diese dieses
    diesen diesem jeder jede jedes kein keine keinen ist sind war waren hat haben hatte wird werden wurde kann können muss müssen
    soll sollen will wollen darf möchte sehr ganz so zu herr frau doktor äh ähm öhm`,
  fr: `le la les un une des du de au aux à et ou mais donc car parce que qui dont où si comme quand lorsque puisque
    avec sans pour par dans sur sous entre vers chez mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs ce cet cette ces
    est sont était a ont avait sera peut doit très plus moins aussi euh`,
}
const lists = new Map(
  Object.entries(words).map(([language, list]) => [language, new Set(list.trim().split(/\s+/))]),
)

/** True where `text` ends in a word that asks for another. @param language BCP 47 */
export function endsOpen(text: string, language: string): boolean {
  const last = text
    .toLocaleLowerCase(language)
    .replace(/[\s.,;:!?…]+$/u, '')
    .split(/\s+/)
    .at(-1)
  return last !== undefined && (lists.get(language.slice(0, 2).toLowerCase())?.has(last) ?? false)
}
