import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useId, useRef, useState } from 'react';
import { boot } from '../../app/boot';
import { onLive } from '../../app/live';
import { Empty, ErrorScreen, Skeleton } from '../../app/screens';
import { DemoBar, ToTeam, useDemo } from '../../app/team-switch';
import { type FirstSteps, firstStepsQuery } from '../../data/first-steps';
import * as Icon from '../../ui/icons';
import { AnswerStep } from './answer-step';
import { CadenceStep, MemberStep } from './cadence-step';
import { PeopleStep } from './people-step';
import { doneSteps, nextStep, type Step, STEPS } from './steps';
import { ColleaguesStep, MailStep, TeamStep } from './team-step';

const WORDS: Readonly<
  Record<
    Step,
    {
      readonly title: string;
      readonly body: (given: { found: FirstSteps }) => React.ReactNode;
      readonly has: (found: FirstSteps) => string | undefined;
    }
  >
> = {
  team: { title: 'Your team', body: TeamStep, has: ({ name }) => name ?? undefined },
  mail: {
    title: 'Where e-mails leave from',
    body: MailStep,
    has: ({ mailbox }) => mailbox ?? 'The sandbox: nothing leaves',
  },
  colleagues: {
    title: 'Colleagues (can wait)',
    body: ColleaguesStep,
    has: ({ colleagues }) => (colleagues ? 'Invited' : undefined),
  },
  people: { title: 'People to reach', body: PeopleStep, has: ({ people }) => people[0]?.name },
  cadence: { title: 'A first cadence', body: CadenceStep, has: ({ cadence }) => cadence?.name },
  member: {
    title: 'Somebody on it',
    body: MemberStep,
    has: ({ member, people }) => people.find(({ id }) => id === member)?.name,
  },
  answer: { title: 'The first answer', body: AnswerStep, has: ({ answer }) => answer?.subject },
};

/** The first day, step by step: each is saved by itself, and what is done is read from what the team has. */
export function WelcomeScreen() {
  return (
    <>
      <header className="bar">
        <h1>First steps</h1>
      </header>
      {boot.demo?.here ? <FromDemo home={boot.demo.home} /> : boot.rights.admin ? <Steps /> : <NotYours />}
    </>
  );
}

function FromDemo({ home }: { home: string }) {
  return (
    <Empty
      title="You are looking at the demo"
      action={
        <ToTeam to="home" path="/app/welcome" className="btn primary">
          Set up {home}
        </ToTeam>
      }
    >
      Everything here is made up, and its e-mails reach nobody. Your own team is a few steps away from its
      first answer.
    </Empty>
  );
}

const NotYours = () => (
  <Empty title="An admin sets the team up">
    What is yours alone is in the settings: your name, time zone, signature and hours.
  </Empty>
);

function Steps() {
  const asked = useQuery(firstStepsQuery);
  useFresh();
  if (asked.isError) return <ErrorScreen error={asked.error} retry={() => void asked.refetch()} />;
  if (!asked.data) return <Skeleton rows={7} height={48} />;
  return <List found={asked.data} />;
}

/** Anything that happens may have been a step. */
function useFresh(): void {
  const queries = useQueryClient();
  useEffect(
    () => onLive(() => void queries.invalidateQueries({ queryKey: firstStepsQuery.queryKey })),
    [queries],
  );
}

function List({ found }: { found: FirstSteps }) {
  const done = doneSteps(found, boot.team.sandbox);
  const next = nextStep(done);
  const [chosen, setChosen] = useState<Step | 'none'>();
  const [before, setBefore] = useState(next);
  // A step that was done leads to the one after it, whatever else had been opened.
  if (before !== next) {
    setBefore(next);
    setChosen(undefined);
  }
  const open = chosen ?? next ?? 'answer';
  return (
    <div className="pane">
      <div className="pane welcome">
        <div className="welcome-head">
          <h2>{next ? `Welcome to ${found.name ?? 'Cadenza'}` : 'Everything works'}</h2>
          <p className="sub" role="status">
            {next
              ? `${done.size} of ${STEPS.length} done. Each is saved by itself: leave whenever you like, it goes on from there.`
              : 'An e-mail went out and was answered. What waits for you every morning is in Today.'}
          </p>
          {next && <Demo />}
        </div>
        {STEPS.map((step, at) => (
          <Card
            key={step}
            step={step}
            number={at + 1}
            found={found}
            state={done.has(step) ? 'done' : step === next ? 'next' : 'later'}
            open={step === open}
            moved={step === next && chosen === undefined}
            toggle={() => setChosen(step === open ? 'none' : step)}
          />
        ))}
      </div>
    </div>
  );
}

/** Somewhere to look around, as far as it is. */
function Demo() {
  const demo = useDemo();
  if (!demo) return null;
  return demo.ready ? (
    <ToTeam to="demo">Or look around first, in a demo with four weeks of made-up work</ToTeam>
  ) : (
    <DemoBar demo={demo} />
  );
}

interface CardProps {
  readonly step: Step;
  readonly number: number;
  readonly found: FirstSteps;
  readonly state: 'done' | 'next' | 'later';
  readonly open: boolean;
  /** The one before it was just done. */
  readonly moved: boolean;
  readonly toggle: () => void;
}

function Card({ step, number, found, state, open, moved, toggle }: CardProps) {
  const id = useId();
  const head = useRef<HTMLButtonElement>(null);
  const first = useRef(true);
  useEffect(() => {
    // Whoever works by keyboard goes on here; who only opens the page is left alone.
    if (moved && !first.current) head.current?.focus();
    first.current = false;
  }, [moved]);
  const { title, body: Body, has } = WORDS[step];
  return (
    <section className="card welcome-step" aria-label={title}>
      <h2>
        <button ref={head} type="button" aria-expanded={open} aria-controls={id} onClick={toggle}>
          <span className={`welcome-mark ${state}`}>
            {state === 'done' ? <Icon.DoneIcon size={14} aria-label="Done" /> : number}
          </span>
          <span>{title}</span>
          {state === 'done' && <span className="has sub">{has(found)}</span>}
        </button>
      </h2>
      {open && (
        <div id={id} className="welcome-body">
          <Body found={found} />
        </div>
      )}
    </section>
  );
}
