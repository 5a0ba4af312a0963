/** What makes a sentence with a wish in it no certain one; folded, a star behind what begins so. */
const set = (words: string): ReadonlySet<string> => new Set(words.split(' '));

/** Words that take somebody off, or make something end. */
export const TAKES_OFF =
  'unsub* remov* delet* eras* purg* take taking drop dropping strike stop* quit ceas* cut exclud* opt opted ' +
  'nehm* nimm losch* loesch* entfern* streich* trag* austrag* abmeld* abzumeld* abgemeld* abbestell* melden meld hor* aufhor* ' +
  'desinscri* desabonn* retir* supprim* enlev* rayer rayez effac* otez oter arret* cess* ' +
  'baja elimin* borr* quit* sac* saqu* remuev* exclu* desuscri* cancel* deje* dejar dejen pare paren cese* ' +
  'rimuov* rimozione togli* tolg* disiscri* depenn* levat* smett* ' +
  'tirar tire tirem descadastr* apag* deix* parar parem ' +
  'uitschrij* uitgeschr* afmeld* afgemeld* haal* verwijder* schrap* wis wissen ' +
  'usun* usuw* wypis* skresl* wykresl* wyrejestr* rezygn* przesta* ' +
  'ta tag plocka stryk* radera* avregistr* avprenum* avanmal* avsluta* sluta* fjern* slet slett* afmeld* avmeld* frameld* slutt* ' +
  'poist* peru* lopet* ' +
  'odhlas* odhlas* odebra* odstran* vymaz* smaz* vyrad* vyskrtn* prestan* ' +
  'отпис* отпиш* удал* исключ* убер* убир* вычеркн* прекра* перестав* останав* відпи* видал* ' +
  'torol* leirat* dezabon* sterge* scoate* cikar* silm* silin* sil cik* iptal';

/** Denials: of a verb that follows, and in Germanic languages of one before. */
export const DENIES_AHEAD = set(
  "not don't dont t never without didnt wont nicht nie keine niemals kein ne n pas jamais no nunca jamas non mai nao niet nooit geen inte aldrig ej icke ikke aldri nie ala alka alkaa en emme nechci nechceme nepreji nezelam не нет никогда ні nem nu nobody niemand personne nadie nessuno ninguem nikt ingen inga inget",
);
/** "From" in the ways one is taken from a list: what follows belongs to the taking. */
export const FROM = set(
  'from off of aus von vom de des du della dello dalla dal da do das dos van uit z ze ur fran fra af av iz из z s со от od',
);
export const DENIES_BEHIND = set(
  'nicht niemals niet nooit inte aldrig ej ikke aldri istemiyorum istemiyoruz istemem',
);
/** Behind a denial: what was is to go on no longer, and that denies nothing. */
export const NO_LONGER = set(
  'mehr meer mer mere longer plus mas piu mais wiecej vice uz enaa больше more anymore again any further weiter fler flere weitere',
);
/** Between a denial and the word: another thought. */
export const ANOTHER_THOUGHT =
  'please pls plz and or und oder et ou y o e och og en bitte merci prosze prosim lutfen ola пожалуйста прошу и ' +
  'interes* intress* kiinnost* zainteres* zajem заинтерес* интерес* mind hesitat* zoger* hesit* relevan* ' +
  'mail* email* message* newsletter* nachricht* mensaj* mensag* messagg* wiadomos* viest* mejl* correo* courriel* письм* list* verteiler*';
/** Denials that are one word with the verb, in languages that write them so. */
export const DENIED_WORDS =
  'neodhlas* neodstran* nevymaz* nesmaz* nevyrad* neodeb* nevyskrt* neprestav* cikarmay* cikarma silmey* silme kaldirmay* ';
/** Signs in a row. */
export const DENIED_SIGNS = [
  '削除しないで',
  '外さないで',
  '停止しないで',
  '解除しないで',
  '除外しないで',
  '消さないで',
  'やめないで',
  '止めないで',
  '不要把我',
  '不要将我',
  '不要將我',
  '别把我',
  '別把我',
  '请勿将我',
  '請勿將我',
  '请勿把我',
  '不要删除',
  '不要移除',
  '不要刪除',
  '别删',
  '別刪',
  '请勿删除',
  '请勿移除',
  '不要退订',
  '不想退订',
  '不要取消',
  '不想取消',
  '不要停止',
  '别停',
  '不会退订',
  '삭제하지 ',
  '제외하지 ',
  '빼지 ',
  '지우지 ',
  '취소하지 ',
  '거부하지 ',
  '해지하지 ',
  '중단하지 ',
  '멈추지 ',
  '마시고',
  '返信は不要',
  '返信不要',
  '返信には及び',
  '无需回复',
  '不用回复',
  '회신은 ',
];

