import { useState } from 'react';
import { boot } from '../../app/boot';
import { write } from '../../app/outbox';
import { say } from '../../app/toasts';
import { Button } from '../../ui/button';

/** Makes the team a sandbox, or ends that: asked twice, for mail leaves for real then. Admins alone. */
export function SandboxSwitch({ enabled }: { enabled: boolean }) {
  const [sure, setSure] = useState(false);
  if (!boot.rights.admin) return null;
  const change = () => {
    setSure(false);
    write(
      {
        method: 'PUT',
        path: '/v2/sandbox',
        body: { enabled: !enabled },
        scope: 'sandbox',
        label: enabled ? 'The end of the sandbox' : 'The sandbox',
      },
      {
        // Much of the page hangs on it that came with the page: the clock in the menu, what is offered first.
        done: () => window.location.reload(),
        refused: ({ text }) => say(text, { tone: 'failed' }),
      },
    );
  };
  if (!enabled) return <Button onClick={change}>Make this team a sandbox</Button>;
  return sure ? (
    <Button kind="danger" onClick={change}>
      End it: mail leaves for real
    </Button>
  ) : (
    <Button kind="quiet" onClick={() => setSure(true)}>
      End the sandbox…
    </Button>
  );
}
