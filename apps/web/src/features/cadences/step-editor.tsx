import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useCommands } from '../../app/commands';
import { useFormDraft } from '../../app/drafts';
import { ErrorScreen, Skeleton } from '../../app/screens';
import type { Cadence } from '../../data/cadences';
import { type Step, type StepRules, stepRulesQuery, type Template, templateQuery } from '../../data/steps';
import { Button } from '../../ui/button';
import type { Move } from './places';
import { draftOf } from './step-draft';
import { StepFields } from './step-fields';
import { Words } from '../words';
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
  if (rules.isLoadingError) return <ErrorScreen error={rules.error} retry={() => void rules.refetch()} />;
  if (template.isLoadingError)
    return <ErrorScreen error={template.error} retry={() => void template.refetch()} />;
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
  const { draft, dirty, change, settle, drop } = useFormDraft(`step ${step.id}`, from);
  const { save, errors } = useStepSave({ cadenceId: cadence.id, step, template, from, draft, settle });
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
          <Words
            draft={draft}
            change={change}
            errors={errors}
            subject="Subject (empty in a thread: that of the thread)"
            stepId={step.id}
            cadenceId={cadence.id}
          />
        )}
        <div className="dialog-foot">
          {errors['version'] && (
            <p className="error-text" role="alert">
              {errors['version']}
            </p>
          )}
          <Button disabled={!dirty} onClick={drop}>
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
