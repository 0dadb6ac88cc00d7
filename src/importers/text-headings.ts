/** Which lines of a plain text are headings: structure words, capitals, underlines. */

const numerals = '(?:\\d{1,4}|[IVXLCDM]{1,8}|[ivxlcdm]{1,8})'
const counted = [
  'one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty',
  'the (?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last)',
  'first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last',
].join('|')
/** Words for parts, by the level that they have in a book. */
const parts =
  'book|part|volume|buch|teil|band|livre|partie|tome|libro|parte|livro|volym|del|osa|kniha|część|część|tom|книга|часть|том|частина|μέρος|βιβλίο|bölüm|kısım|deel|boek|rész|könyv|cartea|partea'
const chapters =
  'chapter|chap\\.|kapitel|chapitre|capítulo|capitulo|capitolo|capítol|hoofdstuk|kapitola|rozdział|rozdzial|kapittel|luku|fejezet|capitolul|poglavlje|глава|розділ|раздел|κεφάλαιο|chương|peatükk|nodaļa|skyrius|kafli|bab'
const sections =
  'section|abschnitt|letter|lettre|brief|carta|lettera|act|akt|acte|acto|atto|scene|szene|scène|escena|scena|canto|chant|article|artikel|articolo|artículo|articulo|artigo|článok|článek|artykuł|статья|стаття|член|άρθρο|madde|artikla|artikull|cikk|articolul|stave|lesson|lektion|appendix|anhang|psalm|sonnet|adventure'
/** Parts that are called by their name alone. */
const named =
  'prologue|epilogue|preface|foreword|introduction|contents|table of contents|afterword|appendix|index|glossary|dedication|acknowledge?ments|preamble|conclusion|notes|bibliography|' +
  'prolog|epilog|vorwort|einleitung|inhalt|inhaltsverzeichnis|nachwort|anhang|widmung|danksagung|präambel|schluss|anmerkungen|register|' +
  'préface|avant-propos|préambule|introduction|table des matières|postface|épilogue|conclusion|prefacio|prólogo|epílogo|índice|introducción|preámbulo|' +
  'prefazione|prologo|epilogo|indice|introduzione|preambolo|conclusione|prefácio|introdução|preâmbulo|förord|inledning|efterord|voorwoord|inleiding|inhoud|nawoord|' +
  'předmluva|úvod|obsah|závěr|wstęp|spis treści|zakończenie|преамбула|предисловие|введение|содержание|оглавление|заключение|пролог|эпилог'

/** A word, its number, what stands between, and a title. */
const opening = (words: string) =>
  new RegExp(`^(?:${words})\\s+(?:${numerals}|${counted})(\\s*$|[.:)—–-]+\\s*|\\s+)(.*)$`, 'iu')
const patterns: readonly (readonly [RegExp, number])[] = [
  [opening(parts), 1],
  [opening(chapters), 2],
  [opening(sections), 3],
  // German and its kin put the ordinal first: „Erstes Kapitel“, „1. Kapitel“, „Zweiter Teil“.
  [
    /^(?:\d{1,3}\.|\p{Lu}\p{L}{2,15}(?:es|er|te|de|en|a|ä|ый|ая|ое))\s+(?:kapitel|buch|teil|akt|aufzug|szene|auftritt|abschnitt|brief|glava|глава|часть|kapitola|fejezet|rész|luku|hoofdstuk)\.?(?:[.:—–-]\s*.*)?$/iu,
    2,
  ],
  [new RegExp(`^(?:${named})[.:]?$`, 'iu'), 2],
  [/^第[一二三四五六七八九十百千零〇两0-9０-９]{1,7}[部卷編编篇]/u, 1],
  [/^第[一二三四五六七八九十百千零〇两0-9０-９]{1,7}[章回節节話话条]/u, 2],
  [
    /^(?:제\s*\d{1,4}\s*[장부편조]|פרק\s+\S{1,6}|الفصل\s+\S{1,12}|अध्याय\s+\S{1,6}|अनुच्छेद\s+\S{1,6}|บทที่\s*\S{1,4})/u,
    2,
  ],
]
/** Longest heading, in UTF-16 units. */
const longest = 120

/** Level of a line that names a part by its kind; undefined for any other line. */
export function structuralLevel(line: string): number | undefined {
  if (line.length > longest) return undefined
  for (const [pattern, level] of patterns) {
    const match = pattern.exec(line)
    if (!match) continue
    // “Part 2 of the plan was simple, and so we went.” is a sentence, not a heading.
    const [, between = '', rest = ''] = match
    if (rest !== '' && between.trim() === '' && !/^["“«(]?\p{Lu}/u.test(rest)) continue
    if (rest !== '' && /[,;]$/.test(rest)) continue
    if (rest.length > 60 && /[a-z]\.$/.test(rest)) continue
    return level
  }
  return undefined
}

/** True for a line in capitals that may be a heading where it stands alone: `THE KING'S RETURN`. */
export function inCapitals(line: string): boolean {
  if (line.length > 80 || line.length < 3 || /[,;]$|\*\*|@|https?:|[=_#<>{}|]/.test(line)) return false
  const letters = line.replace(/[^\p{L}]/gu, '')
  // Only scripts that know capitals; abbreviations and initials are too short to be headings.
  return (
    letters.length >= (line.includes(' ') ? 4 : 5) &&
    letters === letters.toUpperCase() &&
    letters !== letters.toLowerCase() &&
    letters.length >= line.length * 0.5
  )
}

/** Level that a line of signs gives the line above it, as in Setext and in letters: `=====` 1, `-----` 2, `~~~~~` 3. */
export function underlineLevel(title: string, line: string): number | undefined {
  const match = /^\s*([=\-~^_*—])\1{2,}\s*$/.exec(line)
  if (!match || title.trim() === '' || title.length > longest) return undefined
  const length = line.trim().length
  if (length < title.trim().length * 0.5 || length > title.trim().length * 2 + 4) return undefined
  return match[1] === '=' ? 1 : match[1] === '-' || match[1] === '_' || match[1] === '—' ? 2 : 3
}
