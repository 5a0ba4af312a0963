const set = (words: string): ReadonlySet<string> => new Set(words.split(' '));

/** What somebody says who goes on with us, beside a thing he does not want; folded, all languages together. */

/** Asked of us at the beginning of a clause. Nothing of it takes anybody off a list. */
export const REQUESTS =
  'call ring give show tell book invite quote forward resend schedule send open enter let talk speak bring come arrange propose suggest explain ship deliver prepare join meet ' +
  'rufen ruf geben gib zeigen zeig sagen sag buchen senden sende sendet schicken schick nennen nenn rechnen kommen machen liefern erklaren vereinbaren ' +
  'appelez rappelez donnez montrez dites envoyez proposez passez venez expliquez reservez parlons voyons voyez passons adressez ' +
  'llame llamen llameme digame digan deme mande mandeme envie envieme envien ensename ensename muestre muestreme proponga reserve pasemos hablemos explique venga ponga ' +
  'chiami chiamami chiamatemi mi_chiami dica mandi mandate invii inviate mostri proponga prenoti parliamo passiamo venga spieghi faccia ' +
  'ligue liguem mande mandem envie enviem mostre diga proponha marque falemos explique venha inclua ' +
  'bel bellen stuur geef laat toon vertel boek plan kom leg ' +
  'ring skicka visa beratta boka ge kom forklara send vis fortael fortell giv gi book ' +
  'soita soittakaa lahettakaa lahettaka nayttakaa kertokaa varatkaa antakaa ' +
  'zadzwon zadzwoncie wyslij wyslijcie przyslij przyslijcie pokaz pokazcie powiedz podaj podajcie ' +
  'zavolejte zavolej poslete posli ukazte ukaz reknete dejte ' +
  'позвоните пришлите покажите скажите назовите дайте отправьте надішліть подзвоніть покажіть ' +
  'arayin gonderin gosterin soyleyin verin ' +
  'אתקשר תשלחו תתקשרו تفضلوا ارسلوا أرسلوا اتصلوا στειλτε καλεστε kuldjenek hivjon hivjanak trimiteti sunati';
/** The same in one word, the writer in it or understood: "chiamatemi", "llámeme", "(proszę) zadzwonić". */
export const WHOLE_REQUESTS = set(
  'llameme llamame llamenme llamadme llamanos llamenos llamennos telefoneeme telefoneenme chiamatemi chiamami chiamateci telefonatemi telefonami telefonateci ligue liguem telefone telefonem soittakaa soita zadzwonic zadzwoncie zadzwon zavolejte zavolat позвоните звоните arayin hivjon sunati',
);
/** Before it, of no weight. */
export const BEFORE =
  'please pls kindly and then but so now rather instead just simply only bitte und dann aber also lieber nur s il vous plait et puis mais merci por favor y pero mejor entonces e ma per favore piuttosto poi ou mas en maar graag och men tack og venligst ja mutta i ale prosze prosim a но и а пожалуйста va ve ama lutfen';
/** A clause with one of these asks for no more than that it is done, or about our data. */
export const OF_THE_WISH =
  'confirm* confirmation bestatig* conferm* bevestig* bekraft* bekraeft* bekreft* potwierdz* potvrd* подтверд* onayla* vahvista* done delet* remov* unsub* erase* stop* losch* loesch* entfern* streich* abmeld* supprim* retir* effac* desinscri* desabon* elimin* borr* baja cancell* rimoz* rimuov* apag* exclu* remo* descadastr* verwijder* uitschr* afmeld* radera* slett* slet fjern* poist* usun* wypis* vymaz* smaz* odhlas* удал* отпис* sil* cikar* ' +
  'data daten donnees datos dati dados gegevens uppgift* oplysning* opplysning* tiedo* dane danych udaj* данны* veri* source quelle origine procedencia fonte bron kalla kilde zrodl* zdroj* источник* ' +
  'another other* different else competitor* anderen andere anderem anderer autre* otro otra* altro altra* outro outra* ander andere annan annen anden toisen inny* inna* innego jin* друг* baska* conkur* concur* konkur* versenytars* ' +
  'peace ruhe frieden paix tranquil* paz pace rust fred spokoj* pokoj* покое покой rahat* break verteiler* fichier* spam junk lawyer anwalt* avocat* abogad* avvocat* advogad* advocaat* advokat* alone hell never nie jamais nunca mai nooit aldrig не';

