/** What French phrases are made of: turns of phrase that many share, and words for closed lists. */
import type { TemplateParts } from '../template.ts'

const les = '[toutes|tous] [les|la|le|des|ces]'

const parts = {
  va: '(va|vas|aller|allez|saute|sauter|sautez|passe|passer|passez|avance|avancer|amène moi|emmène moi|continue|retourne|retourner|reviens|revenir|navigue|tourne|affiche|ouvre|montre moi|lis|lire)',
  lis: '(lis|lire|lisez|lis moi|dis|joue|lisez moi|me lire)',
  doc: '(livre|document|texte|fichier|article|roman|ouvrage|audiolivre|livre audio)',
  ce: "(ce|cet|cette|le|la|mon|ma|l'actuel|ces|du)",
  légèrement: '(un peu|un petit peu|encore|encore un peu|un tout petit peu|légèrement)',
  beaucoup: '(beaucoup|bien|nettement|considérablement)',
  peu: '(un peu|un petit peu|encore|encore un peu|beaucoup|bien|un tout petit peu|légèrement)',
  montre:
    '(montre|montrer|montre moi|affiche|afficher|affiche moi|liste|lister|donne moi|lis|lis moi|lire|ouvre|ouvrir|dis moi|montrez moi|affichez|énumère|voir)',
  mets: '(mets|mettre|mettez|règle|régler|réglez|change|changer|passe|passer|monte|baisse|ajuste|fixe|augmente|réduis|diminue)',
  son: '(son|volume|voix|haut parleur|audio)',
  supprime: '(supprime|supprimer|supprimez|efface|effacer|effacez|enlève|enlever|retire|retirer)',
} as const

