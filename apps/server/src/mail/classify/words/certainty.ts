/** Words by which a sentence that holds a wish is no certain one, folded, all languages together; a star behind a stem. */

/** A rival's list, tool or contract is none of ours. */
export const RIVALS =
  'competitor* competition rival* concurren* konkuren* konkurren* competencia mitbewerb* wettbewerb* konkurent* concorren* concorrente* конкурент* rakip* versenytars* kilpailija* המתחרה מתחרה منافس* المنافس* ανταγωνιστ* ' +
  'hubspot* salesforce* mailchimp* pipedrive* lemlist* zoom zendesk* marketo* mailjet* brevo* sendinblue* activecampaign* zoho* slack* zoominfo* lusha* cognism* dealfront* salesloft* klaviyo* woodpecker*';
export const RIVALS_SIGNS = [
  '他社',
  '競合',
  '竞争对手',
  '競爭對手',
  '别家',
  '別家',
  '其他公司',
  '경쟁사',
  '타사',
  '다른 업체',
  '다른 회사',
];

/** Others who get mail, or no longer. */
export const THIRD =
  'customers clients users subscribers members recipients prospects leads employees staff students patients parents readers visitors consumers ' +
  'kunden* abonnent* mitglied* empfanger* nutzer* mitarbeit* lieferant* besteller* leser* patienten schuler* ' +
  'clientes cliente usuarios suscriptores socios destinatarios contactos empleados proveedores lectores ' +
  'clients abonnes utilisateurs destinataires adherents fournisseurs salaries lecteurs membres ' +
  'clienti iscritti utenti destinatari dipendenti fornitori membri contatti ' +
  'contatos usuarios assinantes funcionarios inscritos utilizadores ' +
  'klanten leden gebruikers ontvangers abonnees medewerkers leveranciers ' +
  'klienci klientow klientom odbiorcy odbiorcow uzytkownicy subskrybenci pracownicy czlonkowie ' +
  'kunder kunderna kunderne mottagare mottagarna modtagere modtagerne medlemmar medlemmer prenumeranter ansatte anstallda abonnenter ' +
  'asiakkaat asiakkaiden vastaanottajat jasenet tilaajat ' +
  'zakaznici zakazniku prijemci prijemcu klienti odberatele clenove ' +
  'клиенты клиентов клиентам подписчики подписчиков получатели пользователи сотрудники кліенти ' +
  'musteriler* alicilar* uyeler* aboneler* ugyfelek* cimzettek feliratkozok abonati* clientii לקוחות העملاء العملاء للعملاء عملاؤنا المشتركين πελατες';

/** Done, by somebody, once. */
export const PAST = [
  'i|we|they|she|he|people|who ~1 unsubscribed|opted_out|cancelled|canceled|deleted|removed|told|stopped|switched',
  'asked|told ~1 them|him|her|hubspot|our|the ~3 to ~2 stop|delete|remove|unsubscribe|take',
  'haben|habe|hatten|hatte|wurden|wurde|hat ~10 verlangt|gekundigt|geloscht|beantragt|abgemeldet|ausgetragen|abbestellt|entfernt|gebeten|gestrichen',
  'ai|avons|avions|avais|ont|a|suis|sommes ~6 demande|resilie|desabonne|desinscrit|supprime|desabonnes|desinscrits|retire|annule',
  'hemos|he|habiamos|han|nos|me ~3 pedido|cancelado|solicitado|borrado|eliminado|dimos|di|dieron ~3 baja|de|la|el|todo*|que|datos|$',
  'abbiamo|ho|hanno|avevamo|siamo|sono ~5 chiesto|disdetto|cancellato|rimosso|disiscritt*|eliminato|tolto|cancellati',
  'cancelamos|pedimos_a|pedi_a|saimos|descadastramos|excluimos|removemos|eliminamos',
  'hebben|heb|zijn|is ~8 uitgeschreven|afgemeld|opgezegd|verwijderd|gevraagd|gestopt|laten_verwijderen',
  'wypisalismy|wypisalem|wypisalam|usunelismy|zrezygnowalismy|zazadalismy|wypisal*|zrezygnowal*',
  'har|hade ~5 sagt_upp|avslutat|tagit_bort|avregistrerat|opsagt|sagt_opp|slettet|afmeldt|bedt|bett|avmeldt|fjernet',
  'odhlasili_jsme|odhlasil*_jsem|zrusili|zrusil*|vymazali|smazali|pozadali',
  'отписались|отписался|отписалась|удалили|попросили|отказались|потребовали|расторгли',
  'ciktik|iptal_ettik|sildik|leiratkoztunk|leiratkoztam|toroltuk|irtisanoimme|poistimme|lopetimme',
];

