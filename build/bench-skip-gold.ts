/**
 * Documents of our own making for the bench of the skip rules, as HTML paragraphs. What should be left out stands
 * between ⟦ and ⟧; all else is prose that must be read. They were written after the rules, and are not in their tests.
 */
export interface GoldDocument {
  readonly name: string
  readonly language: 'en' | 'de'
  readonly paragraphs: readonly string[]
}

export const goldDocuments: readonly GoldDocument[] = [
  {
    name: 'Engineering paper, numbered (en)',
    language: 'en',
    paragraphs: [
      '<h1>Sparse Beamforming for Small Arrays</h1>',
      'Beamforming with few microphones has a long history ⟦[1]⟧, ⟦[2]⟧, but the arrays in phones leave little room ⟦[3]–[5]⟧. We follow the notation of Brandt et al. ⟦[6, Sec. 2]⟧ and write x[n] for the n-th sample.',
      'Two families are known: fixed designs ⟦[1, 7]⟧ and adaptive ones ⟦[8–11]⟧. The latter need an estimate of the noise field ⟦[12, p. 45]⟧, which drifts within 2 to 3 seconds in our rooms (see Table 2).',
      'Let h[0] be the direct path and let the delays lie in the interval [0, 8] samples; a weight vector [1, 1, 2] then sums the first taps. The error falls as O(n²) for n ≤ 10³ and stays below 5 dB².',
      'As in ⟦[9]⟧, we stop after 40 iterations (or when the change is below 1 %). Code is at ⟦https://example.org/beam?v=2⟧; questions go to ⟦beam@example.org⟧.',
      'The method of Lindqvist ⟦[13]⟧ is faster, that of Ōta and Prewitt ⟦[14, 15]⟧ more robust.⟦[16]⟧ Neither uses the array a[12] of Fig. 3.',
      '<h2>References</h2>',
      ...Array.from(
        { length: 16 },
        (_, index) =>
          `[${index + 1}] Q. Writer and R. Other, “Title number ${index + 1},” J. Things, vol. ${index + 3}, pp. 1–9, ${2001 + index}.`,
      ),
    ],
  },
  {
    name: 'Psychology paper, author and year (en)',
    language: 'en',
    paragraphs: [
      '<h1>Remembering Names</h1>',
      'Names are harder to recall than faces ⟦(Hartwell &amp; Osei, 2011)⟧, an effect found in children ⟦(Brightman, 2009a)⟧ and adults ⟦(e.g., Delgado et al., 2015; Fennimore, 2003, 2007; see Inoue, 2018, for a review)⟧.',
      'Hartwell ⟦(2014)⟧ argued that attention explains most of it. Delgado et al. ⟦(2015)⟧ disagree, and so do Fennimore and Osei ⟦(2012, p. 88)⟧. According to Inoue ⟦(2018)⟧, neither account is complete.',
      'In the summer of 1998 (a warm one) we tested 212 people (118 women) in Leeds (England) and Ghent (Belgium, 1998). Each saw the film Casablanca (1942) first, then forty photographs (half of them in colour).',
      '“A name is a label without a hook” ⟦(Brightman, 2009b, p. 14)⟧ became a slogan; others called it “nonsense” ⟦(Fennimore, 2007, pp. 3–4)⟧. The American Psychological Association has rules for this ⟦(American Psychological Association, 2020)⟧.',
      'The difference was large (d = 0.82), t(210) = 5.93, p &lt; .001, and grew with age (r = .31). It was not due to hearing (see Figure 2) or to schooling (years at school, 1 to 13).',
      'We thank the city of York (and its library). The 1989 flood delayed us; the Great War (1914–1918) plays no part here, nor does Queen Victoria (1819–1901).',
      '<h2>References</h2>',
      'American Psychological Association. (2020). Publication manual (7th ed.). Author.',
      'Brightman, L. (2009a). Small names. Journal of Memory, 3, 1–20.',
      'Brightman, L. (2009b). Large names. Journal of Memory, 4, 11–30.',
      'Delgado, P., Ruiz, A., &amp; Stone, K. (2015). Faces again. Memory, 12, 5–9.',
      'Fennimore, T. (2003). Labels. Names, 1, 1–4.',
      'Fennimore, T. (2007). Hooks. Names, 5, 2–9.',
      'Fennimore, T., &amp; Osei, B. (2012). Labels and hooks. Names, 10, 80–99.',
      'Hartwell, J. (2014). Attention. Mind, 8, 3–33.',
      'Hartwell, J., &amp; Osei, B. (2011). Faces first. Mind, 5, 1–12.',
      'Inoue, S. (2018). Remembering: A review. Mind, 12, 7–70.',
    ],
  },
  {
    name: 'History essay, raised notes (en)',
    language: 'en',
    paragraphs: [
      '<h1>The Mill at Corran</h1>',
      'The mill was built in 1743,<sup>⟦1⟧</sup> burned in 1760,<sup>⟦2⟧</sup> and was rebuilt by a Mr<sup>s</sup> Teal of the 2<sup>nd</sup> parish.<sup>⟦3⟧</sup> Its floor measured 40 m<sup>2</sup>, its pond 10<sup>4</sup> gallons.',
      'The steward wrote that “[the] wheel is sound [sic]”;<sup>⟦4⟧</sup> the vicar (1702–1781) thought otherwise.<sup>⟦5,6⟧</sup> Nobody asked the miller himself.⟦⁷⟧',
      'King George (1760) knew nothing of it. The Peace of Paris (1763) came and went; the Corran Bridge (1771) brought trade, and the Turnpike Act (1773) took some of it away.⟦⁸⟧',
      'In the words of the ballad, “he ground their corn* for forty years” (as the old version has it).',
    ],
  },
  {
    name: 'Medical paper, raised and round numbers (en)',
    language: 'en',
    paragraphs: [
      '<h1>Salt and Sleep</h1>',
      'Salt intake is linked to poor sleep ⟦(1)⟧, to snoring ⟦(2, 3)⟧ and to night-time waking ⟦(4–6)⟧. A trial in older people found none of this ⟦(7)⟧.',
      'We enrolled 48 men and 52 women (aged 60 to 75) and measured (1) sodium, (2) sleep time and (3) waking. Dose was 5 mg/m² or 10⁻³ mol (as before).',
      'Others used diaries ⟦(8)⟧; we did not, since diaries are kept badly (about half of them) and late ⟦(2)⟧.',
      '<h2>References</h2>',
      ...Array.from(
        { length: 8 },
        (_, index) =>
          `${index + 1}. Writer Q, Other R. Salt paper ${index + 1}. J Salt. ${2001 + index};${index + 1}:1-9.`,
      ),
    ],
  },
  {
    name: 'Informatics report, keys (en)',
    language: 'en',
    paragraphs: [
      '<h1>Checking Protocols</h1>',
      'Model checking began in the eighties ⟦[CE81]⟧ ⟦[QS82]⟧ and reached industry soon ⟦[Hol97, Section 3]⟧. For hybrid systems see ⟦[ACH+95]⟧; a textbook is ⟦[BK08]⟧.',
      'A transition has the form p [a] q, the list xs[3] is never empty, and [B12] names a register. The requirement levels are those of ⟦[RFC2119]⟧.',
      'The tool reads [label] blocks (see the manual) and answers yes [or no].',
    ],
  },
  {
    name: 'Sozialwissenschaft, Autor und Jahr (de)',
    language: 'de',
    paragraphs: [
      '<h1>Nachbarschaft im Wandel</h1>',
      'Nachbarschaft gilt als Ressource ⟦(vgl. Hollerbach 2009, S. 17 ff.)⟧, mitunter aber als Zumutung ⟦(Petersen/Yıldız 2014: 33; siehe auch Krug 2001)⟧. Einen Überblick gibt Vogelsang ⟦(2016)⟧.',
      'Hollerbach ⟦(2009: 21)⟧ nennt drei Formen; Krug ⟦(2001)⟧ unterscheidet nur zwei. Nach Petersen und Yıldız ⟦(2014)⟧ ist diese Trennung überholt ⟦(ebd., S. 40)⟧.',
      'Im Sommer 1997 (dem heißesten seit Jahren) befragten wir 120 Haushalte in Kiel (Gaarden) und Bremen (Walle, 1997). Die Wende (1989/90) spielte keine Rolle, ebenso wenig das Grundgesetz (1949).',
      '„Wer grüßt, gehört dazu“ ⟦(Krug 2001, S. 5; Hervorh. i. O.)⟧, so ein Befund, der oft zitiert wird ⟦(z. B. Lindner et al. 2018; Statistisches Bundesamt 2019)⟧. Anders ist das in Wien (Österreich) und in Zürich (siehe Kapitel 4).',
      'Die Mieter(innen) kamen gern (meist abends); ihre Häuser (Baujahr 1925) waren klein (65 m²). Der Dichter Storm (1817–1888) lebte nicht dort.',
      '<h2>Literaturverzeichnis</h2>',
      'Hollerbach, A. (2009): Nachbarschaft. Bremen: Verlag.',
      'Krug, B. (2001): Grüßen. Kiel: Verlag.',
      'Lindner, C. et al. (2018): Häuser. Bonn: Verlag.',
      'Petersen, D./Yıldız, E. (2014): Zumutungen. Köln: Verlag.',
      'Statistisches Bundesamt (2019): Wohnen. Wiesbaden.',
      'Vogelsang, F. (2016): Überblick. Berlin: Verlag.',
    ],
  },
  {
    name: 'Enzyklopädie, Ziffern in Klammern (de)',
    language: 'de',
    paragraphs: [
      '<h1>Der Harzer Rollvogel</h1>',
      'Der Harzer Rollvogel ist eine Rasse der Taube.⟦[1]⟧⟦[2]⟧ Er wiegt bis zu 300 g⟦[3]⟧ und wurde 1871 (Reichsgründung) erstmals beschrieben.⟦[4]⟧ Seine Herkunft ist unklar.⟦[Anm. 1]⟧',
      'Im 19. Jahrhundert galt er als „[der] König der Höfe“.⟦[5]⟧ Er legt zwei (selten drei) Eier, im Intervall [17, 19] Tage bebrütet.⟦[6]⟧ Das Gehege braucht 4 m², besser 6 m².',
      'Heute ist er selten.⟦[Beleg fehlt]⟧ Näheres unter ⟦www.rollvogel.example.org⟧ oder ⟦verein@rollvogel.de⟧.',
      '<h2>Einzelnachweise</h2>',
      ...Array.from(
        { length: 6 },
        (_, index) =>
          `[${index + 1}] A. Züchter: Tauben, Band ${index + 1}. Halle ${1901 + index}, S. ${index + 10}.`,
      ),
    ],
  },
  {
    name: 'Geschichte, Fußnotenziffern (de)',
    language: 'de',
    paragraphs: [
      '<h1>Die Salzstraße</h1>',
      'Die Straße entstand um 1150,<sup>⟦1⟧</sup> verfiel nach 1630<sup>⟦2⟧</sup> und wurde im 19. Jh. gepflastert.⟦³⟧ Ein Wagen trug 2 m³ oder 10³ Pfund „Lüneburger Gold“.⟦⁴⟧',
      'Kaiser Friedrich (1152) kannte sie; Lübeck (1226) lebte von ihr. Der Rat „[ließ] die Brücke [abreißen]“,<sup>⟦5⟧</sup> was ihm niemand dankte (am wenigsten die Fuhrleute).',
    ],
  },
  {
    name: 'Literary criticism, author and page (en)',
    language: 'en',
    paragraphs: [
      '<h1>Rooms in Two Novels</h1>',
      'Rooms in these novels are “traps with wallpaper” ⟦(Ellery 45)⟧. The heroine leaves hers in chapter nine (and again in chapter twelve), “never to sit still” ⟦(p. 112)⟧, as has been noted ⟦(Ellery, pp. 46–48)⟧.',
      'Other readers see shelter ⟦(Marsh and Quill 12–14)⟧ or, simply, a house ⟦(ibid., p. 15)⟧. In Bleak House (1853) and Emma (1815) rooms do other work.',
    ],
  },
  {
    name: 'Prose with traps (en)',
    language: 'en',
    paragraphs: [
      '<h1>Odds and Ends</h1>',
      'In [2001] UKHL 12, at [14], the House held otherwise; so did Smith v Jones [1932] AC 562. Under section 3(1)(b) a notice (Form 7) is due within 14 days (or 28, if abroad).',
      'Einstein (1905) had a good year; Goldfinger (1964), Rio Bravo (1959) and Vertigo (1958) are films. The Beatles (1968) is white. Mozart (aged 5) composed. Apollo 13 (1970) returned.',
      'Paris (Texas), Moscow (Idaho, pop. 25,000), Rome (Georgia, 1834) and Athens (Ohio, 1800) are towns. In Munich (Oktoberfest, 2019) and Rio (Carnival 2020) it was loud.',
      'The set {1, 2}, the pair (3, 4), the range [5, 10], f(2) = 4, a[0] = b[1] + c[2], x² − y², 2⁸ = 256, H₂O, Fe³⁺, ²³⁵U and 9 × 10⁻³ m³ s⁻¹ are sums. Let v = [1, 2, 3].',
      'John 3:16 (NIV), Genesis (1:1) and Psalm 23 (22) comfort many. Score: 3–2 (aet), 5–4 (pens). Chapter 2 (pp. to be supplied) is missing. She was 32 (he was 29).',
      '“I [was] there,” said Ms. Lee [the witness], “in [the summer of] 1999 [or 2000].” He added: “It was cold [laughter].” The form asks [ ] yes [x] no.',
      'Version 2.0 (2019), Windows (1995), Euro (2002) and the Agenda (2010) came and went. Ask Bob (2nd floor), Ann (room 12) or me (ext. 4). Booking.com, Node.js and etc.etc. are not links.',
      '1. First. (a) This. (b) That. (2) Second. [3] Third. * A star begins a line. 5* hotels are dear; C* and A* are grades; so is f**k a word.',
      'In 1848 (the year of revolutions), Vienna (March), Berlin (March) and Paris (February) rose. Born in Ulm (Germany) on 14 March 1879 (a Friday), he moved to Bern (1902).',
    ],
  },
  {
    name: 'Prosa mit Fallen (de)',
    language: 'de',
    paragraphs: [
      '<h1>Dies und das</h1>',
      'Nach § 5 Abs. 2 (neu) und Art. 3 (1) GG gilt das (BGBl. I S. 1234). Das Urteil (BGH, 2015) war knapp; siehe auch Rn. [14] und die Anlage (Form 3).',
      'Im Frieden (1648) von Münster, in der Schlacht (1813) bei Leipzig, beim Mauerfall (1989), in Weimar (1919) und Bonn (1949) geschah viel. Goethe (82) starb in Weimar (Thüringen, 1832).',
      'Metropolis (1927), Der blaue Engel (1930) und Das Boot (1981) sind Filme; Der Zauberberg (1924) ist ein Roman (Fischer Verlag). Kraftwerk (Düsseldorf, 1970) macht Musik.',
      'Das Zimmer (12 m²) kostet 300 € (warm); E = mc², 10⁶ Bit, a[3], [0; 1), f(x), x ∈ [2, 5] und Fe²⁺ sind Formeln. Er sagte: „[Sie] war da [gestern].“ Man kreuze an: [ ] ja [x] nein.',
      'Lehrer(innen), Kolleg(inn)en, (Un-)Sicherheit und Schüler/-innen (alle) kamen (1) pünktlich, (2) gern. Köln (Dom), Kiel (Förde) und Ulm (Münster) liegen weit auseinander (siehe Karte).',
      'Sommer (2003), Winter (1978/79), Mai (2020) und Ostern (2021) waren seltsam. Die Ausgabe (2. Auflage, 1999) ist vergriffen; Version 3 (2018) folgte.',
    ],
  },
  {
    name: 'Ecology paper, author and year without a list (en)',
    language: 'en',
    paragraphs: [
      '<h1>Moss on Walls</h1>',
      'Mosses colonise walls quickly ⟦(Tanaka 2004)⟧, often within three years ⟦(see also Whitlock and Roy 1999)⟧. In shaded yards the process is slower ⟦(Whitlock &amp; Roy, 2001; cf. Tanaka, 2006, fig. 2)⟧.',
      'Tanaka ⟦(2006)⟧ reported twelve species; we found nine (four of them rare) on 31 walls in Cardiff (Wales). The wet year (2012) helped. Samples were taken by hand (n = 93).',
      'As Whitlock et al. ⟦(2010)⟧ put it, “moss keeps no calendar” ⟦(p. 7)⟧. This contradicts earlier reports ⟦(e.g. Ferrer, unpublished; Okafor, in press)⟧, though not all of them (see above).',
      'Data are at ⟦doi:10.5555/moss.2020⟧ and ⟦https://data.example.net/moss⟧.',
    ],
  },
  {
    name: 'Physics letter, bracketed superscripts (en)',
    language: 'en',
    paragraphs: [
      '<h1>Cold Foam</h1>',
      'Foams cool slowly.<sup>⟦[1]⟧</sup> Their conductivity is about 10<sup>−2</sup> W m<sup>−1</sup> K<sup>−1</sup>,<sup>⟦2–4⟧</sup> lower than that of wood<sup>⟦5⟧</sup> or of the isotope <sup>13</sup>C. The law r<sup>2</sup> ∝ t holds.<sup>⟦*⟧</sup>',
      'In ⟦[6]⟧ the limit k → 0 is taken; with ⟦[7, Eq. (3)]⟧ one finds [A, B] = 0 on the segment [0.1, 0.9].',
    ],
  },
  {
    name: 'Naturwissenschaft, Ziffern (de)',
    language: 'de',
    paragraphs: [
      '<h1>Frost im Beton</h1>',
      'Frostschäden sind gut untersucht ⟦[1–4]⟧, ihre Vorhersage ist es nicht ⟦[5]⟧. Nach ⟦[6, S. 12]⟧ genügt ein Modell mit zwei Größen, nach ⟦[7; 8]⟧ nicht. Die Proben maßen 40 mm × 40 mm (Serie A) und 10⁻³ m³ (Serie B).',
      'Für den Bereich [0, 28] Tage und x ∈ [1, 2] gilt Gl. (3); darunter (etwa bei −5 °C) bricht der Stein. Die Norm (DIN EN 206) fordert mehr als das Merkblatt [Entwurf].',
      'Weitere Werte unter ⟦https://frost.example.de/daten⟧ ⟦[9]⟧.',
      '<h2>Literatur</h2>',
      ...Array.from(
        { length: 9 },
        (_, index) =>
          `[${index + 1}] Maurer, K.: Beton ${index + 1}. Bauheft ${index + 2} (${2001 + index}), S. 1–9.`,
      ),
    ],
  },
  {
    name: 'Philologie, Fußnoten und ebd. (de)',
    language: 'de',
    paragraphs: [
      '<h1>Das Fenster bei Stifter</h1>',
      'Das Fenster ist ein „Auge des Hauses“ ⟦(Amberger 1987, S. 4)⟧, bisweilen ein Spiegel ⟦(ebd., S. 9)⟧, selten eine Tür ⟦(vgl. dies. 1991, 17)⟧. Der Nachsommer (1857) und der Hochwald (1842) zeigen beides.',
      'Amberger ⟦(1987)⟧ spricht von Schwellen; anders urteilt Teschner ⟦(2003, S. 55 f.)⟧. In Linz (Donau) und Wien (1848) schrieb Stifter (geb. 1805) wenig darüber (siehe oben).',
      '„Es [war] still“,⟦¹⟧ heißt es einmal (im zweiten Kapitel), und „[s]till blieb es“.⟦²⟧',
    ],
  },
]
