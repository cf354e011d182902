import type { CommentVisibility, commentOrder } from '@mingdan/shared/contracts/order-paths';
import { commentOrderMeta } from '@mingdan/shared/contracts/order-paths.meta';
import type { OrderView } from '@mingdan/shared/contracts/orders';
import { formatSince } from '@mingdan/shared/messages/format';
import { Textarea, View } from '@tarojs/components';
import { Chip } from '../../../../components/chip.tsx';
import { Press } from '../../../../components/press.tsx';
import { ProblemNotice } from '../../../../components/states.tsx';
import { toast } from '../../../../lib/browser.ts';
import { spokenName } from '../../../../lib/spoken.ts';
import { useAction } from '../../../../lib/use-action.ts';
import { useDraft } from '../../../../lib/use-draft.ts';
import { useNow } from '../../../../lib/use-now.ts';
import { t } from '../../../../messages/staff.ts';

const LONGEST = 500;
const WHO = ['internal', 'visible'] as const;

/** Comments 备注 on the order, the newest first, and a box for another. What is being typed stays on the phone until it was sent. */
export function Comments({ order, onDone }: { order: OrderView; onDone: () => void }) {
  const now = useNow(60_000);
  const draft = useDraft(`comment:${order.id}`);
  const write = useAction<typeof commentOrder>(commentOrderMeta, order.id);
  const said = order.timeline.filter(({ visibility }) => visibility !== null).reverse();
  const mayWrite = order.abilities.includes('comment');
  if (said.length === 0 && !mayWrite) return null;
  const text = typeof draft.values['text'] === 'string' ? draft.values['text'] : '';
  const visibility: CommentVisibility = draft.values['visibility'] === 'visible' ? 'visible' : 'internal';
  const send = async () => {
    const sent = await write.run({ orderId: order.id, text: text.trim(), visibility });
    if (!sent) return;
    draft.discard();
    toast(t('comment.done'));
    onDone();
  };
  return (
    <View className="card" id="comments">
      <View className="lead">{t('comment.title')}</View>
      {said.length === 0 ? <View className="hint">{t('comment.none')}</View> : null}
      {said.map((entry) => (
        <View key={entry.id} className="comment">
          <View className="question-words">{entry.text}</View>
          <View className="row comment-foot">
            <View className="hint grow">
              {entry.actor} · {formatSince(entry.at, now)}
            </View>
            <Chip tone={entry.visibility === 'visible' ? 'waiting' : 'calm'}>{t(`comment.${entry.visibility ?? 'internal'}`)}</Chip>
          </View>
        </View>
      ))}
      {mayWrite ? (
        <View className="gap-top">
          <View className="box">
            <Textarea
              {...spokenName(t('comment.write'))}
              className="box-area"
              autoHeight
              maxlength={LONGEST}
              value={text}
              placeholder={t('comment.write')}
              placeholderClass="box-empty"
              onInput={({ detail }) => draft.set('text', detail.value)}
            />
          </View>
          <View className="options gap-top">
            {WHO.map((each) => (
              <View
                key={each}
                className={visibility === each ? 'option option-on' : 'option'}
                role="button"
                onClick={() => draft.set('visibility', each)}
              >
                {t(`comment.${each}`)}
              </View>
            ))}
          </View>
          <View className="hint tiny gap-top">{t(`comment.hint.${visibility}`)}</View>
          <View className="gap-top">
            <Press tone="plain" wide pending={write.pending} disabled={text.trim() === ''} onPress={() => void send()}>
              {t('comment.send')}
            </Press>
          </View>
          <ProblemNotice problem={write.problem} />
        </View>
      ) : null}
    </View>
  );
}
