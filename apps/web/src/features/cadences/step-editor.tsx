import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useCommands } from '../../app/commands';
import { useFormDraft } from '../../app/drafts';
import { ErrorScreen, Skeleton } from '../../app/screens';
import type { Cadence } from '../../data/cadences';
import {
  type Step,
  type StepRules,
  type StepVariant,
  stepRulesQuery,
  type Template,
  templateQuery,
} from '../../data/steps';
import { Button } from '../../ui/button';
import { Segments } from '../../ui/segments';
import type { Move } from './places';
import { Branch } from './step-branch';
import { Content } from './step-content';
import { draftOf, wordsOf } from './step-draft';
import { useStepSave } from './step-save';
import { Timing } from './step-timing';
import { Versions } from './step-versions';

const PARTS = [
  { value: 'content', text: 'Content' },
  { value: 'timing', text: 'Timing' },
  { value: 'branch', text: 'Branch' },
  { value: 'versions', text: 'Versions' },
] as const;
export type Part = (typeof PARTS)[number]['value'];
export const isPart = (name: unknown): name is Part => PARTS.some(({ value }) => value === name);

interface EditorProps {
  readonly cadence: Cadence;
  readonly step: Step;
  readonly steps: readonly Step[];
  readonly variants: readonly StepVariant[];
  readonly part: Part;
  readonly onPart: (part: Part) => void;
  readonly onMove: (to: Move) => void;
  readonly onDelete: () => void;
}

/** One step: what it says, when it comes, for whom, and in which versions. */
export function StepEditor(props: EditorProps) {
  const { step, variants } = props;
  const rules = useQuery(stepRulesQuery(step.id));
  const [chosen, choose] = useState<number>();
  const version = variants.find(({ id }) => id === chosen) ?? variants[0];
  const templateId = version?.email_template?.id ?? rules.data?.email_template_id;
  const template = useQuery({ ...templateQuery(templateId ?? 0), enabled: templateId != null });
  if (rules.isLoadingError) return <ErrorScreen error={rules.error} retry={() => void rules.refetch()} />;
  if (template.isLoadingError)
    return <ErrorScreen error={template.error} retry={() => void template.refetch()} />;
  if (!rules.data || (templateId != null && !template.data)) return <Skeleton rows={6} height={44} />;
  return (
    <Editor
      key={step.id}
      {...props}
      rules={rules.data}
      template={template.data}
      version={version}
      onVersion={choose}
    />
  );
}

interface Loaded extends EditorProps {
  readonly rules: StepRules;
  readonly template: Template | undefined;
  readonly version: StepVariant | undefined;
  readonly onVersion: (id: number) => void;
}

function Editor(props: Loaded) {
  const { cadence, step, rules, template, part, onPart } = props;
  const from = useMemo(() => draftOf(step, rules), [step, rules]);
  const wordsFrom = useMemo(() => wordsOf(template), [template]);
  const form = useFormDraft(`step rules ${step.id}`, from);
  const words = useFormDraft(`words ${template?.id ?? 0}`, wordsFrom);
  const { save, errors } = useStepSave({
    cadenceId: cadence.id,
    step,
    from,
    form,
    template,
    wordsFrom,
    words,
  });
  useEditorCommands(step.type === 'email', save, onPart);
  const parts = PARTS.filter(({ value }) => value !== 'versions' || step.type === 'email');
  const dirty = form.dirty || words.dirty;
  return (
    <section className="pane editor" aria-label={`Step: ${step.name ?? ''}`}>
      <div className="card card-body">
        <Head {...props} />
        <Segments label="Part of the step" value={part} choices={parts} onChoose={onPart} />
        <Shown {...props} form={form} words={words} errors={errors} />
        <div className="dialog-foot">
          {errors['version'] && (
            <p className="error-text" role="alert">
              {errors['version']}
            </p>
          )}
          {dirty && <span className="muted small">Not saved; kept in this browser.</span>}
          <Button
            disabled={!dirty}
            onClick={() => {
              form.drop();
              words.drop();
            }}
          >
            Put back
          </Button>
          <Button kind="primary" keys="mod+s" disabled={!dirty} onClick={save}>
            Save
          </Button>
        </div>
      </div>
    </section>
  );
}

type Forms = Pick<Parameters<typeof Content>[0], 'form' | 'words' | 'errors'>;

function Shown({ part, ...rest }: Loaded & Forms) {
  const { step, onPart } = rest;
  if (part === 'timing') return <Timing {...rest} />;
  if (part === 'branch') return <Branch {...rest} />;
  if (part === 'versions' && step.type === 'email') return <Versions {...rest} />;
  return <Content {...rest} onPart={onPart} />;
}

function useEditorCommands(email: boolean, save: () => void, onPart: (part: Part) => void): void {
  const commands = useMemo(() => {
    const step = { group: 'Steps' };
    return [
      { ...step, id: 'step save', title: 'Save the step', keys: 'mod+s', run: save, whileTyping: true },
      { ...step, id: 'step content', title: 'What the step says', run: () => onPart('content') },
      { ...step, id: 'step timing', title: 'When the step comes', run: () => onPart('timing') },
      { ...step, id: 'step branch', title: 'Branch of the step', keys: 'b', run: () => onPart('branch') },
      ...(email
        ? [
            {
              ...step,
              id: 'step versions',
              title: 'Versions of the e-mail',
              keys: 'm',
              run: () => onPart('versions'),
            },
          ]
        : []),
    ];
  }, [email, save, onPart]);
  useCommands('step editor', commands);
}

function Head({ step, onMove, onDelete }: Pick<EditorProps, 'step' | 'onMove' | 'onDelete'>) {
  return (
    <div className="card-head">
      <h2>
        Day {step.day} · {step.name || 'Without a name'}
      </h2>
      <span className="sp" />
      <div className="actions">
        <Button small onClick={() => onMove('earlier')} title="Up (Alt and up)">
          Up
        </Button>
        <Button small onClick={() => onMove('later')} title="Down (Alt and down)">
          Down
        </Button>
        <Button small onClick={() => onMove('day_before')} title="A day earlier (Alt and left)">
          Day −
        </Button>
        <Button small onClick={() => onMove('day_after')} title="A day later (Alt and right)">
          Day +
        </Button>
        <Button small kind="danger" onClick={onDelete}>
          Delete
        </Button>
      </div>
    </div>
  );
}
