/** German words that are not said as they are written: abbreviations, laws, Roman numerals. */
import { spell } from './links.ts'
import { cardinalGerman, ordinalStemGerman, yearGerman } from './numbers-german.ts'
import { genderOf, ordinalEnding } from './german-ordinals.ts'
import { plainlyRoman, romanValue } from './roman.ts'
import { matchAt, wordAfter, wordBefore, wordsBefore, type Rule, type Said } from './scan.ts'

/** Abbreviations of several parts; spaces between the parts may be missing. Longest first. */
const parted: readonly (readonly [string, string])[] = [
  ['i. d. R.', 'in der Regel'], ['i. d. F.', 'in der Fassung'], ['i. A.', 'im Auftrag'], ['i. V.', 'in Vertretung'], ['i. e. S.', 'im engeren Sinne'], ['i. w. S.', 'im weiteren Sinne'], ['i. S. v.', 'im Sinne von'], ['i. S. d.', 'im Sinne des'], ['i. V. m.', 'in Verbindung mit'], ['i. H. v.', 'in Höhe von'], ['i. Allg.', 'im Allgemeinen'], ['i. B.', 'im Besonderen'], ['i. J.', 'im Jahre'], ['i. R.', 'im Ruhestand'],
  ['u. a. m.', 'und anderes mehr'], ['u. v. m.', 'und viele mehr'], ['u. v. a. m.', 'und viele andere mehr'], ['u. v. a.', 'und viele andere'], ['u. Ä.', 'und Ähnliches'], ['u. ä.', 'und ähnliche'], ['u. dgl.', 'und dergleichen'], ['u. U.', 'unter Umständen'], ['u. E.', 'unseres Erachtens'], ['u. g.', 'unten genannt'], ['u. a.', 'unter anderem'], ['u. s. w.', 'und so weiter'], ['u. A. w. g.', 'um Antwort wird gebeten'],
  ['z. B.', 'zum Beispiel'], ['Z. B.', 'zum Beispiel'], ['z. T.', 'zum Teil'], ['Z. T.', 'zum Teil'], ['z. Zt.', 'zurzeit'], ['z. Z.', 'zurzeit'], ['z. H.', 'zu Händen'], ['z. Hd.', 'zu Händen'], ['z. K.', 'zur Kenntnis'],
  ['d. h.', 'das heißt'], ['D. h.', 'das heißt'], ['d. i.', 'das ist'], ['d. J.', 'dieses Jahres'], ['d. M.', 'dieses Monats'], ['d. Ä.', 'der Ältere'], ['d. Gr.', 'der Große'], ['d. O.', 'der Obige'],
  ['o. Ä.', 'oder Ähnliches'], ['o. ä.', 'oder ähnlich'], ['o. g.', 'oben genannt'], ['o. a.', 'oben angeführt'], ['o. B.', 'ohne Befund'], ['o. J.', 'ohne Jahr'], ['o. O.', 'ohne Ort'], ['o. dgl.', 'oder dergleichen'],
  ['v. a.', 'vor allem'], ['V. a.', 'vor allem'], ['v. Chr.', 'vor Christus'], ['n. Chr.', 'nach Christus'], ['v. u. Z.', 'vor unserer Zeitrechnung'], ['u. Z.', 'unserer Zeitrechnung'], ['v. l. n. r.', 'von links nach rechts'], ['v. H.', 'von Hundert'], ['m. E.', 'meines Erachtens'], ['M. E.', 'meines Erachtens'], ['m. W.', 'meines Wissens'], ['s. o.', 'siehe oben'], ['s. u.', 'siehe unten'], ['S. o.', 'siehe oben'], ['S. u.', 'siehe unten'], ['a. a. O.', 'am angegebenen Ort'], ['a. D.', 'außer Dienst'], ['a. M.', 'am Main'], ['a. d.', 'an der'], ['e. V.', 'E.V'], ['a. o.', 'außerordentlich'], ['h. c.', 'honoris causa'], ['p. a.', 'pro Jahr'], ['g. g. A.', 'geschützte geografische Angabe'], ['ü. d. M.', 'über dem Meer'], ['ü. NN', 'über Normalnull'], ['ü. M.', 'über Meer'], ['b. w.', 'bitte wenden'], ['k. A.', 'keine Angabe'], ['k. o.', 'K.O'], ['k. u. k.', 'kaiserlich und königlich'], ['f. d. R.', 'für die Richtigkeit'], ['St. Gallen', 'Sankt Gallen'], ['Dipl.-Ing.', 'Diplomingenieur'], ['Dipl.-Kfm.', 'Diplomkaufmann'], ['Dipl.-Psych.', 'Diplompsychologe'], ['Dipl.-Inf.', 'Diplominformatiker'], ['Dipl.-Phys.', 'Diplomphysiker'], ['Dr.-Ing.', 'Doktoringenieur'], ['Dr. med.', 'Doktor med'], ['Ges. m. b. H.', 'Gesellschaft mit beschränkter Haftung'], ['et al.', 'und andere'], ['a. k. a.', 'auch bekannt als'], ['u. d. T.', 'unter dem Titel'],
] // prettier-ignore

