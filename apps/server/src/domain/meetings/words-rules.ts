/** What an invitation tells in words. */
interface Told {
  readonly title: string;
  readonly location: string | null;
  readonly description: string | null;
  readonly start_time: Date;
  readonly end_time: Date;
}

/** Subject and text of the e-mail around an invitation, for programs that show no calendars. Nothing in it is a template. */
export function wordsOf(
  meeting: Told,
  { method, timeZone }: { method: 'REQUEST' | 'CANCEL'; timeZone: string },
): { subject: string; html: string; text: string } {
  const subject = method === 'CANCEL' ? `Canceled: ${meeting.title}` : meeting.title;
  const lines = [
    subject,
    timesOf(meeting, timeZone),
    ...(meeting.location ? [meeting.location] : []),
    ...(meeting.description ? ['', ...meeting.description.split('\n')] : []),
  ];
  return {
    subject,
    text: `${lines.join('\n')}\n`,
    html: `<p>${lines.map(escaped).join('<br>')}</p>`,
  };
}

/** As `2026-12-01 15:00-15:30 Europe/Berlin`: read in every language. */
function timesOf({ start_time: start, end_time: end }: Told, timeZone: string): string {
  const at = (moment: Date) => {
    const parts = new Intl.DateTimeFormat('sv-SE', {
      timeZone,
      dateStyle: 'short',
      timeStyle: 'short',
    }).format(moment);
    return [parts.slice(0, 10), parts.slice(11, 16)] as const;
  };
  const [day, from] = at(start);
  const [lastDay, to] = at(end);
  return `${day} ${from}-${lastDay === day ? '' : `${lastDay} `}${to} ${timeZone}`;
}

const escaped = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
