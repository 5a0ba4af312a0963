import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { write } from '../../app/outbox';
import { say } from '../../app/toasts';
import { QUEUE_KEY, withPerson, type Item, type QueuePerson } from '../../data/queue';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { focusOn } from '../../ui/focus';
import { nameOf } from './items';

/** What a template calls a person's field, and what the record calls it. */
const RENAMED: Readonly<Record<string, string>> = { company: 'person_company_name', email: 'email_address' };
const FIELDS = new Set(
  'first_name last_name title city state country work_city work_state work_country phone mobile_phone home_phone linkedin_url person_company_name person_company_website person_company_industry personal_website twitter_handle job_function email_address'.split(
    ' ',
  ),
);
const fieldOf = (name: string): string => RENAMED[name] ?? name;

/** Whether the field can be filled in here: it is one of the person's own. */
export const fillable = (name: string): boolean => FIELDS.has(fieldOf(name));

/** Fills in what a letter lacks, on the person, for this and every later one. */
// long: one form with its errors
export function Fill({
  item,
  person,
  fields,
  onClose,
}: {
  item: Item;
  person: QueuePerson;
  fields: readonly string[];
  onClose: () => void;
}) {
  const queries = useQueryClient();
  const [values, setValues] = useState<Record<string, string>>({});
  const [errors, setErrors] = useState<Readonly<Record<string, readonly string[]>>>({});
  const [saving, setSaving] = useState(false);
  const save = () => {
    const body = Object.fromEntries(
      fields.flatMap((name) => {
        const value = values[name]?.trim();
        return value ? [[fieldOf(name), value]] : [];
      }),
    );
    if (Object.keys(body).length === 0) return;
    setSaving(true);
    write(
      {
        method: 'PUT',
        path: `/v2/people/${person.id}`,
        body,
        scope: `person-${person.id}`,
        label: nameOf(item),
      },
      {
        done: () => {
          queries.setQueryData(QUEUE_KEY, withPerson(person.id, body));
          for (const key of ['place', 'preview', 'history'])
            void queries.invalidateQueries({ queryKey: [key, person.id] });
          onClose();
        },
        refused: (why) => {
          setSaving(false);
          setErrors(why.fields);
          if (Object.keys(why.fields).length === 0)
            say(why.text, { tone: 'failed', requestId: why.requestId });
        },
      },
    );
  };
  return (
    <Dialog title={`What is missing of ${nameOf(item)}`} onClose={onClose}>
      <form
        className="fill"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        {fields.map((name, index) => {
          const wrong = errors[fieldOf(name)];
          return (
            <div className="field" key={name}>
              <label htmlFor={`fill-${name}`}>
                {name.replaceAll('_', ' ').replace(/^./, (c) => c.toUpperCase())}
              </label>
              <input
                id={`fill-${name}`}
                ref={index === 0 ? focusOn : undefined}
                value={values[name] ?? ''}
                maxLength={255}
                aria-invalid={wrong !== undefined}
                aria-describedby={wrong ? `fill-${name}-error` : undefined}
                onChange={(event) => setValues({ ...values, [name]: event.target.value })}
              />
              {wrong && (
                <span className="error" id={`fill-${name}-error`}>
                  {wrong.join(', ')}
                </span>
              )}
            </div>
          );
        })}
        <div className="dialog-foot">
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" disabled={saving}>
            Save on the person
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
