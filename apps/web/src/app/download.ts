import { useState } from 'react';
import { told } from '../data/errors';
import { say } from './toasts';

/** Takes a file from the API and hands it to the browser; a failure is said. */
export function useDownload() {
  const [busy, setBusy] = useState(false);
  const take = (fetchFile: () => Promise<Blob>, name: string) => {
    setBusy(true);
    void fetchFile()
      .then(
        (file) => {
          const address = URL.createObjectURL(file);
          const link = document.createElement('a');
          link.href = address;
          link.download = name;
          link.click();
          URL.revokeObjectURL(address);
        },
        (failure: unknown) => void say(told(failure).text, { tone: 'failed' }),
      )
      .finally(() => setBusy(false));
  };
  return { busy, take };
}
