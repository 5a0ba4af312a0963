import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { write } from '../../app/outbox';
import { fieldWords, told } from '../../data/errors';
import { firstStepsQuery } from '../../data/first-steps';

type Write = Pick<Parameters<typeof write>[0], 'method' | 'path' | 'body' | 'label'>;

/** Saves a step and reads anew what is done; a refusal stands beside its field, or below all (`version`). */
export function useStep() {
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const fresh = async () => {
    await queries.invalidateQueries({ queryKey: firstStepsQuery.queryKey });
    setBusy(false);
  };
  const begin = () => {
    setBusy(true);
    setErrors({});
  };
  return {
    busy,
    errors,
    save: (wanted: Write, done?: () => void) => {
      begin();
      write(
        { ...wanted, scope: wanted.path },
        {
          done: () => {
            done?.();
            void fresh();
          },
          refused: (why) => {
            setBusy(false);
            setErrors(fieldWords(why));
          },
        },
      );
    },
    /** What is asked for once and lies in no outbox; it may say why it came to nothing. */
    run: (work: () => Promise<string | undefined>) => {
      begin();
      work().then(
        async (why) => {
          await fresh();
          if (why) setErrors({ version: why });
        },
        (failure: unknown) => {
          setBusy(false);
          setErrors(fieldWords(told(failure)));
        },
      );
    },
  };
}
