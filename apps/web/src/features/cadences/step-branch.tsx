import type { Step } from '../../data/steps';
import { Field } from '../../ui/field';
import { conditionOf, type Draft } from './step-draft';
import type { FieldErrors, Form } from './step-save';
import { branchWords } from './step-words';

interface Props {
  readonly step: Step;
  readonly steps: readonly Step[];
  readonly form: Form<Draft>;
  readonly errors: FieldErrors;
}

const QUESTIONS = [
  ['', 'Everybody gets it'],
  ['opened', 'Only who opened an e-mail'],
  ['clicked', 'Only who clicked in an e-mail'],
  ['replied', 'Only who answered an e-mail'],
  ['field', 'Only whose field says something'],
] as const;

/** For whom a step is, and where the others go: decided when the step is due. */
export function Branch(props: Props) {
  const { steps, form, errors } = props;
  const { draft, change } = form;
  const condition = conditionOf(draft);
  return (
    <div className="form">
      <div className="in-words" role="status">
        <p>
          {condition
            ? `This step comes ${branchWords(condition, steps)}.`
            : 'Everybody who reaches this step gets it.'}
        </p>
        <p className="muted">It is decided when the step is due, not before. Branches never lead back.</p>
      </div>
      <div className="two">
        <Choice
          label="Who gets it"
          value={draft.branch_if}
          choices={QUESTIONS}
          error={errors['condition']}
          onChoose={(branch_if) => change({ branch_if })}
        />
        {condition && (
          <Choice
            label="Where that holds, or where it does not"
            value={draft.branch_is ? 'yes' : 'no'}
            choices={[
              ['yes', 'Who fits gets it'],
              ['no', 'Who does not fit gets it'],
            ]}
            onChoose={(value) => change({ branch_is: value === 'yes' })}
          />
        )}
      </div>
      {condition && (draft.branch_if === 'field' ? <OfField {...props} /> : <OfEmail {...props} />)}
      {condition && <Otherwise {...props} />}
    </div>
  );
}

function Choice<T extends string>({
  label,
  value,
  choices,
  error,
  onChoose,
}: {
  label: string;
  value: T;
  choices: readonly (readonly [T, string])[];
  error?: string | undefined;
  onChoose: (value: T) => void;
}) {
  return (
    <Field label={label} error={error}>
      {(id) => (
        <select
          id={id}
          value={value}
          onChange={({ target }) => {
            const found = choices.find(([each]) => each === target.value);
            if (found) onChoose(found[0]);
          }}
        >
          {choices.map(([each, text]) => (
            <option key={each} value={each}>
              {text}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

const stepChoice = ({ id, day, name }: Step): readonly [string, string] => [
  String(id),
  `Day ${day ?? 1} · ${name || 'Without a name'}`,
];

function OfEmail({ step, steps, form: { draft, change } }: Props) {
  const earlier = steps.slice(0, steps.indexOf(step)).filter(({ type }) => type === 'email');
  return (
    <div className="two">
      <Choice
        label="Which e-mail"
        value={draft.branch_step}
        choices={[['', 'Any e-mail of this cadence'], ...earlier.map(stepChoice)]}
        onChoose={(branch_step) => change({ branch_step })}
      />
      <Field label="Within how many days (empty: until the step)">
        {(id) => (
          <input
            id={id}
            inputMode="numeric"
            value={draft.branch_days}
            onChange={({ target }) => change({ branch_days: target.value })}
          />
        )}
      </Field>
    </div>
  );
}

const FIELDS = ['title', 'stage', 'account.industry', 'custom_fields.', 'account.custom_fields.'];
const OPS = [
  ['contains', 'contains'],
  ['equals', 'is'],
  ['starts_with', 'starts with'],
  ['one_of', 'is one of (commas between)'],
  ['greater_than', 'is greater than'],
  ['less_than', 'is less than'],
  ['present', 'is filled in'],
] as const;

function OfField({ form: { draft, change } }: Props) {
  const op = OPS.find(([each]) => each === draft.branch_op)?.[0] ?? 'contains';
  return (
    <div className="two">
      <Field label="Field">
        {(id) => (
          <>
            <input
              id={id}
              list={`${id} names`}
              value={draft.branch_field}
              onChange={({ target }) => change({ branch_field: target.value })}
            />
            <datalist id={`${id} names`}>
              {FIELDS.map((name) => (
                <option key={name} value={name}>
                  {name}
                </option>
              ))}
            </datalist>
          </>
        )}
      </Field>
      <Choice label="How" value={op} choices={OPS} onChoose={(branch_op) => change({ branch_op })} />
      {op !== 'present' && (
        <Field label="What">
          {(id) => (
            <input
              id={id}
              value={draft.branch_value}
              onChange={({ target }) => change({ branch_value: target.value })}
            />
          )}
        </Field>
      )}
    </div>
  );
}

function Otherwise({ step, steps, form: { draft, change } }: Props) {
  const later = steps.slice(steps.indexOf(step) + 1);
  const first = later[0];
  return (
    <div className="two">
      <Choice
        label="Everybody else"
        value={draft.branch_else}
        choices={[
          ['skip', 'goes past it to the next step'],
          ['end', 'leaves the cadence, completed'],
          ...(first ? ([['goto', 'goes on at a later step']] as const) : []),
        ]}
        onChoose={(branch_else) =>
          change({
            branch_else,
            ...(branch_else === 'goto' && draft.branch_goto === '' && first
              ? { branch_goto: String(first.id) }
              : {}),
          })
        }
      />
      {draft.branch_else === 'goto' && (
        <Choice
          label="Which step"
          value={draft.branch_goto}
          choices={later.map(stepChoice)}
          onChoose={(branch_goto) => change({ branch_goto })}
        />
      )}
    </div>
  );
}
