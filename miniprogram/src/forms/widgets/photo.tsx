import type { FileValue, PhotoField } from '@mingdan/shared/forms/definition';
import { Image, View } from '@tarojs/components';
import { Icon } from '../../components/icon.tsx';
import { showPictures } from '../../lib/show-pictures.ts';
import { spokenPicture } from '../../lib/spoken.ts';
import { t } from '../../messages/common.ts';
import { useFileLinks } from '../file-links.ts';
import type { WidgetProps } from '../host.ts';
import { type PictureState, usePictures } from './use-pictures.ts';

function stateWords(state: PictureState): string {
  if (state.kind === 'waiting') return t('form.photoWaiting');
  if (state.kind === 'refused') return t('form.photoRefused');
  return state.share === null ? t('form.photoUploading') : t('form.photoProgress', { percent: Math.round(state.share * 100) });
}

/** `photo`: each picture goes up as soon as it is taken; one that did not get through stays on the phone and waits for the network or a tap. */
export function PhotoWidget({ field, value, required, wrong, host, onChange }: WidgetProps<PhotoField, readonly FileValue[]>) {
  const max = field.max ?? 9;
  const min = field.min ?? (required ? 1 : 0);
  const pictures = usePictures(value ?? [], host, onChange);
  const { files, states, failure } = pictures;
  const links = useFileLinks(
    host.face,
    files.map(({ id }) => id),
  );
  const look = (id: string) => {
    const state = states[id];
    if (state && state.kind !== 'sending') return pictures.retry(id);
    if (links[id])
      showPictures(
        links[id],
        files.flatMap((file) => links[file.id] ?? []),
      );
  };

  return (
    <View>
      <View className="photos">
        {files.map(({ id }) => {
          const state = states[id];
          return (
            <View key={id} className="photo" onClick={() => look(id)}>
              {links[id] ? <Image className="photo-image" mode="aspectFill" {...spokenPicture(field.label)} src={links[id]} /> : null}
              {state ? <View className={`photo-state photo-state-${state.kind}`}>{stateWords(state)}</View> : null}
              {state?.kind === 'sending' && state.share !== null ? (
                <View className="photo-progress" style={{ width: `${Math.round(state.share * 100)}%` }} />
              ) : null}
              <View
                className="photo-remove"
                ariaLabel={t('form.photoRemove')}
                onClick={(event) => {
                  event.stopPropagation();
                  pictures.remove(id);
                }}
              >
                <View className="photo-remove-mark">×</View>
              </View>
            </View>
          );
        })}
        {files.length < max ? (
          <View
            className={wrong ? 'photo photo-add photo-wrong' : 'photo photo-add'}
            onClick={() => void pictures.take(max - files.length, field.camera === true)}
          >
            <Icon name="camera" size={28} />
            <View>{t(pictures.preparing ? 'form.photoPreparing' : 'form.photoAdd')}</View>
            <View className="hint tiny">
              {files.length < min ? t('form.photoMin', { min }) : t('form.photoCount', { count: files.length, max })}
            </View>
          </View>
        ) : null}
      </View>
      {failure ? <View className="field-error">{failure}</View> : null}
    </View>
  );
}
