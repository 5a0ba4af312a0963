import type { Sign } from './auto-reply.js';
import { firstSaidIn, type Near } from './near.js';
import { folded, newestText } from './newest-text.js';
import type { Inbound } from './types.js';

/** Longer texts say more than that, and a person should read them. */
const SHORT = 400;

/** Wishes to be left alone, folded. */
const WISHES: readonly (RegExp | Near)[] = [
  /\b(please |kindly |pls )?(unsubscribe|remove|delete|take) (me|us|my (name|e-?mail|address|details|data|contact)|this (e-?mail|address)|our (e-?mail|address))\b|\bremove (me|us) from\b|\btake (me|us) off\b|\bopt(ing)?[ -]?(me )?out\b|\bunsubscribe\b/,
  /\b(stop|quit|cease) (e-?mailing|contacting|sending|spamming|messaging|writing)|\b(do not|don't|dont|never) (e-?mail|contact|write( to)?|message|send) (me|us)\b|\bno (more|further) (e-?mails|messages|contact)|\bstop (sending|this|these) |\bleave me alone\b|\bnot? (wish|want) to (receive|be contacted|get)\b/,
  { first: /\bremove (my|this) /g, reach: 30, then: / from\b/ },
  { first: /\btake my /g, reach: 30, then: / off\b/ },
  { first: /\bdon't want (any|to|your)\b/g, reach: 30, then: /(e-?mails?|messages?)/ },
  /\b(bitte )?(austragen|abmelden|abbestellen|entfernen sie (mich|meine)|loschen sie (mich|meine)|streichen sie mich|aus (dem|ihrem|der) (verteiler|liste))|\bkeine (weiteren |mehr )?(e-?mails|mails|werbung|nachrichten)\b|\b(kontaktieren|schreiben) sie (mich|uns|mir) (bitte )?(nicht|nie)/,
  /\b(desinscri|desabonne|me desinscrire|retirez[- ]moi|supprimez[- ](moi|mon|mes)|enlevez[- ]moi|ne (me|nous) (contactez|ecrivez|envoyez)|ne plus (me|nous|recevoir|etre contacte)|cessez de|arretez de)/,
  /\b(darme de baja|dame de baja|denme de baja|darse de baja|date de baja|eliminar?(me)?( mi)? (de (la|su)|correo)|no (me )?(envien?|escriban?|contacten?)|no deseo recibir|no quiero recibir|dejen? de (enviar|escribir|contactar)|borr(eme|ame)|de baja\b)/,
  /\b(cancellatemi|cancellami|rimuov(etemi|imi|ere il mio)|disiscriv|non (inviatemi|scrivetemi|contattatemi|desidero ricevere|voglio ricevere)|smett(ete|etela) di)/,
  /\b(remov(er?|a)(-me| meu| o meu)|descadastr|cancelar (a )?(minha )?inscricao|nao (me )?(enviem|envie|contactem|quero receber|desejo receber)|parem de)/,
  /\b(uitschrijven|afmelden|schrijf (mij|me) uit|verwijder (mij|me|mijn)|geen (e-?mails|mails|berichten) meer|stop met (mailen|e-?mailen))/,
  /\b(avregistrera|avprenumerera|ta bort mig|afmeld mig|fjern meg|fjern mig|sluta (mejla|maila|skicka)|inga fler|poista minut|peruuta tilaus)/,
  /\b(wypisz|prosze (mnie )?(o )?(wypis|usun)|usuncie|prosze o usuniecie|prosze nie (wysylac|pisac)|nie (chce|zycze sobie) (otrzymywac|dostawac)|odhlas|leiratkoz)/,
  /(отпишите|отписать|удалите меня|не пишите|не присылайте|больше не пишите|配信停止|配信を停止|退订|取消订阅|수신거부)/,
];
/** Sentences with such words that wish something else. */
const NOT_WISHES: readonly (RegExp | Near)[] = [
  /(don't|do not|never|please not) (remove|unsubscribe|delete|take|stop)\b/,
  {
    first:
      /(how|can|do|does|could|will|would) (our|your|the|customers?|clients?|users?|people|recipients?|they|someone) /g,
    reach: 60,
    then: /unsubscribe|opt out|remove/,
  },
  /unsubscribe (link|rate|page|feature|button|process|flow|list)/,
];
/** A question that speaks of nobody's own address asks about a product. */
const OWN = /\b(i|me|us|my|our e-?mail|mich|uns|mir|moi|nous|me|mi|mij|mig|mnie)\b/;

/**
 * A wish to get no more mail: the answer of a mail program to List-Unsubscribe (RFC 2369), or the short text of a
 * person. Questions about unsubscribing are none. undefined: nothing says so.
 */
export function unsubscribeSign(message: Inbound): Sign | undefined {
  const subject = folded(message.subject);
  const plus = message.to.find(({ address }) =>
    /(^|[+-])(unsubscribe|unsub|opt-?out)([+.=-]|@)/.test(address),
  );
  if (plus)
    return {
      confidence: 0.98,
      evidence: `It was written to ${plus.address}, the address for unsubscribing.`,
    };
  if (
    /^(unsubscribe|list-unsubscribe|opt[ -]?out|stop|remove|austragen|abmelden|desinscription|baja|cancella(mi)?|uitschrijven|wypisz)( (me|request|from|=).{0,30})?$/.test(
      subject,
    )
  )
    return { confidence: 0.97, evidence: `The subject is "${message.subject}".` };
  if (message.text === '') return undefined;
  const text = folded(newestText(message.text));
  if (text === '' || text.length > SHORT) return undefined;
  if (/^(stop|unsubscribe|remove|remove me|no more|abmelden|austragen|baja|stopp)[.! ]*$/.test(text))
    return { confidence: 0.97, evidence: `The whole text is "${text}".` };
  if (firstSaidIn(text, NOT_WISHES) !== undefined || (text.endsWith('?') && !OWN.test(text)))
    return undefined;
  const said = firstSaidIn(text, WISHES);
  return said === undefined
    ? undefined
    : { confidence: text.length < 160 ? 0.9 : 0.75, evidence: `The short text says "${said.trim()}".` };
}
