import type { Names } from '../phrases.js';

/** Wishes to be forgotten (GDPR, article 17), folded: who asks for that wants to hear no more. See phrases.ts. */
export const ERASURE_NAMES: Names = {
  ERASE:
    'get_rid_of|delete|deleting|erase|erasing|remove|removing|wipe|purge|destroy|scrub|losch*|loesch*|entfern*|tilg*|vernicht*|' +
    'supprim*|effac*|enlev*|retir*|detrui*|borr*|elimin*|suprim*|remuev*|quite|quiten|cancell*|rimuov*|apagu*|apagar|exclu*|remov*|' +
    'verwijder*|vernietig*|wis|wist|wissen|radera*|ta_bort|slett*|slet|fjern*|poista*|' +
    'usun|usunac|usuncie|usuniecie|skasuj*|wykasuj*|wykasow*|vymaz*|smaz*|odstran*|удал*|сотр*|уничтож*|видал*|sterge*|torol*',
  HELD:
    'data|info|information|details|record|records|everything|anything|all|whatever|daten|informationen|angaben|alles|samtliches|' +
    'donnees|informations|infos|tout|datos|informacion|informaciones|todo|dati|informazioni|tutto|dados|informacoes|tudo|' +
    'gegevens|informatie|uppgifter|allt|oplysninger|alt|informasjon|opplysninger|tiedot|kaikki|dane|danych|informacje|informacji|' +
    'wszystko|wszystkiego|udaje|vsechno|informace|vse|данные|данных|информацию|сведения|все|datele|adatot',
  ABOUT_ME:
    'about_me|about_us|on_me|on_us|concerning_me|regarding_me|relating_to_me|of_me|uber_mich|ueber_mich|uber_uns|zu_mir|zu_meiner_person|von_mir|von_uns|' +
    'sur_moi|sur_nous|me_concernant|nous_concernant|sobre_mi|sobre_nosotros|de_mi|mios|su_di_me|su_di_noi|mi_riguardano|mi_riguarda|' +
    'sobre_mim|sobre_nos|over_mij|over_me|over_ons|van_mij|van_me|van_ons|om_mig|om_oss|om_meg|om_os|minusta|meista|minua_koskev*|o_mnie|' +
    'o_nas|na_moj_temat|o_mne|обо_мне|про_меня|о_нас|про_мене|despre_mine|rolam',
  SYSTEM:
    'system|systems|database|databases|records|crm|files|servers|systemen|datenbank|datenbanken|systeme|bestand|systemes|base|bases|' +
    'fichiers|sistema|sistemas|registros|sistemi|archivi|database|systeem|bestanden|databas|databaser|register|registeret|registret|systemer|databasen|' +
    'bazy|systemow|systemu|baz|databaze|systemy|базы|системы|систем',
  TAIL:
    '$|please|thanks|thank_you|bitte|merci|gracias|grazie|obrigado|tack|tak|takk|prosze|prosim|immediately|permanently|now|today|' +
    'umgehend|sofort|unverzuglich|immediatement|within|under|pursuant|as_soon|and_confirm|and_stop|and_do_not|und_bestatig*|et_confirm*',
};

