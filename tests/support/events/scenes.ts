import { cadencesAndSteps } from './cadences.js';
import { mailboxes, whatComesAlong, wishes } from './details.js';
import { emailsAndSuppressions } from './emails.js';
import { exported } from './exports.js';
import { leaving } from './leaving.js';
import { meetings } from './meetings.js';
import { byHand, doubts, outside, sandbox } from './outside.js';
import { peopleAndAccounts } from './people.js';
import { privacy } from './privacy.js';
import { twice } from './twice.js';
import { whatEndsMemberships, whatTakesBack } from './queue.js';
import { handedOver, received } from './received.js';
import { copies, handOvers, mailboxTrouble, visits } from './sending.js';
import { teamAndSettings } from './team.js';
import type { EventWalk } from './walk.js';

type Scene = (walk: EventWalk) => Promise<void>;

/** Each begins at the same moment, however far the one before went. */
const atItsTime =
  (scene: Scene): Scene =>
  async (walk) => {
    const { clock } = walk.server;
    const now = clock.now();
    try {
      await scene(walk);
    } finally {
      clock.set(now);
    }
  };

const ALL: Readonly<Record<string, Scene>> = {
  'people, accounts and what is attached to them': peopleAndAccounts,
  'cadences, steps and who is on them': cadencesAndSteps,
  'e-mails and the list of who gets none': emailsAndSuppressions,
  'the team, and what has no events of its own': teamAndSettings,
  'what comes along': whatComesAlong,
  'do not contact': wishes,
  'what speaks with other servers': outside,
  'an e-mail by hand': byHand,
  'doubts of cadences': doubts,
  'a sandbox': sandbox,
  'what comes back': received,
  'what other programs hand over': handedOver,
  'mailboxes and what waits for them': mailboxes,
  'what ends memberships': whatEndsMemberships,
  'what takes e-mails back': whatTakesBack,
  'visits of recipients': visits,
  'trouble of mailboxes': mailboxTrouble,
  'copies of e-mails': copies,
  'hand-overs': handOvers,
  'somebody leaves': leaving,
  meetings,
  'records that were there twice': twice,
  'requests of privacy': privacy,
  'lists as files': exported,
};

/** What is walked, each in a team of its own. */
export const SCENES: Readonly<Record<string, Scene>> = Object.fromEntries(
  Object.entries(ALL).map(([name, scene]) => [name, atItsTime(scene)]),
);