/** At a sentence's head: "A. a. O.", "I. d. R."; not "I. V.", which would be somebody's initials. */
const capitalised = parted
  .filter(([written]) => /^\p{Ll}\. \p{Ll}/u.test(written))
  .map(([written, say]) => [written[0]!.toUpperCase() + written.slice(1), say] as const)
  .filter(([written]) => !parted.some(([other]) => other === written))

const byStart = new Map<string, (readonly [RegExp, string])[]>()
for (const [written, say] of [...parted, ...capitalised].sort(
  ([one], [other]) => other.length - one.length,
)) {
  const pattern = written.replaceAll('.', '\\.').replaceAll(' ', ' ?')
  const list = byStart.get(written[0]!) ?? []
  list.push([new RegExp(`${pattern}(?!\\p{L})`, 'uy'), say])
  byStart.set(written[0]!, list)
}

/** Expanded wherever they stand with a full stop. */
const withStop: Readonly<Record<string, string>> = {
  usw: 'und so weiter', bzw: 'beziehungsweise', ca: 'circa', Ca: 'circa', evtl: 'eventuell', Evtl: 'eventuell', ggf: 'gegebenenfalls', Ggf: 'gegebenenfalls', ggfs: 'gegebenenfalls', vgl: 'vergleiche', Vgl: 'vergleiche', sog: 'sogenannte', inkl: 'inklusive', Inkl: 'inklusive', exkl: 'exklusive', zzgl: 'zuzüglich', Zzgl: 'zuzüglich', abzgl: 'abzüglich', bspw: 'beispielsweise', Bspw: 'beispielsweise', beisp: 'beispielsweise', bez: 'bezüglich', bzgl: 'bezüglich', Bzgl: 'bezüglich', etc: 'et cetera', tgl: 'täglich', Abschn: 'Abschnitt', Urt: 'Urteil', ebd: 'ebenda', Ebd: 'ebenda', überarb: 'überarbeitete', erw: 'erweiterte', verb: 'verbesserte', aktual: 'aktualisierte', Beschl: 'Beschluss', usf: 'und so fort', nördl: 'nördlich', südl: 'südlich', östl: 'östlich', westl: 'westlich', geb: 'geboren', Geb: 'geboren', gest: 'gestorben', Gest: 'gestorben', Verh: 'verheiratet', Max: 'maximal', Pers: 'Personen', freundl: 'freundlichen', herzl: 'herzlichen', rel: 'relative', Gew: 'Gewicht', zw: 'zwischen', Zw: 'zwischen', Tabl: 'Tabletten', Präs: 'Präsident', Betr: 'Betreff', betr: 'betreffend', Schr: 'Schreiben', Anl: 'Anlage', ggü: 'gegenüber', geschl: 'geschlossen', Vorw: 'Vorwort', Nachw: 'Nachwort', Urk: 'Urkunde', verh: 'verheiratet', gesch: 'geschieden', gegr: 'gegründet', max: 'maximal', mind: 'mindestens', Mind: 'mindestens', durchschn: 'durchschnittlich', entspr: 'entsprechend', einschl: 'einschließlich', ausschl: 'ausschließlich', insb: 'insbesondere', insbes: 'insbesondere', Insb: 'insbesondere', allg: 'allgemein', allgem: 'allgemein', vorm: 'vormals', ehem: 'ehemals', urspr: 'ursprünglich', eigtl: 'eigentlich', jew: 'jeweils', jhrl: 'jährlich', monatl: 'monatlich', mtl: 'monatlich', wöchentl: 'wöchentlich', telef: 'telefonisch', Tel: 'Telefon', tel: 'telefonisch', Mob: 'Mobil', Hr: 'Herr', Hrn: 'Herrn', Fam: 'Familie', Prof: 'Professor', Dr: 'Doktor', Dres: 'Doktoren', Mag: 'Magister', Ing: 'Ingenieur', Dipl: 'Diplom', Hrsg: 'Herausgeber', hrsg: 'herausgegeben', Hg: 'Herausgeber', hg: 'herausgegeben', Verf: 'Verfasser', Übers: 'Übersetzung', übers: 'übersetzt', Aufl: 'Auflage', Ausg: 'Ausgabe', Jg: 'Jahrgang', Jhd: 'Jahrhundert', Jh: 'Jahrhundert', Jhs: 'Jahrhunderts', Jhdt: 'Jahrhundert', Jt: 'Jahrtausend', Mio: 'Millionen', Mrd: 'Milliarden', Tsd: 'tausend', Std: 'Stunden', Sek: 'Sekunden', Stk: 'Stück', Str: 'Straße', str: 'straße', Pl: 'Platz', Abs: 'Absatz', Anm: 'Anmerkung', Bd: 'Band', Bde: 'Bände', Bsp: 'Beispiel', Kap: 'Kapitel', Abb: 'Abbildung', Abt: 'Abteilung', Art: 'Artikel', Az: 'Aktenzeichen', Bez: 'Bezirk', Bhf: 'Bahnhof', Hbf: 'Hauptbahnhof', Fa: 'Firma', Fig: 'Figur', Gebr: 'Gebrüder', Kl: 'Klasse', Kto: 'Konto', lt: 'laut', Lt: 'laut', Nr: 'Nummer', Nrn: 'Nummern', Pkt: 'Punkt', Pos: 'Position', Red: 'Redaktion', Reg: 'Regierung', rd: 'rund', Rd: 'rund', s: 'siehe', Sa: 'Samstag', St: 'Sankt', Tab: 'Tabelle', Tg: 'Tag', Ziff: 'Ziffer', zit: 'zitiert', zz: 'zurzeit', zzt: 'zurzeit', Zzt: 'zurzeit', dgl: 'dergleichen', dt: 'deutsch', engl: 'englisch', franz: 'französisch', lat: 'lateinisch', griech: 'griechisch', ital: 'italienisch', span: 'spanisch', röm: 'römisch', kath: 'katholisch', ev: 'evangelisch', evang: 'evangelisch', jüd: 'jüdisch', österr: 'österreichisch', schweiz: 'schweizerisch', amerik: 'amerikanisch', bayer: 'bayerisch', staatl: 'staatlich', städt: 'städtisch', gem: 'gemäß', Gem: 'Gemeinde', vll: 'vielleicht', vllt: 'vielleicht', wiss: 'wissenschaftlich', Wdh: 'Wiederholung', Wz: 'Warenzeichen', svw: 'so viel wie', resp: 'respektive', Temp: 'Temperatur', tägl: 'täglich', stellv: 'stellvertretend', bes: 'besonders', Bes: 'besonders', geg: 'gegen', näml: 'nämlich', od: 'oder', Einw: 'Einwohner', Mrz: 'März', Univ: 'Universität', Vors: 'Vorsitzender', Sen: 'Senator', Bgm: 'Bürgermeister', Rel: 'Religion', Chr: 'Christus', Bj: 'Baujahr', vs: 'versus', MwSt: 'Mehrwertsteuer', USt: 'Umsatzsteuer', Co: 'Co', Ltd: 'Limited', Mitgl: 'Mitglieder', Pck: 'Päckchen', Päck: 'Päckchen', Pkg: 'Packung', Msp: 'Messerspitze', gestr: 'gestrichen', geh: 'gehäuft', kgl: 'königlich', Gewichtsproz: 'Gewichtsprozent', Bearb: 'Bearbeitung', bearb: 'bearbeitet', Ges: 'Gesellschaft', Vertr: 'Vertreter', Vorst: 'Vorstand', Verw: 'Verwaltung', Landkr: 'Landkreis', nachm: 'nachmittags', vormitt: 'vormittags', abds: 'abends', insges: 'insgesamt', versch: 'verschieden', zul: 'zulässig', gepr: 'geprüft', erf: 'erforderlich', Nachf: 'Nachfolger', Lkr: 'Landkreis', Zust: 'Zustand', Fußn: 'Fußnote', Jgst: 'Jahrgangsstufe',
} // prettier-ignore

