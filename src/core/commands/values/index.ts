/** Every kind of slot, with how it is read. */
import type { CommandLanguage } from '../../../contract/hearing.ts'
import { isPolite } from '../tokens.ts'
import { readMinutes, readSeconds } from './durations.ts'
import { readClock, readExpression } from './sums.ts'
import { opensQuotation, quotedAt, readName, writtenAt } from './names.ts'
import { readCount, readLevel, readNamedSpeed, readNumberName, readOrdinal, readPage, readPercent, readPlain, readRate, readSpeed, readTimes } from './numbers.ts' // prettier-ignore
import type { ReadValue, Reading, Sentence } from './value.ts'

/**
 * Words that show that what follows “open”, “find” and the like is no title or text: somebody's own things, or a part
 * of a sentence that is about something else.
 */
export const notNamed: Readonly<Record<CommandLanguage, ReadonlySet<string>>> = {
  en: new Set(['me', 'us', 'my', 'your', 'our', 'his', 'her', 'their', 'out', 'up', 'it', 'that', 'this', 'him', 'them', 'you', 'someone', 'somebody', 'something', 'anything', 'some', 'to', 'myself', 'yourself', 'and', 'is', 'are', 'was', 'i', 'we', 'not', 'if', 'because', 'so', 'but', 'when', 'over', 'again', 'from', 'aloud', 'how', 'why', 'what', 'who', 'a']),
  de: new Set(['mir', 'uns', 'mein', 'meine', 'meinen', 'meinem', 'meiner', 'dein', 'deine', 'deinen', 'unser', 'unsere', 'ihr', 'ihm', 'sie', 'es', 'das', 'dies', 'jemand', 'jemanden', 'etwas', 'raus', 'heraus', 'dich', 'mich', 'sich', 'und', 'ist', 'sind', 'war', 'ich', 'wir', 'nicht', 'ob', 'weil', 'aber', 'wenn', 'wie', 'warum', 'was', 'wer', 'dass', 'ein', 'eine', 'einen', 'schon', 'gut', 'schön', 'toll']),
  fr: new Set(['moi', 'nous', 'mon', 'ma', 'mes', 'ton', 'ta', 'tes', 'notre', 'nos', 'votre', 'vos', 'son', 'sa', 'ses', 'ça', 'cela', 'quelqu\'un', 'quelque', 'et', 'est', 'sont', 'je', 'il', 'elle', 'on', 'pas', 'si', 'mais', 'quand', 'comment', 'pourquoi', 'qui', 'que', 'un', 'une']),
} // prettier-ignore

/** Things that other assistants look for, open and play; no books and no words of one, unless nothing else is said. */
const elsewhere: Readonly<Record<CommandLanguage, ReadonlySet<string>>> = {
  en: new Set(
    'app apps game games podcast podcasts radio song songs music movie movies film films video videos playlist station channel youtube spotify google internet online web restaurant restaurants flight flights hotel hotels weather directions recipe recipes price prices ticket tickets near nearby area airport stock job jobs website shop shops store stores phone'.split(
      ' ',
    ),
  ),
  de: new Set(
    'app spiel spiele podcast podcasts radio lied lieder musik film filme video videos playlist sender kanal youtube spotify google internet online restaurant restaurants flug flüge hotel hotels wetter wegbeschreibung rezept rezepte preis preise ticket tickets nähe flughafen aktie aktien laden geschäft handy'.split(
      ' ',
    ),
  ),
  fr: new Set(
    'appli jeu jeux podcast radio chanson chansons musique film films vidéo vidéos playlist chaîne youtube spotify google internet restaurant restaurants vol vols hôtel météo itinéraire recette recettes prix billet billets aéroport'.split(
      ' ',
    ),
  ),
}
/** Words of a name or of what is sought; each more makes a sentence of it. */
const usualLength = 5

function strangeness({ words, language }: Sentence, from: number, to: number): number {
  const length = to - from
  const strange = length > 1 && words.slice(from, to).some((word) => elsewhere[language].has(word))
  return 0.07 * Math.max(0, length - usualLength) + (strange ? 0.4 : 0)
}

