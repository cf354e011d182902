import type { FileValue, PhotoField } from '@mingdan/shared/forms/definition';
import { Image, View } from '@tarojs/components';
import { useRef, useState } from 'react';
import { Icon } from '../../components/icon.tsx';
import { problemText } from '../../components/states.tsx';
import { sendImage } from '../../lib/files.ts';
import { type Picture, takePictures } from '../../lib/photos.ts';
import { spokenPicture } from '../../lib/spoken.ts';
import { t } from '../../messages/index.ts';
import { useFileLinks } from '../file-links.ts';
import type { WidgetProps } from '../host.ts';

interface Upload {
  readonly picture: Picture;
  readonly failed: boolean;
}

/** `photo`: each picture goes up as soon as it is taken; one that did not get through waits for a tap. */
export function PhotoWidget({ field, value, host, onChange }: WidgetProps<PhotoField, readonly FileValue[]>) {
  const max = field.max ?? 9;
  const stored = value ?? [];
  const latest = useRef(stored);
  latest.current = stored;
  const previews = useRef<Record<string, string>>({});
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  const [failure, setFailure] = useState('');
  const links = useFileLinks(
    host.face,
    stored.map(({ id }) => id).filter((id) => previews.current[id] === undefined),
  );

  const send = async (picture: Picture) => {
    setUploads((all) => [...all.filter((upload) => upload.picture.key !== picture.key), { picture, failed: false }]);
    const reply = await sendImage(host.face, 'photo', picture);
    if (!reply.ok) {
      setFailure(problemText(reply.problem));
      setUploads((all) => all.map((upload) => (upload.picture.key === picture.key ? { picture, failed: true } : upload)));
      return;
    }
    previews.current[reply.value.id] = picture.preview;
    setUploads((all) => all.filter((upload) => upload.picture.key !== picture.key));
    latest.current = [...latest.current, { id: reply.value.id, sha256: reply.value.sha256 }];
    onChange(latest.current);
  };
  const take = async () => {
    setFailure('');
    for (const picture of await takePictures(max - stored.length - uploads.length, field.camera === true)) await send(picture);
  };
  const remove = (id: string) => onChange(stored.length === 1 ? null : stored.filter((file) => file.id !== id));
  const count = stored.length + uploads.length;

  return (
    <View>
      <View className="photos">
        {stored.map(({ id }) => (
          <View key={id} className="photo">
            <Image
              className="photo-image"
              mode="aspectFill"
              {...spokenPicture(field.label)}
              src={previews.current[id] ?? links[id] ?? ''}
            />
            <View className="photo-remove" ariaLabel={t('form.photoRemove')} onClick={() => remove(id)}>
              <View className="photo-remove-mark">×</View>
            </View>
          </View>
        ))}
        {uploads.map(({ picture, failed }) => (
          <View key={picture.key} className="photo" onClick={() => failed && void send(picture)}>
            <Image className="photo-image" mode="aspectFill" {...spokenPicture(field.label)} src={picture.preview} />
            <View className="photo-state">{t(failed ? 'form.photoFailed' : 'form.photoUploading')}</View>
          </View>
        ))}
        {count < max ? (
          <View className="photo photo-add" onClick={() => void take()}>
            <Icon name="camera" size={28} />
            <View>{t('form.photoAdd')}</View>
            <View className="hint tiny">
              {field.min && count < field.min ? t('form.photoMin', { min: field.min }) : t('form.photoCount', { count, max })}
            </View>
          </View>
        ) : null}
      </View>
      {failure ? <View className="field-error">{failure}</View> : null}
    </View>
  );
}
