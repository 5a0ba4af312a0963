import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ErrorScreen, Skeleton } from '../../app/screens';
import type { Item } from '../../data/queue';
import { previewQuery, type Wording } from '../../data/work';
import { Dialog } from '../../ui/dialog';
import { MailFrame } from '../../ui/mail-frame';
import { Segments } from '../../ui/segments';
import { nameOf } from './items';

const SIZES = [
  { value: 'desktop', text: 'Desktop' },
  { value: 'phone', text: 'Phone' },
] as const;

/** `P`: the e-mail as its reader will see it. */
export function LetterPreview({
  item,
  wording,
  onClose,
}: {
  item: Item;
  wording: Wording;
  onClose: () => void;
}) {
  const [size, setSize] = useState<'desktop' | 'phone'>('desktop');
  const { data, error, refetch } = useQuery(previewQuery(item.person?.id ?? 0, item.step?.id, wording));
  const lacks = [...(data?.unknown_fields ?? []), ...(data?.empty_fields ?? [])];
  return (
    <Dialog title={`As ${nameOf(item)} will see it`} onClose={onClose} wide>
      {error && !data ? (
        <ErrorScreen error={error} retry={() => void refetch()} />
      ) : data ? (
        <div className="letter-preview">
          <div className="letter-head">
            <p className="mail-subject">{data.subject || 'No subject'}</p>
            <Segments label="How wide" value={size} choices={SIZES} onChoose={setSize} />
          </div>
          <div className={size}>
            <MailFrame html={data.body ?? ''} title="The e-mail as it will be" />
          </div>
          {lacks.length > 0 && <p className="error-text">Missing in it: {lacks.join(', ')}.</p>}
        </div>
      ) : (
        <Skeleton rows={4} />
      )}
    </Dialog>
  );
}
