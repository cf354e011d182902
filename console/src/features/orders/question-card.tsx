import type { answerQuestion, orderQuestions, QuestionView } from '@mingdan/shared/contracts/customer-service';
import { answerQuestionMeta, orderQuestionsMeta } from '@mingdan/shared/contracts/customer-service.meta';
import { formatSince } from '@mingdan/shared/messages/format';
import { label, text } from '@mingdan/shared/messages/index';
import { useQuery } from '@tanstack/react-query';
import { App, Button, Radio } from 'antd';
import { useRef, useState } from 'react';
import { useNow } from '../../lib/now.ts';
import { contractQuery, useWrite } from '../../lib/query.ts';
import { CopyText } from '../../ui/copy-text.tsx';
import { Money } from '../../ui/money.tsx';
import { Card } from '../../ui/page.tsx';
import { ProblemView } from '../../ui/problem-view.tsx';
import { Tag } from '../../ui/tag.tsx';
import { WordsField } from '../../ui/words-field.tsx';
import styles from './question-card.module.css';
import { t } from './question-messages.ts';
import { NO_WAIVER, WaiverFields, waiverOf } from './waiver-fields.tsx';
import { t as waiverText } from './waiver-messages.ts';

const LONGEST = 500;

/**
 * What the customer asked about the order 客户咨询: open questions first, each answered in place. Nothing where nobody asked.
 *
 * @param mayWaive the most, fen, that this person may waive with the answer to an objection; 0: nothing
 */
export function QuestionCard({ orderId, mayWaive }: { orderId: string; mayWaive: number }) {
  const query = useQuery(contractQuery<typeof orderQuestions>(orderQuestionsMeta, { orderId }));
  if (query.data === undefined)
    return query.isError ? (
      <Card title={t('title')}>
        <ProblemView error={query.error} compact onRetry={() => void query.refetch()} />
      </Card>
    ) : null;
  const { items } = query.data;
  if (items.length === 0) return null;
  const open = items.filter(({ answer }) => answer === null);
  const answered = items.filter(({ answer }) => answer !== null);
  return (
    <Card
      title={t(open.some(({ objection }) => objection !== null) ? 'title.objection' : 'title')}
      extra={open.length > 0 && <Tag tone="waiting">{t('open', { count: open.length })}</Tag>}
    >
      <ul className={styles.questions}>
        {[...open, ...answered.reverse()].map((question) => (
          <Question key={question.id} orderId={orderId} question={question} mayWaive={mayWaive} onBeaten={() => void query.refetch()} />
        ))}
      </ul>
    </Card>
  );
}

/** One question. What was typed stays when a colleague was faster. */
function Question({
  orderId,
  question,
  mayWaive,
  onBeaten,
}: {
  orderId: string;
  question: QuestionView;
  mayWaive: number;
  onBeaten: () => void;
}) {
  const { message } = App.useApp();
  const now = useNow();
  const [words, setWords] = useState('');
  const [waives, setWaives] = useState(false);
  const [draft, setDraft] = useState(NO_WAIVER);
  const write = useWrite<typeof answerQuestion>(answerQuestionMeta, {
    onDone: () => {
      setWords('');
      void message.success(t('done'));
    },
  });
  const { answer, objection } = question;
  const waiver = waives ? waiverOf(draft, mayWaive) : undefined;
  const wanted = [
    ...(waives && waiverOf({ ...draft, reason: '-' }, mayWaive) === null ? [waiverText('amount')] : []),
    ...(waives && draft.reason.trim() === '' ? [waiverText('reason')] : []),
    ...(words.trim() === '' ? [t('answer')] : []),
  ];
  const missing = wanted.length === 0 ? '' : t('missing', { what: wanted.join('、') });
  // the second press of a double click comes before the button is drawn as waiting
  const sending = useRef(false);
  const send = () => {
    if (sending.current) return;
    sending.current = true;
    write.mutate(
      { orderId, questionId: question.id, text: words.trim(), ...(waiver ? { waive: waiver } : {}) },
      {
        onError: onBeaten,
        onSettled: () => {
          sending.current = false;
        },
      },
    );
  };
  return (
    <li className={styles.question}>
      {objection !== null && (
        <div>
          <Tag tone={answer === null ? 'bad' : 'quiet'}>
            {text('order.disputed')} · {label('order.objection', objection)}
          </Tag>
        </div>
      )}
      <p className={styles.words}>{question.text}</p>
      <span className="muted">{t('asked', { when: formatSince(question.at, now) })}</span>
      {answer !== null && (
        <div className={styles.answer}>
          {objection !== null && (
            <strong>
              {answer.waived === null ? (
                waiverText('keep')
              ) : (
                <>
                  {waiverText('act')} <Money fen={-answer.waived} />
                </>
              )}
            </strong>
          )}
          <p className={styles.words}>{answer.text}</p>
          <span className="muted">{t('answered', { by: answer.by, when: formatSince(answer.at, now) })}</span>
        </div>
      )}
      {answer === null && (
        <form
          className={styles.form}
          onSubmit={(event) => {
            event.preventDefault();
            send();
          }}
        >
          {objection !== null && mayWaive > 0 && (
            <Radio.Group
              aria-label={waiverText('decision')}
              value={waives}
              onChange={(event) => setWaives(event.target.value === true)}
              options={[
                { value: false, label: waiverText('keep') },
                { value: true, label: waiverText('waive') },
              ]}
            />
          )}
          {waives && <WaiverFields draft={draft} most={mayWaive} onChange={setDraft} />}
          <WordsField
            title={t('answer')}
            note={t(objection === null ? 'answer.note' : waives ? 'answer.waives' : 'answer.keeps')}
            longest={LONGEST}
            value={words}
            onChange={setWords}
          />
          <div>
            <Button type="primary" htmlType="submit" disabled={words.trim() === '' || waiver === null} loading={write.isPending}>
              {t(objection === null ? 'send' : waives ? 'send.waive' : 'send.keep')}
            </Button>
            {waives && missing !== '' && <span className="muted"> {missing}</span>}
          </div>
        </form>
      )}
      {write.isError && <ProblemView error={write.error} compact of="write" />}
      {answer !== null && words !== '' && (
        <p className={styles.unsent}>
          {t('unsent')} <CopyText value={words} />
        </p>
      )}
    </li>
  );
}
