import type { ShowOutcome } from '../../kernel/shown-mail.js';
import type { ListedMessage, SandboxMessage } from '../../domain/sandbox/index.js';
import { html, type Html, type Value } from './html.js';
import { facts, page, table, type PageOptions } from './layout.js';
import { moment, type Visitor } from './visitor.js';

interface Framed {
  visitor: Visitor;
  signedIn: PageOptions['signedIn'];
}

/** The messages of the team, newest first. `older`: the id to go on from. */
export function listPage(
  options: Framed & {
    messages: ListedMessage[];
    older: number | undefined;
    first: boolean;
    clock: Html | undefined;
  },
): Html {
  const { visitor, signedIn, messages, older, first, clock } = options;
  const rows = messages.map((message) => [
    html`<a href="/sandbox/messages/${message.id}">${message.subject || '(no subject)'}</a>`,
    message.envelope_to.join(', '),
    message.envelope_from,
    moment(message.delivered_at, visitor.principal),
  ]);
  const nothing = html`<p class="muted">No messages yet. Put somebody on a cadence with an e-mail step and it appears here.</p>`;
  return page(
    { title: 'Mail sandbox', wide: true, signedIn, section: 'sandbox' },
    html`<h1>Mail sandbox</h1>
<p class="muted">E-mails end here instead of leaving this machine. Connect a mailbox or set <code>SMTP_URL</code> to send them for real.</p>
${clock}
<section class="card">${rows.length > 0 ? table(['Subject', 'To', 'From', 'Delivered'], rows) : nothing}</section>
${(older !== undefined || !first) && html`<nav class="pages" aria-label="Pages">${first ? html`<span></span>` : html`<a href="/sandbox">← Newest</a>`}${older !== undefined && html`<a rel="next" href="/sandbox?before=${older}">Older →</a>`}</nav>`}`,
  );
}

/** One message as delivered. Its HTML is shown in a frame that can run and load nothing. */
export function messagePage(
  options: Framed & { message: SandboxMessage; outcome: ShowOutcome; reactions: Html | undefined },
): Html {
  const { visitor, signedIn, message, outcome, reactions } = options;
  const shown = 'shown' in outcome ? outcome.shown : undefined;
  const subject = (shown?.subject ?? message.subject) || '(no subject)';
  const attached = shown?.attachments.map(({ name, type }) => `${name} (${type})`) ?? [];
  return page(
    { title: subject, wide: true, signedIn, section: 'sandbox' },
    html`<p class="small"><a href="/sandbox">Mail sandbox</a></p>
<h1>${subject}</h1>
<section class="card">${facts([
      ['From', shown?.from ?? message.envelope_from],
      ['To', shown?.to ?? message.envelope_to.join(', ')],
      ['Cc', shown?.cc],
      ['Delivered to', message.envelope_to.join(', ')],
      ['Delivered', moment(message.delivered_at, visitor.principal)],
      [
        'Person',
        message.person_id !== null && html`<a href="/app/people/${message.person_id}">Open the person</a>`,
      ],
      ['Attachments', attached.join(', ')],
    ])}</section>
<section class="card"><h2>Message</h2>${body(message, outcome)}</section>
${reactions}
<section class="card">
<details><summary>Headers</summary>${table(
      ['Header', 'Value'],
      shown?.headers.map(({ name, value }) => [
        html`<code>${name}</code>`,
        html`<code class="break">${value}</code>`,
      ]) ?? [],
    )}</details>
<details><summary>Source</summary><pre>${message.raw.toString('utf8')}</pre></details>
<p class="after"><a href="/sandbox/messages/${message.id}/raw">Open the source alone</a></p>
</section>`,
  );
}

function body(message: SandboxMessage, outcome: ShowOutcome): Value {
  if ('unreadable' in outcome)
    return html`<p class="muted">The message cannot be shown. ${outcome.unreadable}</p>`;
  const { text } = outcome.shown;
  if (outcome.shown.html === '') return html`<pre>${text}</pre>`;
  return html`<iframe class="message" sandbox title="The message as HTML" src="/sandbox/messages/${message.id}/html"></iframe>
<p class="muted small">Scripts do not run here, and images from elsewhere are not loaded: looking at a message counts as no view.</p>
${text !== '' && html`<details><summary>Plain text</summary><pre>${text}</pre></details>`}`;
}
