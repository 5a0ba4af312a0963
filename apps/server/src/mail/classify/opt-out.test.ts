import { describe, expect, it } from 'vitest';
import { classify, readMessage } from './index.js';
import type { Reading } from './types.js';

const reading: Reading = {
  own: new Set(['rep@sender.test']),
  folder: 'inbox',
  flags: new Set(),
  receivedAt: new Date('2026-03-02T10:15:00Z'),
};
const QUOTE = `On Mon, Mar 2, 2026 at 9:58 AM Rep <rep@sender.test> wrote:
> Hi, a short call?
> Unsubscribe: https://go.sender.test/u/1`;

async function judged(text: string, more: Partial<Reading> = {}) {
  const raw = `From: Ann <ann@customer.example>
To: Rep <rep@sender.test>
Subject: Re: Quick question
In-Reply-To: <a@sender.test>
Content-Type: text/plain; charset=utf-8

${text}`;
  return classify(await readMessage(Buffer.from(raw)), { ...reading, ...more });
}

const WISHES = [
  'Not interested, please remove.',
  'I tried the unsubscribe link three times and it does not work. Remove me from your list.',
  "If you email me again I'll report you as spam",
  'Please take me off.',
  'Remove',
  'REMOVE ME',
  'pls remove',
  'unsuscribe',
  'Unsubscribe please',
  'Stop emailing me.',
  'Please stop',
  'stop',
  'no more emails please',
  'Kindly take our company off your distribution list.',
  'I never signed up for this. Delete my data.',
  'do not contact me again',
  "Don't ever write to me again!",
  "Please don't send me any more emails.",
  "I'd like to opt out.",
  'opt me out',
  'Cease and desist.',
  'How do I get off this list?',
  'can you please unsubscribe me',
  'Could you remove my address from your database? Thanks, Bob',
  'Not for us. Please remove us from future mailings.',
  'We are not interested. Kindly refrain from contacting us.',
  'I do not wish to receive further communication from you.',
  'I no longer want to receive these.',
  'Take me off this fucking list',
  'Please remove me from your CRM and do not contact me.',
  'Under GDPR I request that you delete all my personal data and stop processing it.',
  'I want my personal data erased under Article 17.',
  'Leave me alone',
  'you are spamming me, stop it',
  'This is spam. Remove my email address immediately.',
  'Please unsubscribe me from this mailing list',
  'Get me off your list.',
  'quit spamming me',
  'I am reporting this as spam.',
  'Please delete my contact details from your system.',
  'No longer at this role, please remove me from your list',
  'Wrong person. Please remove me from your contacts.',
  'Hi Rhea, thanks but no thanks. Please remove me from your outreach. Best, Tim',
  'next mail goes to my lawyer, stop contacting me',
  'Block me from your list.',
  'please exclude me from further emails',
  'Do Not Email',
  'Bitte nehmen Sie mich aus dem Verteiler',
  'Bitte keine weiteren E-Mails.',
  'Ich möchte keine E-Mails mehr von Ihnen erhalten.',
  'Bitte löschen Sie meine Daten.',
  'Unterlassen Sie weitere Werbung!',
  'Abmelden',
  'Bitte abmelden',
  'Melden Sie mich ab.',
  'Streichen Sie mich von Ihrer Liste.',
  'Schreiben Sie mir nicht mehr.',
  'Kein Interesse, bitte nicht mehr anschreiben.',
  'Hiermit widerspreche ich der Nutzung meiner Daten zu Werbezwecken.',
  'Wir wünschen keine weitere Kontaktaufnahme.',
  'Lassen Sie mich in Ruhe.',
  'Bitte entfernen Sie unsere Adresse aus Ihrer Datenbank.',
  'Désinscrivez-moi',
  'Merci de me retirer de votre liste',
  'Veuillez ne plus me contacter.',
  "Arrêtez de m'envoyer des mails",
  'Je souhaite me désinscrire.',
  'Supprimez mes coordonnées de votre base.',
  'Je ne veux plus recevoir vos messages.',
  'Stop pub',
  'Désabonnez-nous svp',
  'Por favor, elimíneme de su lista',
  'No me envíen más correos',
  'Dejen de escribirme',
  'No deseo recibir más emails',
  'Quiero darme de baja',
  'Denme de baja.',
  'Solicito la supresión de mis datos personales.',
  'Bórrenme de su base de datos',
  'Rimuovetemi dalla lista',
  'Non scrivetemi più',
  'Basta mail!',
  'Vi prego di cancellare il mio indirizzo dal vostro database.',
  'Non desidero ricevere altre comunicazioni.',
  'Smettetela di scrivermi',
  'Remova meu email da lista por favor',
  'Parem de me enviar emails',
  'Não quero mais receber esses emails',
  'Favor excluir meu contato da sua base.',
  'Me descadastre',
  'Não me contactem mais.',
  'Graag uitschrijven',
  'Haal mij van jullie mailinglijst',
  'Stuur mij geen mails meer',
  'Stop met mailen',
  'Verwijder mijn gegevens uit uw systeem',
  'Ik wil geen mails meer ontvangen.',
  'Sluta mejla mig',
  'Ta bort mig från listan',
  'Jag vill inte ha fler mejl',
  'Avregistrera mig tack',
  'Fjern mig fra listen',
  'Stop med at sende mig mails',
  'Jeg ønsker ikke flere e-poster',
  'Slett meg fra listen deres',
  'Vennligst ikke kontakt meg igjen',
  'Meld meg av',
  'Poistakaa minut listalta',
  'Älkää lähettäkö enempää viestejä',
  'Proszę usunąć mnie z listy',
  'Proszę nie wysyłać więcej maili',
  'Nie życzę sobie otrzymywać takich wiadomości',
  'Wypisz mnie',
  'Rezygnuję',
  'Odhlaste mě prosím',
  'Už mi nepište',
  'Smažte mě z databáze',
  'Prosím neposílejte další maily',
  'Kérem töröljenek a listáról',
  'Ne írjanak többet',
  'Vă rog să mă ștergeți din listă',
  'Nu îmi mai trimiteți emailuri',
  'Beni listenizden çıkarın',
  'Bir daha mail atmayın lütfen',
  'E-posta almak istemiyorum',
  'Удалите меня из рассылки',
  'Больше не пишите мне',
  'Прекратите присылать спам',
  'Не хочу получать ваши письма',
  'Видаліть мене зі списку',
  'Більше не пишіть мені',
  '配信停止をお願いします',
  '今後メールは送らないでください',
  'メールは不要です',
  'リストから削除してください',
  '退订',
  '请把我从名单中删除',
  '不要再发邮件给我',
  '请停止发送邮件',
  '수신거부 부탁드립니다',
  '더 이상 메일 보내지 마세요',
  '메일링 리스트에서 삭제해 주세요',
  '請將我從名單中移除',
  '請勿再寄信',
];
const OTHERS = [
  'Hi Rita, could you take us through the product next Tuesday at 10?',
  'It will take me a few days to check with the team, I will come back to you.',
  "Don't send me the deck, let's just talk on Tuesday.",
  'Take my details and send a quote',
  'take us about two weeks to decide',
  "Let's stop this thread and speak on the phone",
  'I have no further contact details',
  'für morgen muss ich mich leider abmelden, passt Freitag?',
  'do not contact me by phone, e-mail is fine',
  'do not write to me at this address, use bob@new.test',
  'Komisch, ich habe keine E-Mails von Ihnen bekommen. Bitte schicken Sie mir das Angebot nochmal.',
  'What opt out rate do you see?',
  'Ich muss mich für morgen abmelden, geht Donnerstag?',
  'Ana está de baja',
  'Wir wollen keine E-Mails mehr manuell schreiben',
  "Please don't remove me from the list, I read them.",
  'please do not stop',
  'Can recipients unsubscribe with one click?',
  'How do your customers unsubscribe?',
  'Does your tool delete contacts from the list automatically?',
  'We delete leads from our database after a year. Do you?',
  'Please remove Bob from CC',
  "Remove me from the invite, I can't make it on Tuesday",
  'Please stop by our office',
  "I can't stop thinking about this! Call me.",
  'Not interested.',
  'No thanks',
  'Not now, maybe next year.',
  'Please send no more than two pages',
  'We no longer use Salesforce. What do you offer?',
  "I don't want to get my hopes up, but yes",
  "Don't email me the contract, send it by DocuSign",
  'Could you email me again next week?',
  'Please contact me again in September',
  "Don't contact me before Monday",
  'Please email my colleague instead',
  'I want to unsubscribe from our current vendor, can you take over?',
  'we want to cancel our subscription with X and switch to you',
  'Can you remove the watermark from the report?',
  'Delete the old version and use this one',
  'Stop sending to the old address, use this one instead: ann@new.test',
  'We get no emails from the system, is it down?',
  "I don't receive your emails, they land in spam.",
  "Your email landed in spam, sorry for the delay. Yes, let's talk.",
  'Your message was marked as spam by our filter, please resend.',
  'Is your tool GDPR compliant?',
  'Where did you get my data?',
  'Who gave you my address?',
  'Wo werden unsere Daten gespeichert?',
  'Wie können Empfänger sich abmelden?',
  'Unsere Kunden melden sich oft ab. Hilft das Tool?',
  'Bitte streichen Sie Position 3 aus dem Angebot.',
  'Bitte löschen Sie den Termin am Montag, passt Dienstag?',
  'Ich habe mich vom Kurs abgemeldet.',
  'Nehmen Sie mich bitte mit in den Verteiler!',
  'Rufen Sie mich nicht an, schreiben Sie mir lieber.',
  'Keine Zeit diese Woche.',
  'Kein Bedarf, danke.',
  'Nos clients se désabonnent trop vite, pouvez-vous aider ?',
  "Ne m'appelez pas, écrivez-moi plutôt.",
  'Je ne suis plus responsable, contactez Paul.',
  'Pas intéressé, merci.',
  'Arrêtez-vous à notre stand !',
  '¿Cómo se dan de baja los clientes?',
  'No me llamen antes de las 10.',
  'No, gracias.',
  'Elimine la línea 3 del presupuesto, por favor.',
  'No me interesa.',
  'Un collega si è dimesso, non lavora più qui. Mi scriva pure.',
  'Non mi chiami, mi scriva.',
  'Togli la voce 3 dal preventivo.',
  'Quantos clientes cancelam a inscrição?',
  'Não tenho interesse no momento.',
  'Tire uma dúvida: tem integração com o RD?',
  'Geen interesse.',
  'Kunt u mij meer informatie sturen?',
  'Stop even langs!',
  'Inte intresserad just nu.',
  'Kan du ta bort punkt 3?',
  'Ikke interesseret',
  'Nie jestem zainteresowany.',
  'Proszę nie dzwonić, proszę pisać.',
  'Ile osób wypisuje się z listy?',
  'Nemáme zájem.',
  'Не интересно',
  'Не звоните, лучше пишите.',
  'Сколько клиентов отписывается?',
  '今は必要ありません。来年また連絡してください。',
  '何人が配信停止しますか？',
  '资料请发到我的邮箱',
  '客户可以退订吗？',
  '관심 없습니다',
  '수신거부 기능이 있나요?',
  'Remove the second paragraph and I will sign.',
  "I'll take it off your hands",
  'You can drop me a line any time.',
  'drop us an email with prices',
  'Get us a demo account please',
  'Please put me on your mailing list',
  "I'm out of the loop, please contact Jane.",
  'Please delete this message if you are not the intended recipient.',
  'Ask to be removed? No, keep me.',
  "Sounds good. Don't forget to send me the invite.",
  "I don't need any more information, I'm convinced. Send the contract.",
  'No more questions from my side, thanks!',
  'No further emails needed, we are set for Thursday.',
  "We don't want emails to bounce, how do you verify?",
  'I hate spam, but your mail was good. Call me.',
  'We do not accept unsolicited proposals; please register as a vendor.',
  "I'd rather not receive PDFs, Word is better.",
  'Unsubscribing people takes us hours each week. Can you help?',
  'We were told to stop using our old tool. Price?',
  'Leave me your number.',
  'Please forget my last email, I found it.',
];

