/**
 * What letters a language uses, as evidence of a text's encoding.
 *
 * Latin scripts: the letters beyond ASCII, most frequent first, and a few very frequent words that are the same in
 * every candidate encoding. Other scripts: the alphabet by frequency. Orders follow the usual letter counts of each
 * language (Wikipedia, "Letter frequency"); only the ranks are used, as `rankProbability` says.
 */
export interface Language {
  readonly name: string
  readonly letters: string
  /** Frequent words without letters beyond ASCII. */
  readonly words: readonly string[]
}

const latin = (name: string, letters: string, words: string): Language => ({
  name,
  letters,
  words: words.split(' '),
})
const script = (name: string, letters: string): Language => ({ name, letters, words: [] })

export const languages: readonly Language[] = [
  latin('de', 'üäößéà', 'der die und das ist nicht ein eine zu den mit von sich auf des dem'),
  latin('fr', 'éàèêçùîôâûëïœÿæ', 'le la les et des un une que qui dans pour pas sur est il du en'),
  latin('es', 'óíáéñúü', 'de la que el en los se del las un por con una su para es'),
  latin('pt', 'ãçáéíóõêúâàôü', 'de que e o da do em um para com uma os no se na por'),
  latin('it', 'àèòùéì', 'di che e il la in un per del non si una con della sono le'),
  latin('ca', 'àóéèíçúòïü·', 'de la que el i en les els per un una amb del és no al'),
  latin('nl', 'ëéïèóöüê', 'de het een van en in is dat op te zijn met voor niet die'),
  latin('sv', 'äåöéà', 'och att det som en den var han av inte till med har ett om'),
  latin('da', 'åøæéö', 'og i det at en den til er som de med han af for ikke der'),
  latin('nb', 'åøæéòô', 'og i det er som en til av at den har med for ikke om de'),
  latin('fi', 'äöåéšž', 'ja on ei se oli hän ovat niin mutta kun myös tai jotka sen'),
  latin('is', 'ðíáóþæöúéý', 'og er ekki sem til um hann hefur en var af fyrir eru sig'),
  latin('et', 'äõüöšž', 'ja on ei et oli ning see kui ta ka oma mis aga seda'),
  latin('pl', 'łęąóżśćńź', 'w i na nie do z jest to przez od oraz ma prawo lub jego po'),
  latin('cs', 'íáéěřčžýšůúťďňó', 'a v se na je to s z do o ve jeho nebo by aby pro'),
  latin('sk', 'áíéčýžšľúťôňďóäŕĺ', 'a v sa na je to s z do o vo jeho alebo by aby pre'),
  latin('hu', 'áéóöőíüúű', 'a az és hogy nem is egy ha van volt meg de csak mint minden vagy'),
  latin('ro', 'ăîâţşțș', 'de la a cu pe din nu se un o care sau prin este ale lui'),
  latin('hr', 'šžčćđ', 'i u je na se da su za od s ne ili ima biti svoje kao'),
  latin('sl', 'čšžćđ', 'in je v na se da za so ne ali ki pri ima ter kot po'),
  latin('sq', 'ëçÇË', 'dhe i e ka nuk me se ose tij nga ka drejt kjo'),
  latin('tr', 'ıüşğçöâîû', 've bir bu her ne da de ile veya olan hak hakk kendi'),
  latin('lt', 'ėšųžįūąčę', 'ir kad yra kaip ne arba turi apie buvo bet nuo savo tai'),
  latin('lv', 'āīēšūņļžķģč', 'un ir no ar ka uz par tas bija vai pie lai nav'),
  latin('eo', 'ĉĝĥĵŝŭ', 'la kaj de en al ne estas por ke kun aŭ iu'),
  latin('mt', 'ħżġċàè', 'u li ta fil jew mill bil tal il dritt'),
  latin('cy', 'ŵŷâêîôï', 'a y yn ei i o yr ar mae gan hawl'),
  latin('ga', 'áéíóú', 'agus an na ar is le go do ag i'),
  latin(
    'vi',
    'đăâêôơưáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ',
    'trong cho khi con ra theo',
  ),
  latin('en', 'éèïöüç', 'the of and to in a is that was he for it with as his'),
  script('ru', 'оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё'),
  script('uk', 'оанивітерслкудмпязьбгчйхжїюшцєщфґ'),
  script('bg', 'аоиетнрсвлкдпмзугябчъщжцшйюфхь'),
  script('sr', 'аоиентрсјувкдмплгзбчшцњђхћљжфџ'),
  script('mk', 'аоиетнрсвдкулпмзјгбчшцжѓќњљфхѕџ'),
  script('be', 'аніоерстклвдпўяумыьгзйбчхцшжюэёф'),
  script('el', 'αοιετσνρηυςπκμλωδγάίόέήχθφύώβξζψϊϋΐΰ'),
  script('he', 'יוהלאמרתשבנדכםעחקפטגןזסצךףץ'),
  script('yi', 'אייוונערדטסמלגזבכפהקשתםןץף'),
  script('ar', 'النيمورتبةدعهسفقحكجذصىشخثأطزضغظئءآإؤ\u064B\u064F\u064E\u0650\u0652\u0651'),
  script('fa', 'ایرندهمتوبسشکزلگخفقجحعپطچصضغآثذظژئأء'),
  script(
    'th',
    'ารนกอเงม\u0E48ย\u0E49ลว\u0E31ดทต\u0E35สะ\u0E34ป\u0E4Cบหคแ\u0E38พจ\u0E37ช\u0E39ขใไโ\u0E36ำผซถณธ\u0E47ภศษฐญฉฟ',
  ),
]

