/** What German phrases are made of: turns of phrase that many share, and words for closed lists. */
import type { TemplateParts } from '../template.ts'

const all = '[alle|die|den|das|sämtliche|alle die|der|dem]'

const parts = {
  geh: '(geh|gehe|gehen sie|spring|springe|springen sie|blätter|blättere|blättern sie|wechsel|wechsle|wechseln sie|navigiere|navigier|bring mich|bringe mich|bringen sie mich|führ mich|führe mich|lauf|hüpf|komm|steuere|scroll|scrolle|spul|spule|mach weiter mit|fahre fort mit|zeig|zeige|zeig mir|zeige mir|hüpfe|geh weiter|gehe weiter|spring weiter|blätter weiter|geh zurück|gehe zurück|spring zurück|springe zurück|blätter zurück|blättere zurück|zurück|weiter|rüber)',
  zurueck:
    '(zurück|geh zurück|gehe zurück|gehen sie zurück|spring zurück|springe zurück|springen sie zurück|blätter zurück|blättere zurück|spul zurück|spule zurück|spulen sie zurück|geh|gehe|spring|springe|spul|spule|blätter|blättere|rückwärts)',
  vor: '(vor|vorwärts|weiter|nach vorn|nach vorne|voran|vorspulen|vorgehen|weiterspulen|vorspringen|weitergehen|weiterspringen)',
  gehen:
    '(gehen|springen|blättern|wechseln|navigieren|bringen|weitergehen|weiterblättern|weiterspringen|kommen|spulen|scrollen|zeigen|anzeigen|vorgehen|lesen|vorlesen|hören|haben|übergehen|vorspulen|vorspringen|weiter|rüber|hin|springe|gehe)',
  heim: '(zurückgehen|zurückspringen|zurückblättern|zurückspulen|zurückkehren|zurückkommen|zurück|gehen|springen|blättern|spulen|wechseln|lesen|vorlesen|hören|zurück gehen|zurück springen|kommen)',
  geradeaus:
    '(geh|gehe|gehen sie|spring|springe|springen sie|blätter|blättere|blättern sie|spul|spule|rücke|rück|geh weiter|gehe weiter|spring weiter|blätter weiter|weiter|vor|vorwärts|überspring|überspringe|bring mich|hüpf|hüpfe|lies|scroll|scrolle)',
  zu: '(zum|zur|zu dem|zu der|zu den|auf die|auf den|auf das|aufs|ins|in das|in den|in die|den|die|das|der|dem|bis zum|bis zur|an den|an die|ans|zu|auf|nach|einen|eine|ein|mit dem|mit der)',
  naechste:
    '(nächste|nächsten|nächster|nächstes|nächstem|folgende|folgenden|folgender|folgendes|kommende|kommenden)',
  vorige:
    '(vorige|vorigen|voriger|voriges|vorherige|vorherigen|vorheriger|vorheriges|letzte|letzten|letzter|letztes|vorhergehende|vorhergehenden|vorhergehendes|vorangegangene|vorangegangenen|davor|vorletzte)',
  doc: '(buch|buches|buchs|dokument|dokuments|text|textes|textdokument|datei|artikel|artikels|werk|werks|roman|romans|hörbuch|pdf|aufsatz|aufsatzes)',
  dies: '(dieses|diesen|dieser|diese|diesem|das|den|der|die|dem|mein|meine|meinen|meinem|aktuelle|das aktuelle|den aktuellen|die aktuelle|des|vom|im)',
  lies: '(lies|lese|lesen|lesen sie|lies mir|lies uns|sprich|sag|sage|spiel|spiele|trag|lies mal|les)',
  es: '(es|das|dies|ihn|sie|alles|die stimme|das vorlesen|den text|den ton|die lautstärke|das tempo|die geschwindigkeit|dich)',
  wenig:
    '(etwas|ein bisschen|ein wenig|ein stück|ein bißchen|noch|ein klein wenig|bisschen|ein kleines bisschen|noch etwas|noch ein bisschen|einen tick|ein stückchen)',
  viel: '(viel|sehr viel|noch viel|deutlich|wesentlich|erheblich|weitaus)',
  etwas:
    '(etwas|ein bisschen|ein wenig|ein stück|ein bißchen|viel|noch|deutlich|ein klein wenig|bisschen|ein kleines bisschen|noch etwas|noch ein bisschen|wesentlich|einen tick|ein stückchen)',
  zeig: '(zeig|zeige|zeigen sie|zeig mir|zeige mir|zeigen sie mir|lies|lies mir|liste|nenn|nenne|nenn mir|nenne mir|sag|sag mir|öffne|gib mir|anzeigen|was sind|ich möchte sehen|hol|zähl|zähle|welche sind)',
  zeigen:
    '(anzeigen|zeigen|vor|auf|auflisten|öffnen|sehen|vorlesen|an|nennen|hören|ansehen|aufzählen|durchgehen)',
  mach: '(mach|mache|machen sie|stell|stelle|stellen sie|setz|setze|setzen sie|schalt|schalte|schalten sie|dreh|drehe|drehen sie|reguliere|regle|änder|ändere|ändern sie|nimm|wähl|wähle|verwende|benutze|nutze|wechsle|wechsel)',
  machen:
    '(machen|stellen|setzen|schalten|drehen|regeln|ändern|einstellen|umschalten|ein|um|haben|lesen|vorlesen|sprechen|wechseln|verwenden|benutzen|nehmen|nutzen|wählen|erhöhen|verringern|senken|reduzieren|auswählen|anschalten|einschalten|an)',
  ton: '(ton|lautstärke|sound|stimme|audio|lautsprecher|geräusch|vorlesestimme)',
  hier: '(hier|diese stelle|diese seite|dieser stelle|der stelle|die stelle|diesen punkt|diesem punkt|dieser seite|diesem satz|dem cursor|der markierung|da|dieser position|diese position|diesen satz|diesen absatz|dem aktuellen wort)',
  loesch: '(lösch|lösche|löschen sie|entfern|entferne|entfernen sie|wirf|schmeiß|nimm)',
} as const