const lists: TemplateParts['lists'] = {
  skipWhat: [
    ['citations', `${les} (citations|références|renvois|sources citées)`],
    ['note-texts', `${les} (textes de notes|textes des notes)`],
    ['notes', `${les} (notes|notes de bas de page|notes de fin|appels de note|appels de notes)`],
    ['urls', `${les} (urls|liens|adresses web|adresses internet|sites web)`],
    ['emails', `${les} (adresses mail|e mails|emails|adresses électroniques|courriels|mails)`],
    ['headers', `${les} (en têtes|entêtes|pieds de page|titres courants)`],
    ['page-numbers', `${les} (numéros de page|numéros de pages)`],
    ['captions', `${les} (légendes|légende)`],
    ['figures', `${les} (figures|images|illustrations|descriptions d'images|photos)`],
    ['tables', `${les} (tableaux|tableau)`],
    ['code', `${les} (code|codes|code source|blocs de code|exemples de code)`],
    ['parentheses', `${les} (parenthèses|textes entre parenthèses|texte entre parenthèses)`],
    ['front-matter', `${les} (pages de titre|pages liminaires)`],
    ['back-matter', `${les} (annexes|bibliographie|index)`],
  ],
  scope: [
    ['book', '(dans|pour) (ce|le|cet) (livre|document|texte|article)'],
    ['all', '((dans|pour) tous les (livres|documents|textes)|partout|toujours)'],
  ],
  repeatUnit: [['sentence', 'phrase'], ['paragraph', 'paragraphe'], ['word', 'mot']],
  theme: [
    ['dark', '(sombre|noir|nuit|foncé)'],
    ['light', '(clair|blanc|jour|lumineux)'],
    ['sepia', '(sépia|papier)'],
    ['contrast', '(contrasté|à fort contraste|fort contraste|contraste élevé|haut contraste|à contraste élevé)'],
    ['system', '(du système|système|automatique|par défaut)'],
    ['own', '(personnel|personnalisé)'],
  ],
  pausesPreset: [
    ['normal', '(normales|habituelles)'],
    ['scan', '(courtes|plus courtes|brèves)'],
    ['study', '(longues|plus longues|d\'étude)'],
  ],
  language: [
    ['en', '(anglais|l\'anglais)'], ['de', '(allemand|l\'allemand)'], ['fr', '(français|le français)'], ['es', '(espagnol|l\'espagnol)'], ['it', '(italien|l\'italien)'], ['pt', 'portugais'], ['nl', 'néerlandais'], ['ru', 'russe'], ['la', '(latin|le latin)'], ['el', 'grec'], ['ar', 'arabe'], ['zh', 'chinois'], ['ja', 'japonais'], ['pl', 'polonais'], ['tr', 'turc'], ['sv', 'suédois'],
  ],
  languageScope: [['selection', '(sélection|texte sélectionné)'], ['paragraph', '(paragraphe|passage)'], ['book', '(livre|document|texte|article)']],
  soundFormat: [['mp3', '(mp3|m p 3|m p trois)'], ['opus', 'opus'], ['wav', '(wav|wave)'], ['epub', '(epub|e pub)']],
  draftFormat: [['docx', '(word|document word|docx)'], ['txt', '(texte|fichier texte|texte brut|txt)'], ['md', 'markdown']],
  textUnit: [['word', 'mot'], ['sentence', 'phrase'], ['paragraph', 'paragraphe'], ['line', 'ligne']],
  model: [['Pocket English', 'pocket english'], ['Whisper base', 'whisper base'], ['Whisper small', 'whisper small'], ['Whisper tiny', 'whisper tiny'], ['Moonshine base', 'moonshine base'], ['Moonshine tiny', 'moonshine tiny'], ['Kokoro', 'kokoro'], ['Kitten', 'kitten'], ['Piper', 'piper'], ['Qwen', '(qwen|quen)'], ['SmolLM', 'small l m'], ['Smart Turn', 'smart turn']],
  section: [
    ['appearance', '(apparence|d\'apparence|couleurs|affichage|d\'affichage)'], ['voices', '(voix|de voix|des voix)'], ['listening', '(d\'écoute|écoute)'], ['reading', '(lecture|de lecture)'], ['text', '(texte|de texte|du texte)'], ['keys', '(clavier|du clavier|raccourcis)'], ['lexicon', '(prononciation|de prononciation)'], ['profiles', '(profils|des profils)'], ['hearing', '(microphone|du microphone|micro|du micro|dictée)'], ['models', '(modèles|des modèles)'],
  ],
  summaryUnit: [['chapter', '(ce chapitre|le chapitre)'], ['page', '(cette page|la page)'], ['paragraph', '(ce paragraphe|le paragraphe)'], ['document', '(ce livre|le livre|le document|ce texte|le texte|cet article)']],
  unit: [['meter', '(mètre|mètres)'], ['kilometer', '(kilomètre|kilomètres)'], ['centimeter', '(centimètre|centimètres)'], ['mile', '(mile|miles)'], ['gram', '(gramme|grammes)'], ['kilogram', '(kilo|kilos|kilogramme|kilogrammes)'], ['pound', '(livre|livres)'], ['liter', '(litre|litres)'], ['celsius', '([degrés] celsius)'], ['fahrenheit', '([degrés] fahrenheit)']],
} // prettier-ignore

export const frenchParts = { parts, lists }

const set = (words: string) => new Set(words.split(/\s+/))

export const frenchSmall = set(
  `le la les l' un une des de du d' à au aux en dans sur pour par avec et ou ce cet cette ces mon ma mes ton ta me moi te toi tu je il vous nous
  s'il plaît bien donc alors peux peut pourrais pouvez veux voudrais va vas aller fais faire mets mettre est c'est que qui un peu plus très là ici y maintenant`,
)
export const frenchTurning = set(
  `ne n' pas jamais aucun aucune elle ils elles lui leur son sa ses était étaient avait hier parce car si aime déteste pense crois dit demandé
  allé venu lu ai a as ont chien chat temps mère père ami amie cuisine lumière téléphone pizza patron médecin travail école bureau argent banque restaurant`,
)
export const frenchAsking = set(
  `est sont qui pourquoi comment quand où quel quelle quels quelles combien as a ai avez était`,
)
