import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { say } from '../../app/toasts';
import { useEvent } from '../../app/use-event';
import type { Cadence } from '../../data/cadences';
import { told } from '../../data/errors';
import {
  addVariant,
  copyOfTemplate,
  type Step,
  type StepRules,
  type StepVariant,
  suggestionQuery,
  type Template,
  variantsQuery,
} from '../../data/steps';
import { Button, Chip } from '../../ui/button';
import { percent } from '../../ui/format';
import { RateText } from '../../ui/rate';
import { useVariantWrite } from './variant-write';

interface Props {
  readonly cadence: Cadence;
  readonly step: Step;
  readonly variants: readonly StepVariant[];
  readonly rules: StepRules;
  readonly template: Template | undefined;
  readonly onVersion: (id: number) => void;
  readonly onPart: (part: 'content') => void;
}

/** Several e-mails for one step: who gets which is drawn by their weights, and what became of each is counted. */
export function Versions(props: Props) {
  const { cadence, step, variants } = props;
  const suggestion = useQuery({ ...suggestionQuery(step.id), enabled: variants.length > 1 });
  const change = useVariantWrite(cadence.id);
  const { add, adding } = useAdding(props);
  const total = variants.reduce((all, { weight }) => all + weight, 0);
  const suggested = variants.find(({ id, winner }) => id === suggestion.data && !winner);
  return (
    <div className="form">
      <div className="in-words">
        <p>
          {variants.length === 0
            ? 'Everybody gets the same e-mail. A second version is sent to half of them, and their answers are compared.'
            : 'Which one a person gets is drawn from their address, and stays the same however often it is asked.'}
        </p>
        {suggested && (
          <p>
            <b>{suggested.name}</b> gets more answers than chance would explain.{' '}
            <Button small onClick={() => change.declare(suggested, true)}>
              Declare it the winner
            </Button>
          </p>
        )}
      </div>
      {variants.length > 0 && <Table {...props} change={change} total={total} />}
      <div className="actions">
        <Button small disabled={adding} onClick={add}>
          Add a version
        </Button>
      </div>
    </div>
  );
}

function Table({
  variants,
  total,
  change,
  onVersion,
  onPart,
}: Props & { total: number; change: ReturnType<typeof useVariantWrite> }) {
  return (
    <table className="rows versions" aria-label="Versions">
      <thead>
        <tr>
          <th scope="col">Version</th>
          <th scope="col">Weight</th>
          <th scope="col" className="n">
            Share
          </th>
          <th scope="col" className="n opt">
            Sent
          </th>
          <th scope="col" className="n opt">
            Opened
          </th>
          <th scope="col" className="n">
            Answered
          </th>
          <th scope="col">
            <span className="hidden">What can be done</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {variants.map((variant) => (
          <Row
            key={variant.id}
            variant={variant}
            share={shareOf(variant, variants, total)}
            change={change}
            onWords={() => {
              onVersion(variant.id);
              onPart('content');
            }}
          />
        ))}
      </tbody>
    </table>
  );
}

function shareOf({ id, weight }: StepVariant, all: readonly StepVariant[], total: number): number {
  const winner = all.find((each) => each.winner);
  if (winner) return winner.id === id ? 1 : 0;
  return total === 0 ? 0 : weight / total;
}

function Row({
  variant,
  share,
  change,
  onWords,
}: {
  variant: StepVariant;
  share: number;
  change: ReturnType<typeof useVariantWrite>;
  onWords: () => void;
}) {
  const { name, weight, winner, counts } = variant;
  const [typed, setTyped] = useState<string>();
  const leave = () => {
    if (typed !== undefined && typed.trim() !== String(weight)) change.put(variant, { weight: typed.trim() });
    setTyped(undefined);
  };
  return (
    <tr>
      <th scope="row">
        <button type="button" className="row-open" onClick={onWords}>
          {name}
        </button>{' '}
        {winner && <Chip tone="green">Winner</Chip>}
      </th>
      <td>
        <input
          aria-label={`Weight of ${name}`}
          inputMode="numeric"
          size={4}
          value={typed ?? String(weight)}
          onChange={({ target }) => setTyped(target.value)}
          onBlur={leave}
          onKeyDown={({ key }) => key === 'Enter' && leave()}
        />
      </td>
      <td className="n">{percent(share, 0)}</td>
      <td className="n opt">{counts.sent_emails}</td>
      <td className="n opt">
        <RateText rate={rateOf(counts.views, counts.sent_emails)} />
      </td>
      <td className="n">
        <RateText rate={rateOf(counts.replies, counts.sent_emails)} />
      </td>
      <td>
        <div className="actions">
          <Button small kind="quiet" onClick={() => change.declare(variant, !winner)}>
            {winner ? 'No winner yet' : 'Winner'}
          </Button>
          <Button small kind="quiet" aria-label={`Delete ${name}`} onClick={() => change.remove(variant)}>
            Delete
          </Button>
        </div>
      </td>
    </tr>
  );
}

const rateOf = (count: number, of: number) => ({ count, of, rate: of === 0 ? null : count / of });

/** The first version is the e-mail as it is, beside the new one, which says the same at first. */
function useAdding({ cadence, step, variants, template, onVersion, onPart }: Props) {
  const queries = useQueryClient();
  const [adding, setAdding] = useState(false);
  const add = useEvent(() => {
    if (!template) return;
    setAdding(true);
    addVersion(step, variants, template)
      .then(
        async (id) => {
          await queries.invalidateQueries({ queryKey: variantsQuery(cadence.id).queryKey });
          onVersion(id);
          onPart('content');
          say('A second version, saying the same so far: change its words.');
        },
        (failure: unknown) => void say(told(failure).text, { tone: 'failed' }),
      )
      .finally(() => setAdding(false));
  });
  return { add, adding };
}

async function addVersion(step: Step, variants: readonly StepVariant[], from: Template): Promise<number> {
  if (variants.length === 0)
    await addVariant({ step_id: step.id, name: nameOf(0), email_template_id: from.id, weight: 1 });
  const name = nameOf(Math.max(variants.length, 1), new Set(variants.map((each) => each.name)));
  const copy = await copyOfTemplate(`${from.title ?? step.name ?? 'E-mail'}, ${name}`, {
    subject: from.subject ?? '',
    body: from.body ?? '',
  });
  return (await addVariant({ step_id: step.id, name, email_template_id: copy.id, weight: 1 })).id;
}

/** `Version A`, the next letter that none has. */
function nameOf(at: number, taken: ReadonlySet<string> = new Set()): string {
  const name = `Version ${String.fromCodePoint(0x41 + (at % 26))}${at < 26 ? '' : Math.floor(at / 26)}`;
  return taken.has(name) ? nameOf(at + 1, taken) : name;
}
