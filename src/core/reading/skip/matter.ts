/**
 * Front and back matter by the titles that books and papers give it, in English and German, and by the lines that
 * Project Gutenberg puts round its texts. Forewords, prefaces, glossaries and appendices are the author's words.
 */

export type Matter = 'front' | 'back' | 'references'

const numbering = String.raw`(?:(?:chapter|kapitel|appendix|anhang|part|teil)?\s*(?:\d{1,3}|[ivxlc]{1,7}|[a-z])[.):]?(?:\d{1,2}[.)]?)*\s+)?`
const titled = (names: string): RegExp => new RegExp(`^${numbering}(?:${names})\\s*[.:]?$`, 'iu')

const front = titled(
  String.raw`cover(?: page)?|(?:half[- ]?)?title(?: ?page)?|frontispiece|copyright(?: (?:page|notice|information|and .{1,40}))?|rights|imprint|impressum|dedication|epigraph|(?:table of )?contents(?: page)?|contents in (?:brief|detail)|brief contents|list of (?:figures|tables|illustrations|maps|plates|abbreviations|contributors|boxes|charts|diagrams|symbols|algorithms|listings)(?: and (?:figures|tables|illustrations|maps|abbreviations))?|illustrations|about this (?:e-?book|edition)|(?:also|other (?:books|works|titles)) by .{2,60}|(?:advance )?praise(?: for .{2,80})?|publisher['’]s note|edition notice|titel(?:seite|blatt|ei)?|schmutztitel|einband|umschlag|widmung|inhalt|inhalts(?:verzeichnis|übersicht|angabe)|abbildungsverzeichnis|tabellenverzeichnis|abkürzungsverzeichnis|symbolverzeichnis|verzeichnis der (?:abbildungen|tabellen|abkürzungen|symbole)|bibliogra(?:ph|f)ische informationen?|urheberrecht(?:shinweis)?|über dieses (?:e-?)?buch`,
)
const references = titled(
  String.raw`(?:(?:non-)?normative |informative |primary |secondary |key )?references?(?: cited)?|references and (?:notes|further reading)|notes and references|(?:selected |annotated |select |general )?bibliograph(?:y|ies)|works (?:cited|consulted)|(?:literature|sources|references)(?: cited)?|cited (?:literature|works)|reference list|list of references|literatur|literatur(?:verzeichnis|hinweise|angaben|liste)|(?:verwendete|zitierte|weiterführende) literatur|literatur und quellen|quellen(?:verzeichnis|angaben|nachweise?)?|quellen und literatur|quellen- und literaturverzeichnis|bibliogra(?:ph|f)ie|auswahlbibliogra(?:ph|f)ie|einzelnachweise|schrifttum(?:sverzeichnis)?|referenzen`,
)
const back = titled(
  String.raw`(?:general |subject |name |author )?index(?: of .{2,40})?|further reading|external links|see also|suggested reading|recommended reading|about the (?:authors?|editors?|publisher|translator|typeface|type)|colophon|(?:the )?full project gutenberg(?:™|-tm)? license|(?:gnu |creative commons )?licen[sc]es?(?: .{2,60})?|credits|permissions|image credits|illustration credits|text acknowledgements?|back cover|(?:books|more) (?:by|from) .{2,60}|newsletter(?: sign[- ]?up)?|discover more|advertisements?|register|(?:sach|personen|namens|stichwort|orts|autoren)(?:register|verzeichnis)|index|weblinks|siehe auch|über (?:den|die) (?:autor(?:in|en|innen)?|verfasser(?:in)?|herausgeber(?:in)?)|(?:zum|zur) autor(?:in)?|bildnachweise?|abbildungsnachweise?|kolophon|lizenz(?:en|text|hinweise?)?|eidesstattliche (?:erklärung|versicherung)|selbst(?:st)?ändigkeitserklärung|klappentext|werbung|verlagsanzeigen?|leseproben?`,
)

/** What a heading's title says of the pages under it. */
export function matterOfTitle(title: string): Matter | undefined {
  const bare = title.replace(/\s+/g, ' ').trim()
  if (bare.length > 120) return undefined
  if (references.test(bare)) return 'references'
  if (front.test(bare)) return 'front'
  return back.test(bare) ? 'back' : undefined
}

/** A paragraph that is a heading by its words alone, where the source marks none. */
export const isBareReferences = (text: string): boolean =>
  text.length < 40 &&
  /^\p{Lu}/u.test(text.trim()) &&
  !/^(?:sources|literature|quellen|notes)\b/i.test(text.trim()) &&
  references.test(text.trim())

/** Project Gutenberg's own words end here, or begin. */
export function gutenberg(text: string): 'begins' | 'ends' | undefined {
  const head = text.slice(0, 200)
  if (!/gutenberg|small print/i.test(head)) return undefined
  if (
    /^\W*START (?:OF )?(?:THE |THIS )?PROJECT GUTENBERG/i.test(head) ||
    /\*END[* ]*THE SMALL PRINT/i.test(text.slice(-400)) ||
    /\*END[* ]*THE SMALL PRINT/i.test(head)
  )
    return 'begins'
  return /^\W*END (?:OF )?(?:THE |THIS )?PROJECT GUTENBERG/i.test(head) ||
    /^\W*END OF (?:THE |THIS )?PROJECT GUTENBERG/i.test(head) ||
    /^\W*START: FULL LICENSE/i.test(head)
    ? 'ends'
    : undefined
}