/** Done unwillingly, or to be undone. */
export const UNWILLING = [
  'by_mistake|by_accident|accidentally|mistakenly|in_error|versehentlich|aus_versehen|irrtumlich|par_erreur|par_megarde|por_error|sin_querer|por_engano|sem_querer|per_sbaglio|per_errore|per_ongeluk|abusievelijk|przez_pomylke|omylkowo|przypadk*|av_misstag|ved_en_fejl|ved_en_feil|ved_et_uheld|vahingossa|omylem|случайно|по_ошибке|yanlislikla|kazara|veletlenul|tevedesbol|din_greseala',
  '誤って|間違って|間違えて|うっかり|不小心|误点|误操作|誤點|실수로|잘못_눌',
  'add|put|sign|subscribe ~2 me|us ~2 back|again',
  'wieder ~1 aufnehmen|eintragen|anmelden|aufzunehmen',
  '再登録|重新添加|重新订阅|다시_추가|다시_등록',
];

/** Somebody is taken off it, and it is none of our lists. */
export const ELSEWHERE =
  'previous last note notes logo logos website page slides letzte* vorige* precedent* anterior poprzedni* predchoz* предыдущ* onceki forrige forra edelli* cc ccs bcc dw thread threads loop invit* meeting* meetup chain conversation* trial* demo* shortlist* shortliste* calendar* kalender* webinar* event* events panel seat* workspace* attend* roster* vendor* supplier* provider* contract* invoice* reminders ' +
  'einladung* termin* kopie besprechung* teilnehm* sitzung* vertrag* anbieter* veranstaltung* gruppe* verlauf ' +
  'copie invitation* reunion* fil rendez contrat* outil* fournisseur* prestataire* groupe evenement* conversation* ' +
  'copia reunion* hilo invitacion* convocatoria contrato* proveedor* grupo evento* ' +
  'riunione* riunioni invito contratto fornitore gruppo discussione conversazione ' +
  'reuniao convite fornecedor conversa ' +
  'uitnodiging* vergadering* afspraak* overleg kopie gesprek* leverancier* draadje ' +
  'spotkan* zaproszen* watk* watek* kopi* rozmow* umow* dostawc* ' +
  'traden trad tråd motet mote moten motesinbjud* inbjudan* kopian kopi kopien modet mode invitasjon* samtal* avtal* leverantor* leverandor* ' +
  'ketju* viestiketju* kopio* kokou* kutsu* palaver* tapaami* ' +
  'schuzk* kopie pozvank* vlakn* konverzac* smlouv* dodavatel* ' +
  'копи* встреч* переписк* приглашен* чат* цепочк* обсужден* договор* поставщик* ' +
  'toplanti* davet* kopya* sozlesme* megbeszeles* meghivo* sedint*';
export const ELSEWHERE_SIGNS = [
  'cc',
  '前のメール',
  '先ほどのメール',
  '之前的邮件',
  '上一封',
  '이전 메일',
  'スレッド',
  '会議',
  '招待',
  'ミーティング',
  '抄送',
  '会议',
  '會議',
  '邀请',
  '邀請',
  '群',
  '일정',
  '회의',
  '참조',
  '초대',
  '미팅',
];

/** The days of the week: what is on one is an appointment. */
export const WEEKDAYS = set(
  'monday tuesday wednesday thursday friday mondays fridays montag dienstag mittwoch donnerstag freitag lundi mardi mercredi jeudi vendredi lunes martes miercoles jueves viernes lunedi martedi mercoledi giovedi venerdi segunda terca quarta quinta sexta maandag dinsdag woensdag donderdag vrijdag mandag tirsdag onsdag torsdag fredag mandagen torsdagen torsdagens poniedzialek wtorek srode czwartek piatek torstain maanantain',
);

/** A voice, not a letter. */
export const CALLS =
  'call calling calls phone* telephon* ring ringing anruf* ruf rufen telefon* appel* llam* chiam* ligu* ligar ligacoes bel bellen belt gebeld ringa ringer dzwon* zadzwon* soita* soitt* vola* nevolej* volej* звон* звоните arama* aramay* text texting sms whatsapp';
export const CALLS_SIGNS = ['電話', '电话', '전화'];
export const WRITES =
  'mail* email* epost* eposta* sahkopost* mejl* message* courriel* correo* schreib* ecriv* ecrir* escrib* escrev* scriv* skriv* skriv* pis* nepis* пис* пиш* yaz* write writing list* verteiler* database*';
