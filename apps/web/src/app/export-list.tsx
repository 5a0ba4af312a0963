import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { Button } from '../ui/button';
import { useLatest } from '../ui/use-latest';
import { type Command, useCommands } from './commands';
import { write } from './outbox';
import { say } from './toasts';

/** What stands on the screen, as the API's list takes it. */
interface Listed {
  /** The list's word in the API. */
  readonly list: string;
  /** Filters and order. */
  readonly query: Readonly<Record<string, unknown>>;
  /** What it is called here: "people", "e-mails of the ledger". */
  readonly words: string;
}

/** All of a list as a file, made by the server in the background: a button, and a command of the palette. */
export function ExportList({ list, query, words }: Listed) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const latest = useLatest(query);
  const commands = useMemo((): Command[] => {
    const run = () =>
      void write(
        {
          method: 'POST',
          path: '/v2/exports',
          body: { list, query: latest.current, format: 'csv', name: `All ${words}` },
          scope: `/v2/exports ${list}`,
          label: `Export of ${words}`,
        },
        {
          done: () => {
            void queries.invalidateQueries({ queryKey: ['exports'] });
            say('The file is being made.');
            void navigate({ to: '/exports' });
          },
        },
      );
    return [{ id: `export ${list}`, title: `Export ${words} as a file`, group: 'Files', run }];
  }, [list, words, latest, queries, navigate]);
  useCommands(`export ${list}`, commands);
  return (
    <Button title={`All ${words} as they are filtered, as CSV`} onClick={commands[0]?.run}>
      Export
    </Button>
  );
}
