/** Spoken punctuation in German, and when those words are just words. */
import type { MarkTable } from './marks.ts'
import { free, low, opening, stop, tight } from './marks-shapes.ts'

/** Articles and their like that a masculine, a feminine and a neuter noun may follow. */
const masculine = `der den dem des ein einen einem eines kein keinen keinem keines mein meinen meinem dein deinen deinem sein
  seinen seinem ihr ihren ihrem unser unseren unserem dieser diesen diesem jener jenen jeder jeden jedem welcher welchen
  welchem mancher manchen irgendein irgendeinen derselbe denselben demselben am im zum vom beim`
const feminine = `die der eine einer keine keiner meine meiner deine seine seiner ihre ihrer unsere unserer diese dieser jene
  jede jeder welche welcher zur`
const neuter = `das dem des ein einem eines kein keinem keines mein meinem dein deinem sein seinem ihr ihrem unser unserem
  dieses diesem jenes jedes jedem welches welchem manches irgendein dasselbe demselben am im zum vom beim ins ans`
const setOf = (words: string) => new Set(words.trim().split(/\s+/))
const genders = { m: setOf(masculine), f: setOf(feminine), n: setOf(neuter) }
const determiners = new Set([...genders.m, ...genders.f, ...genders.n])
/** Those of them that can stand alone at a phrase's end: “ich will das Komma aber nicht jetzt”. */
const alone = setOf('das die der den dem ihr sein ein eine keine diese dieser dieses meine deine')

function genderOf(phrase: string): Set<string> {
  if (/(?:punkt|strich|apostroph|absatz|klammeraffe)$/.test(phrase)) return genders.m
  if (/(?:klammer|raute|tilde|zeile|taste)$/.test(phrase)) return genders.f
  return genders.n
}
const adjective = /(?:e|en|er|es|em)$/
const points = new Set(
  `springende wunde wunder wichtige wichtiger wichtigen wichtigste wichtigsten erste erster ersten zweite zweiter zweiten
  dritte dritter dritten vierte vierten fünfte letzte letzter letzten nächste nächster nächsten entscheidende
  entscheidender entscheidenden kritische kritischer kritischen zentrale zentraler zentralen weitere weiterer weiteren
  höchste höchster höchsten tiefste tiefster tiefsten toter toten blinde gute guter guten ganz andere anderer anderen
  einzige einziger einzigen grüne grüner roter rote rote schwarzer kleiner kleine dicker bestimmter bestimmten
  strittige strittiger strittigen offene offener offenen`
    .trim()
    .split(/\s+/),
)
const numberWord = /^(?:eins|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|\d+)$/

/** What stands before “sein” and “ihr” that are no possessives: “das muss sein”, “mit ihr”. */
const beforeVerb =
  /^(?:muss|müssen|kann|können|soll|sollen|darf|dürfen|könnte|sollte|wird|werden|würde|mag|zu|mit|von|bei|wollen|will|möchte)$/

/** Whether what precedes makes a noun of it, so that no mark is meant. */
function isNoun(keys: readonly string[], at: number, phrase: string): boolean {
  const previous = keys[at - 1] ?? ''
  const earlier = keys[at - 2] ?? ''
  const last = at + phrase.split(' ').length >= keys.length
  if (genderOf(phrase).has(previous)) {
    if (at === 1) return true
    // “was ist das”, “muss sein”, “ich kaufe ein”
    if (previous === 'das') return !last
    if (previous === 'sein' || previous === 'ihr') return !last && !beforeVerb.test(earlier)
    if (previous === 'ein') {
      return (
        !last || /^(?:ist|war|noch|nur|als|wie|auch|hat|gibt|fehlt|mit|um|für|hier|da|kommt)$/.test(earlier)
      )
    }
    return true
  }
  return adjective.test(previous) && points.has(previous) && determiners.has(earlier)
}