const lists: TemplateParts['lists'] = {
  skipWhat: [
    ['citations', `${all} (zitate|zitatangaben|quellenangaben|quellen|literaturverweise|literaturangaben|quellenverweise|belege|zitationen|verweise|nachweise)`],
    ['note-texts', `${all} (fußnotentexte|anmerkungstexte|texte der fußnoten|fussnotentexte)`],
    ['notes', `${all} (fußnoten|fussnoten|anmerkungen|endnoten|fußnotenzeichen|fuß noten|noten|fußnotenzahlen)`],
    ['urls', `${all} (urls|links|internetadressen|webadressen|adressen im internet|u r ls|weblinks|netzadressen|hyperlinks|url|webseiten)`],
    ['emails', `${all} (e mails|emails|e mail adressen|email adressen|emailadressen|mailadressen|mails)`],
    ['headers', `${all} (kopfzeilen|fußzeilen|kopf und fußzeilen|kopfzeile|kolumnentitel|seitenköpfe|lebende kolumnentitel)`],
    ['page-numbers', `${all} (seitenzahlen|seitennummern|seitenzahl)`],
    ['captions', `${all} (bildunterschriften|bildunterschrift|beschriftungen|abbildungsunterschriften|unterschriften|tabellenunterschriften|bildlegenden|legenden)`],
    ['figures', `${all} (abbildungen|bilder|bildbeschreibungen|grafiken|illustrationen|fotos|diagramme|bildtexte)`],
    ['tables', `${all} (tabellen|tabelle)`],
    ['code', `${all} (code|codeblöcke|quellcode|quelltext|quelltexte|programmcode|programmtext|programmtexte|codebeispiele|listings|code blöcke)`],
    ['parentheses', `${all} (klammern|eingeklammertes|klammertext|klammertexte|text in klammern|texte in klammern|was in klammern steht|klammerbemerkungen|inhalte in klammern|klammerinhalte|einschübe)`],
    ['front-matter', `${all} (titelseiten|titelei|vorspann|titelseite|impressum)`],
    ['back-matter', `${all} (anhang|anhänge|literaturverzeichnis|register|index|nachspann|stichwortverzeichnis)`],
  ],
  scope: [
    ['book', '(in|für|nur in|nur für|bei) (diesem|dieses|diesen|dem|das) (buch|dokument|text|artikel)'],
    ['all', '((in|für|bei) (allen|alle) (büchern|bücher|dokumenten|dokumente|texten|texte)|überall|immer|ab jetzt|künftig|von nun an)'],
  ],
  skipAction: [
    ['skip', '(überspringen|auslassen|weglassen|übergehen|aus|ignorieren)'],
    ['read', '(vorlesen|lesen|mitlesen|an)'],
    ['announce', '(ankündigen|ansagen|nennen|erwähnen)'],
  ],
  repeatUnit: [['sentence', 'satz'], ['paragraph', 'absatz'], ['word', 'wort']],
  theme: [
    ['dark', '(dunkel|dunkle|dunkles|dunklen|nacht|schwarz|dunkler|schwarze|nachtmodus|dunkelmodus)'],
    ['light', '(hell|helle|helles|hellen|weiß|heller|tag|weiße|hellmodus|tagmodus)'],
    ['sepia', '(sepia|papier|warme|warm|beige|warmen)'],
    ['contrast', '(hoher kontrast|hohen kontrast|kontrast|starker kontrast|starken kontrast|kontrastreich|kontrastreiche|kontrastreiches|hohem kontrast|hochkontrast|maximaler kontrast|maximalen kontrast)'],
    ['system', '(system|automatisch|standard|systemfarben|automatische|wie das system)'],
    ['own', '(eigene|eigenen|meine|meine eigenen|meinen)'],
  ],
  pausesPreset: [
    ['normal', '(normale|normal|normalen|übliche|gewöhnliche|gewohnte)'],
    ['scan', '(kurze|kürzere|kurz|kürzer|knappe|minimale|schnelle|kurzen)'],
    ['study', '(lange|längere|lang|länger|langen|lern|lernpausen|studien|studier)'],
  ],
  modeName: [
    ['full', '(voll|vollen|volltext|vollständig|vollständigen|ganzen|normal|normalen|kompletten)'],
    ['gist', '(kurzfassung|überblick|kurz|essenz|zusammengefasst|gist|quer)'],
    ['headings', '(überschriften|gliederung|titel)'],
    ['openings', '(anfänge|absatzanfänge|anfangswörter)'],
  ],
  language: [
    ['en', '(englisch|englische|englischen|englischer|englisches|englischem)'], ['de', '(deutsch|deutsche|deutschen|deutscher|deutsches)'], ['fr', '(französisch|französische|französischen|französischer)'], ['es', '(spanisch|spanische|spanischen)'], ['it', '(italienisch|italienische|italienischen)'], ['pt', 'portugiesisch'], ['nl', '(niederländisch|holländisch)'],
    ['sv', 'schwedisch'], ['da', 'dänisch'], ['no', 'norwegisch'], ['fi', 'finnisch'], ['pl', 'polnisch'], ['cs', 'tschechisch'], ['ru', 'russisch'],
    ['uk', 'ukrainisch'], ['tr', 'türkisch'], ['el', 'griechisch'], ['la', '(latein|lateinisch)'], ['hu', 'ungarisch'], ['ro', 'rumänisch'], ['ja', 'japanisch'], ['zh', 'chinesisch'], ['ko', 'koreanisch'], ['ar', 'arabisch'], ['hi', 'hindi'],
  ],
  languageScope: [['selection', '(auswahl|markierte text|markierung|ausgewählte text)'], ['paragraph', '(absatz|abschnitt)'], ['book', '(buch|dokument|text|ganze buch|artikel|ganze dokument|ganze text)']],
  soundFormat: [['mp3', '(mp3|m p 3|m p drei)'], ['opus', 'opus'], ['wav', '(wav|wave)'], ['epub', '(epub|e pub)']],
  draftFormat: [['docx', '(word|word datei|word dokument|docx|worddatei|worddokument)'], ['txt', '(text|textdatei|txt|reinen text|text datei|reiner text)'], ['md', '(markdown|markdown datei)']],
  textUnit: [['word', 'wort'], ['sentence', 'satz'], ['paragraph', 'absatz'], ['line', 'zeile']],
  textUnitM: [['sentence', 'satz'], ['paragraph', 'absatz']],
  model: [['Pocket English', 'pocket english'], ['Whisper base', 'whisper base'], ['Whisper small', 'whisper small'], ['Whisper tiny', 'whisper tiny'], ['Moonshine base', 'moonshine base'], ['Moonshine tiny', 'moonshine tiny'], ['Kokoro', 'kokoro'], ['Kitten', 'kitten'], ['Piper', 'piper'], ['Qwen', '(qwen|quen)'], ['SmolLM', 'small l m'], ['Smart Turn', 'smart turn']],
  section: [
    ['appearance', '(aussehen|farben|darstellung|anzeige|erscheinungsbild)'], ['voices', '(stimme|stimmen|sprache|vorlesestimmen)'], ['listening', '(hören|zuhören|anhören)'], ['reading', '(lesen|vorlesen|lese)'], ['text', '(text|schrift)'], ['skip', '(überspringen|auslassen)'], ['keys', '(tasten|tastatur|tastenkürzel|tastatureinstellungen)'], ['lexicon', '(aussprache|wörterbuch|aussprachen)'], ['profiles', '(profil|profile|sicherung)'], ['access', '(screenreader|bildschirmleser|barrierefreiheit)'], ['hearing', '(mikrofon|mikrophon|sprachsteuerung|diktat)'], ['models', '(modell|modelle|modellen|pakete)'],
  ],
  unit: [
    ['meter', '(meter|metern)'], ['kilometer', '(kilometer|kilometern|km)'], ['centimeter', '(zentimeter|zentimetern|cm)'], ['millimeter', '(millimeter|mm)'], ['mile', '(meile|meilen)'], ['foot', '(fuß)'], ['inch', '(zoll|inch)'], ['gram', '(gramm|g)'], ['kilogram', '(kilogramm|kilo|kg)'], ['pound', '(pfund)'], ['ounce', '(unze|unzen)'], ['ton', '(tonne|tonnen)'], ['liter', '(liter|litern)'], ['milliliter', '(milliliter|ml)'], ['gallon', '(gallone|gallonen)'], ['celsius', '([grad] celsius)'], ['fahrenheit', '([grad] fahrenheit)'], ['second', '(sekunde|sekunden)'], ['minute', '(minute|minuten)'], ['hour', '(stunde|stunden)'], ['day', '(tag|tage|tagen)'], ['week', '(woche|wochen)'], ['year', '(jahr|jahre|jahren)'],
  ],
  summaryUnit: [['chapter', '(dieses kapitel|das kapitel|das letzte kapitel|des kapitels|vom kapitel|dieses kapitels)'], ['page', '(diese seite|die seite|der seite|die letzte seite)'], ['paragraph', '(diesen absatz|den absatz|des absatzes|den letzten absatz)'], ['document', '(dieses buch|das buch|das dokument|den text|das ganze buch|den ganzen text|des buches|des textes|vom buch|diesen text|den artikel)']],
} // prettier-ignore

