/** Paragraphs of our own making, in many languages, and what looks foreign but is not. */
export const passages: Readonly<Record<string, readonly string[]>> = {
  de: [
    'Am Morgen lag der Nebel so dicht über dem Hafen, dass man die Boote nur hören konnte, wenn sie gegen die Mauer schlugen.',
    'Wer den Brief geschrieben hatte, wusste niemand im Haus, und es fragte auch keiner mehr danach.',
    'Die Verwaltung weist darauf hin, dass Anträge nur bearbeitet werden, wenn sie bis zum Ende des Monats eingegangen sind.',
    'Sie legte das Buch auf den Tisch, ging zum Fenster und sah lange hinaus, ohne ein Wort zu sagen.',
  ],
  en: [
    'In the morning the fog lay so thick on the harbour that you could only hear the boats when they struck the wall.',
    'Nobody in the house knew who had written the letter, and after a while nobody asked about it any more.',
    'Applications will only be considered if they have arrived by the end of the month, and there are no exceptions.',
    'She put the book on the table, went to the window and looked out for a long time without saying a word.',
  ],
  fr: [
    'Le matin, le brouillard était si épais sur le port que l’on entendait seulement les bateaux quand ils heurtaient le mur.',
    'Personne dans la maison ne savait qui avait écrit la lettre, et bientôt personne ne le demanda plus.',
    'Les demandes ne seront examinées que si elles sont arrivées avant la fin du mois, sans aucune exception.',
    'Elle posa le livre sur la table, alla vers la fenêtre et regarda longtemps dehors sans dire un mot.',
  ],
  es: [
    'Por la mañana la niebla era tan espesa en el puerto que sólo se oían los barcos cuando golpeaban el muro.',
    'Nadie en la casa sabía quién había escrito la carta, y al cabo de un tiempo nadie lo preguntó más.',
    'Las solicitudes sólo se tendrán en cuenta si han llegado antes del final del mes, sin ninguna excepción.',
    'Puso el libro sobre la mesa, fue hasta la ventana y miró afuera durante mucho tiempo sin decir una palabra.',
  ],
  it: [
    'Al mattino la nebbia era così fitta sul porto che si sentivano soltanto le barche quando urtavano contro il muro.',
    'Nessuno nella casa sapeva chi avesse scritto la lettera, e dopo un poco nessuno lo chiese più.',
    'Le domande saranno prese in esame solo se sono arrivate prima della fine del mese, senza alcuna eccezione.',
    'Posò il libro sul tavolo, andò alla finestra e guardò a lungo fuori senza dire una parola.',
  ],
  nl: [
    'In de ochtend was de mist boven de haven zo dicht dat men de boten alleen kon horen als ze tegen de muur sloegen.',
    'Niemand in het huis wist wie de brief had geschreven, en na een tijd vroeg er ook niemand meer naar.',
    'Aanvragen worden alleen behandeld als ze voor het einde van de maand zijn binnengekomen, zonder uitzondering.',
    'Zij legde het boek op de tafel, ging naar het raam en keek lang naar buiten zonder een woord te zeggen.',
  ],
  pt: [
    'De manhã o nevoeiro era tão espesso no porto que só se ouviam os barcos quando eles batiam no muro.',
    'Ninguém na casa sabia quem tinha escrito a carta, e ao fim de algum tempo ninguém mais perguntou por ela.',
    'Os pedidos só serão considerados se tiverem chegado até ao fim do mês, e não há nenhuma exceção.',
    'Ela pôs o livro em cima da mesa, foi até à janela e olhou durante muito tempo para fora sem dizer uma palavra.',
  ],
  la: [
    'Gallia est omnis divisa in partes tres, quarum unam incolunt Belgae, aliam Aquitani, tertiam qui ipsorum lingua Celtae appellantur.',
    'In principio creavit Deus caelum et terram, terra autem erat inanis et vacua, et tenebrae erant super faciem abyssi.',
  ],
  sv: [
    'På morgonen låg dimman så tät över hamnen att man bara kunde höra båtarna när de slog mot muren.',
    'Ingen i huset visste vem som hade skrivit brevet, och efter en tid frågade ingen mer om det.',
  ],
  da: [
    'Om morgenen lå tågen så tæt over havnen, at man kun kunne høre bådene, når de slog mod muren.',
    'Ingen i huset vidste, hvem der havde skrevet brevet, og efter en tid spurgte ingen mere om det.',
  ],
  pl: [
    'Rano mgła nad portem była tak gęsta, że łodzie można było tylko usłyszeć, kiedy uderzały o mur.',
    'Nikt w domu nie wiedział, kto napisał ten list, i po pewnym czasie nikt już o to nie pytał.',
  ],
  cs: ['Ráno ležela mlha nad přístavem tak hustě, že lodě bylo možné jen slyšet, když narážely do zdi.'],
  hu: ['Reggel olyan sűrű köd feküdt a kikötő fölött, hogy a csónakokat csak hallani lehetett, amikor a falnak ütődtek.'],
  tr: ['Sabahleyin limanın üzerinde öyle yoğun bir sis vardı ki tekneler ancak duvara çarptıklarında duyulabiliyordu.'],
  uk: ['Уранці туман над гаванню був такий густий, що човни можна було лише почути, коли вони билися об мур.'],
  ru: ['Утром туман над гаванью был так густ, что лодки можно было только слышать, когда они бились о стену.'],
  el: ['Το πρωί η ομίχλη πάνω από το λιμάνι ήταν τόσο πυκνή που μόνο άκουγες τις βάρκες όταν χτυπούσαν στον τοίχο.'],
  ro: ['Dimineața ceața era atât de deasă deasupra portului, încât bărcile se auzeau numai când se loveau de zid.'],
} // prettier-ignore

