import { Button } from 'antd';
import { problemOf } from '../../lib/problem.ts';
import { ProblemView } from '../../ui/problem-view.tsx';
import { WordsField } from '../../ui/words-field.tsx';
import { t } from './messages.ts';
import styles from './panel.module.css';

/** The least that a reason for setting a rule aside says, characters. */
const SHORTEST_REASON = 2;

/** Whether the words are a reason where one is asked for. */
const isReason = (words: string): boolean => words.trim().length >= SHORTEST_REASON;

/** What a move ends with: why it is made (goes into the order's history), what went wrong, the button, and a fresh look after a refusal. */
export function MoveEnd({
  act,
  reason,
  isReasonNeeded,
  onReason,
  write,
  isReady,
  onSubmit,
  onRefresh,
}: {
  act: string;
  reason: string;
  isReasonNeeded: boolean;
  onReason: (words: string) => void;
  write: { readonly isPending: boolean; readonly isError: boolean; readonly error: unknown; readonly reset: () => void };
  /** Whether the move itself may be made; a reason that is still missing holds it back too. */
  isReady: boolean;
  onSubmit: () => void;
  onRefresh: () => void;
}) {
  return (
    <>
      <WordsField
        title={t(isReasonNeeded ? 'panel.reasonNeeded' : 'panel.reason')}
        note={t('panel.reasonHint')}
        problem={problemOf(write.error).fields.find(({ path }) => path === 'reason')?.message}
        value={reason}
        onChange={onReason}
      />
      {write.isError && <ProblemView error={write.error} compact of="write" />}
      <span className={styles.buttons}>
        <Button
          type="primary"
          size="large"
          disabled={!isReady || (isReasonNeeded && !isReason(reason))}
          loading={write.isPending}
          onClick={onSubmit}
        >
          {act}
        </Button>
        {write.isError && (
          <Button
            size="large"
            onClick={() => {
              write.reset();
              onRefresh();
            }}
          >
            {t('panel.refresh')}
          </Button>
        )}
      </span>
    </>
  );
}
