/** What English phrases are made of: turns of phrase that many share, and words for closed lists. */
import type { TemplateParts } from '../template.ts'

const parts = {
  go: '(go|jump|skip|move|take me|bring me|get me|navigate|head|advance|proceed|switch|flip|turn|scroll|continue|hop|leap|move on|go on|skip ahead|jump ahead|go ahead|move ahead|carry on|back up|return|go back|jump back|skip back|move back|get|bring us|take us)',
  forwardGo:
    '(go|jump|skip|move|advance|move on|go on|skip ahead|jump ahead|go ahead|move ahead|proceed|forward)',
  backGo:
    '(go back|jump back|skip back|move back|back up|rewind|back|step back|return|scroll back|take me back|bring me back|go backwards|go backward|move backwards|move backward)',
  doc: '(book|document|text|file|article|paper|story|novel|publication|pdf|e book|ebook)',
  this: '(this|the|that|my|the current|our)',
  read: '(read|play|say|speak|narrate|recite|hear|listen to)',
  make: '(make|set|turn|put|switch|change|adjust)',
  voice: '(voice|speaker|narrator|reader|reading voice|speech|reading|narration)',
  it: '(it|this|that|everything|things|the voice|the speech|the reading|the text|the narrator|the reader|the speaker|the sound|the audio|the volume|yourself)',
  aBit: '(a bit|a little|a little bit|slightly|somewhat|a lot|much|way|even|some|a tad|a touch|a notch|still|considerably)',
  slight: '(a bit|a little|a little bit|slightly|somewhat|even|some|a tad|a touch|a notch|still)',
  much: '(a lot|much|way|considerably|far|very much|a great deal)',
  show: '(show|show me|tell me|list|list me|give me|display|read|read me|read out|open|bring up|pull up|view|see|let me see|let me hear|hear|what are|say|go through)',
  place: '(place|spot|position|location|point|passage|sentence|page|paragraph|part|line)',
  this_place:
    '(this|here|it|this <place>|the current <place>|my <place>|where i am|the <place>|my current <place>)',
  sound: '(sound|audio|volume|voice|speakers|speaker|speech|reader|narrator)',
  here: '(here|this point|this place|this spot|there|where i am|the cursor|this page|this sentence|this paragraph|this position|this line|this word|the current position)',
  what_skip:
    'what (did you|was|were|have you|has been|did it|got|gets|is being|is|did we) (skip|skipped|leave out|left out|omit|omitted|miss out|missed out|passed over|pass over)',
  delete: '(delete|remove|erase|throw away|get rid of|discard|trash|take out|drop)',
  close: '(close|shut|leave|exit|quit|put away)',
} as const

