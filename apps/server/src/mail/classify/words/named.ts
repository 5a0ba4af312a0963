/** Who else a wish may be about, folded, all languages together; a star behind what begins so. */

/** Verbs whose object is who gets no more mail. */
export const OBJECT_VERBS =
  'write writing emailing mailing contacting messaging bother bothering remove delete unsubscribe drop take spam spamming pester pestering ' +
  'schreib* anschreib* kontaktier* mailen mailt belastig* losch* loesch* entfern* streich* nehm* nimm ' +
  'ecri* contactez contacter relanc* sollicit* retir* supprim* enlev* derang* import* envoy* ' +
  'escrib* contacten contacte contactar molest* quit* elimin* borr* sac* saqu* ' +
  'scriv* contatt* disturb* togli* tolg* rimuov* cancell* elimin* ' +
  'escrev* contat* contactem contacte contactar incomod* tire tirem retir* remov* exclu* ' +
  'schrijf* mailen benader* haal* verwijder* schrap* contacteer* ' +
  'pisz* pisac* kontaktuj* usun* wypis* wykresl* skresl* wysyl* ' +
  'skriv* mejl* kontakt* send* skicka* bort fjern* slet slett* stryk* radera* ' +
  'kirjoit* yhteytta lahet* poista* ' +
  'nepist* pist* nekontakt* kontakt* vyrad* vymaz* smaz* odstran* odhlas* neposil* ' +
  'пиш* писат* беспоко* убер* убрать удал* исключ* вычеркн* отпиш* присыла* шлит* отправля* ' +
  'scri* contactati trimit* sterge* scoate* elimin* dezabon* irj* torolj* γραφετε στελνετε';

/** The same words may be things: only behind a denial are they verbs. */
export const VERBS_OR_THINGS = 'email mail contact message spam';
export const DENIAL = 'not t don dont never stop quit cease please niet nicht';

/** What may stand between a verb and its object. */
export const BETWEEN =
  'to my our the any more anymore no further longer again please ever sie du ihr bitte nicht mehr an meine* unsere* den die der dem herrn frau keine weiter ' +
  'plus pas jamais a au aux mon ma mes notre nos l le la les m mme monsieur madame merci de du ' +
  'mas al a mi mis nuestr* el senor senora sr sra por favor le les lui ' +
  'piu al alla ai mio mia il lo la signor signora dottor per favore ' +
  'mais ao a aos o os meu minha nosso nossa senhor senhora para ' +
  'niet meer naar aan mijn onze de het mevrouw meneer ' +
  'wiecej juz do z mojego mojej mojego naszego naszej pana pani panu prosze ' +
  'inte langre mer till min mitt var vara ikke mere mer lenger laengere til vores bort mig ' +
  'enaa ' +
  'uz vice dale prosim pane panu pana pani meho moji nasi nas ' +
  'больше к моему моей нашему нашей пожалуйста господину госпоже не из lui mai pe';

/** Who is no name though it begins with a capital. */
export const NO_NAMES =
  'sie ihn* ihr* mir mich uns i ich email* e mail* newsletter* spam verteiler* list* adress* address* daten data kontakt* nachricht* werbung werbe* anfrage* angebot* name* eintrag* datensatz* emailadresse* konto post system* datenbank* crm kontaktdaten diese* meine* unsere* vous votre vos usted* ustedes lei suo sua vostr* voi vi voce u uw jullie panstw* pan* wasz* er ert de dem deres te vas vas* ви вас вам вы ваш* ' +
  'thank* danke merci gracias grazie obrigad* bedankt dank dzieku* tack tak takk kiitos dekuj* спасибо best regards viele mit freundlich* cordialement saludos mvg please bitte stop unsubscribe remove ' +
  'monday tuesday wednesday thursday friday saturday sunday gesundheit postfach mailadresse* datei firma unternehmen zukunft kunftig* weiter* sofort umgehend nicht nie keine jetzt';

