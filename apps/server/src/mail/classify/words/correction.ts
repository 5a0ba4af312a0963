/** Words of somebody who puts right what we have of him, and asks to be left out of nothing; folded. */
const set = (words: string): ReadonlySet<string> => new Set(words.split(' '));

export const OLD =
  'old former previous outdated obsolete alt alte alten alter altes bisherige* fruhere* veraltet* ancien anciens ancienne anciennes antigu* viejo vieja anterior ' +
  'vecchi* precedente antigo antiga antigos velho velha oude vorige gammal gamla gammel gamle tidigare tidligere vanha vanhan vanhaa entinen entisen ' +
  'stary stara stare starego starej poprzedni* dawny dawnego starou stareho eski старый старого старую старая старые прежн* vechi vechea regi';
/** What has an old one and a new one. */
export const THINGS =
  'address* adresse* anschrift* mailadress* emailadress* postadress* rufnummer* nummer* telefonnummer* number* email* mail mails phone mobile ' +
  'adresses numero* courriel direccion* correo telefono* indirizz* recapit* endereco* morada* telefone* adres adresu adresi* adressen osoite* ' +
  'osoitte* numer numeru cislo telefonu adresu telefon* адрес* номер* почт* adresa cim* one ones office* buro bureau bureaux oficina* ufficio escritorio kantoor kontor* biuro kancelar* офис*';
/** What became of them: "my address has changed". */
export const CHANGED =
  'change changed changes changing geandert andert andern andere aktualisier* change changer changez modifi* cambi* mudou mude mudar alter* gewijzigd gewijzig* wijzig* veranderd ' +
  'andrat andrats andra andret aendret aendre endret endre muuttun* muuttui vaihtun* zmienil* zmieni* zmenil* zmeni* измени* смени* поменя* degisti* schimb* megvaltoz*';
/** Near each other: "my old postal address". */
export const NEAR = 2;

export const USE =
  'use nutzen benutzen verwenden verwende utilis* employez use usen usar utilic* usi usino usate utilizz* uses utilize* utilizem gebruik gebruikt gebruiken ' +
  'anvand anvanda brug bruk bruke benytt* kayttakaa kayta uzyj* uzywa* pouzi* используйте kullanin* replace* ersetz* remplac* reemplac* sostitu* substitu* vervang* ersatt* erstatt* zastap* nahra* замен*';
export const NOTE =
  'note enter put add update save notier* trag* eintrag* setz* setzen nehm* nimm noter notez enregistr* mettre mettez anot* ponga pongan guarde anoti annot* inseri* metta ' +
  'noteer zet anteckna lagg noter skriv sett indsaet zapisz* wpisz* zapis* uvedt* запишите внесите kaydedin* kirjatkaa';
export const NEW =
  'new neu neue neuen neuer neues nouveau nouvelle nouvel nueva nuevo nuova nuovo nova novo nieuw nieuwe ny nya nytt nye uusi uutta uuden nowy nowa nowe nowego novy nova nove novou новый новую новая новое новые yeni noua noul uj';
/** So the new one is told: "the new one is", "die neue lautet", "nowy to". */
export const IS = set('is ist lautet lauten est es e to je это ar er on sera ser');
export const DENIALS = set(
  "not don't dont t never nicht nie keine kein ne n pas jamais no nunca non mai nao niet nooit geen inte aldrig ikke aldri nie не more mehr any",
);

/** A thing of the person, not the person; a place that is no list. */
export const OWN_THINGS = [
  'my|our|the ~1 title|titles|extension|signature|photo|picture|middle_name|fax|fax_number|comment|comments|job_title|role|cover',
  'meinen|meine|meiner|meinem|den|die|das|mein ~1 titel|durchwahl|signatur|foto|bild|zweiten_vornamen|fax|faxnummer|kommentar|handynummer|doktor*',
  'mon|ma|le|la ~1 titre|poste_direct|ligne_directe|signature|photo|fax|commentaire|fonction',
  'mi|mis|el|la|meu|minha|o|a ~1 titulo|cargo|foto|fax|comentario|extension|ramal|assinatura|telefone|telefono',
  'mio|mia|il ~1 titolo|foto|fax|commento|interno|ruolo',
  'mijn|de ~1 titel|handtekening|foto|fax|functie|toestelnummer',
  'min|mitt|mit|mine|titlen ~1 titel|tittel|signatur|underskrift|foto|bild|fax|direktnummer|anknytning',
  'moj|moja|moje|moi|mou|muj ~1 tytul|stanowisko|zdjecie|podpis|titul|fotku|fotografii',
  'мою|мое|мой ~1 должность|фото|подпись|звание',
];
/** Behind a word that takes something from there. */
const FROM =
  'from|of|off|out_of|aus|von|vom|auf|in|im|dans|en|nel|nella|em|no|na|de|du|del|della|dalla|dall|do|da|uit|van|fran|fra|z|ze|из|с ~2';
