/**
 * What a period may mean, per language: the tables that `sentences.ts` judges by.
 *
 * Keys are written without their last period and without spaces (`z.b`, `p.m`, `dr`). A key in lower case stands for
 * every spelling; a key with a capital stands only for itself, so that `Mass.` is a state and `mass.` a word.
 * Other languages than English and German have short tables: enough for the abbreviations of everyday prose.
 */

/**
 * - `never`: goes on, whatever follows (titles, `e.g.`).
 * - `number`: goes on before a number, a roman numeral or a single letter; else it is a word (`No. 5`, `No.`).
 * - `may-end`: ends only where a word follows that is capitalised for no other reason (`U.S. The`, not `U.S. Army`).
 * - `company`: as `may-end`, and also where the words after it read like a new sentence (`Acme Inc. Shares fell`).
 * - `ends`: ends before every capital (`etc.`, `p.m.`).
 */
export type Abbreviation = 'never' | 'number' | 'may-end' | 'company' | 'ends'

export interface PeriodRules {
  readonly abbreviations: ReadonlyMap<string, Abbreviation>
  /** Words that begin sentences and are capitalised for no other reason; empty where we keep no list. */
  readonly starters: ReadonlySet<string>
  /** Numbers with a period are ordinals (`3. Mai`), and nouns are capitalised: German. */
  readonly ordinals: boolean
  /** Verbs that follow a name after quoted speech: “Why?” Tom asked. */
  readonly speechVerbs: ReadonlySet<string>
}

const words = (text: string): string[] => text.split(/\s+/).filter(Boolean)

type Table = Partial<Record<Abbreviation, string>>

const common: Table = {
  never: 'dr prof mr mrs ms messrs st ste cf vs approx viz resp incl excl e.g i.e ca',
  number: 'nr no n° nº n.º № vol fig tab p pp Jan Feb Apr Aug Sep Sept Nov',
  'may-end': 'al jr ed eds inc ltd co corp ff ph.d m.d b.a m.a b.sc m.sc',
  ends: 'etc ibid',
}

