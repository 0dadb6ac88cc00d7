/** Passages with what should be left out of them between ⟦ and ⟧; everything else is to be read. */

export interface SkipCase {
  readonly language: 'en' | 'de'
  readonly text: string
}

const en = (text: string): SkipCase => ({ language: 'en', text })
const de = (text: string): SkipCase => ({ language: 'de', text })

export const citationCases: readonly SkipCase[] = [
  en('Earlier work ⟦[12]⟧ shows this, and others ⟦[1, 3–5]⟧ agree ⟦[2]⟧.'),
  en('It holds.⟦[3]⟧⟦[4]⟧ Then came the second study.⟦[5]⟧'),
  en('Several groups have tried ⟦[1], [2], [4]–[6]⟧ without success.'),
  en('See the proof ⟦[12, p. 34]⟧ and the lemma ⟦[3, Theorem 2]⟧, but also ⟦[see 14]⟧.'),
  en('The notation follows ⟦[Smith20] and [Knu97, p. 12]⟧ throughout ⟦[RFC2119]⟧.'),
  en('This was doubted from the start.⟦[citation needed]⟧ It is not so.⟦[note 1]⟧ Nor this.⟦[a]⟧'),
  en('As shown before ⟦(Smith, 2020)⟧, it works ⟦(Smith & Jones 2019, p. 12; Miller et al., 2018)⟧.'),
  en(
    'A known effect ⟦(see Smith, 2020)⟧ that persists ⟦(cf. Brown, 2001, 2003a; van der Berg & O’Neil, 1999, pp. 3–5)⟧.',
  ),
  en('It was said so ⟦(ibid.)⟧, then again ⟦(ibid., p. 12)⟧ and elsewhere ⟦(op. cit.)⟧.'),
  en('Deaths fell by half ⟦(World Health Organization, 2021)⟧ and again ⟦(WHO 2022)⟧.'),
  en('Smith ⟦(2020)⟧ argues that it is so, while Smith et al. ⟦(2020a)⟧ doubt it.'),
  en('According to Miller ⟦(2018)⟧, Jones and Smith ⟦(2019)⟧ found nothing.'),
  en('“So it goes” ⟦(Vonnegut 1969, p. 5)⟧, he writes, “and so on” ⟦(1969, p. 7)⟧.'),
  en('This is settled ⟦(Smith, in press; Doe, n.d.)⟧, or was ⟦(as cited in Brown, 1999)⟧.'),
  en('A long list ⟦(e.g., Lee et al., 2010; Kim & Park, 2012; for a review, see Cho, 2015)⟧ supports it.'),
  en('The term is older ⟦(Kant 1781/1787)⟧ than that ⟦(de Saussure, 1916; O’Brien, 1967)⟧.'),
  de('Das gilt ⟦(vgl. Müller 2015, S. 12 f.)⟧, meist ⟦(ebd.)⟧ und sonst ⟦(ebd., S. 5)⟧ auch.'),
  de('Wie oben gezeigt ⟦[12]⟧, ist das so ⟦[1, 3–5]⟧ und bleibt so ⟦[vgl. 7, S. 12]⟧.'),
  de('Nach Müller ⟦(2015)⟧ ist das falsch, und Meier ⟦(2010: 33)⟧ widerspricht ihm.'),
  de('Der Begriff ⟦(Bourdieu 1982 [1979]: 277; Habermas 1981a, b)⟧ ist umstritten ⟦(Foucault 1977, o. S.)⟧.'),
  de('Das steht fest ⟦(Müller/Schmidt 2010, 33f.)⟧, so die Behörde ⟦(Statistisches Bundesamt 2019)⟧.'),
  de('Er schreibt „so ist es“ ⟦(zit. n. Adorno 1951, S. 43; Hervorh. i. O.)⟧ und meint es.'),
  de('Weber ⟦(1922)⟧ unterscheidet drei Formen ⟦(vgl. auch Simmel 1908; Tönnies u. a. 1887)⟧.'),
  de('Man findet es dort ⟦(a. a. O., S. 5)⟧ wie hier ⟦(Meier et al. 2019, Kap. 3)⟧.'),
  en(
    'Both deny it ⟦(J. Brown, personal communication, May 4, 2011)⟧, at second hand ⟦(Ray, 1959, as cited in Cho, 2015)⟧.',
  ),
  en(
    'Reviews ⟦(reviewed in [11, 12])⟧ and proofs ⟦(see [3], [5] and [9])⟧ exist ⟦[4, 11, and references therein]⟧.',
  ),
  en(
    'Darwin ⟦([1859] 2003)⟧ argued so, later than tone ⟦(Clark, 2003, Chapter 5)⟧ and null results ⟦(Fischer, unpublished)⟧.',
  ),
  de('„Alles fließt“ ⟦(Heraklit, zit. n. Diels 1903, S. 12)⟧, heißt es.'),
  de(
    'Anders die Forschung ⟦(dagegen Krüger/Meier 2007, 34)⟧ und ihr Kritiker ⟦(Ray 1959, zit. nach Vogt 2015)⟧.',
  ),
  de(
    'Er sagte es ⟦(K. Braun, persönliche Mitteilung, 4. Mai 2011)⟧ vor den anderen ⟦[4, 11 und die dort zitierte Literatur]⟧.',
  ),
  de('Der Ort wurde erwähnt.⟦[3]⟧ Seine Lage ist unklar.⟦[Anm. 2]⟧ Das bleibt offen.⟦[Beleg fehlt]⟧'),
]

