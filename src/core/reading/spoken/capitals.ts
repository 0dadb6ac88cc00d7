/** Words in capitals: which are spelled, which are said as words, which are only loud. */

/** Said as words by everybody. */
const words = new Set([
  'NASA', 'NATO', 'UNESCO', 'UNICEF', 'OPEC', 'COVID', 'AIDS', 'SARS', 'MERS', 'ASEAN', 'NAFTA', 'LASER', 'RADAR', 'SCUBA', 'SONAR', 'FIFA', 'UEFA', 'ESA', 'NOAA', 'OSHA', 'FEMA', 'NAACP', 'GIF',
  'MAX', 'RAM', 'ROM', 'PIN', 'SIM', 'LAN', 'WAN', 'WLAN', 'GUI', 'JPEG', 'MPEG', 'ASCII', 'BIOS', 'CAPTCHA', 'CERN', 'EFTA', 'INTERPOL', 'EUROPOL', 'FRONTEX', 'IKEA', 'LEGO', 'NASDAQ', 'YOLO', 'FOMO',
  'LED', 'ICAO', 'POTUS', 'SCOTUS', 'SWAT', 'TED', 'UNHCR', 'UNIX', 'LINUX', 'COBOL', 'FORTRAN', 'BASIC', 'LISP', 'DAISY', 'JAWS', 'NVDA', 'REST', 'SOAP', 'AJAX', 'CRISPR', 'PISA', 'BAFTA', 'GRAMMY', 'CAPEX', 'OPEX',
  'DAX', 'BAFÖG', 'BAMF', 'TÜV', 'DIN', 'EDEKA', 'HARIBO', 'TESLA', 'DEKRA', 'AOK', 'SCHUFA', 'ELSTER', 'GEMA', 'UNCTAD', 'EURATOM', 'BREXIT', 'MOMA', 'SEPA', 'SWIFT', 'IBAN', 'ISIN', 'BIC', 'NIMBY', 'HIPAA', 'WASP', 'PEN', 'WIFI', 'ZIP', 'MATHML', 'DOM', 'ARIA', 'ONIX', 'NORAD', 'DARPA', 'ARPA', 'JPL', 'DOS', 'BIOS', 'SPAM', 'OLAF', 'KITA',
]) // prettier-ignore
for (const spelled of ['LED', 'NAACP', 'UNHCR', 'NVDA', 'ISIN', 'BIC', 'AOK', 'JPL', 'CRISPR', 'TÜV'])
  words.delete(spelled)

/** Spelled by everybody although they could be pronounced. */
const letters = new Set([
  'USA', 'USSR', 'UAE', 'EU', 'UK', 'UN', 'US', 'UCLA', 'USAF', 'IEEE', 'NCAA', 'ACLU', 'ISO', 'IBM', 'AI', 'ATM', 'FAQ', 'URL', 'API', 'IT', 'ID', 'IQ', 'EQ', 'TV', 'PC', 'CD', 'DVD', 'CEO', 'CFO', 'CTO', 'COO', 'DNA', 'RNA', 'WHO', 'IMF', 'ECB', 'EZB', 'OECD', 'OSZE', 'OSCE', 'ADAC', 'AEG', 'BASF', 'AFAIK', 'IMHO',
  'ASAP', 'RSVP', 'AKA', 'USB', 'USP', 'UPS', 'ETA', 'ABC', 'BBC', 'NBA', 'NFL', 'CIA', 'FBI', 'NSA', 'IRA', 'IRS', 'INS', 'ICE', 'HIV', 'LGBT', 'LGBTQ', 'LGBTQIA', 'LED', 'OLED', 'IOS', 'SOS', 'DIY', 'RIP', 'EKG', 'ECG', 'EEG', 'ADHD', 'ADHS', 'UFO', 'VIP', 'AFD', 'CDU', 'CSU', 'SPD', 'FDP', 'NPD', 'DDR', 'BRD', 'BND', 'AGB', 'BGB', 'STGB', 'HGB', 'GG',
  'ARD', 'ZDF', 'RTL', 'WDR', 'NDR', 'ICE', 'LKW', 'PKW', 'KFZ', 'EDV', 'UNO', 'ETH', 'EPFL', 'TU', 'FH', 'VW', 'BMW', 'AMG', 'SAP', 'USV', 'EEA', 'EWR', 'HIFI', 'OCR', 'IPA', 'UCSD', 'UEA', 'ESL', 'ELF', 'EIB', 'IOC', 'UCI', 'OK', 'ER', 'OR', 'AAA', 'NAACP', 'UNHCR', 'NVDA', 'AOK', 'UTC', 'GMT', 'ESPN', 'AMEX', 'ESRB', 'AARP', 'ASCAP', 'IUCN', 'IAEA', 'UNDP', 'UNEP', 'ETF', 'IPO', 'EPUB', 'AWS', 'IAM', 'IDE', 'SAT', 'ACT', 'TUI', 'ÖVP', 'SPÖ', 'FPÖ', 'ÖBB', 'SBB', 'ORF', 'AHV', 'UBS', 'UVP', 'EMEA', 'ISBN', 'ISSN', 'EAN', 'OED',
]) // prettier-ignore
for (const said of ['UNO', 'IRA', 'EPUB', 'SAT', 'ER', 'OR', 'ACT', 'INS', 'HIFI', 'TUI', 'ELF', 'ASCAP', 'AMEX', 'IDE']) letters.delete(said) // prettier-ignore