const tables: Readonly<Record<string, Table>> = {
  en: {
    never:
      'Gen Col Lt Sgt Capt Cmdr Cpl Maj Adm Brig Pvt Rev Hon Pres Gov Sen Rep Reps Sens Supt Insp Mme Mlle Fr ' +
      'Br Rt Mt Ft Asst Atty Attn attn Amb Det eg ie cp assoc',
    number:
      'cor exod lev deut ps prov isa jer ezek matt rom gal eph phil thess heb jas pet nos cl figs vols ch chap chs sec secs sect para paras art arts eq eqs eqn app tbl ref refs n nn ll bk pt pts ' +
      'ex ver rs est max min avg hrs mins ft lb lbs oz Mar Jun Jul Oct Dec Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun',
    'may-end':
      'Fed Civ Crim Evid esq dept univ ave blvd rd sq hwy bldg apt rm st Ln Ct Ste Sr u.s u.k u.n u.s.a e.u d.c b.c a.d b.c.e c.e ' +
      'n.y l.a trans tr repr comp edn misc temp tel ext orig esp d.phil ll.b ll.m m.p d.d.s cont bros ' +
      'Mass Calif Fla Ala Ariz Ark Colo Conn Ga Ill Ind Kan Ky Md Mich Minn Mo Miss Mont Neb Nev Okla Ore Pa ' +
      'Tenn Tex Va Vt Wash Wis Wyo anon',
    company: 'inc ltd co corp llc plc',
    ends: 'a.m p.m',
  },
  de: {
    never:
      'hr hrn Fr Fa frl Mag ing dipl dipl.-ing dipl.-kfm med phil jur rer nat habil h.c theol pol oec vet dent ' +
      'z.b z.bsp d.h i.d.r z.t z.zt u.u m.e m.w v.a o.g i.a i.v i.s i.s.v i.h.v d.i vgl bzw ggf ggfs evtl sog ' +
      'inkl exkl zzgl bspw insb insbes einschl gem lt bes urspr dt engl franz frz griech lat geb gest verh ehem ' +
      'kath ev bzgl betr chin jap span ital russ amerik brit österr schweiz eigtl wg mind max maxim ungef zz ' +
      'freundl herzl rel gew zw tabl präs schr anl rd fam az ggü attn pck päck pkg msp gestr geh gebr kgl nördl südl östl westl landkr lkr insges versch gen präs hptm oblt ' +
      'zus allg gegr tägl jährl monatl wöchentl mtl stellv verantw techn wiss polit wirtsch hl tel telef mob',
    number:
      'buchst bgbl abl kor joh mt mk lk apg röm gal eph phil kol thess tim hebr jak petr offb mos ps spr jes jer koh kön makk hausnr kap bd bde abb abs anm s art ziff rn rz lit anh beil fn fußn lfd spalte sp satz pkt ' +
      'Mär Mrz Jun Jul Okt Dez Mo Di Mi Do Sa So',
    'may-end':
      'pers hrsg hg aufl verf jh jhd jhs jhdt v.chr n.chr v.u.z n.u.z a.m u.a u.ä o.ä u.dgl dgl a.d i.r s.o s.u d.j ' +
      'd.m v.j e.v d.ä mio mrd tsd min std sek str pl o.j o.o zit ebd übers bearb erw gmbh abt ausg jg jgg ' +
      'mitgl inh stck stk geogr vorm nachm',
    ends: 'usw usf uvm u.v.m u.s.w u.s.f u.v.a',
  },
  fr: {
    never: 'm mm mme mmes mlle mlles me mgr p.ex c.-à-d av apr env éd dir coll',
    number: 'chap art n° fasc sect t juil janv févr avr sept oct déc',
    'may-end': 'j.-c s.a tél bd',
  },
  es: {
    never: 'ee sr sra srta sres dra d dña ud uds vd vds p.ej lic ing arq gral cnel sto sta',
    number: 'pág págs núm núms art cap t',
    'may-end': 'ee.uu a.c d.c s.a tel avda',
  },
  it: {
    never: 'sig sigg sig.ra sig.na sig.ri dott dott.ssa avv ing geom on rag egr gent p.es es',
    number: 'pag pagg art artt cap tav n',
    'may-end': 'a.c d.c s.p.a s.r.l tel',
    ends: 'ecc',
  },
  pt: {
    never: 'sr sra srta dra exmo exma d p.ex ex eng',
    number: 'pág págs art cap n.º séc',
    'may-end': 'a.c d.c s.a tel av ltda',
  },
  nl: {
    never: 'dhr mevr mw mej drs ir d.w.z m.a.w o.a b.v bijv t.o.v i.v.m n.a.v evt ong zgn m.b.t o.l.v',
    number: 'blz art hfst afb afl',
    'may-end': 'e.d e.a n.chr v.chr n.v tel jl dgl a.s',
    ends: 'enz',
  },
  sv: { never: 't.ex bl.a d.v.s dvs s.k fr.o.m t.o.m jfr kl', number: 's kap', ends: 'osv m.m o.s.v' },
  da: { never: 'f.eks bl.a dvs jf hr fr pga mht kl iflg', number: 's kap stk', ends: 'osv m.m mv' },
  nb: { never: 'f.eks bl.a dvs jf hr fr pga mht kl iflg', number: 's kap', ends: 'osv m.m mv' },
  pl: {
    never: 'np tzn tzw ul mgr inż im św ks dot płk gen red wyd',
    number: 's str r t rozdz',
    ends: 'itd itp',
  },
  cs: {
    never: 'např tzv tj mj sv ul p pí mgr ing mudr judr cca',
    number: 'str s č kap roč',
    ends: 'atd apod aj',
  },
  ru: {
    never: 'т.е т.к т.н напр им ул г-н г-жа проф акад св см ср д-р',
    number: 'стр с гл рис табл т ст п',
    'may-end': 'г гг в вв руб коп млн млрд тыс э н.э',
    ends: 'т.д т.п др пр',
  },
  uk: {
    never: 'т.к напр ім вул проф акад св див пор',
    number: 'стр с гл рис табл т ст п',
    'may-end': 'р рр грн млн млрд тис',
    ends: 'т.д т.п ін',
  },
  tr: { never: 'örn bkz doç av sn', number: 's sf cilt', ends: 'vb' },
  fi: { never: 'esim ts ns mm eli', number: 's luku', ends: 'jne ym yms' },
}
for (const [tag, alias] of [
  ['no', 'nb'],
  ['nn', 'nb'],
  ['sk', 'cs'],
] as const) {
  ;(tables as Record<string, Table>)[tag] = tables[alias]!
}