/** The 200 most frequent characters or so of each, by rank: enough to cover half of any text. */
export const simplifiedChinese =
  '的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运权利由约尊严博'
export const traditionalChinese =
  '的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年過發後作裡用道行所然家種事成方多經麼去法學如都同現當沒動面起看定天分還進好小部其些主樣理心她本前開但因只從想實日軍者意無力它與長把機十民第公此已工使情明性知全三又關點正業外將兩高間由問很最重並物手應戰向頭文體政美相見被利什二等產或新己制身果加西斯月話合回特代內信表化老給世位次度門任常先海通教兒原東聲提立及比員解水名真論處走義各入幾口認條平系氣題活爾更別打女變四神總何電數安少報才結反受目太量再感建務做接必場件計管期市直德資命山金指克許統區保至隊形社便空決治展馬科司五基眼書非則聽白卻界達光放強即像難且權思王象完設式色路記南品住告類求據程北邊死張該交規萬取拉格望覺術領共確傳師觀清今切院讓識候帶導爭運'
export const japaneseKanji =
  '日一国会人年大十二本中長出三同時政事自行社見月分議後前民生連五発間対上部東者党地合市業内相方四定今回新場金員九入選立開手米力学問高代明実円関決子動京全目表戦経通外最言氏現理調体化田当八六約主題下首意法不来作性的要用制治度務強気小七成期公野協取都和統以機平総加山思家話世受区領多県続進正安設保改数記院女初北午指権心界支第産結百派点教報済書府活原先共得解名交資予川向際査勝面委告軍文反元重近千考判認画海参売利組知案道信策集在件団別物側任引使求所次水半品昨論計死官増係感特情投示変打男基私各始島直両朝革価式確村提運終挙果西勢減台広容必応演電歳住争談能無再位置企真流格有疑口過局少放税検藤町常校料沢裁状工建語球営空職証土与急止送援供可役構木割聞身費付施切由説転食比難防補車優夫研収断井何南石足違消境神番規術護展態導鮮備宅害配副算視条幹独警宮究育席輸訪楽起万着乗店述残想線率病農州武声質念待試族象銀域助労例衛然早張映限親額監環験追審商葉義伝働形景落欧担好退準賀訴辺造英被株頭技低毎医復仕去姿味負閣韓渡失移差衆個門写評課末守若脳極種美岡影命含福蔵量望松非撃佐核観察整段横融型白深字答夜製票況音申様財港識注呼渉達'
export const hangul =
  '이다는에의을가고하지를한은기로리사도인서자어그나시대아해수있일라정있것들부상제보과장여전주만성구원국스게와소조공동경우생선니면유위비신으안적문마무내요방오세중모야체계미관할분당회산화말개권러실더결려용했오때각민연등불행발법될양모통바않금진김없또었씨'