/** Short common words, which are loud rather than spelled when in capitals. */
const loudEnglish = new Set(
  `a about above act add after again ago air all also always am an and any are area arm art as ask at ate away back bad bar be bed been being best better big bit body book both box boy bug but buy by call came can car care case city cold come could cup cut dad danger dark day days dead deal dear death did do does dog done door down draft dry each ear early eat edit egg else end enough even ever every exit eye face fact fall far fast feel few find fire first fit fly for free friend from full fun gas gave get girl give go god gold gone good got great guy had half hand hard has hat have he head hear heart help her here hey hi high him his hit hold home hope hot hour house how huge hurry i if important in info inside into is it its job just keep key kid kill know land last late law lay lead left leg less let lie life light like line list little live long look lost lot love low mad made main make man many map may me mean men met might mind mine miss mom money more most move much mum must my name near need never new next nice night no nor not note nothing now of off oh old on once one only open or order our out over own page part past pay people place plan play please point poor press push put quit rat read ready real red rest right road rock room rule run sad safe said same save saw say sea seat see send set she ship shop shot should show shut sick side sign silent sir sit sky sleep slow small so some son soon sorry sound stay step still stop such summer sun sure take talk tell ten than thank thanks that the their them then there these they thing think this those three time tip to today told tomorrow too top town true try turn two under until up upon us use very vote wait walk wall want war warning was watch water way we week well went were what when where which while who whole why wide wife will win with woman word words work world worst would wow wrong year yes yet you young your zoo mix net com sum fit hug big cat van bus cup hen wolf`.split(' '), // prettier-ignore
)
const loudGerman = new Set(
  `ab aber achtung alle alles als alt am an auch auf aus bei beide bin bis bist bitte da dann darf das dass dein dem den der des die dies doch dort du durch ein eine einem einen einer eines er es etwas euch euer frei für ganz gar gefahr geh gib gut hab habe halt hat hatte haus her herr hier hilfe hin ich ihm ihn ihnen ihr im immer in ins ist ja jede jeder jetzt kann kein keine komm kommt kurz lang laut los mal man mehr mein mich mir mit muss nach nah neu neue neuer nein nicht nichts nie niemals noch nun nur ob oder ohne raus rein ruhe sehr seid sein sich sie sind so soll stopp tag teil tod tor tot tun tür über uhr um und uns unser unter viel vom von vor vorsicht wahr war warum was weg weil wem wen wenn wer wie will wir wird wo zeit zu zum zur zwei ende jahr wichtig hinweis verboten ausgang eingang neu sofort kapitel buch`.split(' '), // prettier-ignore
)

