import {
  COUNTS,
  type SandboxAdvance,
  type SandboxReaction,
  type SandboxSettings,
  type SandboxTouch,
} from '../../domain/sandbox/index.js';
import { html, type Html, type Value } from './html.js';
import { facts, notice, table } from './layout.js';
import { moment, type Visitor } from './visitor.js';

/** The sandbox of a team as its admins see it on the page. */
export interface ClockPart {
  visitor: Visitor;
  csrf: string;
  enabled: boolean;
  now: Date;
  moved: boolean;
  nextDueAt: Date | null;
  advancing: boolean;
  settings: SandboxSettings;
  advance: SandboxAdvance | null;
  touches: SandboxTouch[];
  error?: string | undefined;
}

const STEPS = [
  ['1h', 'Advance 1 hour'],
  ['1d', 'Advance 1 day'],
  ['7d', 'Advance 7 days'],
  ['30d', 'Advance 30 days'],
] as const;
const RATES = [
  ['reply_rate', 'reply'],
  ['auto_reply_rate', 'are out of the office'],
  ['bounce_rate', 'bounce'],
  ['open_rate', 'are opened'],
  ['click_rate', 'have a link clicked'],
  ['opt_out_rate', 'lead to an unsubscribe'],
] as const;
const STATES: Readonly<Record<SandboxAdvance['state'], string>> = {
  running: 'under way',
  done: 'done',
  cancelled: 'cancelled on the way',
  time_limit: 'stopped on the way after two minutes: advance again to go on',
  failed: 'failed',
};
const HAPPENED: Readonly<Record<SandboxTouch['kind'], string>> = {
  email_sent: 'E-mail sent',
  email_held: 'E-mail held',
  email_cancelled: 'E-mail cancelled',
  step_waiting: 'Step waits for somebody',
  step_done: 'Step done',
  step_skipped: 'Step skipped',
  reply: 'Reply',
  auto_reply: 'Out of office',
  bounce: 'Bounce',
  open: 'Opened',
  click: 'Clicked',
  opt_out: 'Unsubscribed',
};

/** The team's clock, the last advance, and what made-up people do. */
export function clockPart(part: ClockPart): Html {
  const { visitor, csrf, enabled, error } = part;
  const token = html`<input type="hidden" name="csrf" value="${csrf}">`;
  if (!enabled)
    return html`${notice('error', error)}<section class="card"><h2>A clock to rehearse with</h2>
<p class="muted">As a sandbox this team can try out weeks in seconds: its clock can be moved, its mail goes nowhere but here, and made-up people answer it. A team that has sent real mail cannot become one.</p>
<form method="post" action="/sandbox/settings">${token}<input type="hidden" name="enabled" value="true"><button class="secondary" type="submit">Make this team a sandbox</button></form></section>`;
  return html`${notice('error', error)}<section class="card" id="clock"><h2>The team's clock</h2>
${facts([
  [
    'Present time of the team',
    html`<time id="team-now" datetime="${part.now.toISOString()}">${moment(part.now, visitor.principal)}</time>`,
  ],
  ['Next due', moment(part.nextDueAt, visitor.principal) ?? 'Nothing is planned'],
])}
${
  part.advancing
    ? html`<p role="status">The clock is being moved. Reload to see how far it is.</p>
<form method="post" action="/sandbox/cancel">${token}<button class="danger" type="submit">Stop it</button></form>`
    : html`<form class="actions" method="post" action="/sandbox/advance">${token}${STEPS.map(([by, text]) => html`<button class="secondary" type="submit" name="by" value="${by}">${text}</button>`)}</form>
<form class="search" method="post" action="/sandbox/advance">${token}<label for="by">Or by</label><input id="by" name="by" placeholder="36h, 2w, P1M" required><button class="secondary" type="submit">Advance</button></form>
${part.moved && html`<form class="after" method="post" action="/sandbox/reset_clock">${token}<button class="quiet compact" type="submit">Put the clock back to the present</button></form>`}`
}
</section>
${part.advance && lastAdvance(part, part.advance)}
${settingsForm(part, token)}`;
}