/** Only before a number. */
const beforeNumber: Readonly<Record<string, string>> = {
  S: 'Seite', Z: 'Zeile', Sp: 'Spalte', Rn: 'Randnummer', Rdnr: 'Randnummer', Rz: 'Randziffer', H: 'Heft', Bl: 'Blatt', T: 'Teil', Teil: 'Teil', V: 'Vers', Fn: 'Fußnote', FN: 'Fußnote', min: 'minimal', Min: 'minimal', No: 'Nummer', no: 'Nummer', Vol: 'Volumen', Op: 'Opus', op: 'Opus', Hs: 'Handschrift', Gl: 'Gleichung', Zi: 'Zimmer', Whg: 'Wohnung', Eq: 'Gleichung', p: 'Seite', pp: 'Seiten', Lfg: 'Lieferung', lfd: 'laufende',
} // prettier-ignore
/** Before a number, without a full stop. */
const bareBeforeNumber: Readonly<Record<string, string>> = { Nr: 'Nummer', Abs: 'Absatz', Art: 'Artikel', Kap: 'Kapitel', Abb: 'Abbildung', Bd: 'Band', Rn: 'Randnummer', TOP: 'Tagesordnungspunkt' } // prettier-ignore

const days: Readonly<Record<string, string>> = { Mo: 'Montag', Di: 'Dienstag', Mi: 'Mittwoch', Do: 'Donnerstag', Fr: 'Freitag', Sa: 'Samstag', So: 'Sonntag' } // prettier-ignore
const daySpan = /(Mo|Di|Mi|Do|Fr|Sa|So)\.? ?([–—/&+-]|bis|und) ?(Mo|Di|Mi|Do|Fr|Sa|So)(?![\p{L}])\.?/uy
const monthSpan =
  /(Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sept?|Okt|Nov|Dez)\.? ?([–—/-]|bis|und) ?(Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sept?|Okt|Nov|Dez)(?![\p{L}])\.?/uy
