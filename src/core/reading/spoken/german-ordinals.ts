/**
 * The ending of a German ordinal that is written as a number with a full stop: "am 3. Mai" am dritten Mai, "der
 * 1. Weltkrieg" der erste, "ein 2. Versuch" ein zweiter. It follows from the word before, and after "der" and "ein"
 * from the gender of the noun behind, which is guessed from its ending.
 */
import { ordinalStemGerman, type Gender } from './numbers-german.ts'
import { matchAt, wordBefore, wordsBefore, type Rule, type Said, type Scene } from './scan.ts'

const weak = new Set(
  'am im vom zum beim zur dem den des einem einen eines einer keinem keinen keines keiner meinem meinen meines meiner deinem deinen deines deiner seinem seinen seines seiner ihrem ihren ihres ihrer unserem unseren unseres unserer eurem euren eures eurer diesem diesen jenem jenen jedem jeden jeder dieser jener unterm hinterm überm vorm ersten zweiten dritten letzten beiden alle beide v.'.split(' '), // prettier-ignore
)
const bare = new Set('das die ins ans aufs durchs fürs ums übers unters vors hinters eine keine meine deine seine ihre unsere eure diese jene jede dieses jenes jedes welche welches manche'.split(' ')) // prettier-ignore
const strong = new Set('ein kein mein dein sein ihr unser euer'.split(' '))
/** Prepositions with the dative, which without an article give the strong ending: "ab drittem Mai". */
const dative = new Set('ab seit von nach mit aus bei zu'.split(' '))
const accusative = new Set('bis gegen für ohne durch um'.split(' '))

const feminine = /(?:ung|heit|keit|schaft|ion|tät|ik|ur|enz|anz|ie|in|ei|age)$/
const feminineWords = new Set(
  'Klasse Etage Auflage Ausgabe Liga Bundesliga Reihe Stufe Person Phase Runde Woche Stunde Minute Sekunde Nacht Hand Wahl Seite Zeile Spalte Spielzeit Hälfte Halbzeit Kammer Welt Frau Tochter Ehe Geige Strophe Szene Folge Staffel Lektion Aufgabe Frage Potenz Wurzel Symphonie Sinfonie Zone Sprache Generation Welle Mahnung Rate Republik Internationale Meile Etappe Säule Stelle Wahlperiode Legislaturperiode Armee Kompanie Kohorte Dosis Impfung Oberstufe Schicht Sitzung Änderung Verordnung Mannschaft Schwangerschaftswoche SSW Instanz Kraft Fassung Straße Avenue Gruppe Chance Ebene Aufführung Ableitung Dimension Jahreshälfte Adventswoche Lesung Aufl Ausg Kl'.split(' '), // prettier-ignore
)
const neuterWords = new Set(
  'Mal Jahr Jh Jhd Jhdt Jahrhundert Jahrtausend Jahrzehnt Kapitel Buch Kind Reich Semester Quartal Halbjahr Vierteljahr Stockwerk Geschoss Obergeschoss Untergeschoss OG UG Gebot Spiel Tor Lebensjahr Schuljahr Gesetz Zimmer Haus Bild Blatt Wort Beispiel Experiment Opfer Viertel Drittel Drama Konzert Lied Glied Bataillon Regiment Korps Album Treffen Date Testament Rennen Finale Thema Mitglied Modul Ziel Land Werk Schloss Trimester Trikot Element Auto Boot Fahrrad Foto Video Lebensmonat Schiff Pferd Dorf Fenster Geld Hotel Restaurant Kleid Leben Licht Mädchen Messer Netz Ohr Paar Projekt Rad Rätsel System Team Telefon Tier Ufer Unternehmen Volk Wasser Wochenende Wunder Zeichen Ergebnis Ereignis Gespräch Interview Festival Programm Protokoll Kabinett Bier Ei Schulhalbjahr Grad Ende Prozent Kilo Gramm Pfund'.split(' '), // prettier-ignore
)
const neuterEnding = /(?:chen|lein|ment|tum|jahr|buch|spiel|haus|kapitel|jahrhundert|geschoss)$/

/** The gender of a noun by its ending; masculine where nothing says otherwise. */
export function genderOf(noun: string): Gender {
  if (neuterWords.has(noun) || neuterEnding.test(noun)) return 'n'
  if (feminineWords.has(noun) || feminine.test(noun)) return 'f'
  return 'm'
}