/** Determiners and pronouns of German with their endings. */
const germanInflected = ['Ein', 'Kein', 'Mein', 'Dein', 'Sein', 'Ihr', 'Unser', 'Dies', 'Jen', 'Jed', 'Welch']
  .flatMap((stem) => ['', 'e', 'en', 'em', 'er', 'es'].map((ending) => stem + ending))
  .filter((word) => !['Dies', 'Jen', 'Jed', 'Welch'].includes(word))

const starters: Readonly<Record<string, readonly string[]>> = {
  en: words(
    'The A An This That These Those He She It We They I You His Her Its Our Their My Your There Here In On At By ' +
      'For From To With As After Before When While If Because Although Though However But And Or So Then Thus Hence ' +
      'Therefore Meanwhile Moreover Furthermore Nevertheless Nonetheless Also Now Once Since Until Unless What Who Why ' +
      'How Where Which Whether Some Many Most All Each Every Both Few Several No Not Nor One Two Three Four Five ' +
      'Another Other Such Still Yet Even Later Soon Today Yesterday Tomorrow Next Finally First Second Third Is Are Was ' +
      'Were Do Does Did Has Have Had Can Could Would Should Must Let Please Perhaps Maybe Nobody Nothing Everyone ' +
      'Everybody Everything Someone Somebody Something Anyone Anything Afterwards Afterward Again Already Always Never ' +
      'Often Sometimes Suddenly Instead Indeed Only Just Much More Among Between During Despite Through Under Over ' +
      'Within Without Against Like Unlike Yes Oh Well',
  ),
  de: [
    ...germanInflected,
    ...words(
      'Der Die Das Den Dem Des Deren Dessen Er Sie Es Wir Ich Du Man Euer Eure Ihnen Ihm Ihn Uns Euch Mir Mich Dir Dich ' +
        'Alle Alles Viele Vieles Manche Einige Mehrere Beide Andere Wenige Und Oder Aber Doch Denn Sondern Dann Danach ' +
        'Daher Deshalb Deswegen Darum Dadurch Dabei Dafür Damit Dazu Davon Daraus Darin Darauf Dagegen Dort Da Hier ' +
        'Heute Gestern Morgen Jetzt Nun Nur Noch Schon Auch So Als Wenn Weil Obwohl Während Nachdem Bevor Bis Seit ' +
        'Seitdem Ob Dass Wie Was Wer Wen Wem Wo Wann Warum Wieso Weshalb Woher Wohin Wobei In Im An Am Auf Aus Bei ' +
        'Beim Mit Nach Von Vom Vor Zu Zum Zur Über Unter Um Durch Für Gegen Ohne Hinter Neben Zwischen Trotz Wegen Ins ' +
        'Ans Nicht Nichts Niemand Jemand Etwas Vielleicht Leider Allerdings Jedoch Trotzdem Außerdem Zudem Ferner ' +
        'Schließlich Zuerst Zunächst Später Bald Immer Oft Manchmal Nie Niemals Ja Nein Bitte Ist Sind War Waren Hat ' +
        'Haben Hatte Hatten Wird Werden Wurde Wurden Kann Können Konnte Konnten Muss Müssen Musste Soll Sollte Will ' +
        'Wollte Darf Möchte Gibt Zwei Drei Vier Fünf Weitere Solche Sogar Sonst Somit Also Anschließend Inzwischen ' +
        'Plötzlich Endlich Natürlich Dennoch Ebenso Ebenfalls Insgesamt Zwar Je Sowohl Weder Entweder Wir Falls Sobald',
    ),
  ],
  fr: words(
    'Le La Les Un Une Des Il Elle Ils Elles On Nous Vous Je Tu Ce Cet Cette Ces Son Sa Ses Leur Leurs Mon Ma Mes ' +
      'Notre Nos Mais Et Ou Donc Or Car Puis Dans En Au Aux Sur Sous Avec Sans Pour Par Après Avant Quand Si Comme ' +
      'Que Qui Quoi Où Pourquoi Comment Alors Ainsi Cependant Toutefois Enfin Aujourd’hui Hier Ici Là Tout Tous',
  ),
  es: words(
    'El La Los Las Un Una Unos Unas Él Ella Ellos Ellas Yo Tú Nosotros Este Esta Estos Estas Ese Esa Eso Su Sus Mi ' +
      'Pero Y O Entonces Luego En Con Sin Por Para De Desde Cuando Si Como Que Quien Donde Así Después Antes Hoy Ayer',
  ),
  it: words(
    'Il Lo La I Gli Le Un Una Uno Lui Lei Loro Io Tu Noi Voi Questo Questa Questi Queste Ma E O Poi In Con Senza Per ' +
      'Da Dopo Prima Quando Se Come Che Chi Dove Così Oggi Ieri',
  ),
  pt: words(
    'O A Os As Um Uma Ele Ela Eles Elas Eu Nós Este Esta Isso Seu Sua Mas E Ou Então Depois Em No Na Com Sem Por Para ' +
      'De Quando Se Como Que Quem Onde Assim Hoje Ontem',
  ),
  nl: words(
    'De Het Een Hij Zij Ze Wij We Ik Jij Je U Dit Dat Deze Die Zijn Haar Hun Maar En Of Want Dus Toen Daarna In Op ' +
      'Aan Bij Met Zonder Voor Na Van Als Omdat Hoewel Wat Wie Waar Waarom Hoe Er Hier Daar Nu Vandaag Gisteren',
  ),
}