/** Who is spoken to: what tells of the past and holds such a word is a wish all the same. */
export const TO_US =
  'you your yours u please pls plz kindly sie ihr ihre ihrem ihren ihnen ihrer euch euer eure eurer dich dein bitte vous votre vos veuillez merci svp prie usted ustedes favor ruego vuestr* vostr* vi prego cortesia lei voces voce seu sua seus suas vossa vosso vossos peco uw jullie jij graag gelieve aub alstublieft panstwa pan pani prosze wasz* ert er era vanligen jeres deres venligst vennligst teidan kiitos vas vasi vaseho vase vasich prosim вас ваш* вам пожалуйста прошу lutfen kerem rog dumneavoastra';

/** Not all, not always. */
export const MEASURED = [
  '지만 ~3 원합니다|원해요|괜찮|좋습니다',
  'hear|read|learn ~2 about',
  'behover|trenger|brauchen|brauche|braucht|need|needn|hoef|hoeven|hoeft|behoeft inte|ikke|ej|nicht|not|t|niet|niets|nichts ~3 skriv*|skicka|send*|schreib*|schick*|mail*|mejl*|write|writing|contact*|schrijven|sturen|mailen|te_sturen|te_schrijven',
  'inte|ikke|nicht|not|don_t|no|niet behover|trenger|brauchen|need ~3 skriv*|skicka|send*|schreib*|schick*|mail*|mejl*|write|writing|contact*|schrijven|sturen|mailen',
  'besoin|falta|utile|necessaire|necesario|necessario ~2 ecrire|m_ecrire|escrib*|envi*|mand*|scriv*|invi*|escrev*',
  'serve|bisogno|precisa|precisam ~3 scriv*|mand*|invi*|escrev*|envi*',
  'trzeba|musi|muszi|musicie|nemusite|nemusi|tarvitse|можете_не ~2 pisac|wysylac|psat|posilat|kirjoittaa|lahettaa|писать|присылать',
  'two|three|four|five|several|2|3|4|5|zwei|drei|deux|trois|dos|tres|due|tre|dois|twee|drie|dwa|trzy|tva|to ~2 emails|mails|messages|nachrichten|correos|messaggi|mejl ~1 a|per|am|pro|par|al|por|om|je|na day|week|month|tag|woche|jour|semaine|dia|semana|giorno|settimana|dag|dzien|vecka|uge',
  'before|until|till ~1 i|we ~1 contact|write|call|get|come|am|are|have|ask|know|decide|return|reach|email|answer|reply|tell',
  'bevor|bis ich|wir|avant_que je|nous|antes_de_que|antes_que|prima_che|voordat|zanim|прежде_чем|пока_не',
  'maybe|perhaps|vielleicht|eventuell|peut_etre|quizas|quiza|tal_vez|forse|talvez|misschien|moze|kanske|maske|kanskje|ehka|mozna|возможно|может_быть|belki|talan|poate|ربما|אולי',
  'to|at my_old|my_other|our_old|her_old|his_old|the_old',
  'contract|vertrag|contrat|contrato|contratto|smlouv*|umow*|avtal*|kontrakt*|договор*|sozlesme*|العقد|החוזה|szerzodes*|sopimu*|契約|合同|계약',
  'iva|una_curiosita|uma_duvida|una_duda',
  'more_than|less_than|at_most|no_more_than|not_more_than|mehr_als|hochstens|plus_d_un|plus_d_une|plus_de_deux|mas_de_un|mas_de_una|piu_di_una|piu_di_un|mais_do_que|mais_de_um|meer_dan|wiecej_niz|fler_an|mer_an|mere_end|mer_enn|больше_чем|vic_nez',
  'so|this|that|too often|many|much|frequently',
  'so_oft|so_viele|zu_viele|so_haufig|zu_oft|aussi_souvent|tan_seguido|tantas|cosi_spesso|zo_vaak|tak_czesto|sa_ofta|sa_ofte|так_часто|tak_casto',
  'von_hand|a_la_main|a_mano|met_de_hand|recznie ~1 schreiben|versenden|ecrire|escribir|scrivere',
  'zo|would|ware|waren|serait|seria|sarebbe|byloby|vore|ville_vaere ~1 was|toll|schon|super|nice|great|lovely|bien|genial|bello|bom|otimo|leuk|fijn|swietnie|trevligt|dejligt',
];