/** People beside the writer. */
export const ROLES =
  'colleague* coworker* assistant* secretary receptionist reception accounting accounts boss manager director ceo cfo team team* staff wife husband predecessor successor ' +
  'kolleg* assistent* sekretar* empfang buchhaltung chef* vorgesetz* geschaftsfuhr* vorganger* nachfolger* praktikant* ' +
  'collegue* assistante secretaire accueil compta* patron* directeur directrice standard comptabilite stagiaire ' +
  'colega* companer* asistente secretari* jefe jefa recepcion contabilidad director* ' +
  'collega* collegh* assistente segretari* capo ufficio contabilita direttore direttrice ' +
  'chefe recepcao contabilidade diretor* secretaria ' +
  'baas receptie boekhouding secretaresse directeur ' +
  'kolez* szef* asystent* sekretar* ksiegow* recepcj* dyrektor* ' +
  'chefen assistenten ekonomi* bogholder* sjefen regnskap* vaxeln ' +
  'kollega* esimie* avustaja* sihteeri* ' +
  'kolegy* kolegovi sef* asistent* sekretark* ucetni ' +
  'коллег* бухгалтер* секретар* начальник* директор* помощник* менеджер* шеф*';

/** Asks to write to the speaker. */
export const WRITE_ME = [
  '^ please|but|and|just|only|rather|always? please|directly? write|email|mail|contact|ask|message|reach ~1 to? me|us $|directly|instead|only|at|personally|about|when|if',
  '^ write|email|mail|contact|message ~1 to? me|us|him|her instead|directly|only|personally',
  'use|take|put my|mine|ours ~1 address|email|$|instead',
  'put me|us on|in',
  '^ bitte|aber|sondern|lieber|nur|und? bitte|lieber|direkt? schreib*|kontaktier*|wenden ~1 sie|sich ~2 mir|mich|uns ~1 $|direkt|personlich',
  '^ mais|plutot|et|merci_de? ecrivez|ecris|contactez|adressez|passez|ecrire|contacter ~1 moi|nous|a_moi|vous_a_moi|par_moi ~1 $',
  '^ mais|merci_de me|m contacter|ecrire',
  '^ pero|sino|mejor|y|por_favor? escrib*|contact*|dirij*|hable* ~1 $|a_mi|conmigo|me|directamente',
  '^ ma|bensi|e|piuttosto? scriv*|contatt*|rivolg* ~1 a_me|me|direttamente',
  '^ mas|e|antes|por_favor? escrev*|contat*|fal* ~1 para_mim|a_mim|comigo|mim|diretamente',
  '^ maar|en|liever? schrijf|mail|benader|contacteer ~1 mij|me|ons|naar_mij ~1 $|direct|rechtstreeks|persoonlijk',
  '^ ale|tylko|lecz|a|prosze? prosze? pisz*|pisac|kontaktuj*|wyslij* ~1 do_mnie|ze_mna|do_nas',
  '^ utan|men|och|gerne|garna? skriv|mejla|kontakta|send|skicka|kontakt|mail ~1 till_mig|til_mig|til_meg|mig|meg|direkt ~1 $',
  '^ vaan|mutta? kirjoit*|lahett*|ota* ~1 minulle|yhteytta_minuun|suoraan',
  '^ ale|a|prosim? piste|pis|napiste|kontaktujte|obratte ~1 mne|mi|na_mne|se_na_mne ~1 $',
  '^ а|но|лучше|пожалуйста? пишите|отправьте|присылайте|обращайтесь|свяжитесь|пиши|отправляйте|шлите ~1 мне|ко_мне|нам|со_мной|лично ~1 $',
  '^ ama|lutfen? bana|bize yaz*|gonder*|ulas*|at*',
  '^ ci|dar? scrieti|contactati|trimiteti ~2 mie|mine|noua',
  '^ inkabb|hanem? nekem irj*|kuldj*',
  '^ بل|لكن|ولكن? اكتبوا|راسلوا|تواصلوا|اكتب|راسل|ارسلوا|أرسلوا ~1 لي|إلي|الي|معي|مباشرة',
  '^ راسلوني|راسلني|كاتبوني|بل_راسلوني',
  '^ אלא|רק|בבקשה? תכתבו|כתבו|תשלחו|שלחו|פנו|תפנו|תכתוב|תשלח ~1 לי|אליי|אלי',
];
/** The same at the beginning of a clause. */
export const WRITE_ME_SIGNS = [
  '发给我',
  '發給我',
  '联系我',
  '聯繫我',
  '聯絡我',
  '请联系我',
  '請聯繫我',
  '请发给我',
  '請發給我',
  '找我',
  '请找我',
  '直接联系我',
  '直接发给我',
  '给我发',
  '请给我发',
  '寄给我',
  '写给我',
  '改发给我',
  '可以联系我',
  '有事找我',
  '私に',
  '私まで',
  '私宛',
  '私へ',
  '直接私に',
  '저에게',
  '제게',
  '저한테',
  '저희에게',
  '나에게',
].map((signs) => signs.normalize('NFC'));
export const STOPPING_SIGNS = [
  '不',
  '别',
  '別',
  '勿',
  '停',
  'ない',
  '止',
  '控',
  '遠慮',
  '断',
  '지 마',
  '그만',
  '중단',
  '말아',
  '거부',
  '삭제',
  '再',
];

