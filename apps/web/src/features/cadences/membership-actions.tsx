import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { write } from '../../app/outbox';
import { say } from '../../app/toasts';
import { refreshMember } from '../../data/cadences';

/** What cannot be taken back by its opposite waits so long, so that it can be taken back at all. */
const HOLD_MS = 6_000;

export interface Member {
  readonly cadenceId: string;
  readonly membershipId: number;
  readonly personId: number;
  readonly name: string;
}

/** Skip, pause, resume and take off for one person of a cadence. What is on the screen of them is read again after. */
export function useMembership({ cadenceId, membershipId, personId, name }: Member) {
  const queries = useQueryClient();
  const done = useCallback(() => {
    void refreshMember(queries, cadenceId, { membershipId, personId });
    void queries.invalidateQueries({ queryKey: ['action_why'] });
  }, [queries, cadenceId, membershipId, personId]);
  const send = (
    what: { readonly method: 'POST' | 'DELETE'; readonly to: string; readonly body?: unknown },
    label: string,
    holdMs = 0,
  ) =>
    write(
      {
        method: what.method,
        path: `/v2/cadence_memberships/${membershipId}${what.to}`,
        body: what.body,
        scope: `cadence_memberships ${membershipId}`,
        label: `${label} ${name}`,
        holdMs,
      },
      { done },
    );
  const held = (what: Parameters<typeof send>[0], label: string, words: string) => {
    const takeBack = send(what, label, HOLD_MS);
    say(words, {
      ms: HOLD_MS,
      undo: () => {
        if (!takeBack()) say('Too late: it has been done.', { tone: 'failed' });
      },
    });
  };
  const post = (to: string, body?: unknown) => ({ method: 'POST', to, body }) as const;
  return {
    skip: (stepId: number) => held(post('/skip', { step_id: stepId }), 'Skip for', `Skipped for ${name}.`),
    takeOff: () => held({ method: 'DELETE', to: '' }, 'Take off', `${name} is taken off the cadence.`),
    pause: (until?: string) => {
      send(post('/pause', until ? { until } : {}), 'Pause');
      say(`Paused for ${name}.`, { undo: () => send(post('/resume'), 'Resume') });
    },
    resume: () => {
      send(post('/resume'), 'Resume');
      say(`Resumed for ${name}.`, { undo: () => send(post('/pause', {}), 'Pause') });
    },
  };
}
