import { Textarea, View } from '@tarojs/components';
import { spokenName } from '../../../../lib/spoken.ts';
import { t } from '../../../../messages/staff.ts';
import { chosenReason, MOST_OF_A_REASON, withUsual } from '../../lib/usual-reason.ts';

/** Why something is done to an order: the usual reasons to tap, words of one's own, or both. */
export function Reason({ usual, value, onChange }: { usual: readonly string[]; value: string; onChange: (reason: string) => void }) {
  const chosen = chosenReason(value, usual);
  return (
    <View>
      <View className="options">
        {usual.map((each) => (
          <View
            key={each}
            className={chosen === each ? 'option option-on' : 'option'}
            role="button"
            onClick={() => onChange(withUsual(value, each, usual))}
          >
            {each}
          </View>
        ))}
      </View>
      <View className="box gap-top">
        <Textarea
          {...spokenName(t('act.reason'))}
          className="box-area"
          autoHeight
          maxlength={MOST_OF_A_REASON}
          value={value}
          placeholder={t('act.reason')}
          placeholderClass="box-empty"
          onInput={({ detail }) => onChange(detail.value)}
        />
      </View>
    </View>
  );
}
