import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useMemo } from 'react';
import { boot } from '../../app/boot';
import { useCommands } from '../../app/commands';
import { useFormDraft } from '../../app/drafts';
import { ErrorScreen, Skeleton } from '../../app/screens';
import { templateQuery } from '../../data/steps';
import type { Template } from '../../data/templates';
import { Button } from '../../ui/button';
import { Check, Field } from '../../ui/field';
import { NextIcon } from '../../ui/icons';
import { Files, Words } from '../words';
import { draftOf } from './template-draft';
import { Sharing } from './template-list';
import { useTemplateSave } from './template-save';
import { Used } from './used';

export function TemplateScreen() {
  const { id = '' } = useParams({ strict: false });
  const template = useQuery(templateQuery(Number(id)));
  if (template.isPending) return <Skeleton rows={10} />;
  if (template.isLoadingError)
    return <ErrorScreen error={template.error} retry={() => void template.refetch()} />;
  return <Editor key={id} template={template.data} />;
}

/** Words with what the server makes of them for a person, whose they are, and what became of them. */
function Editor({ template }: { template: Template }) {
  const from = useMemo(() => draftOf(template), [template]);
  const form = useFormDraft(`template ${template.id}`, from);
  const { draft, dirty, change, drop } = form;
  const { save, archive, errors } = useTemplateSave(template, from, draft, form.settle);
  const gone = template.archived_at !== null;
  useTemplateCommands(save, archive, gone);
  return (
    <>
      <header className="bar">
        <div className="crumb">
          <Link to="/templates">Templates</Link>
          <NextIcon size={14} aria-hidden />
          <h1 title={template.title ?? undefined}>{template.title || 'Without a title'}</h1>
          <Sharing template={template} />
        </div>
        <span className="sp" />
        <Button onClick={archive}>{gone ? 'Take back' : 'Archive'}</Button>
        <Button disabled={!dirty} onClick={drop}>
          Put back
        </Button>
        <Button kind="primary" keys="mod+s" disabled={!dirty} onClick={save}>
          Save
        </Button>
      </header>
      <div className="pane template-form">
        {errors['version'] && (
          <p className="error-text" role="alert">
            {errors['version']}
          </p>
        )}
        <section className="card card-body" aria-label="Words">
          <div className="card-head">
            <h2>Words</h2>
            <span className="muted">{dirty ? 'Not saved; kept in this browser.' : ''}</span>
          </div>
          <Words draft={draft} change={change} errors={errors} />
        </section>
        <Settings template={template} draft={draft} change={change} errors={errors} />
        <Files template={template} />
        <Used template={template} />
      </div>
    </>
  );
}

function useTemplateCommands(save: () => void, archive: () => void, gone: boolean): void {
  const commands = useMemo(
    () => [
      {
        id: 'template save',
        title: 'Save the template',
        keys: 'mod+s',
        group: 'Templates',
        run: save,
        whileTyping: true,
      },
      {
        id: 'template archive',
        title: gone ? 'Take the template back' : 'Archive the template',
        group: 'Templates',
        run: archive,
      },
    ],
    [save, archive, gone],
  );
  useCommands('template', commands);
}

function Settings({
  template,
  draft,
  change,
  errors,
}: {
  template: Template;
  draft: ReturnType<typeof draftOf>;
  change: (part: Partial<ReturnType<typeof draftOf>>) => void;
  errors: Readonly<Record<string, string>>;
}) {
  const owner = boot.users.find(({ id }) => id === template.template_owner?.id)?.name;
  return (
    <section className="card card-body form" aria-label="About it">
      <h2 className="section-head">About it</h2>
      <div className="two">
        <Field label="Title" error={errors['title']}>
          {(id) => (
            <input id={id} value={draft.title} onChange={({ target }) => change({ title: target.value })} />
          )}
        </Field>
        <Field label="Tags (with commas between)" error={errors['tags']}>
          {(id) => (
            <input id={id} value={draft.tags} onChange={({ target }) => change({ tags: target.value })} />
          )}
        </Field>
      </div>
      <p className="muted">{owner ? `${owner} owns it.` : 'Its owner is gone.'}</p>
      <Check label="Colleagues may use it" on={draft.shared} set={(on) => change({ shared: on })} />
      <Check
        label="Opens of e-mails with it are noticed"
        on={draft.open_tracking}
        set={(on) => change({ open_tracking: on })}
      />
      <Check
        label="Clicks of e-mails with it are noticed"
        on={draft.click_tracking}
        set={(on) => change({ click_tracking: on })}
      />
    </section>
  );
}
