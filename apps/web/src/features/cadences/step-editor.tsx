import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { useCommands } from '../../app/commands';
import { ErrorScreen, Skeleton } from '../../app/screens';
import { forget, keep, recall } from '../../app/storage';
import type { Cadence } from '../../data/cadences';
import { type Step, type StepRules, stepRulesQuery, type Template, templateQuery } from '../../data/steps';
import { Button } from '../../ui/button';
import type { Move } from './places';
import { type Draft, draftOf, isChanged } from './step-draft';
import { StepFields } from './step-fields';
import { StepWords } from './step-words';
import { useStepSave } from './step-save';

interface EditorProps {
  readonly cadence: Cadence;
  readonly step: Step;
  readonly steps: readonly Step[];
  readonly onMove: (to: Move) => void;
  readonly onDelete: () => void;
}

/** One step: what it is, when it comes, and what it says. */
export function StepEditor(props: EditorProps) {
  const { step } = props;
  const rules = useQuery(stepRulesQuery(step.id));
  const templateId = rules.data?.email_template_id;
  const template = useQuery({ ...templateQuery(templateId ?? 0), enabled: templateId != null });
  if (rules.isError) return <ErrorScreen error={rules.error} retry={() => void rules.refetch()} />;
  if (template.isError) return <ErrorScreen error={template.error} retry={() => void template.refetch()} />;
  if (!rules.data || (templateId != null && !template.data)) return <Skeleton rows={6} height={44} />;
  return <Editor key={step.id} {...props} rules={rules.data} template={template.data} />;
}

function Editor({
  cadence,
  step,
  steps,
  rules,
  template,
  onMove,
  onDelete,
}: EditorProps & { readonly rules: StepRules; readonly template: Template | undefined }) {
  const from = useMemo(() => draftOf(step, rules, template), [step, rules, template]);
  const { draft, change, settle } = useDraft(step.id, from);
  const { save, errors } = useStepSave({ cadenceId: cadence.id, step, template, from, draft, settle });
  const dirty = isChanged(draft, from);
  const commands = useMemo(
    () => [
      {
        id: 'step save',
        title: 'Save the step',
        keys: 'mod+s',
        group: 'Steps',
        run: save,
        whileTyping: true,
      },
    ],
    [save],
  );
  useCommands('step editor', commands);
  return (
    <section className="pane editor" aria-label={`Step: ${step.name ?? ''}`}>
      <div className="card card-body">
        <Head step={step} onMove={onMove} onDelete={onDelete} />
        <StepFields step={step} steps={steps} draft={draft} change={change} errors={errors} />
        {step.type === 'email' && template && (
          <StepWords cadence={cadence} step={step} draft={draft} change={change} errors={errors} />
        )}
        <div className="dialog-foot">
          {errors['version'] && (
            <p className="error-text" role="alert">
              {errors['version']}
            </p>
          )}
          <Button disabled={!dirty} onClick={() => change(from)}>
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

function Head({ step, onMove, onDelete }: Pick<EditorProps, 'step' | 'onMove' | 'onDelete'>) {
  return (
    <div className="card-head">
      <h2>
        Day {step.day} · {step.name || 'Without a name'}
      </h2>
      <span className="sp" />
      <div className="actions">
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

/** The form's texts; kept in the browser with every letter while they are not saved, so that a closed tab loses nothing. */
function useDraft(stepId: number, from: Draft) {
  const key = `step draft ${stepId}`;
  const [draft, setDraft] = useState(from);
  // What is kept is not touched before it was read: a tab that is closed at once loses nothing either.
  const [read, setRead] = useState(false);
  useEffect(() => {
    void recall<Partial<Draft>>(key).then((kept) => {
      if (kept) setDraft((known) => ({ ...known, ...kept }));
      setRead(true);
    });
  }, [key]);
  useEffect(() => {
    if (read) void (isChanged(draft, from) ? keep(key, draft) : forget(key));
  }, [key, draft, from, read]);
  return {
    draft,
    change: (part: Partial<Draft>) => setDraft((known) => ({ ...known, ...part })),
    settle: () => void forget(key),
  };
}