export const germanMonths = [
  'Januar', 'Februar', 'März', 'April', 'Mai', 'Juni', 'Juli', 'August', 'September', 'Oktober', 'November', 'Dezember',
] as const // prettier-ignore
export const monthPattern =
  'Januar|Jänner|Februar|Feber|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|(?:Jan|Jän|Feb|Mär|Apr|Jun|Jul|Aug|Sept|Sep|Okt|Nov|Dez)\\b\\.?'

/** The full name of a month that is written in full or short. */
export function fullMonthGerman(text: string): string {
  const start = text.replace('.', '')
  if (start === 'Jänner' || start === 'Feber') return start
  return (
    germanMonths.find((name) => name.startsWith(start.slice(0, 3))) ?? (start === 'Jän' ? 'Jänner' : text)
  )
}

/** The ending "e", "en", "er", "es" or "em" for an ordinal at `at` before `noun` ('' for none); a month is masculine. */
export function ordinalEnding(scene: Scene, at: number, noun: string, isMonth: boolean, depth = 0): string {
  const { text } = scene
  const before = wordBefore(text, at).toLowerCase()
  const gender = isMonth ? 'm' : genderOf(noun)
  const isPlural =
    !isMonth &&
    /(?:en|innen|spiele|tage|jahre)$/.test(noun) &&
    !/(?:ungen|wagen|kuchen|orden|chen|boden|garten|regen|schaden|laden)$/.test(noun)
  if (before === 'der') return gender === 'f' || (isPlural && !isMonth) ? 'en' : 'e'
  if (before === 'die') return isPlural && gender !== 'f' ? 'en' : 'e'
  if (before === 'dieser' || before === 'jeder' || before === 'jener') return gender === 'f' ? 'en' : 'e'
  if (weak.has(before)) return 'en'
  if (bare.has(before)) return 'e'
  if (strong.has(before)) return gender === 'n' ? 'es' : gender === 'f' ? 'e' : 'er'
  // "vom 1. bis 3. Mai", "der 1. und 2. Weltkrieg": as the ordinal before.
  const linked =
    /(?<!\d)(\d{1,3})\.? ?(?:und|oder|bis|sowie|bzw\.|,|\/|–|-|&)(?: (?:zum|dem|den|der) )? ?$/.exec(
      text.slice(Math.max(0, at - 32), at),
    )
  if (linked) {
    const start = Math.max(0, at - 32) + linked.index
    if (start < at && depth < 6) return ordinalEnding(scene, start, noun, isMonth, depth + 1)
  }
  const words = wordsBefore(text, at).map((word) => word.toLowerCase())
  // "im frühen 20. Jahrhundert": as the adjective before, where that has its ending from a determiner.
  const adjective = /^\p{Ll}{3,}?(en|em|er|es|e)$/u.exec(before)
  if (adjective && isDeterminer(words.at(-2) ?? '')) return adjective[1]!
  if (before === 'bis' && isMonth) return 'en'
  if (isMonth) {
    // "am Montag, 3. Mai": the weekday stands between.
    const near = words.slice(-3)
    if (
      near.some(
        (word) =>
          word === 'am' ||
          word === 'vom' ||
          word === 'zum' ||
          word === 'dem' ||
          word === 'den' ||
          word === 'beim',
      )
    )
      return 'en'
    if (dative.has(before)) return 'em'
    if (accusative.has(before)) return 'en'
    return 'er'
  }
  if (dative.has(before)) return gender === 'f' ? 'er' : 'em'
  if (before === 'in' || before === 'auf' || before === 'an') return gender === 'f' ? 'er' : 'em'
  if (accusative.has(before)) return gender === 'm' ? 'en' : gender === 'f' ? 'e' : 'es'
  return gender === 'n' ? 'es' : gender === 'f' ? 'e' : 'er'
}

/** Words that begin a sentence, so that the full stop before them ended one: "Es waren 3. Der Hund …". */
const starters = new Set(
  'Der Die Das Ein Eine Einer Er Sie Es Wir Ich Ihr Du Man In Im Am An Auf Aus Bei Mit Nach Von Vor Zu Zur Zum Und Oder Aber Denn Doch Sondern Auch Als Wenn Weil Dass Ob Da Dann Dort Hier So Nun Nur Noch Schon Nicht Kein Keine Alle Alles Diese Dieser Dieses Jeder Jede Was Wer Wie Wo Warum Um Für Durch Ohne Gegen Über Unter Zwischen Seit Bis Sein Seine Ihre Unser Mein Meine Danach Dabei Dazu Damit Deshalb Daher Trotzdem Jedoch Heute Gestern Morgen Später Dem Den Des Siehe Vgl'.split(' '), // prettier-ignore
)