export const JOINS = set(
  'or and nor oder und noch ou et ni o y e ed ne of en noch eller och og ani i и или ni ve veya',
);

/** Another way or person: what is not wanted is this one only. */
export const INSTEAD = [
  'instead|sondern|stattdessen|plutot|piuttosto|en_su_lugar|em_vez|liever|hellre|i_stallet|istallet|i_stedet|raczej|lepiej|radeji|лучше|yerine|ennemmin',
  'an|a|to|till|til|do ~1 herrn|frau|monsieur|madame|senor|senora|signor|mr|mrs|ms|herr|pana|pani',
];

/** Only these are not wanted, or only in that form. */
export const MATERIAL =
  'leads invoice* facture* rechnung* factura* fattur* fatur* faktur* prezent* presentation* prasentation* presentaci* presentazion* apresentac* презентац* sunum* esitys* brochure* brosch* broszur* brosur* folleto* folheto* opuscolo* catalog* katalog* каталог* брошюр* esite* broschyr* romane romans deck whitepaper* pdf html powerpoint attachment* anhang anhange* priloh* zalaczn* вложени* adjunto* allegat* anexo* bijlage* bilag* bilaga* liitte* german english french deutsch englisch cesky anglicky slovensky espanol ingles inglese italiano francais anglais engels svenska engelska dansk engelsk suomeksi englanniksi polsku ingilizce немецком английском';
export const MATERIAL_SIGNS = [
  // Members, customers and readers are theirs.
  '会員',
  'お客様',
  '読者',
  '会员',
  '회원',
  '資料',
  '附件',
  '자료',
  '첨부',
  '添付',
];

/** At the beginning of another clause: something is asked for after all. */
export const ASKS_FOR =
  'only just nur seulement solo solamente apenas alleen tylko bara kun vain jen только sadece ' +
  'send sender give use tell schick* senden gib geben nennen sagen envoy* donnez dites envie* mande* mandi* deme digame dia diga invii invia ' +
  'stuur geef skicka skriv giv gi posl* napis* dejte pisl* пришл* присла* дайте отправьте trimiteti gonderin yazin kuldjen* lahetta* ' +
  'rather sooner';

/** Before it. */
export const BUT = set('but aber mais pero ma mas maar ale men но bitte please');

/** It would be a loss. */
export const REGRET = set(
  'shame pity sad schade dommage lastima peccato jammer szkoda synd harmi жаль yazik',
);

/** What one gets, or no longer: said of what is, no wish. */
export const GETS = set(
  'recois recevons ontvang ontvangen krijg krijgen far faar fick mottar modtager ricevo riceviamo recibo recibimos recebo recebemos otrzymuje otrzymujemy dostaje dostavam dostavame erhalte erhalten bekomme bekommen получаю получаем saa saanut primesc kapok kapunk alamiyorum',
);
export const WANTS = set(
  'mochte mochten will wollen wunsche wunschen wil wens willen wensen graag vill onskar vil onsker veux souhaite voglio desidero quiero deseo quero desejo chce zycze chci preji хочу желаю halua bitte verzoek sollte would wish want like rather prefer lieber liever hellre helst raczej doresc dorim vreau vrem zelim zelimo iskam искам желая kerek szeretnek istiyorum',
);

/** English: off or from what; nothing of ours without such a word. */
export const LISTS =
  'list* mail* email* emial* database* db crm distribution sequence* cadence* system* record* contact* campaign* outreach newsletter* spam* marketing file* communication* message* correspondence subscription* prospect* automat* blast* circulation rotation drip book* notification* solicit* address* directory memory spreadsheet further future send* promotion* bulletin* verteiler* you yours company team guys';
export const REMOVES = set(
  'remove removed removing delete deleted deleting take taken taking drop strike unsubscribe unsubscribed erase exclude pull cross cut',
);
export const THESE = set(
  'this these it here there everything all that those your now please pls plz thanks thank permanently immediately asap today right away straight at once forever for good already on',
);

/** Behind the wish: it hangs on something, or is somebody else's. */
export const OTHERS = [
  'if_i|if_we|if_they ~2 ask*|want*|wish*|told|decide*|need*|reply|replied',
  'unsubscribe|remove|delete|opt_out ~1 users|customers|leads|contacts|people|clients|employees|members|subscribers|recipients|prospects|someone|somebody|seats',
  '機能|功能|기능|方法はありますか|できますか',
];

/** Days off: who names them wants no mail on them. */
export const DAYS_OFF =
  'weekend* wochenend* sonntag* sundays saturdays sunday saturday feiertag* helgen helger viikonlop* vikend* выходн* hetvege* samedi* dimanche* sabado* domingo* sabato domenica zaterdag* zondag*';
