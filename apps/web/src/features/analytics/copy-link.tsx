import { say } from '../../app/toasts';
import { Button } from '../../ui/button';
import { type Look, zone } from './look';

/** The address of what is shown, for somebody else. */
export const CopyLink = ({ look }: { look: Look }) => (
  <Button small onClick={() => void copyLink(look)}>
    Link
  </Button>
);

/** An address that shows a colleague the same tomorrow, in another zone. */
async function copyLink({ scope, change }: Look): Promise<void> {
  const address = new URL(window.location.href);
  const told = { from: scope.from, until: scope.until, zone: scope.zone ?? zone() };
  for (const [name, value] of Object.entries(told)) address.searchParams.set(name, value);
  try {
    await navigator.clipboard.writeText(address.href);
    say('The link is copied: it shows the same days to everybody.');
  } catch {
    // Browsers give the clipboard on https only.
    change(told);
    say('The address of this page shows the same days to everybody: copy it.');
  }
}
