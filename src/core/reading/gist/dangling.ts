/**
 * Whether a sentence hangs on the one before it: "However, this …", "Er …", "Dadurch …". Read without it, a listener
 * would not know who or what is meant.
 */

/**
 * `person`: someone named before is meant. `strong`: points to what was said just before. `weak`: a connective,
 * understood but abrupt.
 */
export type Dangling = 'person' | 'strong' | 'weak' | 'none'

interface Openings {
  readonly person: RegExp
  readonly strong: RegExp
  /** Looks like the above, and points to nothing. */
  readonly free: RegExp
  readonly weak: RegExp
}

const openings: Readonly<Record<string, Openings>> = {
  en: {
    person:
      /^(?:(?:and|but|yet|so|however|moreover|furthermore|thus|therefore|nevertheless|nonetheless|also|then|still|indeed|in fact|again|when|as|while|after|before|although|though|if|because),? )?(?:he|she|they|him|them|his|hers?|their|theirs)(?![\p{L}’'])/iu,
    strong:
      /^(?:(?:and|but|yet|so|however|moreover|furthermore|thus|therefore|nevertheless|nonetheless|also|then|still|indeed|in fact|again|for example|for instance|in addition|as a result),? )?(?:it|its|these|those|this|such|both|neither|the (?:latter|former|second|third|other|others|same|two|three)|another|others|some of (?:them|these)|(?:all|many|most|each|one|none|either|several) of (?:them|these|those|which)|(?:in|by|at|for|from|with|to|on|of|after|because of|despite|under|through) (?:this|these|those|that|such|it|them|his|her|their|its|both|doing so)|doing so|to (?:do|achieve) (?:this|so|that)|here|there(?!\s(?:is|are|was|were|will|have|has|had|may|can|must|exist|could|would|seem))|if (?:so|not)|for (?:this|that) (?:reason|purpose)|the above|that (?:is|was|would|will|means|makes|said|being|way|same))(?![\p{L}’'])/iu,
    free: /^(?:it (?:is|was|has been|will be|would be|may be|can be|might be|must be|should be|seems?|appears?|follows|turns out|took|takes|makes sense) (?:\S+ ){0,3}?(?:that|to|how|why|whether|when|who|which|for)\b|this (?:paper|article|chapter|section|book|work|study|document|report|thesis|vignette|package|guide|essay|volume|memo|specification)\b|here (?:we|i)\b|both \S+ and\b|such (?:an? )?\S+ as\b|those (?:who|of|that|with|in)\b|neither \S+ nor\b|in this (?:paper|article|chapter|section|book|work|study|document|report|thesis|vignette|guide)\b|(?:his|her|its|their) (?:majesty|highness|excellency))/iu,
    weak: /^(?:and|but|yet|so|however|moreover|furthermore|in addition|additionally|thus|hence|therefore|consequently|nevertheless|nonetheless|likewise|similarly|also|then|still|besides|instead|conversely|otherwise|accordingly|on the other hand|in contrast|by contrast|as a result|for example|for instance|in other words|that is|again|indeed|of course|no|yes|nor|or|the (?:first|last|next|following)|because|first|second|third|next|finally)(?![\p{L}’'])/iu,
  },
  de: {
    person:
      /^(?:(?:und|aber|doch|denn|auch|jedoch|also|so|dann|nun|zudem|außerdem|dennoch|trotzdem|als|wenn|weil|da|während|nachdem|obwohl) )?(?:er|sie|ihn|ihm|ihnen|ihre?[mnrs]?|seine?[mnrs]?)(?!\p{L})/iu,
    strong:
      /^(?:(?:und|aber|doch|denn|auch|jedoch|also|so|dann|nun|zudem|außerdem|dennoch|trotzdem) )?(?:deren|dessen|es|dies|diese[mnrs]?|jene[mnrs]?|solche[mnrs]?|derselbe|dieselbe[n]?|dasselbe|letztere[mnrs]?|erstere[mnrs]?|beide[ns]?|dabei|dafür|dagegen|daher|dadurch|damit|danach|daneben|daran|darauf|daraus|darin|darüber|darum|darunter|davon|davor|dazu|dahinter|dort|dorthin|hierbei|hierdurch|hierfür|hiermit|hierzu|hierin|hierauf|hiervon|(?:das|der|die|den|dem) (?:ist|war|sind|waren|hat|hatte|haben|hatten|wird|wurde|werden|wurden|kann|konnte|soll|sollte|muss|musste|galt|gilt|bedeutet|heißt|hieß|geht|ging|machte?|zeigte?|führte?)|ebenso|ebenfalls|(?:in|mit|bei|nach|von|aus|zu|auf|an|für|durch|unter|über|aufgrund|wegen|trotz) (?:dies|jen|solch|ihr|sein)\p{Ll}*|(?:ersterer|letzterer|andere[rsnm]?|der andere|die anderen|die andere)|deshalb|deswegen|demnach|demzufolge|infolgedessen)(?![\p{L}])/iu,
    free: /^(?:es (?:gibt|gab|(?:ist|war|wäre|wird|wurde|sei)(?! (?:eine?[mnrs]?|d(?:er|ie|as)) )|scheint|schien|handelt|handelte|heißt|hieß|folgt|lässt sich|läßt sich|kann|könnte|muss|musste|soll|sollte|lohnt|empfiehlt|genügt|bedarf)\b|diese[rs]? (?:arbeit|artikel|aufsatz|kapitel|abschnitt|buch|beitrag|text|dokument|handbuch|anleitung|studie)|in diese[rm] (?:arbeit|artikel|aufsatz|kapitel|abschnitt|buch|beitrag|text|dokument|handbuch|anleitung|studie)|dies(?:es|er|em)? (?:ersten|letzten)|für diejenigen|beide \p{Lu})/iu,
    weak: /^(?:und|aber|doch|denn|jedoch|also|so|somit|folglich|daraufhin|dann|nun|zudem|außerdem|ferner|überdies|weiterhin|dennoch|trotzdem|gleichwohl|allerdings|hingegen|indessen|vielmehr|sondern|oder|auch|zum beispiel|beispielsweise|etwa|das heißt|nämlich|freilich|zwar|schließlich|endlich|erstens|zweitens|drittens|zunächst|anschließend|nein|ja|noch|weil)(?![\p{L}])/iu,
  },
}

/** The reader, not they: `Wenn Sie …`, and in the present tense also `Sie können …`. */
const addressed =
  /^(?:\p{L}+ (?:Sie|Ihnen|Ihre?[mnrs]?)|Sie (?:können|sollten|müssen|möchten|brauchen|dürfen|wollen|finden|erhalten|benötigen|verwenden))(?!\p{L})/u

/** `Occasionally one of them becomes …`, `Fast alle von ihnen …` */
const ofThem =
  /^(?:\p{L}+,? ){0,2}(?:(?:one|some|many|most|all|each|any|few|none|several|neither) of (?:them|these|those|it|this)|(?:eine[rs]?|einige|viele|manche|alle|jede[rs]?|keine[rs]?|die meisten) (?:von (?:ihnen|diesen)|davon|dieser))(?!\p{L})/iu

/** @param sentence its words, without marks before them @param language base tag */
export function dangling(sentence: string, language: string): Dangling {
  const bare = sentence.replace(/^[^\p{L}\p{N}]+/u, '').slice(0, 120)
  const rules = openings[language]
  if (/^\p{Ll}/u.test(bare) && /\p{Lu}/u.test(sentence)) return 'strong' // the rest of something
  if (!rules) return 'none'
  if (rules.free.test(bare) || (language === 'de' && addressed.test(bare))) return 'none'
  if (rules.person.test(bare)) return 'person'
  if (ofThem.test(bare)) return 'strong'
  if (rules.strong.test(bare)) return 'strong'
  return rules.weak.test(bare) ? 'weak' : 'none'
}
