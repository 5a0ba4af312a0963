import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { classify, readMessage } from './index.js';
import { returnDate } from './return-date.js';

const reading = {
  own: new Set(['rep@sender.test']),
  folder: 'inbox' as const,
  flags: new Set<string>(),
  receivedAt: new Date('2026-03-02T10:15:00Z'),
};

async function judged(headers: string, text: string) {
  const raw = `From: Ann <ann@customer.example>
To: Rep <rep@sender.test>
${headers}
Content-Type: text/plain; charset=utf-8

${text}`;
  return classify(await readMessage(Buffer.from(raw)), reading);
}
const linesOf = (file: string) =>
  readFileSync(new URL(`../../../../../tests/fixtures/mail/${file}`, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '');
const ANSWER = 'Subject: Re: Quick question\nIn-Reply-To: <a@sender.test>';
const subject = (text: string) => `Subject: =?utf-8?B?${Buffer.from(text).toString('base64')}?=`;

describe('answers without a header that says so', () => {
  it.each([
    'I am out of the office and will respond when I return on 7 December 2026.',
    'Ich bin bis 7. Dezember im Urlaub.',
    'Estou de férias até 7 de dezembro. Em caso de urgência ligue para 123.',
    'Sono in ferie fino al 7 dicembre. Per urgenze scrivere a x@y.z.',
    'I apologize for this automatic reply to your email. To control spam I only accept mail from approved senders.',
    'Away until Monday',
    "Je suis en congés jusqu'au 13 mars. Pour toute urgence, contactez Paul.",
    'Estoy de vacaciones hasta el 13 de marzo.',
    'Ik ben met vakantie tot 13 maart.',
    'Jag är på semester till den 13 mars.',
    'Jestem na urlopie do 13 marca. W pilnych sprawach proszę o kontakt z biurem.',
    'Я в отпуске до 13 марта. По срочным вопросам пишите Ивану.',
    '3月13日まで休暇をいただいております。お急ぎの方は代表までご連絡ください。',
    '我正在休假，3月13日回来。',
    'Thank you for your email. I am currently on maternity leave. For urgent matters please contact Jane at jane@x.y.',
    'Thank you for contacting us. Your request #123 has been received and a member of our team will respond within 24 hours.',
    'Vielen Dank für Ihre Anfrage. Ihre Ticketnummer lautet 4711. Wir melden uns schnellstmöglich.',
    "I'm currently travelling with limited access to email. I will reply when I'm back on March 9.",
    "Hello, thanks for your mail. I'm OOO until 9 March. In urgent cases call my office.",
    ...linesOf('program-answers.txt'),
  ])('automatic: %s', async (text) => {
    expect((await judged(ANSWER, text)).kind).toBe('auto_reply');
  });

  it.each([
    "I'm out of the office tomorrow, call me on Thursday instead.",
    'I am on holiday next week, could we do the 16th?',
    'Ich bin nächste Woche im Urlaub, passt der 16.?',
    "Sorry for the delay, I was on vacation. Let's talk.",
    'Thanks for your email. What does it cost?',
    'Mr Brandl is on holiday until 16 March and asked me to go through his mail. He would like to talk.',
    'Bob left the company last year, I took over. What is this about?',
    'I am away from my desk, send me the deck please.',
    'We are closed on Mondays. Tuesday works.',
    'Received, thanks.',
    'Thank you for your message, we will discuss it internally and come back to you.',
    'Your offer has been received. We decide in April. What about discounts?',
    "I'll be travelling but can do a call from the train at 5.",
    'Thanks, got it. Will get back to you next week.',
    'Ich melde mich nächste Woche.',
    'Je vous réponds la semaine prochaine.',
    'Ok thanks',
    'I return your call tomorrow.',
    'Please contact my colleague Jane, she handles this.',
    'I will be back in touch in May.',
    'Nous sommes fermés le lundi, mardi me va.',
  ])('a person: %s', async (text) => {
    expect((await judged(ANSWER, text)).kind).toBe('reply');
  });

  it.each([
    ['Absence management: our offer', 'reply'],
    ['Out of office furniture', 'reply'],
    ['Vacation rental question', 'reply'],
    ['Auto: parts needed', 'reply'],
    ['[Auto-Reply] Quick question', 'auto_reply'],
    ['Automatic reply: x', 'auto_reply'],
    ['AUTO: Ann Buyer ist außer Haus (Rückkehr am 16.03.2026)', 'auto_reply'],
    ['Out of Office Re: Hello', 'auto_reply'],
    ['Abwesenheitsnotiz: Hallo', 'auto_reply'],
    ['Automatische Antwort: Hallo', 'auto_reply'],
    ['Réponse automatique : Bonjour', 'auto_reply'],
    ['Respuesta automática: Hola', 'auto_reply'],
    ['自动回复:你好', 'auto_reply'],
    ['自動応答: こんにちは', 'auto_reply'],
    ['자동 회신: 안녕', 'auto_reply'],
    ['Автоответ: привет', 'auto_reply'],
    ['Away from office until 9 March', 'auto_reply'],
    ['Holiday party', 'reply'],
    ['Urlaubsplanung 2026', 'reply'],
    ['On leave policies', 'reply'],
    ['Absence', 'auto_reply'],
    ['Auto insurance question', 'reply'],
    ['Ferienwohnung', 'reply'],
    ['Autoreply: hi', 'auto_reply'],
    ['Out of the office: Ann', 'auto_reply'],
    ['OOO: Hello', 'auto_reply'],
    ['Ausencia: Hola', 'auto_reply'],
    ['Fora do escritório: Olá', 'auto_reply'],
    ['Afwezig: Hallo', 'auto_reply'],
    ['Frånvaro: Hej', 'auto_reply'],
    ['Poissa: Hei', 'auto_reply'],
    ['Poza biurem: x', 'auto_reply'],
    ['Vacation Response', 'auto_reply'],
    ['Away message', 'auto_reply'],
  ])('subject %s: %s', async (text, kind) => {
    expect((await judged(subject(text), 'Hello, some words here about it.')).kind).toBe(kind);
  });
});

describe('who answers', () => {
  it.each([
    'List-Id: <sales.sender.test>',
    'Feedback-ID: 1:x',
    'Precedence: bulk',
    'X-Auto-Response-Suppress: All',
    'Auto-Submitted: auto-generated',
    'List-Unsubscribe: <mailto:x@y.example>',
  ])('%s does not outrank an answer with words of a person', async (header) => {
    expect((await judged(`${ANSWER}\n${header}`, 'Thursday at ten works for us.')).kind).toBe('reply');
    expect((await judged(`Subject: News\n${header}`, 'Our spring offers.')).kind).toBe('other');
  });

  it('ends instead of pausing when the person has left', async () => {
    const left = await judged(
      `${ANSWER}\nAuto-Submitted: auto-replied`,
      'Ann Buyer no longer works for Customer Ltd. Please write to info@customer.example from 9 March on.',
    );
    expect(left).toMatchObject({ kind: 'auto_reply', leftCompany: true, returnsOn: null });
  });

  it('tells who has left for good from who has left the office, in many languages', async () => {
    const lines = linesOf('left.txt');
    const said = lines.map(async (line) => {
      const text = line.slice(line.indexOf('|') + 1);
      const { leftCompany } = await judged(`${ANSWER}\nAuto-Submitted: auto-replied`, text);
      return `${leftCompany === true ? 'left' : 'stay'}|${text}`;
    });
    expect(lines.length).toBeGreaterThan(40);
    expect(await Promise.all(said)).toEqual(lines);
  });
});

describe('days of return as people write them', () => {
  it.each([
    ['I am back on 09-Mar-2026', '2026-03-09'],
    ['I will reply on my return on the 8th September', '2026-09-08'],
    ['Back on the 9th.', '2026-03-09'],
    ['I am away until September 2026', '2026-09-01'],
    ['away until 5pm on 4 March', '2026-03-05'],
    ['I am out until the end of March', '2026-04-01'],
    ['Out of office until mid-March', '2026-03-15'],
    ['returning Monday', '2026-03-09'],
    ['I will be out of the office starting 03/02/2026 and will not return until 03/09/2026.', '2026-03-10'],
    ['I am out of office from 2 March to 6 March inclusive', '2026-03-07'],
    ['I am on vacation March 2-6', '2026-03-07'],
    ['I am on vacation March 2 – March 6, back March 9', '2026-03-09'],
    ['I will return to the office on Tuesday, 10th of March 2026.', '2026-03-10'],
    ['I will be back in the office Mon 9 Mar', '2026-03-09'],
    ['Out of office through Friday, March 13th', '2026-03-14'],
    ['I am on leave and will be back 2026-03-16', '2026-03-16'],
    ['back in office: 16.03.', '2026-03-16'],
    ['Office closed 2.3. - 13.3.2026', '2026-03-14'],
    ['I will be out of office beginning March 2. I will respond when I return on March 9.', '2026-03-09'],
    ['I am away and return next Wednesday', '2026-03-04'],
    ['Ich bin ab dem 9. März wieder für Sie da.', '2026-03-09'],
    ['Ich bin bis einschließlich 13.03.2026 nicht im Haus.', '2026-03-14'],
    ['Ich bin vom 02.03.2026 bis zum 13.03.2026 im Urlaub.', '2026-03-14'],
    ['Am Montag, den 9. März bin ich wieder erreichbar', '2026-03-09'],
    ['Ich bin am 9.3. zurück', '2026-03-09'],
    ['Bin bis Freitag außer Haus', '2026-03-07'],
    ['Unser Büro ist bis 06.03. geschlossen.', '2026-03-07'],
    ['Ich bin in Elternzeit bis Ende August 2026', '2026-09-01'],
    ['ab Mitte März wieder da', '2026-03-15'],
    ["Je suis absent jusqu'au 6 mars inclus", '2026-03-07'],
    ['De retour le lundi 9 mars 2026', '2026-03-09'],
    ['Je serai de retour le 9', '2026-03-09'],
    ['Je suis en congés du 2 mars au 13 mars.', '2026-03-14'],
    ["absente jusqu'à fin mars", '2026-04-01'],
    ['Je reviendrai le 16/03', '2026-03-16'],
    ['Notre cabinet est fermé du 02/03 au 06/03. Réouverture le 9 mars.', '2026-03-09'],
    ['Estaré fuera hasta el 6 de marzo', '2026-03-07'],
    ['Regreso el 9 de marzo de 2026', '2026-03-09'],
    ['Vuelvo el lunes', '2026-03-09'],
    ['Estoy de vacaciones del 2 al 13 de marzo', '2026-03-14'],
    ['Me reincorporo el próximo 9 de marzo', '2026-03-09'],
    ['Sono in ferie fino al 6 marzo', '2026-03-07'],
    ['Rientrerò lunedì 9 marzo', '2026-03-09'],
    ['Sarò assente dal 2 al 6 marzo', '2026-03-07'],
    ['Ufficio chiuso fino al 06/03/2026 compreso', '2026-03-07'],
    ['Estou de férias até 6 de março', '2026-03-07'],
    ['Estarei de volta no dia 9 de março', '2026-03-09'],
    ['Retorno em 09/03/2026', '2026-03-09'],
    ['Ausente de 2 a 6 de março', '2026-03-07'],
    ['Ik ben afwezig tot en met 6 maart', '2026-03-07'],
    ['Ik ben weer bereikbaar vanaf maandag 9 maart', '2026-03-09'],
    ['Op 9 maart ben ik weer aanwezig', '2026-03-09'],
    ['Jag är tillbaka måndag den 9 mars', '2026-03-09'],
    ['Jag är ledig t.o.m. 6 mars', '2026-03-07'],
    ['Jeg er tilbake 9. mars', '2026-03-09'],
    ['Jeg er tilbage mandag d. 9. marts', '2026-03-09'],
    ['Olen lomalla 6.3. asti', '2026-03-07'],
    ['Palaan töihin 9.3.2026', '2026-03-09'],
    ['Olen lomalla 2.3.-6.3.2026', '2026-03-07'],
    ['Jestem na urlopie do 6 marca', '2026-03-07'],
    ['Wracam 9 marca 2026', '2026-03-09'],
    ['Będę dostępna od 9 marca', '2026-03-09'],
    ['Jsem na dovolené do 6. března', '2026-03-07'],
    ['Vrátím se 9. března', '2026-03-09'],
    ['Szabadságon vagyok március 6-ig', '2026-03-07'],
    ['Március 9-én érkezem vissza', '2026-03-09'],
    ['Sunt în concediu până pe 6 martie', '2026-03-07'],
    ['9 Mart tarihinde ofise döneceğim', '2026-03-09'],
    ['6 Mart tarihine kadar izindeyim', '2026-03-07'],
    ['Я в отпуске до 6 марта', '2026-03-07'],
    ['Вернусь 9 марта', '2026-03-09'],
    ['Буду отсутствовать со 2 по 6 марта', '2026-03-07'],
    ['выйду на работу 09.03.2026', '2026-03-09'],
    ['Я у відпустці до 6 березня', '2026-03-07'],
    ['Θα επιστρέψω στις 9 Μαρτίου', '2026-03-09'],
    ['3月2日から3月6日まで休暇をいただきます。', '2026-03-07'],
    ['3月9日(月)より出社いたします。', '2026-03-09'],
    ['3月9日に戻ります', '2026-03-09'],
    ['3/9(月)に出社予定です', '2026-03-09'],
    ['9日に戻ります', '2026-03-09'],
    ['我3月2日至3月6日休假', '2026-03-07'],
    ['我将于3月9日返回公司', '2026-03-09'],
    ['3月9日恢复上班', '2026-03-09'],
    ['2026年3月9日回来', '2026-03-09'],
    ['3월 6일까지 휴가입니다', '2026-03-07'],
    ['3월 9일에 복귀합니다', '2026-03-09'],
    ['3월 9일부터 출근합니다', '2026-03-09'],
    ['I joined on 4 March 2020.', null],
    ['Our fair takes place on 12 March.', null],
    ['I have been away since 20 February.', null],
    ['Please call 030 123 45 67.', null],
    ['We moved on 15 March, new address: Main St 9', null],
    ['version 3.5.1', null],
  ] as const)('%s', (text, wanted) => {
    expect(returnDate(text, reading.receivedAt)).toBe(wanted);
  });
});
