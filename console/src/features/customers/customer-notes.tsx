import type { addCustomerNote, CustomerFile } from '@mingdan/shared/contracts/customer-file';
import { addCustomerNoteMeta } from '@mingdan/shared/contracts/customer-file.meta';
import { formatSince } from '@mingdan/shared/messages/format';
import type { UseQueryResult } from '@tanstack/react-query';
import { App, Button, Input } from 'antd';
import { useState } from 'react';
import { useMay } from '../../lib/access.ts';
import { useNow } from '../../lib/now.ts';
import { useWrite } from '../../lib/query.ts';
import { Card } from '../../ui/page.tsx';
import { ProblemView } from '../../ui/problem-view.tsx';
import { QueryBoundary } from '../../ui/query-boundary.tsx';
import styles from './customers.module.css';
import { t } from './messages.ts';

/** What colleagues wrote down about a customer, newest first. */
export function CustomerNotes({ customerId, query }: { customerId: string; query: UseQueryResult<CustomerFile, Error> }) {
  const { message } = App.useApp();
  const now = useNow();
  const mayWrite = useMay('customers:note');
  const [text, setText] = useState('');
  const write = useWrite<typeof addCustomerNote>(addCustomerNoteMeta, {
    onDone: () => {
      setText('');
      void message.success(t('note.done'));
    },
  });
  return (
    <Card title={t('note.title')}>
      {mayWrite && (
        <div className={styles.noteBox}>
          <Input.TextArea
            rows={2}
            maxLength={500}
            aria-label={t('note.label')}
            placeholder={t('note.placeholder')}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
          <div>
            <Button disabled={text.trim() === ''} loading={write.isPending} onClick={() => write.mutate({ customerId, text: text.trim() })}>
              {t('note.add')}
            </Button>
          </div>
          {write.isError && <ProblemView error={write.error} compact of="write" />}
        </div>
      )}
      <QueryBoundary query={query} compact>
        {({ notes }) =>
          notes.length === 0 ? (
            <span className="muted">{t('note.none')}</span>
          ) : (
            <ul className={styles.notes}>
              {notes.map((note) => (
                <li key={note.id}>
                  <span>{note.text}</span>
                  <span className="muted">
                    {note.by} · {formatSince(note.at, now)}
                  </span>
                </li>
              ))}
            </ul>
          )
        }
      </QueryBoundary>
    </Card>
  );
}
