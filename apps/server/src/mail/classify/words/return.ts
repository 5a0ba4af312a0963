/** Words around a day in an automatic answer, folded, all languages together. */
const set = (words: string): ReadonlySet<string> => new Set(words.split(' '));

/** Begins a sentence behind a day's number and its full stop: 'martedi 10. Se non ...'. */
export const OPENS = set(
  'if should in please for wenn falls sollte bitte si se qualora per pour veuillez para por als indien om hvis vid jos jesli pokud если для при по eger',
);
/** The last day away follows. */
export const UNTIL = set(
  'tm עד حتى لغاية μεχρι εως hingga sampai until till til untill through thru bis jusqu jusque jusqua hasta fino sino ate tot tem do az по до pana kadar even 直 jusquau inntil asti saakka включительно',
);
/** The same, where a first day stands before. */
export const RANGE = set(
  'to a al au e og och und and et y i au do til till bis tot ate al по до la 至 到 ja',
);
/** Days of a week on which somebody works, or an office is open. */
export const WORKS = set(
  'work works working hours days arbeite arbeiten arbeitet arbeitstage arbeitszeiten burozeiten sprechzeiten offnungszeiten geoffnet travaille horaires ouvert trabajo trabajamos horario lavoro orario orari trabalho werk werkdagen werktijden kantooruren openingstijden arbetar jobbar arbejder jobber kontorstid kontortid pracuje pracujemy pracuji pracujeme tyoskentelen работаю работаем calisiyorum dolgozom',
);
/** The day after is meant, where the sentence speaks of coming back. */
export const AFTER = set('after nach apres despues depois dopo efter etter po после після utan');
/** Before a month's short name that is a word, too. */
export const IN = set('in im i en em w v');
/** A week of the calendar, its number beside it. */
export const WEEK = set(
  'kw kalenderwoche week wk vecka veckan uge uke semaine viikko viikolla tyden tydnu tygodniu tydzien semana settimana',
);
/** The same, short, with a full stop behind it. */
export const WEEK_LETTER = set('v w vk vko t');
/** Between such a word and the day. */
export const BETWEEN = set(
  'of week woche semaine semana settimana vecka uge uke d og och pe the le la el il o os dia dias den dem der zum am on at and with including incl inclusive einschliesslich inkl einschl inclus inclusief inclusive al ao aos a au n en met och med dnia dne dzien the_end um uhr pm noon h midday cob eob close of business eod to up u vrijdag com lo',
);
/** The first day back stands near. */
export const BACK = set(
  'melde beantworten bearbeiten bearbeite repondrai repondrons traiterai traiterons lirai contestare atendere atenderemos leggero terugkeer terugkomst aterkomst hjemkomst tilbakekomst paluupaiva lirai lirons leere contestare respondere rispondero responderei odpovim odpoviem odpisze odpowiem отвечу прочту відповім svarar svarer vastaan yanitlayacagim cevaplayacagim valaszolok beantworte beantwoord resumes catching inbox intorc повертаюся basindayim basinda basi zpatky zpet zpat lees lese lis leggero lire leer ler laser citam prectu dochazim nastupuji wracam jestem буду выйду выхожу вернусь повернуся vracam aloitan palaan tulen toissa אחזור חוזר חוזרת אשוב ساعود سأعود اعود أعود العودة επιστρεφω επιστροφη kembali back return returning returns returned resume resuming available reachable rejoin wieder zuruck erreichbar verfugbar zuruckkehren ruckkehr retour reviendrai reviens rentre rentrerai reprendrai reprise disponible joignable regreso regresare regresando regresar regresara vuelvo volvere vuelta reincorporo reincorporare incorporo incorporare reincorporacion retomo rientro rientrero rientra tornero torno ritornero disponibile riapertura riapriremo riapriamo riaprira retorno retornarei retornando regresso regressarei regressando voltarei volto volta disponivel terug bereikbaar aanwezig weer hervat ater tillbaka tilbage tilbake igen igjen palaan palaamme tavoitettavissa jalleen toissa paluu wracam wroce wracamy powrot powrocie powrotu dostepna dostepny dostepni zpet vratim vracim opet dispozici vissza elerheto elerhetok ujra revin revenim inapoi donecegim donus donuyorum ofiste вернусь возвращаюсь вернется выйду выхожу снова возвращения возврат повернуся επιστρεφω επιστρεψω reopen reopens reopening open opens wiedereroffnung geoffnet tomorrow reabre reabrimos 出社 復帰 reouverture rouvre rouvrira reprends comeback rtn again',
);
/** Behind the day it says the same. */
export const BACK_BEHIND = set(
  'beantworten bearbeiten antworten yanitlayacagim cevaplayacagim inbox basindayim basinda isbasi lees lese lis jsem zpatky wieder zuruck back terug retour ater tillbaka tilbage tilbake igen igjen again jalleen taas toissa weer dostepna dostepny wracam opet zpet ujra vissza erreichbar verfugbar bereikbaar aanwezig doneceg donecegim olacagim gorevimin ofiste снова вернусь буду disponible reopen',
);
/** Behind the last day away. */
export const UNTIL_BEHIND = set(
  'kadar asti saakka ig dahil inclusive inclusief einschliesslich inkl inklusive incl inclus inclusa incluso incluido incluida compreso vcetne vratane wlacznie mukaan включительно включно bezarolag inclusiv',
);
/** A day from which somebody is away, unless the sentence speaks of coming back. */
export const LEAVES = set(
  'from since starting as between vom von ab seit du des depuis entre del desde dal dalla do van vanaf fran od с з beginning zwischen tra dia dallo partir',
);
export const AWAY = set(
  'away out ausser absent absence abwesend abwesenheit leave vacation holiday urlaub absente conge conges ausente fuera fuori ferie ferias afwezig verlof vakantie vacaciones closed geschlossen nieobecny nieobecna urlopie urlop franvarande semester fravaerende ferie lomalla poissa отпуске отсутствовать dovolene szabadsagon concediu izinde elternzeit karenz',
);
/** Before a month alone: which end of it. */
export const ENDS = set(
  'end ende fin fine final finales finals eind einde slutet slutten slutningen koniec konca konca konce vege sfarsitul sonu sonuna конца конце lopus loppuun fim',
);
export const MIDDLES = set(
  'mid middle mitte mediados meados meta half medio midden mitten midten polowie polovine середины mi',
);