/** Any words to the end of what the phrase leaves, as they were written. */
function freeText(cost: number, most: number, careful: boolean): ReadValue {
  return (sentence, at) => {
    if (at >= sentence.words.length) return []
    const strange = careful && notNamed[sentence.language].has(sentence.words[at]!)
    if (strange && !(most > 1 && opensQuotation(sentence, at))) return []
    const readings: Reading[] = []
    for (let end = at + 1; end <= Math.min(sentence.words.length, at + most); end++) {
      // politeness is no part of a name; the same sentence is read without it, too
      if (careful && isPolite(sentence.words[end - 1]!, sentence.language)) continue
      readings.push({
        length: end - at,
        // what stands in quotation marks is meant as it stands: “the keeper” with its article
        value: (most > 1 && quotedAt(sentence, at, end)) || writtenAt(sentence, at, end),
        cost: cost + 0.002 * (end - at) + (careful ? strangeness(sentence, at, end) : 0),
      })
    }
    return readings
  }
}

/** A name on screen, else any words: the app looks again. */
const namedOr =
  (named: ReadValue, free: ReadValue): ReadValue =>
  (sentence, at) => {
    const readings = named(sentence, at)
    return [
      ...readings,
      ...free(sentence, at).filter(({ length }) => !readings.some((known) => known.length === length)),
    ]
  }

const title = freeText(0.12, 14, true)

/** A title without the word “book” before it: no single everyday thing, which would be some door or window. */
const bareTitle: ReadValue = (sentence, at) => {
  const first = sentence.words[at] ?? ''
  const least = articles[sentence.language].has(first) ? 3 : 1
  return title(sentence, at)
    .filter(
      ({ length }) => length >= least || /^\p{Lu}/u.test(writtenAt(sentence, at + length - 1, at + length)),
    )
    .map((reading) => ({
      ...reading,
      cost: reading.cost + (sentence.context.documents.length > 0 ? 0.3 : 0.1),
    }))
}
const articles: Readonly<Record<CommandLanguage, ReadonlySet<string>>> = {
  en: new Set(['the', 'a', 'an']),
  de: new Set(['der', 'die', 'das', 'den', 'dem', 'ein', 'eine', 'einen']),
  fr: new Set(['le', 'la', 'les', 'un', 'une']),
}

/** A title by its capitals, first and last, where nothing else says that it is one. */
const capitalTitle: ReadValue = (sentence, at) =>
  title(sentence, at).filter(
    ({ length }) =>
      length > 1 &&
      /^\p{Lu}/u.test(writtenAt(sentence, at, at + 1)) &&
      /^\p{Lu}/u.test(writtenAt(sentence, at + length - 1, at + length)),
  )

/** One word, as written. */
const oneWord: ReadValue = (sentence, at) => freeText(0.06, 1, true)(sentence, at)

export const kinds: Readonly<Record<string, ReadValue>> = {
  count: readCount,
  few: readCount, // as `count`; the grammar offers fewer
  percent: readPercent,
  share: readPercent, // as `percent`; the grammar offers what a gist can be
  level: readLevel,
  size: readLevel, // as `level`; the grammar offers sizes of text
  plain: readPlain,
  speed: readSpeed,
  namedSpeed: readNamedSpeed,
  timesSpeed: readTimes,
  rate: readRate,
  seconds: readSeconds,
  minutes: readMinutes,
  page: readPage,
  chapterNumber: readNumberName,
  ordinal: readOrdinal,
  chapter: namedOr(readName('chapters'), freeText(0.25, 14, true)),
  /** “the … chapter”: hardly ever a title. */
  vagueChapter: freeText(0.4, 4, true),
  knownChapter: readName('chapters'),
  bookmark: namedOr(readName('bookmarks'), freeText(0.1, 12, false)),
  knownBookmark: readName('bookmarks'),
  document: namedOr(readName('documents'), title),
  knownDocument: readName('documents'),
  openTitle: bareTitle,
  capitalTitle,
  voice: namedOr(readName('voices'), freeText(0.1, 5, true)),
  knownVoice: readName('voices'),
  profile: namedOr(readName('profiles'), freeText(0.1, 4, true)),
  knownProfile: readName('profiles'),
  /** A new name, or a note: whatever it is. */
  words: freeText(0.06, 300, false),
  /** What is looked for. */
  sought: freeText(0.1, 30, true),
  /** A word of the page. */
  word: oneWord,
  pageWord: oneWord, // as `word`; the grammar offers those of the page
  words3: freeText(0.06, 4, true),
  clock: readClock,
  expression: readExpression,
}