/** All that is held about the person, and nothing behind it that turns it to one place; then the record, then oneself. */
export const ERASURE = [
  '{ERASE} ~4 {HELD} ~6 {ABOUT_ME} ~2 {TAIL}',
  '{ERASE} ~4 {HELD} ~6 {ABOUT_ME} ~4 from|off|out_of|aus|de|dei|dai|dal|dos|das|uit|fran|fra|z|ze|из ~1 your|ihr*|ihrem|eur*|vos|votre|sus|su|vostr*|suoi|vossos|seus|uw|jullie|er|era|jeres|deres|panstwa|waszej|vasi|vasich|ваш* ~2 {SYSTEM}',
  '{ERASE} ~2 {HELD} {ABOUT_ME} ~4 {HELD} ~2 {TAIL}',
  '{ERASE} ~3 {ABOUT_ME} ~2 {HELD} ~2 $',
  'alle|alles|samtliche ~3 {HELD}? ~4 uber_mich|uber_uns|zu_mir|zu_meiner_person|von_mir ~4 losch*|zu_loschen|loeschen|entfernen|zu_entfernen ~2 $',
  'alle|alles ~2 over_mij|over_me|over_ons|van_mij ~4 verwijderen|te_verwijderen|wissen|te_wissen ~2 $',
  'everything|all ~3 {ABOUT_ME} ~2 must|should|needs|has|to be deleted|erased|removed ~2 $',
  'slet|slett|fjern alt ~2 om_mig|om_meg|om_os|om_oss ~1 i|fra jeres|deres ~2 {SYSTEM} $',
  'wykas* ~1 wszystkie moje|nasze ~1 dane ~2 $',
  'delete|erase|remove|purge|destroy|wipe my|our ~1 record|records|data|entry ~1 {TAIL}',
  'losch*|loesch*|entfern* ~2 meinen|unseren ~1 datensatz|eintrag|kontakt ~1 {TAIL}',
  'meinen|unseren datensatz|eintrag ~2 loschen|loeschen|entfernen|zu_loschen ~1 $',
  'supprim*|effac* ma|notre fiche ~3 {TAIL}',
  'borr*|elimin*|suprim* mi|nuestra ficha ~2 {TAIL}',
  'borr*|elimin*|suprim* mi|nuestro registro ~2 {TAIL}',
  'cancell*|elimin* ~1 mia|nostra scheda ~3 {TAIL}',
  'apagu*|elimin*|exclu* ~1 meu|nosso registo|registro|cadastro ~3 {TAIL}',
  'apagu*|elimin*|exclu* ~1 minha ficha ~3 {TAIL}',
  'hakkimdaki|hakkimizdaki|bana_ait ~3 veri*|bilgi*|her_sey* ~3 sil|silin|siliniz|silinmesini ~2 $',
  '私に関する|私についての|私の個人 ~14 削除して|消去して|抹消して|削除をお願い|消去をお願い',
  '删除|刪除 ~4 关于我的|關於我的|我的个人|我的個人|我的所有 ~5 $',
  '저에_관한|저에_대한|제_개인 ~14 삭제|지워|파기 ~6 $',
  '^ {PLEASE}? just|simply|kindly? forget me|us {PLEASE}? $',
  '{PLEASE} forget me|us $',
  'like|want|ask|asking you to forget me|us $',
  'supprim*|effac* ~1 tout ce_qui me|nous concerne ~2 $',
  'сотрите|сотри|уничтожьте ~1 все? мои|наши ~1 данные ~2 $',
  '^ {PLEASE}? forget ~1 i|we exist|existed $',
  '^ bitte? vergessen|vergiss|vergesst sie? mich|uns bitte|einfach|danke? $',
  '^ oubliez|oublie moi|nous ~4 $',
  '^ merci de|d m|nous oublier $',
  '^ por_favor? olvidense|olvidese|olvidate de mi|nosotros ~2 $',
  '^ olvidenme|olvideme|olvidadme|olvidame ~2 $',
  '^ dimenticatemi|dimenticateci|dimenticami|dimenticate ~3 $',
  '^ mi|ci dimentichi|dimentichino ~2 $',
  '^ por_favor? esquecam|esqueca me|nos ~2 $',
  '^ vergeet mij|me|ons ~1 alstublieft|aub|alsjeblieft|graag|$ ~1 $',
  '^ glom|glem mig|meg|oss|os tack|tak|takk|venligst|vennligst|$ $',
  '^ vennligst|venligst glem meg|mig|oss|os $',
  '^ unohtakaa|unohda minut|meidat ~1 $',
  '^ prosze? o? mnie|nas zapomniec|zapomnijcie $',
  '^ prosze? zapomnijcie|zapomnij|zapomniec o mnie|nas $',
  '^ prosim? zapomente na mne|nas $',
  '^ пожалуйста? забудьте|забудь про|обо|о мне|меня|нас ~1 $',
  '^ lutfen? beni|bizi unutun|unutunuz ~1 $',
];
