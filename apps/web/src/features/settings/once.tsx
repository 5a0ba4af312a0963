import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';

/** A secret, or a link that lets somebody in: shown here and never again. */
export function ShownOnce({
  title,
  about,
  secrets,
  onClose,
}: {
  title: string;
  about: string;
  secrets: readonly { readonly name: string; readonly value: string }[];
  onClose: () => void;
}) {
  return (
    <Dialog title={title} onClose={onClose}>
      <p className="sub">{about}</p>
      {secrets.map(({ name, value }) => (
        <p key={name}>
          <span className="muted">{name}</span>
          <code className="secret">{value}</code>
        </p>
      ))}
      <div className="dialog-foot">
        <Button kind="primary" onClick={onClose}>
          I have it
        </Button>
      </div>
    </Dialog>
  );
}