export const germanMarks: MarkTable = {
  marks: [
    [['punkt', 'schlusspunkt'], stop('.')],
    [['fragezeichen'], stop('?')],
    [['ausrufezeichen', 'ausrufungszeichen', 'rufzeichen'], stop('!')],
    [['komma', 'beistrich'], low(',')],
    [['semikolon', 'strichpunkt'], low(';')],
    [['doppelpunkt'], low(':')],
    [['auslassungspunkte', 'punkt punkt punkt'], low('…')],
    [['gedankenstrich', 'langer strich'], free('–')],
    [['bindestrich', 'trennstrich'], tight('-')],
    [['schrägstrich', 'slash'], tight('/')],
    [['umgekehrter schrägstrich', 'rückwärtsschrägstrich', 'backslash', 'rückstrich'], tight('\\')],
    [['unterstrich'], tight('_')],
    [['apostroph', 'hochkomma'], tight("'")],
    [
      [
        'anführungszeichen auf',
        'anführungszeichen unten',
        'anführungsstriche unten',
        'anführungsstriche auf',
        'öffnende anführungszeichen',
        'öffnendes anführungszeichen',
        'gänsefüßchen auf',
        'gänsefüßchen unten',
        'zitat anfang',
        'zitat auf',
        'anführung auf',
      ],
      opening('„'),
    ],
    [
      [
        'anführungszeichen zu',
        'anführungszeichen oben',
        'anführungsstriche oben',
        'anführungsstriche zu',
        'schließende anführungszeichen',
        'schließendes anführungszeichen',
        'gänsefüßchen zu',
        'gänsefüßchen oben',
        'zitat ende',
        'zitat zu',
        'anführung zu',
        'abführungszeichen',
      ],
      low('“'),
    ],
    [['klammer auf', 'runde klammer auf', 'öffnende klammer', 'klammern auf'], opening('(')],
    [['klammer zu', 'runde klammer zu', 'schließende klammer', 'klammern zu'], low(')')],
    [['eckige klammer auf'], opening('[')],
    [['eckige klammer zu'], low(']')],
    [['geschweifte klammer auf'], opening('{')],
    [['geschweifte klammer zu'], low('}')],
    [['spitze klammer auf', 'kleiner als zeichen', 'kleiner-als-zeichen'], free('<')],
    [['spitze klammer zu', 'größer als zeichen', 'größer-als-zeichen'], free('>')],
    [['und-zeichen', 'undzeichen', 'und zeichen', 'kaufmännisches und'], free('&')],
    [['at-zeichen', 'at zeichen', 'klammeraffe', 'klammeraffen'], tight('@')],
    [['prozentzeichen'], free('%')],
    [['dollarzeichen'], free('$')],
    [['eurozeichen', 'euro-zeichen'], free('€')],
    [['raute', 'rautezeichen', 'hashtag'], opening('#')],
    [['gradzeichen'], low('°')],
    [['pluszeichen'], free('+')],
    [['minuszeichen'], free('−')],
    [['gleichheitszeichen', 'gleichzeichen', 'istgleich'], free('=')],
    [['malzeichen'], free('×')],
    [['sternchen'], free('*')],
    [['senkrechter strich'], free('|')],
    [['tilde'], opening('~')],
    [['paragraphenzeichen', 'paragrafenzeichen'], free('§')],
    [['copyrightzeichen'], free('©')],
    [['aufzählungspunkt', 'aufzählungszeichen'], free('•')],
  ],
  breaks: [
    [['neue zeile', 'nächste zeile', 'zeilenumbruch', 'neuezeile'], '\n'],
    [['neuer absatz', 'nächster absatz', 'neuen absatz', 'absatz'], '\n\n'],
    [['tabulator', 'tabulatortaste', 'tab-taste'], '\t'],
  ],
  pairs: [],
  literal: ['wörtlich', 'buchstäblich'],
  noSpace: ['kein leerzeichen', 'ohne leerzeichen'],
  space: ['leerzeichen', 'leertaste'],
  casing: {
    capital: ['groß', 'großgeschrieben', 'großbuchstabe', 'groß geschrieben', 'großschreiben'],
    upper: ['alles groß', 'in großbuchstaben', 'alles großgeschrieben'],
    lower: [
      'klein',
      'kleingeschrieben',
      'kleinbuchstabe',
      'alles klein',
      'klein geschrieben',
      'kleinschreiben',
    ],
    capitalOn: ['großschreibung an', 'großschreibung ein'],
    capitalOff: ['großschreibung aus'],
    upperOn: ['großbuchstaben an', 'großbuchstaben ein', 'feststelltaste an', 'alles groß an'],
    upperOff: ['großbuchstaben aus', 'feststelltaste aus', 'alles groß aus'],
    lowerOn: ['kleinschreibung an', 'kleinbuchstaben an', 'kleinschreibung ein'],
    lowerOff: ['kleinschreibung aus', 'kleinbuchstaben aus'],
  },
  isWord(keys, at, phrase) {
    const next = keys[at + phrase.split(' ').length] ?? ''
    const previous = keys[at - 1] ?? ''
    switch (phrase) {
      case 'punkt':
        if (
          isNoun(keys, at, phrase) ||
          previous === 'um' ||
          /^(?:pro|je|auf|einige|mehrere|viele|unter|tagesordnung)$/.test(previous)
        )
          return true
        return (
          (numberWord.test(next) &&
            (at === 0 || /^(?:zu|unter|in|siehe|bei|und|nach|von|ab)$/.test(previous))) ||
          (/^(?:der|für|des)$/.test(next) && at === 0)
        )
      case 'groß':
      case 'klein':
        // an adjective as a rule: only before a single letter
        return !/^\p{L}$/u.test(next)
      case 'großgeschrieben':
      case 'groß geschrieben':
      case 'großschreiben':
      case 'kleingeschrieben':
      case 'klein geschrieben':
      case 'kleinschreiben':
        return (
          next === '' ||
          /^(?:wird|werden|wurde|ist|man|muss|immer|und|zu|werden|sind)$/.test(previous) ||
          /^(?:wird|werden|ist|und|oder|sein|sind)$/.test(next)
        )
      case 'großbuchstabe':
      case 'kleinbuchstabe':
        return !/^\p{L}$/u.test(next) || determiners.has(previous)
      case 'alles groß':
      case 'alles klein':
      case 'in großbuchstaben':
        return (
          next === '' || /^(?:ist|war|und|geschrieben|schreiben|wird|machen)$/.test(next) || previous !== ''
        )
      case 'absatz':
        // a sales figure, a heel, a section of a law: a break only where it is said alone
        return keys.length > 1
      case 'raute':
      case 'sternchen':
      case 'tilde':
      case 'slash':
        return (
          at === 0 ||
          isNoun(keys, at, phrase) ||
          determiners.has(previous) ||
          /^(?:mit|ohne|als|ein|von)$/.test(previous)
        )
      case 'neue zeile':
      case 'neuer absatz':
      case 'neuen absatz':
      case 'nächste zeile':
      case 'nächster absatz':
        return determiners.has(previous) && !alone.has(previous)
          ? true
          : /^(?:ein|eine|einen|die|der|den|jede|jeder)$/.test(previous) || /^(?:von|im|des|der)$/.test(next)
      case 'kein leerzeichen':
      case 'ohne leerzeichen':
        return (
          next === '' ||
          previous === '' ||
          /^(?:ist|war|hat|haben|gibt|es|da|dort|sind)$/.test(previous) ||
          /^(?:ist|vor|nach|zwischen|mehr|und|oder|am|im|in|zu)$/.test(next)
        )
      case 'zitat ende':
      case 'zitat anfang':
      case 'zitat auf':
      case 'zitat zu':
        return determiners.has(previous)
      case 'leerzeichen':
      case 'leertaste':
        return (
          isNoun(keys, at, phrase) ||
          determiners.has(previous) ||
          /^(?:kein|ohne|mit|viele|zwei|mehrere)$/.test(previous)
        )
      default:
        return isNoun(keys, at, phrase)
    }
  },
}