/** We, or they, do not: what a company does with its own mail. */
export const OWN_HABITS = [
  'we|i|they|our_team|our_company ~1 don_t|do_not|never|no_longer|dont|stopped|cannot|can_t ~2 send|email|mail|contact|write|spam|use|buy',
  'wir|ich ~1 versenden|verschicken|schicken|senden|schreiben|mailen|kontaktieren ~4 keine|nicht|nie|nichts',
  'nous|on ne ~1 envoyons|envoie|contactons|ecrivons|faisons',
  'no|ya_no|nunca enviamos|mandamos|escribimos|contactamos|usamos',
  'non inviamo|mandiamo|scriviamo|contattiamo|usiamo',
  'nao enviamos|mandamos|escrevemos|contactamos|usamos',
  'wij|we|ik sturen|mailen|stuur|verzenden ~3 geen|niet|nooit',
  'nie wysylamy|piszemy|kontaktujemy|vi skickar|mejlar|sender|skriver ~2 inte|ikke|inga|ingen',
  'не рассылаем|отправляем|пишем|шлем',
  'want|need|like ~2 to_receive|receive|get ~2 leads|invoices|reports|alerts|orders|applications|notifications|bounces',
];

/** Signs of what somebody wants to know about us: the wish beside it is for a person to look at. */
export const ASKS_OF_SOURCE =
  'mail* email* adress* address* addres* indirizz* direccion endereco osoit* адрес* daten data datos donnees dati dados gegevens danych uppgifter oplysninger udaje данны* list* verteiler* contact* kontakt* details name* coordonnees ' +
  'why warum wieso weshalb pourquoi perche waarom dlaczego varfor hvorfor miksi proc почему зачем neden niye porque ' +
  'times mal oft fois veces volte vezes keer razy ganger gange kertaa krat раз often ' +
  'spam spammer permission consent gdpr dsgvo rgpd lgpd avg rodo einwilligung consentement consentimiento consenso zgod* legal legally law ' +
  'serious* really wirklich understood verstanden compris entendido capito clear klar ok okay deaf kidding joking hell fuck* unsub* optout remove removed abmeld* please pls bitte ' +
  'part parte teil partie stuk hard difficult difficile schwer begreif* versteh* comprend* entiend* capi* dificil clara claro obvious normal stupid dumb idiot* read again nochmal encore otra who wer qui quien chi quem kto vem hvem kuka kdo kim кто';
export const ASKS_OF_SOURCE_SIGNS = [
  'なぜ',
  'どこで',
  '为什么',
  '為什麼',
  '怎么',
  '怎麼',
  '哪里',
  '왜',
  '어디서',
  'מאיפה',
  'למה',
  'איך',
  'من أين',
  'لماذا',
  'كيف',
  'γιατι',
  'που βρηκατε',
  'мой ',
];

/** Not now: one of these and a month, a weekday, a season or a year behind it. */
export const NOT_NOW =
  'until till til before unless after bis vor bevor erst nach jusqu avant apres hasta antes despues fino prima dopo ate depois tot voor na innan fore efter inden for etter do przed po dopiero pred az do до перед после раньше pana inainte kadar once sonra μεχρι πριν קודם עד לפני قبل حتى بعد';
export const SEASONS =
  'spring summer autumn fall winter easter christmas holiday* fruhjahr* fruhling* sommer* herbst* ostern weihnacht* urlaub* ferien printemps ete automne hiver paques noel rentree vacances primavera verano otono invierno navidad* vacaciones estate autunno inverno pasqua natale ferie verao outono inverno natal ferias zomer* herfst lente pasen kerst vakantie wiosn* lat* jesien* zim* swiet* wakacj* var varen sommaren host hosten vinter* jul paske* sommeren efterar* kesa* syksy* talv* podzim* jar* leta vanoc* весн* лет* осен* зим* отпуск* year jahr jahres annee ano anno jaar rok* year quarter quartal trimestre kwarta* q1 q2 q3 q4 week woche semaine semana settimana';

/** Words a question begins with. */
export const ASKING: ReadonlySet<string> = new Set(
  'how where why who what wie woher warum wer wo was comment pourquoi d qui combien como donde por cuantas quien come dove perche chi quante hoe waar waarom hur var varfor vem hvor hvorfor hvem jak skad dlaczego ile kde odkud proc kdo kolikrat как откуда почему зачем сколько кто nereden neden kac miksi mista hogyan honnan miert cum unde de'.split(
    ' ',
  ),
);