const dayBeforeDate = /(Mo|Di|Mi|Do|Fr|Sa|So)(?:\.,|\.|,) ?(?=\d|den |dem |der |ab |um |von )/y
/** What only stands behind a week day's short name: hours, another day, "geschlossen". */
const hoursOrDay =
  /\.?(?:,? (?:Mo|Di|Mi|Do|Fr|Sa|So)(?:\.|,| \d|$)|,? \d{1,2}(?:[.:]\d\d)? ?(?:[–-]|Uhr|bis)| geschl|,? ab \d)/uy
const behindDay = /(?:^|[\s(/])(?:Mo|Di|Mi|Do|Fr|Sa|So)[,/]? ?$/
const months: Readonly<Record<string, string>> = { Jan: 'Januar', Feb: 'Februar', Mär: 'März', Apr: 'April', Mai: 'Mai', Jun: 'Juni', Jul: 'Juli', Aug: 'August', Sep: 'September', Sept: 'September', Okt: 'Oktober', Nov: 'November', Dez: 'Dezember' } // prettier-ignore

/** An abbreviation's full stop stays where it ends the text, so that the voice still falls. */
function finish(text: string, end: number, say: string): Said {
  const isLast =
    text[end - 1] === '.' && text.length <= end + 5 && /^["'»“)\]]{0,3}\s*$/.test(text.slice(end))
  return { end: isLast ? end - 1 : end, say }
}

const word = /\p{L}+/uy
const streetName = /(\p{L}{3,30})str\.(?=[ ,;)]|$)/uy
const sections = /§§? ?/y

/** "§ 5 Abs. 2 Nr. 1 BGB", "§§ 5 ff.". */
export const sectionRuleGerman: Rule = ({ text }, at) => {
  if (text[at] !== '§') return undefined
  const match = matchAt(sections, text, at)!
  const many = match[0].startsWith('§§')
  return { end: at + match[0].length, say: many ? 'Paragrafen ' : 'Paragraf ' }
}

const following = /(ff?)\.(?! ?\p{L}\.)/uy

/** "z. B.", "usw.", "Nr. 5", "S. 12", "Dr.", "Fr. Müller", "Mo–Fr". */
export const abbreviationRuleGerman: Rule = ({ text }, at) => {
  if (/[\p{L}\d]/u.test(text[at - 1] ?? '') && !/\d/.test(text[at - 1]!)) return undefined
  for (const [pattern, say] of byStart.get(text[at]!) ?? []) {
    const match = matchAt(pattern, text, at)
    if (match) return finish(text, at + match[0].length, say)
  }
  const after = matchAt(following, text, at)
  if (after && /\d ?$/.test(text.slice(Math.max(0, at - 2), at)))
    return finish(text, at + after[0].length, after[1] === 'ff' ? 'und folgende' : 'und folgende')
  const found = matchAt(word, text, at)
  if (!found) return undefined
  const name = found[0]
  const end = at + name.length
  const stop = text[end] === '.'
  const span = matchAt(daySpan, text, at)
  if (span) {
    const joint = /[/&+]|und/.test(span[2]!) ? 'und' : 'bis'
    return finish(text, at + span[0].length, `${days[span[1]!]} ${joint} ${days[span[3]!]}`)
  }
  const monthly = matchAt(monthSpan, text, at)
  if (monthly) {
    const joint = /\/|und/.test(monthly[2]!) ? 'und' : 'bis'
    return finish(text, at + monthly[0].length, `${months[monthly[1]!]} ${joint} ${months[monthly[3]!]}`)
  }
  const day = matchAt(dayBeforeDate, text, at)
  if (day && !(day[1] === 'So' && !/\d/.test(text[at + day[0].length] ?? '')))
    return { end: at + day[0].trimEnd().length, say: days[day[1]!]! + (day[0].includes(',') ? ',' : '') }
  if (
    Object.hasOwn(days, name) &&
    (matchAt(hoursOrDay, text, end) || behindDay.test(text.slice(Math.max(0, at - 5), at)))
  )
    return finish(text, stop && !/^\s*$/.test(text.slice(end + 1, end + 3)) ? end + 1 : end, days[name]!)
  const street = matchAt(streetName, text, at)
  if (street) return finish(text, at + street[0].length, `${street[1]}straße`)
  const next = text.slice(end + 1, end + 4)
  const before = wordBefore(text, at)
  if (!stop) {
    return Object.hasOwn(bareBeforeNumber, name) && /^\d/.test(next) && text[end] === ' '
      ? { end, say: bareBeforeNumber[name]! }
      : undefined
  }
  const numberFollows = /^ ?\d/.test(next) || /^ ?[IVX]+\b/.test(text.slice(end + 1, end + 8))
  if (
    name === 'S' &&
    numberFollows &&
    wordsBefore(text, at)
      .slice(-3)
      .some((each) => /^(?:Abs\.?|Absatz|Art\.?|Artikel)$/.test(each))
  )
    return { end: end + 1, say: 'Satz' }
  if (
    name === 'S' &&
    /^ ?(?:Abb|Tab|Kap|Anm|Anl|Anh|auch|dazu|hierzu|oben|unten|§)/.test(text.slice(end + 1, end + 10))
  )
    return { end: end + 1, say: 'siehe' }
  const behindNumber = /\d\.? $/.test(text.slice(Math.max(0, at - 3), at))
  if (name === 'S' && behindNumber && /^[),;]/.test(next)) return { end: end + 1, say: 'Seiten' }
  if (name === 'Kl' && behindNumber) return finish(text, end + 1, 'Klasse')
  if (name === 'Bd' && behindNumber && /^ \p{Lu}\p{Ll}/u.test(text.slice(end + 1, end + 4)))
    return { end: end + 1, say: 'Bund' }
  if (name === 'Pkt' && behindNumber) return finish(text, end + 1, 'Punkte')
  if (
    /^(?:max|min|Max|Min)$/.test(name) &&
    /^ \p{Lu}\p{Ll}/u.test(text.slice(end + 1, end + 4)) &&
    !behindNumber
  )
    return { end: end + 1, say: name.toLowerCase() === 'max' ? 'maximale' : 'minimale' }
  if (Object.hasOwn(beforeNumber, name) && numberFollows) return { end: end + 1, say: beforeNumber[name]! }
  if (name === 'Fr') {
    const isWoman = /^ ?\p{Lu}/u.test(next) && wordAfter(text, end + 1) !== ''
    return isWoman
      ? { end: end + 1, say: 'Frau' }
      : numberFollows || next.startsWith(',')
        ? { end: end + 1, say: 'Freitag' }
        : undefined
  }
  if (
    /^(?:Art|Sa|s|Red|Reg|Gem|gem|rd|Rd|Pos|St|Sen|Rel|Kl|Pl|Fig|bes|od|ev|span|lat|dt|Mag|Abs|Bez|bez|Abt|Pos|Tg|Fa|Co|str|Mob|Sek|Temp|Ing|lt|Lt|tel|hg|Hg|max|Max|mind|geb|gest|Geb|Gest)$/.test(
      name,
    )
  ) {
    // These are words or names too; without a number, a capital or a small letter behind them they only end a sentence.
    if (
      name === 'Art' ||
      name === 'Sa' ||
      name === 'Abs' ||
      name === 'Fig' ||
      name === 'Pos' ||
      name === 'Kl'
    )
      return numberFollows ? { end: end + 1, say: withStop[name]! } : undefined
    if (/^\s*$/.test(text.slice(end + 1, end + 3))) return undefined
    if (name === 'St' && !/^ ?\p{Lu}/u.test(next)) return undefined
    if (
      name === 's' &&
      !/^ ?(?:S\.|Kap|Abb|Tab|Anm|auch|\d|Anhang|Anlage|Anl|Seite|Kapitel|Abschnitt|§|Art|oben|unten|hierzu|dazu)/.test(
        text.slice(end + 1, end + 10),
      )
    )
      return undefined
    if (name === 'Mag' && !/^ ?\p{Lu}/u.test(next)) return undefined
    if (name === 'bes' || name === 'Sen' || name === 'od') if (!/^ ?\p{L}/u.test(next)) return undefined
  }
  if (
    (name === 'Gem' || name === 'gem') &&
    /^ ?(?:§|Art|Abs|Nr|Ziff|Anlage|\p{Ll})/u.test(text.slice(end + 1, end + 9))
  )
    return { end: end + 1, say: 'gemäß' }
  if (name === 'u' && /^ (?:\p{L}{2}|\d)/u.test(text.slice(end + 1, end + 4)) && text[at - 1] === ' ')
    return { end: end + 1, say: 'und' }
  if (name === 'lit' || name === 'Buchst' || name === 'Lit') {
    const letter = matchAt(/ ?(\p{Ll})(?!\p{L})/uy, text, end + 1)
    return letter
      ? { end: end + 1 + letter[0].length, say: `Buchstabe ${letter[1]!.toUpperCase()}` }
      : undefined
  }
  if ((name === 'hl' || name === 'Hl') && /^ \p{Lu}/u.test(next)) {
    const weak =
      /^(?:dem|den|des|vom|zum|am|im|beim|einem|einer|der)$/i.test(before) &&
      !(before === 'der' && name === 'Hl')
    const stem = name === 'Hl' ? 'Heilige' : 'heilige'
    return { end: end + 1, say: stem + (weak && before !== 'der' ? 'n' : '') }
  }
  if (name === 'Gr' && /^ ?(?:[SML]\b|X+[SL]\b|\d)/.test(next)) return { end: end + 1, say: 'Größe' }
  if (name === 'Hrsg' || name === 'Hg') return finish(text, end + 1, 'Herausgeber')
  if (name === 'sog') return finish(text, end + 1, soCalled(text, at, end + 1))
  const say = Object.hasOwn(withStop, name) ? withStop[name] : undefined
  if (!say) return undefined
  return finish(text, end + 1, say)
}