const lists: TemplateParts['lists'] = {
  skipWhat: [
    ['citations', '[the] [all] [the] (citations|citation|references in the text|reference marks|in text citations|quoted sources|cited sources|source references|citation marks)'],
    ['note-texts', '[the] [all] [the] (note texts|footnote texts|text of [the] (notes|footnotes|endnotes))'],
    ['notes', '[the] [all] [the] (notes|footnotes|foot notes|footnote marks|note marks|endnotes|end notes|footnote numbers|note numbers)'],
    ['urls', '[the] [all] [the] (urls|links|web addresses|internet addresses|url|u r ls|web links|hyperlinks|websites|website addresses)'],
    ['emails', '[the] [all] [the] (emails|email addresses|e mail addresses|e mails|mail addresses)'],
    ['headers', '[the] [all] [the] (headers|running headers|page headers|headers and footers|footers|running titles|page footers)'],
    ['page-numbers', '[the] [all] [the] (page numbers|page number|numbers of [the] pages)'],
    ['captions', '[the] [all] [the] (captions|figure captions|picture captions|image captions|table captions|caption)'],
    ['figures', '[the] [all] [the] (figures|pictures|images|image descriptions|picture descriptions|alt texts|alternative texts|illustrations|figure descriptions|photos|diagrams)'],
    ['tables', '[the] [all] [the] (tables|table|data tables)'],
    ['code', '[the] [all] [the] (code|code blocks|source code|program code|listings|code listings|code samples|code examples|programming code|code snippets)'],
    ['parentheses', '[the] [all] [the] (parentheses|brackets|parenthetical remarks|parenthesis|words in brackets|text in brackets|anything in brackets|everything in brackets|anything in parentheses|everything in parentheses|what is in brackets|what is in parentheses|text in parentheses|parentheticals|parenthetical text)'],
    ['front-matter', '[the] (front matter|title pages|preliminaries|title page|copyright page|opening pages)'],
    ['back-matter', '[the] (back matter|appendix|appendices|bibliography|reference list|list of references|index|end matter)'],
  ],
  scope: [
    ['book', '(in|for|only in|only for|just for|just in) (this|the|the current) (book|document|text|article|paper)'],
    ['all', '((in|for) (all|every|any) (books|documents|book|document|texts)|everywhere|always|(in|for) all of my (books|documents)|from now on)'],
  ],
  repeatUnit: [
    ['sentence', '(sentence|line|phrase)'],
    ['paragraph', '(paragraph|passage|section)'],
    ['word', 'word'],
  ],
  endUnit: [
    ['chapter', '(chapter|section)'],
    ['document', '(book|document|text|file|article|paper|story)'],
  ],
  theme: [
    ['dark', '(dark|night|black|white on black|dim|light on dark)'],
    ['light', '(light|bright|white|day|black on white|daylight|dark on light)'],
    ['sepia', '(sepia|paper|warm|cream|beige|brown)'],
    ['contrast', '(high contrast|contrast|maximum contrast|strong contrast)'],
    ['system', '(system|automatic|default|standard)'],
    ['own', '(custom|own|my own|personal)'],
  ],
  pausesPreset: [
    ['normal', '(normal|regular|standard|usual|default)'],
    ['scan', '(scan|scanning|short|shorter|minimal|quick|brief)'],
    ['study', '(study|studying|long|longer|learning)'],
  ],
  modeName: [
    ['full', '(full text|full|complete|everything|normal reading|whole text|entire text|unabridged|full reading|the full text|the whole text|normal|regular|standard)'],
    ['gist', '(gist|skim|summary|short|condensed|skimming|abridged|the gist|overview|key points)'],
    ['headings', '(headings|heading|headings only|outline|headlines|only headings|only the headings|titles only|only the titles|just the headings|just headings)'],
    ['openings', '(openings|first words|first words only|paragraph openings|beginnings|first sentences)'],
  ],
  language: [
    ['en', 'english'], ['de', 'german'], ['fr', 'french'], ['es', 'spanish'], ['it', 'italian'], ['pt', 'portuguese'], ['nl', 'dutch'],
    ['sv', 'swedish'], ['da', 'danish'], ['no', 'norwegian'], ['fi', 'finnish'], ['pl', 'polish'], ['cs', 'czech'], ['ru', 'russian'],
    ['uk', 'ukrainian'], ['tr', 'turkish'], ['el', 'greek'], ['la', 'latin'], ['hu', 'hungarian'], ['ro', 'romanian'], ['ja', 'japanese'],
    ['zh', '(chinese|mandarin)'], ['ko', 'korean'], ['ar', 'arabic'], ['hi', 'hindi'], ['en-GB', 'british english'], ['en-US', 'american english'],
  ],
  languageScope: [
    ['selection', '(selection|selected text|selected words)'],
    ['paragraph', '(paragraph|passage)'],
    ['book', '(book|document|text|article|whole book|whole document)'],
  ],
  soundFormat: [
    ['mp3', '(mp3|m p 3|m p three|mp three)'],
    ['opus', 'opus'],
    ['wav', '(wav|wave|w a v)'],
    ['epub', '(epub|e pub)'],
  ],
  draftFormat: [
    ['docx', '(word|a word document|word document|docx|microsoft word|a word file|word file)'],
    ['txt', '(text|plain text|a text file|text file|txt)'],
    ['md', '(markdown|mark down|a markdown file|markdown file)'],
  ],
  way: [
    ['always', '(always|all the time|continuously|permanently|to everything)'],
    ['wake', '(for [the|my] wake (phrase|word))'],
    ['pushed', '(when i press|only when i press [a|the] key|while i press)'],
  ],
  textUnit: [
    ['word', '(word)'],
    ['sentence', '(sentence|phrase)'],
    ['paragraph', 'paragraph'],
    ['line', 'line'],
  ],
  letterCase: [
    ['upper', '(upper case|uppercase|all caps|capital letters|block capitals|all capitals|capitals)'],
    ['lower', '(lower case|lowercase|small letters|no caps)'],
    ['title', '(title case)'],
    ['capital', '(initial capital|a capital|sentence case)'],
  ],
  skipAction: [
    ['skip', '(skip|left out|silent|off|hidden|skipped|ignore)'],
    ['read', '(read|on|spoken|included)'],
    ['announce', '(announce|announced|mention|mentioned)'],
  ],
  where: [
    ['draft', '(a [new] draft)'],
    ['here', '(here|in this field|into this field|at the cursor)'],
  ],
  unit: [
    ['meter', '(meter|meters|metre|metres)'], ['kilometer', '(kilometer|kilometers|kilometre|kilometres|km)'], ['centimeter', '(centimeter|centimeters|centimetre|centimetres|cm)'], ['millimeter', '(millimeter|millimeters|millimetre|millimetres|mm)'],
    ['mile', '(mile|miles)'], ['yard', '(yard|yards)'], ['foot', '(foot|feet)'], ['inch', '(inch|inches)'],
    ['gram', '(gram|grams|g)'], ['kilogram', '(kilogram|kilograms|kilo|kilos|kg)'], ['pound', '(pound|pounds)'], ['ounce', '(ounce|ounces)'], ['ton', '(ton|tons|tonnes)'],
    ['liter', '(liter|liters|litre|litres)'], ['milliliter', '(milliliter|milliliters|millilitre|millilitres|ml)'], ['gallon', '(gallon|gallons)'], ['pint', '(pint|pints)'], ['quart', '(quart|quarts)'], ['cup', '(cup|cups)'], ['tablespoon', '(tablespoon|tablespoons)'], ['teaspoon', '(teaspoon|teaspoons)'],
    ['celsius', '([degrees|degree] (celsius|centigrade))'], ['fahrenheit', '([degrees|degree] fahrenheit)'],
    ['second', '(second|seconds)'], ['minute', '(minute|minutes)'], ['hour', '(hour|hours)'], ['day', '(day|days)'], ['week', '(week|weeks)'], ['year', '(year|years)'],
  ],
  summaryUnit: [
    ['chapter', '(this|the|the last|the current|the previous) (chapter|section)'], ['page', '(this|the|the last|the current|the previous) page'], ['paragraph', '(this|the|the last|the current|the previous) paragraph'], ['document', '(this|the|the whole|the entire) (book|document|text|article|paper|story)'],
  ],
  model: [['Pocket English', 'pocket english'], ['Whisper base', 'whisper base'], ['Whisper small', 'whisper small'], ['Whisper tiny', 'whisper tiny'], ['Moonshine base', 'moonshine base'], ['Moonshine tiny', 'moonshine tiny'], ['Kokoro', 'kokoro'], ['Kitten', 'kitten'], ['Piper', 'piper'], ['Qwen', '(qwen|quen)'], ['SmolLM', 'small l m'], ['Smart Turn', 'smart turn']],
  section: [
    ['appearance', '(appearance|colours|colors|theme|display)'],
    ['voices', '(voice|voices|speech)'],
    ['listening', '(listening)'],
    ['reading', 'reading'],
    ['text', '(text|font|fonts)'],
    ['skip', '(skip|skipping|skip rules)'],
    ['keys', '(key|keys|keyboard|shortcut|shortcuts)'],
    ['lexicon', '(pronunciation|pronunciations|lexicon|dictionary)'],
    ['profiles', '(profile|profiles|backup)'],
    ['access', '(screen reader|accessibility)'],
    ['hearing', '(microphone|voice control|dictation|hearing)'],
    ['models', '(model|models|pack|packs)'],
  ],
} // prettier-ignore

export const englishParts = { parts, lists }

const set = (words: string) => new Set(words.split(/\s+/))

export const englishSmall = set(
  `a an the to of in on at for by with from into onto and or please is are be am was it its this that these those there here my your
  me you i we us our so then now just also too do does did can could would will shall some any one ones as if let right really
  very quite bit little again all whole entire current own more go get put set make have has want like need hear again ahead over
  only will should may might must off yes okay still actually already kindly currently`,
)
export const englishTurning = set(
  `not never no he she they him them his her their was were had yesterday because why although unless who whose whom whether without
  would've should've might've hate love think thought believe remember wonder said says asked told went came read's friend mother father
  dog cat weather dinner lunch breakfast kitchen lights light's car phone pizza boss doctor bank restaurant money work school office`,
)
export const englishAsking = set(
  'do does did is are was were have has who why when where what how which whose am should shall',
)
