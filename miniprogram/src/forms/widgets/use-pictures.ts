import { useCallback, useEffect, useRef, useState } from 'react';
import { problemText } from '../../components/states.tsx';
import { type FileRef, isLocal } from '../../lib/local-files.ts';
import { takePictures } from '../../lib/photos.ts';
import { picturesAtWork } from '../../lib/pictures-at-work.ts';
import { dropPicture, isRefused, keepPicture, onProgress, upload } from '../../lib/uploads.ts';
import { showFromPhone } from '../file-links.ts';
import type { FormHost } from '../host.ts';

/** How far a picture is. `share`: on its way, 0 … 1 or null where the phone cannot tell. */
export type PictureState =
  | { readonly kind: 'sending'; readonly share: number | null }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'refused' };

/** The pictures of a field: those in its value, and those that are only on their way into it. */
export interface Pictures {
  readonly files: readonly FileRef[];
  /** By file id; a picture without a state is up. */
  readonly states: Readonly<Record<string, PictureState>>;
  /** Why pictures were not taken or did not go up, in words; empty when all went well. */
  readonly failure: string;
  /** True while pictures that were chosen are being made ready. */
  readonly preparing: boolean;
  take(most: number, cameraOnly: boolean): Promise<void>;
  retry(id: string): void;
  remove(id: string): void;
}

/**
 * Takes pictures and brings them up. Where the form keeps pictures, one stands in the value as soon as it is taken, so that leaving the page loses
 * nothing and a finish without a network is possible; elsewhere it enters the value when it is up.
 */
export function usePictures(value: readonly FileRef[], host: FormHost, onChange: (value: readonly FileRef[] | null) => void): Pictures {
  const keeps = host.keepsPictures === true;
  const latest = useRef({ value, onChange });
  latest.current = { value, onChange };
  const [coming, setComing] = useState<readonly FileRef[]>([]);
  const [states, setStates] = useState<Readonly<Record<string, PictureState>>>({});
  const [failure, setFailure] = useState('');
  const [busy, setBusy] = useState(false);
  const [preparing, setPreparing] = useState(false);

  const put = useCallback((next: readonly FileRef[]) => {
    latest.current.value = next;
    latest.current.onChange(next.length === 0 ? null : next);
  }, []);
  const tell = useCallback((id: string, state: PictureState | null) => {
    setStates(({ [id]: _, ...others }) => (state === null ? others : { ...others, [id]: state }));
  }, []);

  const send = useCallback(
    async (id: string) => {
      tell(id, { kind: 'sending', share: null });
      const stop = onProgress(id, (share) => tell(id, { kind: 'sending', share }));
      const reply = await upload(host.face, id);
      stop();
      if (!reply.ok) {
        const refused = isRefused(reply);
        tell(id, { kind: refused ? 'refused' : 'waiting' });
        if (refused || !keeps) setFailure(problemText(reply.problem));
        return;
      }
      tell(id, null);
      const { value: now } = latest.current;
      const stored = { id: reply.value.id, sha256: reply.value.sha256 };
      showFromPhone(stored.id, id);
      if (now.some((file) => file.id === id)) put(now.map((file) => (file.id === id ? stored : file)));
      else if (!keeps) put([...now, stored]);
      setComing((all) => all.filter((file) => file.id !== id));
      void dropPicture(id);
    },
    [host.face, keeps, put, tell],
  );

  // pictures of an earlier visit that had not gone up
  useEffect(() => {
    for (const { id } of latest.current.value) if (isLocal(id)) void send(id);
  }, [send]);

  const take = async (most: number, cameraOnly: boolean) => {
    if (busy) return;
    setBusy(true);
    setFailure('');
    let ready = () => {};
    try {
      const { pictures, refused } = await takePictures(most, cameraOnly, host.stamp, () => {
        ready = picturesAtWork();
        setPreparing(true);
      });
      if (refused.length > 0) setFailure(refused.join('；'));
      for (const picture of pictures) {
        const file = await keepPicture('photo', picture);
        if (keeps) put([...latest.current.value, file]);
        else setComing((all) => [...all, file]);
        void send(file.id);
      }
    } finally {
      ready();
      setPreparing(false);
      setBusy(false);
    }
  };
  const remove = (id: string) => {
    setFailure('');
    if (isLocal(id)) void dropPicture(id);
    tell(id, null);
    setComing((all) => all.filter((file) => file.id !== id));
    if (latest.current.value.some((file) => file.id === id)) put(latest.current.value.filter((file) => file.id !== id));
  };
  const retry = (id: string) => {
    setFailure('');
    void send(id);
  };

  return { files: [...value, ...coming], states, failure, preparing, take, retry, remove };
}
