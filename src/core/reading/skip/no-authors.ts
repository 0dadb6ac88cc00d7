/** Capitalised words that stand before a year in brackets without being an author: months, places, things. */

const words = `
January February March April May June July August September October November December Jan Feb Mar Apr Jun Jul Aug
Sep Sept Oct Nov Dec Januar Februar März Mai Juni Juli Oktober Dezember Jänner Monday Tuesday Wednesday Thursday Friday
Saturday Sunday Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonnabend Sonntag Spring Summer Autumn Fall Winter
Frühjahr Frühling Sommer Herbst Easter Christmas Ostern Weihnachten Advent Pfingsten
Anno AD BC CE BCE Year Years Jahr Jahre Circa Born Died Since Until About Around Ende Anfang Mitte Early Late Mid Seit Bis Um Ab Vor Nach
Figure Fig Table Tab Chapter Part Volume Section Appendix Page Version Edition Issue Act Scene Book Verse Abbildung
Tabelle Kapitel Teil Band Abschnitt Anhang Seite Ausgabe Heft Auflage Akt Buch Vers Stand Nr No Art Artikel Article
Windows Office Expo Euro Agenda Horizon Vision Olympics Olympia Worldcup Eurovision Oscar Oscars Nobel Grammy Emmy
Film Song Album Single Novel Movie Roman Oper Opera Play Stück Staffel Season Episode Folge Remix Remaster Live
Director Regie Photo Foto Bild Image Picture Courtesy Copyright
Afghanistan Albania Albanien Algeria Algerien America Amerika Argentina Argentinien Armenia Asia Asien Australia
Australien Austria Österreich Bavaria Bayern Belgium Belgien Bolivia Bosnia Brazil Brasilien Britain Bulgaria Bulgarien
Burma Cambodia Canada Kanada Chile China Colombia Croatia Kroatien Cuba Kuba Cyprus Denmark Dänemark Ecuador Egypt
Ägypten England Estonia Estland Ethiopia Europe Europa Finland Finnland France Frankreich Georgia Germany Deutschland
Ghana Greece Griechenland Hungary Ungarn Iceland Island India Indien Indonesia Iran Iraq Irak Ireland Irland Israel
Italy Italien Jamaica Japan Jordan Kenya Kenia Korea Kosovo Latvia Lettland Lebanon Libya Lithuania Litauen Luxembourg
Luxemburg Malaysia Malta Mexico Mexiko Mongolia Morocco Marokko Nepal Netherlands Niederlande Nigeria Norway Norwegen
Pakistan Palestine Panama Peru Philippines Poland Polen Portugal Preußen Prussia Romania Rumänien Russia Russland
Sachsen Schottland Schweden Schweiz Scotland Serbia Serbien Singapore Singapur Slovakia Slowakei Slovenia Slowenien
Somalia Spain Spanien Sudan Sweden Switzerland Syria Syrien Taiwan Texas Thailand Tibet Tunisia Tunesien Turkey Türkei
Ukraine Uruguay USA UK US UdSSR USSR DDR BRD GDR FRG Venezuela Vietnam Wales Yugoslavia Jugoslawien California Florida
Kalifornien Ohio Virginia Saxony Hessen Sicily Sizilien Tirol
Thüringen Brandenburg Niedersachsen Westfalen Rheinland Pfalz Saarland Holstein Schleswig Mecklenburg Pommern Schlesien
Baden Württemberg Franken Schwaben Steiermark Kärnten Vorarlberg Burgenland Böhmen Mähren Elsass Lothringen Alabama
Alaska Arizona Colorado Georgia Idaho Illinois Indiana Iowa Kansas Kentucky Maine Maryland Massachusetts Michigan
Minnesota Missouri Montana Nebraska Nevada Oklahoma Oregon Pennsylvania Tennessee Utah Vermont Wisconsin Wyoming
Ontario Alberta Queensland Victoria Tasmania Yorkshire Lancashire Kent Cornwall Normandy Normandie Provence Toskana
Tuscany Lombardy Lombardei Catalonia Katalonien Crimea Krim Kaschmir Kashmir Bengal Punjab
Oktoberfest Carnival Karneval Weltausstellung Biennale Documenta Berlinale Messe Wahl Baujahr Jahrgang Premiere Debut
Aachen Amsterdam Antwerp Antwerpen Athens Athen Atlanta Augsburg Baghdad Baltimore Bangkok Barcelona Basel Beijing
Beirut Belfast Belgrade Belgrad Berlin Bern Birmingham Bochum Bologna Bombay Bonn Boston Bremen Breslau Brighton Bristol
Brno Bruges Brünn Brussels Brüssel Bucharest Bukarest Budapest Cairo Kairo Calcutta Cambridge Cannes Chemnitz Chicago
Cleveland Cologne Köln Copenhagen Kopenhagen Dallas Damascus Danzig Darmstadt Delhi Denver Detroit Dortmund Dresden
Dublin Duisburg Düsseldorf Edinburgh Erfurt Erlangen Essen Florence Florenz Frankfurt Freiburg Gdansk Geneva Genf Genoa
Genua Ghent Glasgow Göttingen Graz Halle Hamburg Hannover Hanover Heidelberg Helsinki Hiroshima Hongkong Houston
Innsbruck Istanbul Jena Jerusalem Johannesburg Kabul Karlsruhe Kassel Kiel Kiew Kyiv Kiev Konstanz Krakau Kraków Kyoto
Lausanne Leeds Leiden Leipzig Leningrad Linz Lisbon Lissabon Liverpool London Lübeck Lyon Madrid Magdeburg Mailand Milan
Mainz Manchester Manila Mannheim Marburg Marseille Melbourne Miami Montreal Moscow Moskau Mumbai Munich München Münster
Nagasaki Naples Neapel Nice Nizza Nürnberg Nuremberg Odessa Oslo Oxford Padua Palermo Paris Petersburg Philadelphia
Pisa Pittsburgh Potsdam Prague Prag Pressburg Princeton Quebec Regensburg Riga Rome Rom Rostock Rotterdam Salzburg
Sarajevo Seattle Seoul Sevilla Seville Shanghai Siena Sofia Stalingrad Stockholm Strasbourg Straßburg Stuttgart Sydney
Tehran Teheran Tokyo Tokio Toronto Toulouse Trier Trieste Triest Tübingen Tunis Turin Ulm Uppsala Utrecht Venice Venedig
Verdun Verona Versailles Vienna Wien Warsaw Warschau Washington Waterloo Weimar Wiesbaden Worms Wuppertal Würzburg
York Yale Harvard Zagreb Zürich Zurich
`