const speechVerbs: Readonly<Record<string, readonly string[]>> = {
  en: words(
    'said says asked asks cried replied answered whispered shouted called exclaimed muttered murmured added ' +
      'demanded wondered yelled screamed repeated continued insisted inquired enquired laughed sighed snapped begged ' +
      'thought told observed remarked',
  ),
}

/** Months, for ordinals in front of them, in languages that write `3. Mai`. */
export const germanMonths: ReadonlySet<string> = new Set(
  words('Januar Jänner Februar Feber März April Mai Juni Juli August September Oktober November Dezember'),
)

/** German nouns that a plain number follows: `auf Seite 12. Hunde bellen.` is two sentences. */
export const germanNumbered: ReadonlySet<string> = new Set(
  words(
    'Seite Seiten Kapitel Abbildung Tabelle Nummer Band Teil Platz Zimmer Artikel Paragraf Paragraph Punkt Schritt ' +
      'Absatz Abschnitt Heft Folge Zeile Gleis Linie Hausnummer Stufe Level Version Raum Gleichung Anhang Aufgabe ' +
      'Übung Lektion Regel Satz Nr Nr. Abb. Kap. S. Abs. Art. Tab. Bd. auf um bis gegen',
  ),
)

/** Nouns that stand behind a company's name: `Apple Inc. Chairman Tim …` goes on. */
export const companyNouns: ReadonlySet<string> = new Set(
  words('Chairman Chairwoman Chief President Director Executive Founder Vice Spokesman Spokeswoman Senior'),
)

/** What may follow a time of day without a new sentence: `5 p.m. Eastern Time`, `9 a.m. Monday`. */
export const afterTimeOfDay: ReadonlySet<string> = new Set(
  words(
    'Eastern Central Mountain Pacific Atlantic Greenwich GMT UTC EST EDT CST CDT MST MDT PST PDT CET CEST BST ET PT CT ' +
      'MT London Monday Tuesday Wednesday Thursday Friday Saturday Sunday',
  ),
)

function build(language: string): PeriodRules {
  const abbreviations = new Map<string, Abbreviation>()
  for (const table of [common, tables[language] ?? {}])
    for (const [kind, list] of Object.entries(table) as [Abbreviation, string][])
      for (const word of words(list)) abbreviations.set(word, kind)
  return {
    abbreviations,
    starters: new Set(starters[language] ?? []),
    ordinals: language === 'de',
    speechVerbs: new Set(speechVerbs[language] ?? []),
  }
}

const built = new Map<string, PeriodRules>()

/** The rules for a BCP 47 tag; its region is ignored. Unknown languages share a small international table. */
export function periodRules(tag: string): PeriodRules {
  const base = tag.toLowerCase().split(/[-_]/)[0] ?? ''
  const language = Object.hasOwn(tables, base) ? base : ''
  let rules = built.get(language)
  if (!rules) built.set(language, (rules = build(language)))
  return rules
}