/** Beside a day or an hour: it is taken. */
export const SUITS =
  'works work suits suit fits better best fine perfect ok okay free available passt passen besser gut ginge frei convient conviennent mieux va dispo disponible libre mejor bien perfecto viene meglio bene libero libera comodo melhor bom livre ' +
  'beter goed past schikt komt uit vrij passar passer funkar battre bra ledig bedre godt parempi sopii kay lepszy lepiej lepsza pasuje odpowiada lepsi lepe hodi vyhovuje лучше удобно подходит устроит daha uygun jobb megfelel mai_bine convine';
/** Such a word makes it a time, where no name of a day does. */
export const HOURS = set(
  'tomorrow noon morning afternoon morgen mittag vormittag nachmittag demain matin midi manana tarde domani mattina pomeriggio amanha manha middag ochtend imorgon morgon imorgen huomenna jutro rano zitra odpoledne завтра утром yarin holnap maine',
);
/** What somebody has decided, who stays. */
export const DECIDED = [
  'decided|opted|settled|gone|going|go|went for|on|with|ahead',
  'we|i ~2 sign|buy|order|take|choose|chose|chosen|accept|agree_to|love|enjoyed|look_forward|am_free|are_free',
  'look*|looking forward',
  'happy|glad|keen|pleased|love|delighted to ~1 talk|speak|meet|see|hear_more|try|test|join|continue',
  'entschieden|uberzeugt|freue|freuen|bestellen|unterschreiben|unterschreibe|nehmen_wir|wir_nehmen|zusammenarbeit|begeistert',
  'avons|ai|on_a choisi|decide|opte|retenu',
  'signons|signe|commandons|prenons|convaincu|convaincus|hate_de|je_signe|on_signe',
  'hemos|he elegido|decidido|optado|escogido',
  'firmamos|firmo|compramos|compro|pedimos_el|nos_quedamos|elegimos|elegido',
  'abbiamo|ho scelto|deciso|optato',
  'firmiamo|ordiniamo|compriamo|prendiamo|scegliamo',
  'assinamos|fechamos|escolhemos|escolhi|compramos|ficamos_com|decidimos',
  'bestellen|tekenen|gekozen|kiezen|nemen_de|besloten|zin_in',
  'bestaller|valt|valjer|tar_den|signerar|bestiller|valgt|vaelger|velger|skriver_under|tager_den|signerer',
  'tilaamme|valitsimme|allekirjoitamme|otamme',
  'wybralismy|wybieramy|bierzemy|zamawiamy|podpisujemy|zdecydowalismy',
  'vybrali|bereme|objednavame|podepiseme|rozhodli',
  'берем|берём|выбрали|заказываем|подпишем|решили|подписываем|підпишемо',
  'sectik|aliyoruz|imzalayalim|siparis_veriyoruz|karar_verdik',
  '决定|決定|选择了|選擇了|决定了|我们选|我们就签|に決め|契約し|に決定|선택|결정했|서명하',
];
/** Something is wanted: with a thing behind it that no wish is made of. */
export const WANTS = [
  'i|we want|need|prefer|would_like|d_like|am_looking_for|are_looking_for',
  'ich|wir mochte|mochten|will|wollen|brauche|brauchen|suche|suchen',
  'mochte|mochten|brauche|brauchen|suchen ich|wir',
  'je|nous ~1 veux|voulons|voudrais|voudrions|cherche|cherchons|prefere|preferons',
  'quiero|queremos|necesito|necesitamos|prefiero|preferimos|busco|buscamos',
  'voglio|vogliamo|vorrei|vorremmo|preferisco|preferiamo|cerchiamo|mi_serve|ci_serve',
  'quero|queremos|preciso|precisamos|gostaria|prefiro|preferimos',
  'ik|wij|we wil|willen|zoek|zoeken|wil_graag',
  'jag|vi|jeg vill|vil|behover|trenger|soker|onsker ~1 ha|have',
  'chce|chcemy|potrzebuje|potrzebujemy|wole|wolimy',
  'chci|chceme|potrebuji|potrebujeme',
  'хочу|хотим|нужен|нужна|нужны|нужно|ищем',
];
/** Handed over. */
export const ATTACHED = [
  'attached|enclosed|attaching|anbei|im_anhang|beigefugt|ci_joint|ci_jointe|en_piece_jointe|en_pj|adjunto|adjunta|adjuntamos|allego|in_allegato|alleghiamo|em_anexo|segue_anexo|bijgaand|in_bijlage|in_de_bijlage|bifogar|bifogat|bifogad|vedhaeftet|vedlagt|vedheftet|liitteena|oheisena|w_zalaczniku|w_zalaczeniu|v_priloze|prikladam|в_приложении|во_вложении|прилагаю|ekte|ekteki|添付|附件是|첨부|מצורף|מצורפת|مرفق',
];
/** Where it hangs on something, who promises it is only polite. */
export const SHOULD = set(
  'should sollte sollten bedarf besoin necesidad bisogno necessidade nodig behov tarvetta potrzeby potreba',
);
/** Who comes back by himself, stays. */
export const COMES_BACK = [
  'i|we|i_ll|we_ll ~1 will|ll ~1 get_back|be_in_touch|come_back|reach_out|write|contact_you|let_you_know|reply|respond|get_in_touch|call_you',
  'melde|melden mich|uns ~4 $',
  'komme|kommen ~3 auf_sie ~1 zu',
  'reviens|reviendrai|reviendrons|revenons ~1 vers_vous|vers_toi',
  'vous|te ~1 recontacte|recontacterai|recontacterons|tiens_au_courant|repondrai|reponds',
  'me_pondre|me_pongo|nos_pondremos ~1 en_contacto',
  'mi_faccio|mi_faro|ci_faremo ~1 vivo|viva|vivi|sentire',
  'entro|entrarei|entraremos|entramos ~1 em_contato|em_contacto',
  'neem|nemen ~3 contact_op',
  'hor|horer ~1 av_mig|av_oss|fra_mig|fra_os',
  'jag|jeg|vi ~1 aterkommer|vender_tilbage|tar_kontakt|kommer_tilbake|kontakter',
  'palaan_asiaan|palaamme_asiaan|otan_yhteytta|otamme_yhteytta',
  'odezwe|odezwiemy|wroce|skontaktuje|skontaktujemy ~1 sie|do_panstwa|do_pana|do_pani',
  'ozvu|ozveme|sam_se|budu_vas ~1 se|kontaktovat|ozvu',
  'свяжусь|свяжемся|напишу|вернусь|отвечу ~2 вами|вам|с_вами|сам|сама|позже|$',
  'ben|biz ~2 ararim|yazarim|donecegim|donerim|donecegiz',
  '我会联系|我会再|我们会联系|我們會|こちらから連絡|こちらからご連絡|제가_연락|저희가_연락',
];