export const PLACES = [
  `${FROM} signature|signatures|salutation|greeting_line|agenda|footer|sandbox|staging|test_account|demo_account|slide|slides`,
  `${FROM} signatur|anrede|fusszeile|briefkopf|tagesordnung|testkonto|testsystem|folie|folien|protokoll|teilnehmerliste`,
  `${FROM} devis|ordre_du_jour|pied_de_page|compte_de_test|diapositive|liste_des_participants`,
  `${FROM} presupuesto|orden_del_dia|cuenta_de_prueba|lista_de_asistentes`,
  `${FROM} preventivo|ordine_del_giorno|account_di_prova|elenco_dei_partecipanti`,
  `${FROM} assinatura|orcamento|ordem_do_dia|conta_de_teste|lista_de_presenca|rodape`,
  `${FROM} handtekening|offerte|testaccount|dagordning|dagsorden|underskriften|underskrift|signaturen|tilbudet|offerten|deltagerliste*|deltagarlista*`,
  `${FROM} podpisu|podpis|stopki|stopka|oferty|nabidky|agendy|подписи|подпись|повестки`,
  'de_la_firma|dalla_firma|della_firma|imzadan|imzamdan|allekirjoituksesta|allekirjoituksestani|tarjouksesta',
];

/** Part of a name, another kind of address, one day: no wish to hear no more. */
export const PARTS = [
  'second|middle|maiden|first|zweiten|deuxieme|segundo|segunda|secondo|tweede|andra|andet|drugie|druhe|второе name|initial|vornamen|namen|prenom|nom|nombre|apellido|nome|cognome|naam|voornaam|namn|fornavn|imie|jmeno|имя',
  'nom_de_jeune_fille|nombre_de_soltera|madchennamen|geburtsnamen|cognome_da_nubile|meisjesnaam|apelido_de_solteira',
  'delivery_address|shipping_address|billing_address|invoice_address|lieferadresse|rechnungsadresse|lieferanschrift|adresse_de_livraison|adresse_de_facturation|direccion_de_envio|direccion_de_facturacion|indirizzo_di_consegna|indirizzo_di_spedizione|indirizzo_di_fatturazione|morada_de_entrega|morada_de_faturacao|endereco_de_entrega|leveringsadres|afleveradres|factuuradres|leveransadress*|fakturaadress*|leveringsadress*|adres_dostawy|dodaci_adres*|адрес_доставки',
  'for|fur|pour|para|per|voor|till|til|na|на ~1 monday|tuesday|wednesday|thursday|friday|montag|dienstag|mittwoch|donnerstag|freitag|lundi|mardi|mercredi|jeudi|vendredi|lunes|martes|miercoles|jueves|viernes|lunedi|martedi|mercoledi|giovedi|venerdi|maandag|dinsdag|woensdag|donderdag|vrijdag|mandag|tirsdag|onsdag|torsdag|fredag|tisdag',
  // A course one signed up for.
  'workshop*|seminar|seminars|seminaire*|seminario*|seminaret|seminariet|warsztat*|szkoleni*|семинар*|вебинар*|koulutuks*|kurssi*|kursus*',
  '古い|旧|新しい ~1 住所|アドレス|メール',
  '旧|舊|新|原来的|以前的 ~1 地址|邮箱|電郵|邮件地址',
  '이전|예전|새|새로운 주소|이메일|메일',
];

/** Behind a denial, and before an address: there it is wanted. */
export const BUT_THERE = set(
  'but sondern mais sino pero ma mas bensi maar utan men vaan lecz ale ani a но rather instead only nur solo tylko',
);
/** A clause of its own that asks to be written to at an address. */
export const WRITES =
  'write send contact take try reach schreib* send* kontaktier* ecri* envoy* contactez escrib* envi* scriv* invi* contatt* escrev* stuur* mail mailt schrijf* skriv* mejla kontakt* kirjoit* lahet* pisz* pis* napis* posl* пиш* отправ* yaz* gonder*';
export const STOPS =
  'stop* quit ceas* not don never no nicht nie keine ne pas plus jamais non piu nao mais niet geen inte aldrig ikke aldri nie не remov* unsub* losch* entfern* delet*';