export const noAuthors: ReadonlySet<string> = new Set(words.trim().split(/\s+/))

/** Words of an institution's name: such names are authors although they have several words. */
export const institution =
  /(?:^|\s)(?:Ministr(?:y|ies)|Bureau|Organi[sz]ation|Institutes?|Institution|Institut|University|Universität|Bundesamt|Bundes\p{L}+|Landes\p{L}+|Department|Commission|Agency|Association|Council|Office|Bank|Union|Cent(?:re|er)|Zentrum|Group|Committee|Federation|Foundation|Stiftung|Society|Gesellschaft|Verband|Verein|Nations|Amt|Ministerium|Kommission|Forum|Consortium|Collaboration|Authority|Board|Academy|Akademie|College|Press|Times|Guardian|Zeitung|Statisti\p{L}+)(?=$|[\s,])/u
/** Words of an event's or a work's name: a year after it says when it was. */
export const event =
  /(?:^|\s)(?:Treaty|Battle|Wars?|Revolution|Peace|Siege|Uprising|Massacre|Armistice|Olympics?|Olympic Games|World Cup|Championships?|Festival|Games|Cup|Prize|Awards?|Vertrag|Schlacht|Krieg|Weltkrieg|Frieden|Aufstand|Belagerung|Reichstag|Edikt|Edict|Weltmeisterschaft|Olympische|Preis|Act|Law|Gesetz|Symphony|Sinfonie|Concerto|Konzert|Opus|Op)(?=$|[\s,.])/u
