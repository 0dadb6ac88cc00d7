/** Words that say nothing about what a text is about. Other languages have no list: there, what is in every sentence is. */

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/).filter(Boolean))

const lists: Readonly<Record<string, ReadonlySet<string>>> = {
  en: words(`
    a about above across after again against all almost along already also although always am among an and another any
    anyone anything are aren't around as at away back be became because become been before began behind being below
    between both but by came can cannot can't come could couldn't did didn't do does doesn't doing don't done down
    during each either else enough etc even ever every everyone everything few first for from further get give given go
    goes got had hadn't has hasn't have haven't having he he's hence her here hers herself him himself his how however
    i i'd i'll i'm i've if in indeed instead into is isn't it it's its itself just kept kind last later least less let
    like little long made make makes many may maybe me might mine more moreover most much must my myself near neither
    never next no nobody none nor not nothing now of off often on once one only onto or other others otherwise our ours
    out over own perhaps put quite rather really said same saw say see seem seemed seems seen several shall she should
    shouldn't since so some someone something sometimes soon still such take than that that's the their theirs them
    themselves then there thereby therefore these they this those though through thus to together too took toward
    towards two under until unto up upon us use used using very was wasn't way we we'll we're we've well went were
    weren't what when where whereas whether which while who whole whom whose why will with within without won't would
    wouldn't yes yet you you're your yours e.g i.e cf fig figure table section chapter et al
  `),
  de: words(`
    ab aber all alle allem allen aller alles als also am an andere anderem anderen anderer anderes auch auf aus außer
    außerdem bald bei beide beiden beim bereits bevor bin bis bist bloß da dabei dadurch dafür dagegen daher dahin damals
    damit danach daneben dann daran darauf daraus darf darin darüber darum darunter das dass daß dasselbe davon davor
    dazu dein deine deinem deinen deiner dem den denen denn dennoch der deren derer derselbe des deshalb dessen desto
    deswegen dich die dies diese dieselbe diesem diesen dieser dieses dir doch dort du durch dürfen ebenso ein eine einem
    einen einer eines einige einigen einiger einiges einmal einst er erst es etwa etwas euch euer für ganz gar gegen
    genug gerade gewesen gibt ging gleich hab habe haben hat hatte hatten hätte hätten her heraus herum hier hierzu hin
    hinaus hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer ihres im immer in indem indes infolge innerhalb ins ist
    ja je jede jedem jeden jeder jedes jedoch jemand jene jenem jenen jener jenes jetzt kam kann kannst kaum kein keine
    keinem keinen keiner könne können könnte könnten konnte konnten lang lange lassen lässt ließ machen macht mal man
    manche manchem manchen mancher mehr mein meine meinem meinen meiner meist mich mir mit möchte mögen muss muß müssen
    musste mussten müsste nach nachdem nachher nämlich neben nein nicht nichts nie niemand noch nun nur ob oben obgleich
    obwohl oder oft ohne sagte schon sehr sei seien sein seine seinem seinen seiner seines seit selber selbst sich sie
    sind so sobald sodass sogar solch solche solchem solchen solcher soll sollen sollte sollten somit sondern sonst
    soviel soweit sowie sowohl statt stets über überhaupt um und uns unser unsere unserem unseren unserer unter viel
    viele vielen vieler vielleicht vom von vor vorher wann war waren warum was weder wegen weil weiter welche welchem
    welchen welcher welches wenig wenige wenn wer werde werden wessen wie wieder will wir wird wirst wo wobei wodurch
    wohl wollen wollte wollten womit worden worin wovon wozu wurde wurden würde würden z.b d.h bzw usw vgl etc zu zum
    zur zurück zusammen zwar zwei zwischen abbildung abb tabelle kapitel abschnitt
  `),
}
const none: ReadonlySet<string> = new Set()

/** @param language base tag, such as `en` */
export const stopWords = (language: string): ReadonlySet<string> => lists[language] ?? none