export const noteCases: readonly SkipCase[] = [
  en('It ended there.⟦¹²⟧ And the word⟦¹⟧ too, as was said⟦²,³⟧ before.'),
  en('The price⟦*⟧ was high.'),
  en('The clause is void ⟦(cf. n. 21 above)⟧ for the king ⟦(see note 14)⟧.'),
  de('Der Anspruch verjährt ⟦(vgl. Fn. 7)⟧ bald ⟦(siehe Anm. 14)⟧.'),
  en('The queen† and the king‡ were there.'.replace('†', '⟦†⟧').replace('‡', '⟦‡⟧')),
  de('Das war alles.⟦⁷⟧ Der Preis⟦¹⟧ stieg „sofort“⟦²⟧ wieder.'),
]

export const addressCases: readonly SkipCase[] = [
  en('See ⟦https://example.com/a_(b)?x=1#y⟧, ⟦www.example.org⟧ or ⟦example.com/page⟧.'),
  en('It is registered ⟦doi:10.1000/182⟧ and posted ⟦arXiv:2101.00001v2⟧; write to ⟦me.too@example.co.uk⟧!'),
  en('The site ⟦(https://example.org/a)⟧ and the mirror ⟦<https://example.net>⟧ are down.'),
  de('Mehr unter ⟦https://www.beispiel.de/wissen/⟧ oder bei ⟦info@beispiel.de⟧.'),
  en('Booking.com, Node.js, e.g. this, U.S.A., README.md, 3.14, a.m. and etc.and so on are no addresses.'),
]

/** Nothing here is to be left out by any rule for citations, notes or addresses. */
export const trapCases: readonly SkipCase[] = [
  en('In Berlin (1989) the wall fell, and in the Treaty of Versailles (1919) the war ended.'),
  en('Rain Man (1988) won four Oscars; Queen Victoria (1837) was eighteen; 1984 (1949) is a novel.'),
  en('He wrote “I seen it [sic]” and that “[he] left”, in “[t]he end”, as they say [in private].'),
  en('“The war of [1870] was short,” says the editor, and “in [March 1871] it was over”.'),
  en(
    'The interval [0, 1], the range [1, 10], a vector [1, 2, 3] and x in [2, 5] are meant; so is y ∈ [3, 4].',
  ),
  en('Take a[12], arr[3], list[0], args[1] = 4 and obj.items[2] as they stand.'),
  en('The court said so in [2019] EWCA Civ 12 at [45], following [1998] AC 20.'),
  en('The wall fell (Berlin, 1989), in June (June 2020), in May (May, 2020) and at home (Germany, 1945).'),
  en('The war (1914–1918) came; the poet (1788–1824) died; the king (born 1950) and the law (1871) remain.'),
  en('An area of 5 m² and 10⁶ cells, x² + y² = z², E = mc², CO₂, Ca²⁺, ¹⁴C and 12 km² are counted.'),
  en('He ran 3 miles (5 km) in 20 minutes (about 9 mph), won (3–2), and read Matthew (5:3).'),
  en('The options are (a) to go, (b) to stay, (1) to wait and (iv) to fly (see Section 3 and Figure 2).'),
  en('(1) Everyone has the right to life. (2) No one shall be held in slavery.'),
  en('It was signed (Treaty of Versailles, 1919) and sung (Taylor Swift, 2014) on Windows (Windows 2000).'),
  en(
    'Take vitamins [B12], salts [Na+] and the form [XX-3] of it; this was *not* said, nor 5*3 = 15, nor C*.',
  ),
  en('[1] In the beginning was the word. [2] And the word was good.'),
  en('In 2020 (a leap year) there were 366 days (see below), 29 of them in February (not 28).'),
  en(
    'President Lincoln (1861) spoke. The Republicans (1860) won. Apollo 11 (1969) landed. Obama (2008) won.',
  ),
  en('The fair (2009, 2011 and 2013) drew thousands for two reasons: [1] cost and [2] time.'),
  de(
    'Die Wahlen (1998, 2002 und 2006) verliefen ruhig; er gewann zweimal Gold (2008, 2012) und einmal Silber.',
  ),
  de('Der Mauerfall (Berlin, 1989) und der Vertrag (1919) kamen im Mai (Mai 2020) und Sommer (Sommer 1989).'),
  de('Sie fuhr 12 km² ab, 3 m³ Wasser, 10³ Stück; der Dichter (1749–1832) schrieb „[er] kam“ und „[…]“.'),
  de('Siehe oben (siehe Kapitel 3) und unten (vgl. Abschnitt 2), Schüler(innen), Abb. 3 und Art. 5 (1) GG.'),
  de('§ 823 (1) BGB, Absatz [3] und das Intervall [1, 5] sowie der Bereich [2, 8] bleiben stehen.'),
  de('Im Jahr 1990 (Wiedervereinigung) und 1871 (Reichsgründung) war es so (vgl. die Karte auf Seite 12).'),
]

export const parenthesisCases: readonly SkipCase[] = [
  en(
    'The house ⟦(which was old)⟧, the garden ⟦(and (so) on)⟧ and f(x) with (a) and (x + 1) remained ⟦(it was 1920)⟧.',
  ),
  de('Die Schüler(innen) kamen ⟦(alle, auch die kleinen)⟧, und zwar (1) früh und (2) gern ⟦(wirklich!)⟧.'),
]