function lastAdvance({ visitor, touches, advancing }: ClockPart, advance: SandboxAdvance): Html {
  const state = advance.state === 'running' && !advancing ? 'failed' : advance.state;
  const counts = Object.values(COUNTS)
    .map((name) => [name, advance.counts[name]] as const)
    .filter(([, count]) => count > 0);
  const rows = touches.map((touch) => [
    moment(touch.at, visitor.principal),
    HAPPENED[touch.kind],
    touch.person_id === null
      ? touch.to
      : html`<a href="/app/people/${touch.person_id}">${touch.to ?? 'Person'}</a>`,
    touch.subject,
    touch.reason,
  ]);
  return html`<section class="card" id="last-advance"><h2>The last advance</h2>
<p>From ${moment(advance.from, visitor.principal)} to ${moment(advance.now, visitor.principal)}: ${STATES[state]}.${advance.error !== null && html` ${advance.error}`}</p>
${facts(counts.map(([name, count]) => [name.replaceAll('_', ' '), count]))}
${rows.length > 0 && html`<details><summary>What happened first</summary>${table(['When', 'What', 'Who', 'Subject', 'Why'], rows)}</details>`}
</section>`;
}

function settingsForm({ settings }: ClockPart, token: Html): Html {
  const percent = (rate: number) => String(Math.round(rate * 1000) / 10);
  return html`<section class="card" id="made-up-people"><details><summary>Made-up people</summary>
<p class="muted">Of the delivered messages so many percent are answered while the clock moves. The same seed gives the same answers.</p>
<form method="post" action="/sandbox/settings">${token}<input type="hidden" name="form" value="people">
<label for="seed">Seed</label><input id="seed" name="seed" value="${settings.seed}" required maxlength="100">
${RATES.map(([name, text]) => html`<label for="${name}">Percent that ${text}</label><input id="${name}" name="${name}" type="number" min="0" max="100" step="0.1" value="${percent(settings[name])}" required>`)}
<label class="choice"><input type="checkbox" name="complete_manual_steps" value="true" ${settings.complete_manual_steps && html`checked`}> Calls and other manual steps are done as they come due</label>
<button type="submit">Save</button></form>
<form class="after" method="post" action="/sandbox/settings">${token}<input type="hidden" name="enabled" value="false"><button class="quiet compact" type="submit">End the sandbox: mail leaves for real</button></form>
</details></section>`;
}

/** Buttons below a message: what its recipient may do about it. */
export function reactionPart(options: {
  visitor: Visitor;
  csrf: string;
  messageId: number;
  reactions: (SandboxReaction & { by_hand: boolean; done: boolean })[];
  error?: string | undefined;
}): Html {
  const { visitor, csrf, messageId, reactions, error } = options;
  const form = (kind: string, text: string, more: Value = null) =>
    html`<form class="search" method="post" action="/sandbox/messages/${messageId}/react"><input type="hidden" name="csrf" value="${csrf}"><input type="hidden" name="kind" value="${kind}">${more}<button class="secondary" type="submit">${text}</button></form>`;
  const rows = reactions.map((each) => [
    moment(each.at, visitor.principal),
    HAPPENED[each.kind],
    each.by_hand ? 'By hand' : 'By itself',
    each.done ? each.outcome : 'Not yet',
  ]);
  return html`<section class="card" id="reactions"><h2>Answer as the recipient</h2>${notice('error', error)}
<p class="muted">Each is a real message or request, handled as one that came from outside.</p>
${form('reply', 'Reply', html`<label for="text">Text</label><input id="text" name="text" maxlength="10000" placeholder="Thank you, call me.">`)}
${form('auto_reply', 'Out of office', html`<label for="returns_on">Back on</label><input id="returns_on" name="returns_on" type="date">`)}
<div class="actions">${form('bounce', 'Bounce')}${form('opt_out', 'Unsubscribe')}${form('open', 'Open')}${form('click', 'Click')}</div>
${rows.length > 0 && table(['When', 'What', 'How', 'What came of it'], rows)}
</section>`;
}
