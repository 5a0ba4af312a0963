import { Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { boot } from '../../app/boot';
import { now } from '../../app/clock';
import { useCommands } from '../../app/commands';
import { cityOf, zoneOf } from '../../app/snooze-times';
import { useEvent } from '../../app/use-event';
import type { PersonRow } from '../../data/people';
import { clockTime } from '../../ui/format';
import { Timeline, Value, Values } from '../records';
import { WhyDialog, WhyLine } from '../why';
import { nextWords, stateOf, zone } from './people-columns';

/** Somebody at a look: how to reach them, what comes next and why, what happened. */
export function PersonPeek({ person }: { person: PersonRow }) {
  const [asking, setAsking] = useState(false);
  const ask = useEvent(() => setAsking(true));
  useCommands(
    'peek',
    useMemo(
      () => [{ id: 'why', title: 'Why has it not gone out?', keys: 'w', group: 'Person', run: ask }],
      [ask],
    ),
  );
  const there = zoneOf(person.locale, zone);
  return (
    <>
      <Values>
        <Value name="Title">{person.title}</Value>
        <Value name="Account">
          {person.account && (
            <Link to="/accounts/$id" params={{ id: String(person.account.id) }}>
              {person.with.account ?? `No. ${person.account.id}`}
            </Link>
          )}
        </Value>
        <Value name="E-mail">{person.email_address}</Value>
        <Value name="Telephone">{person.phone}</Value>
        <Value name="Stage">{stateOf(person)?.text}</Value>
        <Value name="Owner">{boot.users.find(({ id }) => id === person.owner?.id)?.name}</Value>
        {there && (
          <Value name="Their time">
            {clockTime(now(), there)} in {person.work_city ?? person.city ?? cityOf(there)}
          </Value>
        )}
        <Value name="Next touch">{nextWords(person)}</Value>
        {person.tags.length > 0 && <Value name="Tags">{person.tags.join(', ')}</Value>}
      </Values>
      <WhyLine personId={person.id} onOpen={ask} />
      <Timeline of="person" id={person.id} coming={[]} cadences={{}} />
      {asking && <WhyDialog personId={person.id} onClose={() => setAsking(false)} />}
    </>
  );
}
