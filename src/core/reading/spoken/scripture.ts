/** Places in the Bible: "1 Cor. 13:4–7", "Joh 3,16". Their commas and colons are neither decimals nor times. */
import { matchAt, type Rule, type Scene } from './scan.ts'

const english = 'Gen|Genesis;Exod?|Exodus;Lev|Leviticus;Num|Numbers;Deut|Deuteronomy;Josh|Joshua;Judg|Judges;Sam|Samuel;Kgs|Kings;Chr|Chronicles;Neh|Nehemiah;Esth|Esther;Pss?|Psalm;Prov|Proverbs;Eccl|Ecclesiastes;Isa|Isaiah;Jer|Jeremiah;Lam|Lamentations;Ezek|Ezekiel;Dan|Daniel;Hos|Hosea;Mic|Micah;Hab|Habakkuk;Zech|Zechariah;Mal|Malachi;Matt?|Matthew;Mk|Mark;Lk|Luke;Jn|John;Rom|Romans;Cor|Corinthians;Gal|Galatians;Eph|Ephesians;Phil|Philippians;Col|Colossians;Thess|Thessalonians;Tim|Timothy;Heb|Hebrews;Jas|James;Pet|Peter;Rev|Revelation;Corinthians|Corinthians;Samuel|Samuel;Kings|Kings;Chronicles|Chronicles;Thessalonians|Thessalonians;Timothy|Timothy;Peter|Peter;John|John' // prettier-ignore
const german = 'Mos|Mose;Mose|Mose;Jos|Josua;Ri|Richter;Sam|Samuel;Kön|Könige;Chr|Chronik;Neh|Nehemia;Ps|Psalm;Spr|Sprüche;Koh|Kohelet;Jes|Jesaja;Jer|Jeremia;Hes|Hesekiel;Ez|Ezechiel;Dan|Daniel;Mt|Matthäus;Matth|Matthäus;Mk|Markus;Lk|Lukas;Joh|Johannes;Apg|Apostelgeschichte;Röm|Römer;Kor|Korinther;Gal|Galater;Eph|Epheser;Phil|Philipper;Kol|Kolosser;Thess|Thessalonicher;Tim|Timotheus;Hebr|Hebräer;Jak|Jakobus;Petr|Petrus;Offb|Offenbarung;Makk|Makkabäer;Korinther|Korinther;Petrus|Petrus;Johannes|Johannes;Matthäus|Matthäus;Markus|Markus;Lukas|Lukas;Römer|Römer;Psalm|Psalm' // prettier-ignore

interface Words {
  readonly base: 'en' | 'de'
  readonly say: (digits: string) => string
  readonly to: string
  readonly firsts: readonly string[]
}

/** For a word or a number that a place may begin with. */
export function scriptureRule({ base, say, to, firsts }: Words): Rule {
  const names = new Map<string, string>()
  const patterns: string[] = []
  for (const row of (base === 'de' ? german : english).split(';')) {
    const [pattern, name] = row.split('|') as [string, string]
    patterns.push(pattern)
    for (const written of pattern.endsWith('?') ? [pattern.slice(0, -2), pattern.slice(0, -1)] : [pattern])
      names.set(written, name)
  }
  const place = new RegExp(`(?:([1-5])\\.? ?)?(${patterns.join('|')})\\.? (\\d{1,3})${base === 'de' ? ',' : ':'} ?(\\d{1,3})(?:[–-](\\d{1,3}))?(?!\\d|[.,]\\d)(ff?\\.?)?`, 'uy') // prettier-ignore
  const start = new RegExp(
    `[1-5]\\.? ?\\p{Lu}|${base === 'de' ? '[MJRSKCNPHEDLAGTO]' : '[GELNDJSKCPIHMZRT]'}\\p{Ll}`,
    'uy',
  )
  return (scene: Scene, at) => {
    const { text } = scene
    if (!matchAt(start, text, at) || /[\p{L}\d.,]/u.test(text[at - 1] ?? '')) return undefined
    const match = matchAt(place, text, at)
    if (!match) return undefined
    const [, book, short, chapter, verse, last, following] = match
    const lead = book ? `${firsts[Number(book) - 1]} ` : ''
    const more = last
      ? ` ${to} ${say(last)}`
      : following
        ? base === 'de'
          ? ' und folgende'
          : ' and following'
        : ''
    return {
      end: at + match[0].length,
      say: `${lead}${names.get(short!)} ${say(chapter!)}, ${say(verse!)}${more}`,
    }
  }
}