const ordinal =
  /(\d{1,4}|[1-9]\d{0,2}\.\d{3})\.(?= ?(?:[–—/-]|u\. |und |oder |bis |sowie |bzw\. |, ?|& )? ?(?:\d{1,4}\.|\p{L}|$))/uy
const nounAfter = /\.? ?((?:\p{Ll}+ ){0,2})(\p{Lu}[\p{L}-]*)/uy
const chained =
  /\.(?: ?[–—/-] ?| u\. | und (?:der |die |das |dem |den )?| oder (?:der |die |das |dem |den )?| bis (?:zum |zur |zu |einschließlich )?|, ?| & )(?=\d{1,4}\.)/y
/** "2., überarbeitete Auflage" */
const edition = /\., (?:\p{Ll}+\.? (?:und )?){1,3}(?:Aufl|Ausg)/uy
const monthAfter = new RegExp(`\\.? ?(${monthPattern})(?!\\p{L})`, 'uy')

function isDeterminer(word: string): boolean {
  const low = word.toLowerCase()
  return low === 'der' || weak.has(low) || bare.has(low) || strong.has(low)
}

/** "3. Mai", "der 1. Weltkrieg", "im 19. Jahrhundert", "vom 1.–3. Mai"; not "Es waren 3." */
export const ordinalRuleGerman: Rule = (scene, at): Said | undefined => {
  const { text } = scene
  if (/[\d.,]/.test(text[at - 1] ?? '') && !/[–,]/.test(text[at - 1] ?? '')) return undefined
  const match = matchAt(ordinal, text, at)
  if (!match) return undefined
  const digits = match[1]!.replace('.', '')
  const stop = at + match[1]!.length
  const before = wordBefore(text, at)
  const determined = isDeterminer(before)
  if (digits.length > 3 && !determined) return undefined
  // A row of ordinals ("1., 2. und 3. Preis") shares the noun at its end.
  let last = stop
  let joint: string | undefined
  for (let step = 0; step < 4; step++) {
    const link = matchAt(chained, text, last)
    if (!link) break
    const next = matchAt(/\d{1,4}/y, text, last + link[0].length)!
    joint ??= link[0]
    last += link[0].length + next[0].length
  }
  const month = matchAt(monthAfter, text, last)
  const noun = month ? undefined : matchAt(nounAfter, text, last)
  const name = noun?.[2] ?? ''
  const adjective = (noun?.[1] ?? '') !== ''
  if (!month) {
    if (matchAt(edition, text, stop)) return { end: stop + 1, say: `${ordinalStemGerman(digits)}e` }
    if (
      scene.context !== 'text' &&
      at === 0 &&
      !joint &&
      !(feminineWords.has(name) || neuterWords.has(name) || name === 'Weltkrieg')
    )
      return undefined
    const follows = text.slice(last, last + 3)
    if (!/^\. ?\p{L}/u.test(follows)) {
      if (
        !(
          determined &&
          /^\.(?:$|[ ,;:!?)])/.test(follows) &&
          /^(?:der|die|das|am|zum|vom|den|dem)$/i.test(before) &&
          digits.length < 3
        )
      )
        return undefined
      // "am 3." and nothing behind: the day.
      const isLast = /^\.\s*$/.test(text.slice(last, last + 8))
      return {
        end: isLast ? stop : stop + 1,
        say: ordinalStemGerman(digits) + ordinalEnding(scene, at, '', true),
      }
    }
    if (
      !joint &&
      /^(?:als|wurde|wird|werden|wurden|war)$/.test(before) &&
      /^\. \p{Ll}/u.test(follows) &&
      digits.length < 3
    ) {
      const stem = ordinalStemGerman(digits)
      return { end: stop + 1, say: `${stem[0]!.toUpperCase()}${stem.slice(1)}er` }
    }
    if (!name && !determined) return undefined
    if (starters.has(name) && !adjective && !determined) return undefined
    if (adjective && !determined) return undefined
    if (
      !determined &&
      /^(?:Kapitel|Seite|Band|Teil|Nr\.|Nummer|Abb\.|Tab\.|Platz|Raum|Zimmer|Artikel|Abschnitt|Satz|Punkt|Absatz|S\.|Kap\.|Bd\.|waren|sind|ist|nur)$/.test(
        before,
      )
    )
      return undefined
  }
  const ending = ordinalEnding(scene, at, name, month !== undefined)
  const said = ordinalStemGerman(digits) + ending
  const dash = /^\. ?[–—-] ?$/.exec(joint ?? '')
  if (dash) return { end: stop + dash[0].length, say: `${said} bis ` }
  if (joint?.includes('/')) return { end: stop + joint.length, say: `${said} ` }
  return { end: stop + 1, say: said }
}