/** A common word, which capitals make loud rather than an acronym. */
export const isLoud = (capitals: string, base: 'en' | 'de'): boolean =>
  (base === 'de' ? loudGerman : loudEnglish).has(capitals.toLowerCase())

const vowel = /[AEIOUYÄÖÜ]/
const onset =
  /^(?:[BCDFGHJKLMNPQRSTVWXYZ]|[BCDFGKPT][LR]|S[CKLMNPTW]|SCH[LMNRW]?|ST[R]|SP[RL]|SCR|[CGPSTW]H|TH[R]|SH[R]|PH[RL]|QU|TW|DW|KN|WR|GN|PF[L]?|ZW|CHR)?[AEIOUYÄÖÜ]/
const heap = /[BCDFGHJKLMNPQRSTVWXZ]{5}|[AEIOUÄÖÜ]{4}|(.)\1\1/
const ending =
  /(?:[AEIOUYÄÖÜ]|[AEIOUYÄÖÜ][BCDFGHKLMNPRSTVWXZ]|[LNR][CDFGKMNPSTZ]|[LNR]?CH|[CGPST]H|ST|CK|SS|LL|FF|TT|PP|RR|NN|ZZ|MP|PT|CT|FT|XT|SK|SP|RST|NST|RTS|NGS?|NDS|NTS|RDS|MPS|LLS|CKS|CTS|KS|PS|TS|GHT|TCH|DTH|TZ|PF|RM|LM|LB|LF|RB|RF|RL|RN|WN|WS|WL)$/

/** Sounds as a word would, by its letters: STORMY yes, UCXA no. */
function pronounceable(capitals: string): boolean {
  return vowel.test(capitals) && onset.test(capitals) && !heap.test(capitals) && ending.test(capitals)
}

export type CapitalsAs = 'letters' | 'word'

/**
 * How a word in capitals (two letters or more) is said.
 * @param shouted most of what stands around it is in capitals too, so that only known acronyms are spelled.
 */
export function capitalsAs(capitals: string, base: 'en' | 'de', shouted: boolean): CapitalsAs {
  if (words.has(capitals)) return 'word'
  const low = capitals.toLowerCase()
  const loud = base === 'de' ? loudGerman : loudEnglish
  if (shouted) {
    if (loud.has(low) || (base === 'en' && low === 'it') || !letters.has(capitals))
      return vowel.test(capitals) || low === 'hmm' ? 'word' : 'letters'
    return 'letters'
  }
  if (letters.has(capitals)) return 'letters'
  if (loud.has(low)) return 'word'
  if (capitals.length <= 3 || !vowel.test(capitals)) return 'letters'
  if (capitals.length === 4)
    return /^(?:[^AEIOU]{1,2}[AEIOUÄÖÜ]{1,2}[^AEIOU]{1,2}|[^AEIOU][AEIOUÄÖÜ][^AEIOU][AEIOUYÄÖÜ])$/.test(
      capitals,
    ) && pronounceable(capitals)
      ? 'word'
      : 'letters'
  return pronounceable(capitals) ? 'word' : capitals.length > 6 ? 'word' : 'letters'
}

/** The word with one capital: neither voice spells it then, and names keep their initial. */
export function asWord(capitals: string): string {
  return capitals[0]! + capitals.slice(1).toLowerCase()
}

const fourCapitals = /\p{Lu}{4}/u

/** True where capitals carry no meaning: most letters of several words are in capitals. */
export function isShouted(text: string): boolean {
  if (text.length > 2_000 || !fourCapitals.test(text)) return false
  let high = 0
  let low = 0
  let run = 0
  let longWords = 0
  for (const mark of text.replaceAll('ß', '')) {
    const isHigh = mark !== mark.toLowerCase()
    if (isHigh) {
      high++
      run++
      if (run === 4) longWords++
    } else {
      run = 0
      if (mark !== mark.toUpperCase()) low++
    }
  }
  return longWords > 0 && high > 3 * low && /\p{L}\P{L}+\p{L}/u.test(text)
}
