import { Textarea, View } from '@tarojs/components';
import { spokenName } from '../../../../lib/spoken.ts';
import { t } from '../../../../messages/index.ts';

/** Why something is done to an order: the usual reasons to tap, or words of one's own. */
export function Reason({ usual, value, onChange }: { usual: readonly string[]; value: string; onChange: (reason: string) => void }) {
  return (
    <View>
      <View className="options">
        {usual.map((each) => (
          <View key={each} className={value === each ? 'option option-on' : 'option'} role="button" onClick={() => onChange(each)}>
            {each}
          </View>
        ))}
      </View>
      <View className="box gap-top">
        <Textarea
          {...spokenName(t('act.reason'))}
          className="box-area"
          autoHeight
          maxlength={200}
          value={value}
          placeholder={t('act.reason')}
          placeholderClass="box-empty"
          onInput={({ detail }) => onChange(detail.value)}
        />
      </View>
    </View>
  );
}
