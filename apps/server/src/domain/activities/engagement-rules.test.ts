import { describe, expect, it } from 'vitest';
import { classifyHit, type Earlier, type TrackingHit } from './engagement-rules.js';

const SENT = new Date('2026-03-02T09:00:00Z');
const after = (seconds: number) => new Date(SENT.getTime() + seconds * 1000);
const CHROME =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';
const hit = (over: Partial<TrackingHit> = {}): TrackingHit => ({
  kind: 'open',
  at: after(600),
  url: over.kind === 'click' ? 'https://x.example/1' : null,
  method: 'GET',
  userAgent: CHROME,
  ip: '203.0.113.9',
  purposes: [],
  ours: null,
  ...over,
});
const judge = (over: Partial<TrackingHit>, earlier: Earlier[] = [], links = 1) =>
  classifyHit(hit(over), { sentAt: SENT, links }, earlier);

describe('who it was', () => {
  it.each([
    [{}, 'person'],
    [{ userAgent: 'Microsoft Office/16.0 (Microsoft Outlook 16.0; Pro)' }, 'person'],
    [
      {
        userAgent:
          'Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)',
      },
      'person',
    ],
    [{ userAgent: 'YahooMailProxy; https://help.yahoo.com/kb/yahoo-mail-proxy-SLN28749.html' }, 'person'],
    [{ userAgent: 'Mozilla/5.0' }, 'proxy'],
    [{ ip: '17.58.97.1' }, 'proxy'],
    [{ ip: '::ffff:17.58.97.1' }, 'proxy'],
    [{ ip: '117.58.97.1' }, 'person'],
    [{ method: 'HEAD' }, 'scanner'],
    [{ userAgent: null }, 'scanner'],
    [{ userAgent: '  ' }, 'scanner'],
    [{ userAgent: 'Barracuda Sentinel (EE)' }, 'scanner'],
    [{ userAgent: 'Mozilla/5.0 (compatible; Proofpoint URL Defense)' }, 'scanner'],
    [{ userAgent: 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)' }, 'scanner'],
    [{ userAgent: 'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)' }, 'scanner'],
    [{ userAgent: 'python-requests/2.31' }, 'scanner'],
    [{ userAgent: 'curl/8.5.0' }, 'scanner'],
    [{ purposes: ['prefetch;prerender'] }, 'prefetch'],
    [{ purposes: ['preview'] }, 'prefetch'],
    [{ at: after(1) }, 'scanner'],
    [{ at: after(3) }, 'person'],
    [{ kind: 'click', at: after(5) }, 'scanner'],
    [{ kind: 'click', at: after(30) }, 'person'],
    // Apple hides the reader of images; whoever follows a link did it themselves.
    [{ kind: 'click', ip: '17.58.97.1' }, 'person'],
    [{ ours: 'It was looked at inside Cadenza.' }, 'own'],
  ] as const)('%j is a %s', (over, actor) => {
    const verdict = judge(over as Partial<TrackingHit>);
    expect(verdict.actor).toBe(actor);
    expect(verdict.counts).toBe(actor === 'person');
    expect(verdict.evidence).toMatch(/^[A-Z0-9].*\.$/);
  });

  it('names the proxy a person came through', () => {
    expect(judge({ userAgent: 'x GoogleImageProxy' }).evidence).toBe(
      "A person, through Gmail's image proxy.",
    );
  });

  it('takes nothing for a person before the message left', () => {
    expect(classifyHit(hit(), { sentAt: null, links: 0 }, []).actor).toBe('scanner');
  });
});

describe('the same look', () => {
  const open: Earlier = { id: 1, kind: 'open', url: null, actor: 'person', at: after(600), counted: true };
  it('counts once within ten seconds', () => {
    expect(judge({ at: after(609) }, [open]).counts).toBe(false);
    expect(judge({ at: after(610) }, [open]).counts).toBe(true);
  });
  it('is not one of another kind, nor one that a machine took', () => {
    expect(judge({ kind: 'click', at: after(601) }, [open]).counts).toBe(true);
    expect(judge({ at: after(601) }, [{ ...open, actor: 'proxy', counted: false }]).counts).toBe(true);
  });
});

describe('a program that follows every link', () => {
  const click = (id: number, seconds: number): Earlier => ({
    id,
    kind: 'click',
    url: `https://x.example/${id}`,
    actor: 'person',
    at: after(seconds),
    counted: true,
  });
  it('is found by the last of a few links, and the earlier clicks are taken back', () => {
    const verdict = judge({ kind: 'click', url: 'https://x.example/2', at: after(602) }, [click(1, 600)], 2);
    expect(verdict).toMatchObject({ actor: 'scanner', counts: false, retract: [1] });
  });
  it('is found by the third of many', () => {
    const clicks = [click(1, 600), click(2, 601)];
    expect(judge({ kind: 'click', url: 'https://x.example/3', at: after(602) }, clicks, 9).retract).toEqual([
      1, 2,
    ]);
    expect(
      judge({ kind: 'click', url: 'https://x.example/3', at: after(602) }, [click(1, 600)], 9).counts,
    ).toBe(true);
  });
  it('is not somebody who reads in between', () => {
    expect(
      judge({ kind: 'click', url: 'https://x.example/2', at: after(640) }, [click(1, 600)], 2).counts,
    ).toBe(true);
  });
});