/** Who asks where we have the address from asks nothing that goes on. */
export const WHERE = set(
  'where woher wo ou donde dove onde waar hvor var varifran mista skad odkud откуда nereden honnan unde de_unde how wie comment como hoe jak как',
);

/** All that a clause says: others do not want it, the writer does. */
export const I_DO = [
  '^ but? i do|would ~1 $',
  '^ aber? ich schon|ja|wohl|aber ~1 $',
  '^ mais? moi si|oui ~1 $',
  '^ pero|y? yo|a_mi si ~1 $',
  '^ ma? io|a_me si ~1 $',
  '^ mas? eu sim|quero ~1 $',
  '^ maar? ik wel ~1 $',
  '^ men|mutta|ale|но|а|ama? jag|jeg|mina|ja|my|я|ben|biz vill|vil|haluan|tak|ano|chci|chce|хочу|да|istiyorum|istiyoruz ~1 $',
  '^ men? det vill|vil jag|jeg ~1 $',
  '저는_원합니다|저는_괜찮|私は希望し',
  '^ 但? 我 想|要 $',
  '^ but|no|nein|non|nee|nej|nie|ne|нет? not_yet|noch_nicht|pas_encore|todavia_no|aun_no|non_ancora|ainda_nao|nog_niet|inte_an|ikke_enda|ikke_endnu|jeszcze_nie|jeste_ne|пока_нет ~1 $',
];
