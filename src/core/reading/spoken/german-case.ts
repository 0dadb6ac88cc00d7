/** The case of a "1" in German: "für einen Euro", "mit einem Liter", "hat einen Sohn". */
import type { Gender } from './numbers-german.ts'
import { wordBefore, wordsBefore, type Scene } from './scan.ts'

const dative = /^(?:mit|von|nach|aus|bei|zu|seit|ab|in|vor|binnen|dem|nebst|samt)$/i
const accusative = /^(?:für|um|durch|gegen|ohne|je|pro|auf|bis|über)$/i
/** Verbs whose object is counted: recipes, shopping, possessions. */
const transitive =
  /^(?:hat|habe|haben|hatte|hatten|hast|bekam|bekommt|bekommen|erhält|erhielt|erhalten|nehme|nehmen|nimm|nahm|nimmt|kauft|kaufte|kaufen|braucht|brauchte|brauchen|benötigt|benötigen|kostet|kostete|kosten|zahlt|zahlte|zahlen|gibt|gab|geben|verliert|verlor|gewann|gewinnt|trinkt|trank|trinken|isst|aß|essen|enthält|enthielt|enthalten|wiegt|misst|dauert|dauerte|sah|sieht|spart|sparte|schuldet|spendete|spendet|verkaufte|lief|läuft|fuhr|fährt|ging|schrieb|erzielte|schoss|hinzufügen)$/i

/** `said`, which begins with "ein" or "eine", in the case that the words before `at` ask for. */
export function declined(scene: Scene, at: number, said: string, gender: Gender | undefined): string {
  if (!gender || !/^eine?(?: |$)/.test(said)) return said
  const before = wordBefore(scene.text, at)
  if (dative.test(before)) {
    const article = gender === 'f' ? 'einer' : 'einem'
    return said.replace(/^eine? halbe[rs]?/, `${article} halben`).replace(/^eine?(?= |$)/, article)
  }
  if (gender !== 'm') return said
  const isObject =
    accusative.test(before) ||
    wordsBefore(scene.text, at)
      .slice(-3)
      .some((word) => transitive.test(word))
  return isObject ? said.replace(/^ein halber/, 'einen halben').replace(/^ein(?= |$)/, 'einen') : said
}
