import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { boot } from '../../app/boot';
import { setTravelled } from '../../app/clock';
import { type FirstSteps, haveAnswered } from '../../data/first-steps';
import { sandboxQuery } from '../../data/sandbox';
import { Button } from '../../ui/button';
import { Field } from '../../ui/field';
import { Words } from './team-step';
import { useStep } from './use-step';

/** What it is all for: an e-mail that left by itself is answered, and the cadence knows. */
export function AnswerStep({ found: { answer, member } }: { found: FirstSteps }) {
  if (answer) return <Answered answer={answer} />;
  if (member === undefined) return <p className="sub">It needs somebody on a cadence first.</p>;
  if (boot.team.sandbox) return <Rehearse />;
  return (
    <>
      <p className="sub">
        The first e-mail leaves by itself, within the hours of your team and the limits of your mailbox. The
        answer comes to your inbox, and ends the cadence for whoever wrote it.
      </p>
      <div className="actions">
        <Link className="btn" to="/ledger">
          What became of each e-mail
        </Link>
      </div>
    </>
  );
}

function Rehearse() {
  const queries = useQueryClient();
  const { busy, errors, run } = useStep();
  const [text, setText] = useState('Thursday at ten suits me. Shall we talk?');
  const go = () =>
    run(async () => {
      const done = await haveAnswered(text);
      // The clock was moved, and everything that was read is of another moment.
      const { clock_offset_ms: offset } = await queries.fetchQuery(sandboxQuery);
      setTravelled(offset);
      await queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'first_steps' });
      return done ? undefined : 'No e-mail is due by itself. Its cadence says what comes first, and why.';
    });
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        go();
      }}
    >
      <p className="sub">
        The sandbox moves its clock to the moment when the first e-mail leaves. Then its reader answers, in
        your words:
      </p>
      <Field label="The answer">
        {(id) => <textarea id={id} rows={2} value={text} onChange={({ target }) => setText(target.value)} />}
      </Field>
      <Words text={errors['version'] ?? Object.values(errors)[0]} />
      <div className="actions">
        <Button kind="primary" type="submit" disabled={busy || text.trim() === ''}>
          {busy ? 'On its way…' : 'Send it, and have it answered'}
        </Button>
      </div>
    </form>
  );
}

function Answered({ answer }: { answer: NonNullable<FirstSteps['answer']> }) {
  return (
    <>
      <p className="sub">It was answered, and the cadence ended for whoever wrote:</p>
      <blockquote className="said">{answer.text}</blockquote>
      <div className="actions">
        <Link className="btn primary" to="/inbox" search={{ thread: String(answer.thread) }}>
          Read it in the inbox
        </Link>
        <Link className="btn" to="/">
          To Today
        </Link>
        {boot.team.sandbox && (
          <Link className="btn" to="/sandbox">
            Rehearse more in the sandbox
          </Link>
        )}
      </div>
    </>
  );
}