describe('wishes to get no more mail', () => {
  it.each(WISHES)('%s', async (text) => {
    const { kind, confidence } = await judged(`${text}\n\n${QUOTE}`);
    expect([kind, confidence >= 0.8]).toEqual(['unsubscribe', true]);
  });

  it.each(OTHERS)('no wish: %s', async (text) => {
    expect((await judged(`${text}\n\n${QUOTE}`)).kind).toBe('reply');
  });

  it('shows the sentence it rests on', async () => {
    const { evidence } = await judged('Thanks for the mail. Please remove me from your list. Bob');
    expect(evidence.join(' ')).toContain('Please remove me from your list.');
  });

  it('asks a person where the wish hangs on something', async () => {
    const answer = await judged('If this does not work with our CRM, remove me from your list.');
    expect(answer).toMatchObject({ kind: 'reply', suggestion: 'opt_out' });
    expect(answer.evidence.join(' ')).toContain('remove me from your list');
  });
});

describe('our own words', () => {
  const ours = `Hi Ann,

we help teams to see every renewal ninety days ahead.

If you would rather not hear from me, please remove me from your list: https://go.sender.test/u/1`;

  it('are no wish, even where nothing marks them as quoted', async () => {
    const text = `Yes, gladly.\n\n${ours.toUpperCase().replaceAll('\n', '\n  ')}`;
    expect((await judged(text)).kind).toBe('unsubscribe');
    expect(await judged(text, { ours })).toMatchObject({ kind: 'reply' });
    expect((await judged(text, { ours })).suggestion).toBeUndefined();
  });

  it('do not hide a wish beside them', async () => {
    expect((await judged(`${ours}\n\nStop emailing me.`, { ours })).kind).toBe('unsubscribe');
  });

  it('are known by their links, however wrapped', async () => {
    const wrapped = 'Opt me out https://safe.links.example/?url=https%3A%2F%2Fgo.sender.test%2Fu%2F1&data=05';
    expect((await judged(`Thursday works.\n${wrapped}`)).suggestion).toBeUndefined();
    const click = 'Click to be left alone: take me off your list https://GO.sender.test/x';
    expect((await judged(`Thursday works.\n${click}`, { linkHosts: new Set(['go.sender.test']) })).kind).toBe(
      'reply',
    );
  });
});