/** What ends something, or denies: such a clause does not ask to be written to. */
export const STOPPING =
  'yazmayin* gondermeyin* not don dont t never no stop* quit* ceas* remov* delet* unsub* again last without before nicht kein* nie niemals ne n pas jamais arret* cess* dernier* nunca jamas uit uitschrijv* deje* dejen ultim* non mai nao pare* niet geen nooit stop* nie przesta* inte inget inga aldrig sluta* ikke ingen aldri slutt* alkaa ala lopet* ne nikdy prestan* не хватит прекрат* перестан* никогда nu nem لا عدم توقفوا אל לא תפסיקו להפסיק confirm* bestatig* confirmation* or oder ou sonst otherwise bir_daha daha artik why warum pourquoi';

/** "Not X but Y", "because he has left": between what is not wanted and what is. */
export const TURNED = [
  'not|don_t|dont|stop|nicht|niet|pas|plus|inte|ikke ~9 but|sondern|maar|mais|utan|men ~1 to_me|to_us|to_our|an_mich|direkt_an|an_uns|naar_mij|naar_ons|aan_mij|a_moi|till_mig|til_mig|til_meg|directly|rather_to',
  'no|non|nao|nie|не ~9 sino|ma|mas|ale|tylko|lecz|а|но ~1 a_mi|a_me|a_mim|para_mim|do_mnie|мне|ко_мне',
  'ではなく|じゃなく|でなく|而是|而非|말고',
  'basta|bastano un|una|uno|due|unos|dos|um|uma',
];

const OWN_HAN = [
  '我',
  '本',
  '此',
  '这',
  '這',
  '该',
  '該',
  '敝',
  '咱',
  '俺',
  '鄙',
  '任何',
  '公司',
  '了',
  '吧',
  '啦',
  '和',
  '或',
  '及',
  '与',
  '與',
  '方式',
  '邮',
  '郵',
  '信',
  '上述',
  '以上',
  '您',
  '你',
  '贵',
  '貴',
  '自己',
  '名单',
  '人',
];
const OWN_HEBREW = [
  'כתובת',
  'הכתובת',
  'המייל',
  'האימייל',
  'פרטי',
  'הפרטים',
  'השם',
  'שמי',
  'הדוא',
  'עצמי',
  'המספר',
  'כל',
  'החברה',
  'תיבת',
];
const OWN_ARABIC = [
  'بريد',
  'عنوان',
  'اسم',
  'بيانات',
  'ايميل',
  'إيميل',
  'هذا',
  'من',
  'ال',
  'اشتراك',
  'رقم',
  'معلومات',
  'جميع',
  'كل',
];
/** Mail, and the person, in Chinese: behind what is not to be sent, or is to be removed. */
const OWN_MAIL_HAN =
  '邮 郵 信 电邮 電郵 垃圾 广告 廣告 推 营销 營銷 宣 通知 消息 资讯 資訊 这 這 此 了 来 來 过来 過來 到 给 給 我 任何 类似 類似 本 该 該 名 个人 個人 所有 全部 相关 相關 与我 與我 有关 有關 关于 關於 并 並 掉 吧 好 谢 謝'.split(
    ' ',
  );
