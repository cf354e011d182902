import type { CommentVisibility, commentOrder } from '@mingdan/shared/contracts/order-paths';
import { commentOrderMeta } from '@mingdan/shared/contracts/order-paths.meta';
import type { listPeople } from '@mingdan/shared/contracts/people';
import { listPeopleMeta } from '@mingdan/shared/contracts/people.meta';
import { useQuery } from '@tanstack/react-query';
import { App, Button, Input, Radio, Select } from 'antd';
import { useId, useState } from 'react';
import { useMay } from '../../lib/access.ts';
import { contractQuery, useWrite } from '../../lib/query.ts';
import { ProblemView } from '../../ui/problem-view.tsx';
import { t } from './messages.ts';
import styles from './orders.module.css';

const LONGEST = 500;
const VISIBILITIES: readonly CommentVisibility[] = ['internal', 'visible'];

/** Writes a comment 备注 onto the order's timeline: for the company, or for customer and installer too. Names mentioned are told. */
export function CommentBox({ orderId }: { orderId: string }) {
  const { message } = App.useApp();
  const seesPeople = useMay('people:read');
  const [text, setText] = useState('');
  const [visibility, setVisibility] = useState<CommentVisibility>('internal');
  const [mentions, setMentions] = useState<readonly string[]>([]);
  const textId = useId();
  const write = useWrite<typeof commentOrder>(commentOrderMeta, {
    onDone: () => {
      setText('');
      setMentions([]);
      void message.success(t('comment.done'));
    },
  });
  return (
    <div className={styles.comment}>
      <label htmlFor={textId} className="sr-only">
        {t('comment.label')}
      </label>
      <Input.TextArea
        id={textId}
        rows={2}
        maxLength={LONGEST}
        placeholder={t('comment.placeholder')}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {text.trim() !== '' && (
        <>
          <Radio.Group
            aria-label={t('comment.who')}
            value={visibility}
            onChange={(event) => setVisibility(event.target.value as CommentVisibility)}
            options={VISIBILITIES.map((value) => ({ value, label: t(`comment.${value}`) }))}
          />
          {seesPeople && <Mentions value={mentions} onChange={setMentions} />}
        </>
      )}
      <div>
        <Button
          disabled={text.trim() === ''}
          loading={write.isPending}
          onClick={() => write.mutate({ orderId, text: text.trim(), visibility, mentions: [...mentions] })}
        >
          {t('comment.send')}
        </Button>
      </div>
      {write.isError && <ProblemView error={write.error} compact of="write" />}
    </div>
  );
}

function Mentions({ value, onChange }: { value: readonly string[]; onChange: (ids: readonly string[]) => void }) {
  const query = useQuery(contractQuery<typeof listPeople>(listPeopleMeta, { active: 'true', limit: 100 }));
  return (
    <Select
      mode="multiple"
      aria-label={t('comment.mention')}
      placeholder={t('comment.mention')}
      loading={query.isLoading}
      showSearch={{ optionFilterProp: 'label' }}
      value={[...value]}
      onChange={(ids: string[]) => onChange(ids)}
      options={(query.data?.items ?? []).map((person) => ({ value: person.id, label: person.name }))}
    />
  );
}