/** By the language of the document that they stand in; none of them may change its voice. */
export const domestic: Readonly<Record<string, readonly string[]>> = {
  en: [
    'Present were Jean-Luc de la Tour, María del Carmen Fernández de los Ríos, Giovanni della Casa and Johann von der Heide.',
    'Smith, J., Müller, K. & García, L. (2019). La vida en la ciudad. Revista de Estudios, 12(3), 45–67. Madrid: Editorial de la Luz.',
    'He ordered a crème brûlée, a café au lait and the plat du jour, and said that it had a certain je ne sais quoi.',
    'const total = items.map((item) => item.price * item.count).reduce((sum, price) => sum + price, 0); return total;',
    'Ay, but to die, and go we know not where; to lie in cold obstruction and to rot; this sensible warm motion to become a kneaded clod.',
    'Whan that Aprille with his shoures soote the droghte of March hath perced to the roote, and bathed every veyne in swich licour.',
    'Wee, sleekit, cowrin, tim’rous beastie, O, what a panic’s in thy breastie! Thou need na start awa sae hasty, wi’ bickering brattle!',
    'Berlin, Hamburg, München, Köln, Frankfurt am Main, Stuttgart, Düsseldorf, Leipzig, Dortmund, Essen, Bremen, Dresden, Hannover.',
    'Carbon monoxide, nitrogen dioxide, sulphur dioxide, ozone, benzene, toluene, particulate matter, lead, cadmium, arsenic, nickel.',
    'The motto of the town, “In varietate concordia”, stands over its gate, and nobody knows any more who put it there.',
    'Click Start, point to Settings, choose Control Panel, select Regional Options, press Advanced, tick Unicode, then restart Windows.',
    'Sonata No. 14 in C-sharp minor, Op. 27 No. 2: Adagio sostenuto; Allegretto; Presto agitato. Ludwig van Beethoven, Wien 1801.',
  ],
  de: [
    'Anwesend waren Jean-Luc de la Tour, María del Carmen Fernández de los Ríos, Giovanni della Casa und Sir John of the Hill.',
    'Smith, J. & Miller, K. (2019). The life of the city and the people in it. Journal of Urban Studies, 12(3), 45–67. London: Routledge.',
    'Das Meeting mit dem Product Owner wurde gecancelt, weil das Feedback zum Release Candidate noch nicht im Backlog war.',
    'Der Film „The Good, the Bad and the Ugly“ lief damals in allen Kinos der Stadt, und niemand hatte ihn verpasst.',
    'Moin, ik heff dat nich wusst, un du hest dat ok nich seggt, as wi gistern an’n Diek tosamen seten hebbt.',
    'Uns ist in alten mæren wunders vil geseit von helden lobebæren, von grôzer arebeit, von freuden, hôchgezîten, von weinen und von klagen.',
    'Kohlenmonoxid, Stickstoffdioxid, Schwefeldioxid, Ozon, Benzol, Toluol, Feinstaub, Blei, Cadmium, Arsen, Nickel, Quecksilber.',
    'Paris, Lyon, Marseille, Toulouse, Bordeaux, Lille, Nantes, Strasbourg, Montpellier, Rennes, Reims, Le Havre, Saint-Étienne.',
    'Datei öffnen, Einstellungen wählen, Registerkarte Sprache anklicken, Unicode aktivieren, Rechner neu starten, fertig.',
  ],
} // prettier-ignore
