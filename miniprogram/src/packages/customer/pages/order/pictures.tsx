import { Image, View } from '@tarojs/components';
import { useFileLinks } from '../../../../forms/file-links.ts';
import { showPictures } from '../../../../lib/show-pictures.ts';
import { spokenName } from '../../../../lib/spoken.ts';
import { t } from '../../../../messages/customer.ts';

/** Pictures by file id, small; a touch shows them large. */
export function Pictures({ ids }: { ids: readonly string[] }) {
  const links = useFileLinks('customer', ids);
  if (ids.length === 0) return null;
  const shown = ids.flatMap((id) => links[id] ?? []);
  return (
    <View className="photos gap-top">
      {ids.map((id, index) => {
        const url = links[id];
        return (
          <View key={id} className="photo" onClick={() => url && showPictures(url, shown)}>
            {url ? (
              <Image {...spokenName(t('customer.picture', { nth: index + 1 }))} className="photo-image" src={url} mode="aspectFill" />
            ) : null}
          </View>
        );
      })}
    </View>
  );
}