/** "sogenannte" with the ending its place asks for: "der sogenannte Wolf", "den sogenannten", "ein sogenannter". */
function soCalled(text: string, at: number, end: number): string {
  const before = wordBefore(text, at).toLowerCase()
  const noun = /(?:^|\s)(\p{Lu}[\p{L}-]+)/u.exec(text.slice(end, end + 60))?.[1] ?? ''
  if (/^(?:dem|den|des|einem|einen|eines|einer|am|im|vom|zum|zur|beim|keinen|keinem)$/.test(before))
    return 'sogenannten'
  if (before === 'der') return genderOf(noun) === 'f' ? 'sogenannten' : 'sogenannte'
  if (before === 'ein' || before === 'kein') return genderOf(noun) === 'n' ? 'sogenanntes' : 'sogenannter'
  if (before === 'die' && noun.endsWith('en')) return 'sogenannten'
  return 'sogenannte'
}

const queens =
  /^(?:Elisabeth|Elizabeth|Katharina|Maria|Margarethe|Margrethe|Anna|Isabella|Johanna|Christina|Beatrix|Wilhelmina|Viktoria|Victoria|Kleopatra|Mathilde|Blanka|Eleonore|Hatschepsut|Juliana|Theodora|Urraca)s?$/
const kings = new Set(
  'Ludwig Heinrich Friedrich Wilhelm Karl Otto Franz Joseph Josef Ferdinand Leopold Maximilian Rudolf Konrad Sigismund Albrecht Georg Johann Johannes Paul Pius Benedikt Gregor Leo Clemens Klemens Innozenz Urban Alexander Nikolaus Peter Philipp Philip Napoleon Iwan Alfons Juan Felipe Umberto Viktor Emanuel Gustav Adolf Christian Harald Olaf Haakon Ramses Thutmosis Amenophis Amenhotep Ptolemäus Ptolemaios Darius Dareios Xerxes Kyros Mehmed Murad Selim Süleyman Suleiman Heinrichs Eduard Edward Jakob Richard Charles Henry Louis Philippe Hadrian Bonifatius Bonifaz Cölestin Coelestin Julius Sixtus Eugen Stephan Martin Konstantin Michael Manuel Kasimir August Ernst Ludwigs Friedrichs Wilhelms Karls Ottos Philipps Gregors Georgs Adalbert Lothar Eberhard Ulrich Erich Erik Knut Magnus Waldemar Boris Ferdinands Leopolds Peters Pauls Nikolaus Zar Willem Albert Baudouin Hussein Abdullah Mohammed Tutanchamun Sethos Antiochos Seleukos Mithridates'.split(' '), // prettier-ignore
)
const numbered =
  /^(?:Kapitel|Kap\.|Teil|Teile|Band|Bd\.|Bände|Buch|Akt|Szene|Abschnitt|Artikel|Art\.|Anhang|Abbildung|Abb\.|Tabelle|Tab\.|Tafel|Weltkrieg|Typ|Phase|Stufe|Klasse|Gruppe|Titel|Anlage|Hartz|Agenda|Symphonie|Sinfonie|Apollo|Grad|Kategorie|Satz|Faktor|Liga|Serie|Aufzug|Gesang|Lektion|Übung|Vatikanum|Bezirk|Zone|Quartal|Abitur|Staatsexamen|Diabetes|Formel|Wallenstein|Faust|Nr\.)$/