export const germanParts = { parts, lists }

const set = (words: string) => new Set(words.split(/\s+/))

export const germanSmall = set(
  `der die das den dem des ein eine einen einem einer zum zur zu ins im in an am auf aus von vom bei beim mit für es mir mich dir dich
  du ich wir uns sie ihr bitte mal doch jetzt nun noch so da hier dieses diesen dieser diese diesem ist sind werden wird kann kannst könntest
  soll sollst möchte will würde haben hätte gern gerne auch nur ganz etwas ein bisschen wenig los und oder nach bis als wieder weiter
  geh gehe gehen mach mache machen stell stelle stellen setz setze bring bringe spring springe springen zeig zeige tun mein meine meinen
  an ab hin her dann also eben ja ok okay kurz einmal direkt gleich sofort`,
)
export const germanTurning = set(
  `nicht kein keine keinen nie niemals er ihn ihm ihre seine war waren hatte hatten gestern weil obwohl dass wenn falls hasse liebe glaube
  denke dachte meinte sagte fragte erzählte ging kam las habe hat bin hast wurde wurden warum wieso weshalb hund katze wetter mutter vater freund freundin
  chef arzt küche licht pizza auto telefon arbeit schule büro geld bank restaurant essen mittagessen abendessen frühstück morgen heute`,
)
export const germanAsking = set(
  'ist sind war hast hat haben wer warum wieso wann wo was wie welche welcher welches wessen bin bist soll sollte gibt',
)
