/** What is said to dictation in German, as patterns over whole utterances: lower case, no punctuation. */
import type { Phrasing } from './phrases.ts'

const unit = '(?<unit>wort|satz|absatz|zeile)'
const which =
  '(?:das |den |die |dieses |diesen |diese )?(?:letzte |letzten |letztes |vorige |vorigen |vorherige |vorherigen |aktuelle |aktuellen |ganzen |ganze )?'
const several = '(?<unit>wörter|worte|sätze|absätze|zeilen)'
const count = '(?<count>zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|\\d+|zwölf|elf|zwanzig)'
const that = '(?:das|es|dies)'

/** Slots: `old`, `new`, `text`, `first`, `final`, `unit`, `title`, `word`. */
export const germanPhrases: readonly Phrasing[] = [
  [
    'back:select',
    `(?:markier|markiere) die (?:letzten|vorigen) ${count} ${several}|(?:die )?letzten (?<count2>zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn) (?<unit2>wörter|worte|sätze|absätze|zeilen) (?:markieren|auswählen)`,
  ],
  [
    'back:delete',
    `(?:lösch|lösche|entferne|streiche) die (?:letzten|vorigen) ${count} ${several}|(?:die )?letzten (?<count2>zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn) (?<unit2>wörter|worte|sätze|absätze|zeilen) (?:löschen|entfernen)`,
  ],
  ['first:select', `(?:markier|markiere) (?:das erste|den ersten|die erste) ${unit}`],
  ['first:delete', `(?:lösch|lösche|entferne) (?:das erste|den ersten|die erste) ${unit}`],
  ['next:select', `(?:markier|markiere) (?:das nächste|den nächsten|die nächste) ${unit}`],
  ['next:delete', `(?:lösch|lösche|entferne) (?:das nächste|den nächsten|die nächste) ${unit}`],
  ['unitCase:capital', `(?:schreib|schreibe) ${which}${unit} groß`],
  ['unitCase:upper', `(?:schreib|schreibe|setz|setze) ${which}${unit} in großbuchstaben`],
  ['unitCase:lower', `(?:schreib|schreibe) ${which}${unit} klein`],
  [
    'insert:end',
    `(?:füg|füge|schreib|schreibe|setz|setze) (?<new>.+?) (?:am ende|ans ende)(?: ein| an| hinzu)?`,
  ],
  [
    'insert:start',
    `(?:füg|füge|schreib|schreibe|setz|setze) (?<new>.+?) (?:am anfang|an den anfang)(?: ein| hinzu)?`,
  ],
  [
    'scratch_that',
    `(?:streich|streiche|verwirf|verwerfe) ${that}(?: wieder)?|${that} (?:streichen|verwerfen)`,
  ],
  [
    'undo',
    `rückgängig|rückgängig machen|(?:das |es |letztes )?rückgängig machen|mach(?:e)? (?:das|es) rückgängig`,
  ],
  [
    'redo',
    `(?:das |es )?wiederherstellen|stell(?:e)? (?:das|es) wieder her|rückgängig aufheben|wiederholen|das wiederholen`,
  ],
  [
    'delete_text:all',
    `(?:lösch|lösche|entferne) (?:alles|den ganzen text|den gesamten text)|(?:alles|den ganzen text|gesamten text) (?:löschen|entfernen)`,
  ],
  [
    'delete_text:that',
    `(?:lösch|lösche|entferne) (?:das|es|dies|die auswahl|die markierung|den markierten text)(?: wieder)?|(?:das|es|auswahl|die auswahl|markierung) (?:löschen|entfernen)`,
  ],
  [
    'delete_text',
    `(?:lösch|lösche|entferne) ${which}${unit}|${which}(?<unit2>wort|satz|absatz|zeile) (?:löschen|entfernen)`,
  ],
  [
    'select_text:all',
    `(?:markier|markiere) (?:alles|den ganzen text)|(?:alles|den ganzen text|gesamten text) (?:markieren|auswählen)|wähl(?:e)? (?:alles|den ganzen text) aus`,
  ],
  ['select_text:that', `(?:markier|markiere) ${that}|${that} (?:markieren|auswählen)|wähl(?:e)? ${that} aus`],
  [
    'select_text',
    `(?:markier|markiere) ${which}${unit}|${which}(?<unit2>wort|satz|absatz|zeile) (?:markieren|auswählen)|wähl(?:e)? ${which}(?<unit3>wort|satz|absatz|zeile) aus`,
  ],
  [
    'deselect',
    `(?:auswahl|markierung|die auswahl|die markierung) aufheben|hebe die (?:auswahl|markierung) auf|nichts markieren`,
  ],
  [
    'change_case:upper',
    `(?:schreib|schreibe|setz|setze) ${that} in (?:großbuchstaben|versalien)|${that} in (?:großbuchstaben|versalien)(?: schreiben)?|(?:schreib|schreibe) (?:das )?alles groß|(?:mach|mache) daraus großbuchstaben`,
  ],
  [
    'change_case:capital',
    `(?:schreib|schreibe) ${that} groß|${that} (?:großschreiben|groß schreiben)|großschreiben|mach(?:e)? ${that} groß`,
  ],
  [
    'change_case:lower',
    `(?:schreib|schreibe) ${that} klein|${that} (?:kleinschreiben|klein schreiben)|kleinschreiben|mach(?:e)? ${that} klein|(?:schreib|schreibe) ${that} in kleinbuchstaben`,
  ],
  [
    'correct_that',
    `(?:korrigier|korrigiere|berichtige|verbessere) ${that}|${that} (?:korrigieren|berichtigen|verbessern)|(?:zeig|zeige) (?:mir )?(?:die )?alternativen`,
  ],
  [
    'read_back:all',
    `lies (?:mir )?(?:alles|den ganzen text|den entwurf|das ganze)(?: noch einmal| nochmal| noch mal)? vor|(?:alles|den ganzen text) vorlesen`,
  ],
  [
    'read_back',
    `lies (?:mir )?${which}${unit}(?: noch einmal| nochmal| noch mal)? vor|${which}(?<unit2>wort|satz|absatz|zeile) vorlesen`,
  ],
  [
    'read_back:that',
    `lies (?:mir )?${that}(?: mir)?(?: noch einmal| nochmal| noch mal)?(?: vor)?|(?:${that} )?(?:noch einmal |nochmal )?vorlesen`,
  ],
  [
    'new_draft',
    `(?:ein |einen |eine )?(?:neuer|neuen|neue|neues) (?:entwurf|notiz|dokument)(?: anlegen| beginnen| erstellen| öffnen)?|(?:beginne|erstelle|öffne) (?:ein |einen |eine )?(?:neuen|neue|neues) (?:entwurf|notiz|dokument)`,
  ],
  [
    'new_draft:title',
    `(?:ein |einen |eine )?(?:neuer|neuen|neue|neues) (?:entwurf|notiz|dokument) (?:namens|mit dem titel|mit titel) (?<title>.+)`,
  ],
  [
    'stop_dictation',
    `(?:das )?(?:diktat|diktieren|diktiermodus) (?:beenden|stoppen|aus|ende|anhalten|schließen|ausschalten)|(?:beende|stoppe|stopp|schließe) (?:das )?(?:diktat|diktieren|den diktiermodus)|befehlsmodus|ende des diktats|aufhören zu diktieren`,
  ],
  [
    'stop_listening',
    `mikrofon (?:aus|ausschalten|schließen|abschalten)|(?:schalte|mach) das mikrofon (?:aus|ab)|das mikrofon (?:ausschalten|abschalten)|hör auf zuzuhören|nicht mehr zuhören|zuhören beenden|hör nicht mehr zu`,
  ],
  [
    'copy_draft',
    `(?:kopier|kopiere) (?:alles|den entwurf|den text|den ganzen text)|(?:alles|den entwurf|entwurf|den text|text) kopieren`,
  ],
  [
    'export_draft:docx',
    `(?:exportiere|speichere) (?:den |die |das )?(?:entwurf|notiz|dokument|text) als (?:word|docx)(?: dokument| datei)?|(?:entwurf|text|dokument) als (?:word|docx)(?: dokument| datei)? (?:exportieren|speichern)`,
  ],
  [
    'export_draft:md',
    `(?:exportiere|speichere) (?:den |die |das )?(?:entwurf|notiz|dokument|text) als markdown|(?:entwurf|text|dokument) als markdown (?:exportieren|speichern)`,
  ],
  [
    'export_draft:txt',
    `(?:exportiere|speichere) (?:den |die |das )?(?:entwurf|notiz|dokument) als (?:text|textdatei)|(?:entwurf|dokument) als text(?:datei)? (?:exportieren|speichern)`,
  ],
  [
    'export_draft',
    `(?:exportiere|exportier) (?:den |die |das )?(?:entwurf|notiz|dokument)|(?:entwurf|den entwurf) exportieren`,
  ],
  [
    'list_drafts',
    `(?:zeig|zeige|liste) (?:mir )?(?:alle |meine |die )?(?:entwürfe|notizen)(?: auf)?|(?:meine |alle )?entwürfe (?:zeigen|auflisten|anzeigen)|welche entwürfe (?:gibt es|habe ich)`,
  ],
  [
    'dictation_history',
    `(?:zeig|zeige|öffne) (?:mir )?(?:den )?diktatverlauf|(?:den )?diktatverlauf(?: zeigen| öffnen| anzeigen)?`,
  ],
  [
    'teach_word',
    `(?:lern|lerne|merk dir|merke dir) (?:das|dieses) wort|(?:dieses|das) wort (?:lernen|merken)`,
  ],
  [
    'teach_word:word',
    `(?:lern|lerne|merk dir|merke dir) das wort (?<word>.+)|(?:nimm|füge) (?<word2>.+) (?:ins|in das|zum) wörterbuch (?:auf|hinzu)`,
  ],
  ['what_can_i_say', `was kann ich sagen|welche befehle gibt es|(?:zeig|zeige) (?:mir )?(?:die )?befehle`],
  [
    'caret:end',
    `(?:geh|gehe|spring|springe)? ?(?:ganz )?(?:zum|ans|an das) ende(?: des (?:textes|dokuments|entwurfs))?(?: gehen| springen)?`,
  ],
  [
    'caret:start',
    `(?:geh|gehe|spring|springe)? ?(?:ganz )?(?:zum|an den) anfang(?: des (?:textes|dokuments|entwurfs))?(?: gehen| springen)?`,
  ],
  [
    'caret:unitEnd',
    `(?:geh|gehe|spring|springe) (?:zum|ans|an das) (?:ende des|ende der) (?<unit>wortes|satzes|absatzes|zeile)|(?:geh|gehe|spring|springe) (?:zum|ans) (?<unit2>satzende|zeilenende|absatzende|wortende)`,
  ],
  [
    'caret:unitStart',
    `(?:geh|gehe|spring|springe) (?:zum|an den) (?:anfang des|anfang der) (?<unit>wortes|satzes|absatzes|zeile)|(?:geh|gehe|spring|springe) (?:zum|an den) (?<unit2>satzanfang|zeilenanfang|absatzanfang|wortanfang)`,
  ],
  [
    'caret:after',
    `(?:geh|gehe|spring|springe) (?:nach|hinter) (?<text>.+)|(?:setz|setze|stell|stelle) den cursor (?:nach|hinter) (?<text2>.+)|einfügen (?:nach|hinter) (?<text3>.+)`,
  ],
  [
    'caret:before',
    `(?:geh|gehe|spring|springe) vor (?<text>.+)|(?:setz|setze|stell|stelle) den cursor vor (?<text2>.+)|einfügen vor (?<text3>.+)`,
  ],
  [
    'insert:after',
    `(?:füg|füge|schreib|schreibe|setz|setze) (?:nach|hinter) (?<text>.+?) (?<new>.+) ein|(?:füg|füge|schreib|schreibe|setz|setze) (?<new2>.+?) (?:nach|hinter) (?<text2>.+?)(?: ein)?`,
  ],
  ['insert:before', `(?:füg|füge|schreib|schreibe|setz|setze) (?<new>.+?) vor (?<text>.+?)(?: ein)?`],
  [
    'replace_text:that',
    `(?:ersetz|ersetze|tausch|tausche) (?:das|es|dies|die auswahl) (?:durch|mit|gegen) (?<new>.+)|(?:änder|ändere) (?:das|es) (?:in|zu) (?<new2>.+)`,
  ],
  [
    'replace_text',
    `(?:ersetz|ersetze|tausch|tausche) (?:das wort )?(?<old>.+?) (?:durch|mit|gegen) (?<new>.+?)(?: aus)?|(?:änder|ändere|korrigier|korrigiere) (?<old2>.+?) (?:in|zu) (?<new2>.+)|(?<old3>.+?) durch (?<new3>.+) ersetzen`,
  ],
  [
    'select_text:range',
    `(?:markier|markiere) (?:von )?(?<first>.+?) bis (?<final>.+)|(?:wähl|wähle) (?:von )?(?<first2>.+?) bis (?<final2>.+) aus|von (?<first3>.+?) bis (?<final3>.+) (?:markieren|auswählen)`,
  ],
  [
    'select_text:text',
    `(?:markier|markiere) (?:das wort |die wörter )?(?<text>.+)|(?:wähl|wähle) (?:das wort |die wörter )?(?<text2>.+) aus|(?<text3>.+) (?:markieren|auswählen)`,
  ],
  [
    'delete_text:text',
    `(?:lösch|lösche|entferne) (?:das wort |die wörter )?(?<text>.+)|(?<text2>.+) löschen`,
  ],
  ['change_case:upper:text', `(?:schreib|schreibe|setz|setze) (?:das wort )?(?<text>.+) in großbuchstaben`],
  [
    'change_case:capital:text',
    `(?:schreib|schreibe) (?:das wort )?(?<text>.+) groß|(?<text2>.+) großschreiben`,
  ],
  [
    'change_case:lower:text',
    `(?:schreib|schreibe) (?:das wort )?(?<text>.+) klein|(?<text2>.+) kleinschreiben`,
  ],
  [
    'correct_that:text',
    `(?:korrigier|korrigiere|berichtige) (?:das wort )?(?<text>.+)|(?<text2>.+) korrigieren`,
  ],
].map(([id, pattern]) => [id ?? '', new RegExp(`^(?:bitte )?(?:${pattern})(?: bitte)?$`, 'd')] as const)