const roman = /([IVXLCDM]{1,12})(?:(\.)|(?=[–-][IVXLCDM]))?(?![\p{L}\d])/uy
const ordinalNoun =
  /^(?:Jahrhundert|Jahrhunderts|Jahrhunderte|Jh|Jhd|Jhdt|Weltkrieg|Weltkriegs|Weltkrieges|Internationale|Quartal|Quartals|Akt|Akts|Kapitel|Kapitels|Semester|Armeekorps|Armee|Republik|Korps|Dynastie|Legion|Bezirk|Zivilsenat|Senat|Strafsenat|Teil|Teils|Buch|Buchs|Bundesversammlung|Olympischen|Olympische|Vatikanische|Vatikanischen|Vatikanisches|Reich|Reiches|Bataillon)$/
const dativeLead = /^(?:von|mit|bei|unter|nach|zu|aus|vor|gegenüber|seit|neben|an|dem)$/
const accusativeLead = /^(?:für|gegen|durch|ohne|um)$/

/** "Ludwig XIV." der Vierzehnte (with the case of its place), "Kapitel IV" vier, "im XIX. Jahrhundert" neunzehnten. */
export const romanRuleGerman: Rule = (scene, at) => {
  const { text } = scene
  if (!/[IVXLCDM]/.test(text[at]!) || /[\p{L}\d'.]/u.test(text[at - 1] ?? '')) return undefined
  const match = matchAt(roman, text, at)
  const value = match && romanValue(match[1]!)
  if (!match || value === undefined) return undefined
  const numeral = match[1]!
  const bareEnd = at + numeral.length
  const stop = match[2] === '.'
  const end = stop ? bareEnd + 1 : bareEnd
  const before = wordBefore(text, at)
  const noun = wordAfter(text, end)
  if (ordinalNoun.test(noun)) {
    if (!stop && numeral.length < 2) return undefined
    const ending = ordinalEnding(scene, at, noun.replace(/^Jh.*/, 'Jahrhundert').replace(/s$/, ''), false)
    return { end, say: ordinalStemGerman(String(value)) + ending }
  }
  const king = before.replace(/\.$/, '')
  const small = value <= 30 && /^[IVX]+$/.test(numeral)
  if (small && text[at - 1] === ' ' && (kings.has(king) || queens.test(king))) {
    const stem = ordinalStemGerman(String(value))
    const name = stem[0]!.toUpperCase() + stem.slice(1)
    const lead = wordsBefore(text, at)
      .slice(0, -1)
      .map((each) => each.toLowerCase())
    const near = lead.slice(-3)
    const queen = queens.test(king)
    const genitive =
      king.endsWith('s') &&
      kings.has(king.slice(0, -1)) &&
      !/^(?:Louis|Charles|Pius|Julius|Nikolaus|Sixtus|Ramses|Darius|Magnus|Thutmosis|Amenophis|Ptolemaios|Johannes|Clemens|Klemens|Jacobus|Xerxes|Kyros|Sethos|Hadrianus)$/.test(
        king,
      )
    let article = queen ? 'die' : 'der'
    let ending = 'e'
    if (genitive || near.includes('des')) [article, ending] = [queen ? 'der' : 'des', 'en']
    else if (near.some((each) => dativeLead.test(each)) && !near.includes('der'))
      [article, ending] = [queen ? 'der' : 'dem', 'en']
    else if (near.some((each) => accusativeLead.test(each)))
      [article, ending] = [queen ? 'die' : 'den', queen ? 'e' : 'en']
    // The full stop of the ordinal ends the sentence too where nothing or a new sentence follows.
    const isLast = stop && /^["'»“)\]]{0,2}\s*$/.test(text.slice(end, end + 4)) && text.length < end + 4
    return { end: isLast ? bareEnd : end, say: `${article} ${name}${ending}` }
  }
  if (
    small &&
    stop &&
    /^(?:des|dem|den|der|die)$/.test(before) &&
    /^\p{Lu}/u.test(wordsBefore(text, at).at(-2) ?? '')
  ) {
    const stem = ordinalStemGerman(String(value))
    const isLast = /^["'»“)\]]{0,2}\s*$/.test(text.slice(end, end + 4)) && text.length < end + 4
    return {
      end: isLast ? bareEnd : end,
      say: `${stem[0]!.toUpperCase()}${stem.slice(1)}${/^(?:der|die)$/.test(before) ? 'e' : 'en'}`,
    }
  }
  const ranged = /^[–-](?=[IVXLC]+(?!\p{L}))/u.test(text.slice(bareEnd, bareEnd + 8))
  if (/^M[MCDXLVI]{3,}$/.test(numeral) && numeral.length > 3)
    return { end: bareEnd, say: yearGerman(String(value)) }
  const cued = numbered.test(before) && text[at - 1] === ' '
  const inRange = /[IVXLC][–-]$/.test(text.slice(Math.max(0, at - 2), at))
  if (cued || inRange || plainlyRoman(numeral)) {
    if (/^(?:und|oder|bis)$/.test(before) && numeral === 'I') return undefined
    const say = cardinalGerman(String(value))
    return { end: ranged ? bareEnd + 1 : bareEnd, say: ranged ? `${say} bis ` : say }
  }
  if (
    /^(?:und|oder|bis)$/.test(before) &&
    /^[IVX]+\.?$/.test(wordsBefore(text, at).at(-2) ?? '') &&
    /^[IVX]+$/.test(numeral)
  )
    return { end: bareEnd, say: cardinalGerman(String(value)) }
  if (stop && at === 0 && value < 60) return { end: bareEnd, say: cardinalGerman(String(value)) }
  return undefined
}

const dotted = /(?:\p{Lu}\.){2,7}(?:\p{Lu}(?![\p{L}.]))?/uy
/** "U.S.", "J.R.R.": the letters. */
export const dottedRuleGerman: Rule = ({ text }, at) => {
  if (text[at + 1] !== '.' || /[\p{L}.]/u.test(text[at - 1] ?? '')) return undefined
  const match = matchAt(dotted, text, at)
  return match ? finish(text, at + match[0].length, spell(match[0].replaceAll('.', ''))) : undefined
}

const companies: Readonly<Record<string, string>> = { GmbH: 'G.M.B.H', MwSt: 'Mehrwertsteuer', USt: 'Umsatzsteuer', mbH: 'M.B.H', eV: 'E.V', kWp: 'Kilowatt peak', PhD: 'P.H.D', Kfz: 'K.F.Z', Lkw: 'L.K.W', Pkw: 'P.K.W', Lkws: 'L.K.W.s', Pkws: 'P.K.W.s', eG: 'E.G', OHG: 'O.H.G', KGaA: 'K.G.A.A', StGB: 'S.T.G.B', StPO: 'S.T.P.O', UStG: 'U.S.T.G', EStG: 'E.S.T.G', BVerfG: 'Bundesverfassungsgericht', BVerwG: 'Bundesverwaltungsgericht', UrhG: 'Urheberrechtsgesetz', AufenthG: 'Aufenthaltsgesetz', StVO: 'S.T.V.O', StVG: 'S.T.V.G', DSGVO: 'D.S.G.V.O', BGBl: 'Bundesgesetzblatt', AfD: 'A.F.D', OStR: 'Oberstudienrat', GroKo: 'Groko', BaföG: 'Bafög', StVZO: 'S.T.V.Z.O', InsO: 'I.N.S.O', GbR: 'G.B.R', HmbG: 'H.M.B.G', EuGH: 'E.U.G.H', BeckRS: 'Beck R.S', WLAN: 'W.LAN', TÜV: 'Tüf', OK: 'okay' } // prettier-ignore
/** "GmbH", "Lkw", "StGB": capitals with small letters between, which are spelled. */
export const mixedCaseRuleGerman: Rule = ({ text }, at) => {
  const found = matchAt(word, text, at)
  const say = found && Object.hasOwn(companies, found[0]) ? companies[found[0]] : undefined
  return say && found ? { end: at + found[0].length, say } : undefined
}