/** The same in Japanese: before what is not needed, or is to be removed. */
const OWN_MAIL_JAPANESE =
  'メール mail Mail 連絡 案内 配信 送信 送付 広告 営業 勧誘 宣伝 DM メルマガ マガジン 手紙 便り 私 弊 当 自 僕 わたし アドレス @ 宛先 名前 登録 データ 情報 これら こちら 一切 もう ニュースレター お知らせ セールス'.split(
    ' ',
  );
/** Behind which somebody stands, and what of the writer's own may stand there. */
export const BEHIND_SIGNS: readonly { verb: string; own: readonly string[] }[] = [
  ...[
    '联系',
    '聯繫',
    '聯絡',
    '打扰',
    '打擾',
    '骚扰',
    '騷擾',
    '发给',
    '發給',
    '寄给',
    '寄給',
    '写给',
    '寫給',
    '别给',
    '別給',
    '再给',
    '再給',
    '不要给',
    '不要給',
    '把',
    '请将',
    '請將',
  ].map((verb) => ({ verb, own: OWN_HAN })),
  ...['再发', '再發', '再寄', '再送', '删除', '刪除', '移除', '去掉'].map((verb) => ({
    verb,
    own: OWN_MAIL_HAN,
  })),
  ...['תורידו את ', 'תסירו את ', 'הסירו את ', 'להסיר את ', 'להוריד את ', 'תמחקו את '].map((verb) => ({
    verb,
    own: OWN_HEBREW,
  })),
  ...['תכתבו ל', 'תשלחו ל', 'לכתוב ל', 'לשלוח ל'].map((verb) => ({
    verb,
    own: ['י', 'נו', 'כתובת', 'תיב', 'מייל', 'כאן', 'א'],
  })),
  ...['أزيلوا ', 'احذفوا ', 'ازيلوا '].map((verb) => ({ verb, own: OWN_ARABIC })),
  ...['تكتبوا ل', 'ترسلوا ل', 'تكتبوا إلى ', 'ترسلوا إلى '].map((verb) => ({
    verb,
    own: ['ي', 'نا', 'هذا', 'بريد', 'عنوان', 'ا'],
  })),
];
/** Before which somebody stands, or a thing. */
export const BEFORE_SIGNS: readonly { mark: string; own: readonly string[] }[] = [
  ...[
    'は不要',
    'は結構',
    'はいりません',
    'は要りません',
    'を送らないで',
    'を送付しないで',
    'を削除',
    'を消去',
  ].map((mark) => ({ mark, own: OWN_MAIL_JAPANESE })),
  ...[
    'をリストから',
    'をメーリングリストから',
    'を名簿から',
    'を配信',
    'を宛先から',
    'を外して',
    'には送らない',
    'に送らない',
    'には連絡しない',
    'に連絡しない',
  ].map((mark) => ({
    mark,
    own: [
      '私',
      '弊',
      '当',
      '自',
      '我',
      '小生',
      '僕',
      '俺',
      'わたし',
      'アドレス',
      'メール',
      'mail',
      'Mail',
      '@',
      '登録',
      '名前',
      'こちら',
      'ここ',
      'この',
      '本',
      '上記',
      '下記',
      '以下',
      '宛',
      '先',
      '等',
      'など',
      '広告',
      '案内',
    ],
  })),
  ...[
    'さんに',
    'さんを',
    'さんへ',
    '様に',
    '様を',
    '氏に',
    '部長に',
    '課長に',
    '社長に',
    '部長へ',
    '課長へ',
  ].map((mark) => ({ mark, own: ['私', '担当'] })),
  ...['님께', '님에게', '씨에게', '씨한테', '님을', '씨를', '님은', '씨는'].map((mark) => ({
    mark,
    own: ['저', '제', '본인', '고객', '우리'],
  })),
];
