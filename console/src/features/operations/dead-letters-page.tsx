import type { listDeadLetters, replayDeadLetter } from '@mingdan/shared/contracts/operations';
import { listDeadLettersMeta, replayDeadLetterMeta } from '@mingdan/shared/contracts/operations.meta';
import { formatSince } from '@mingdan/shared/messages/format';
import { useInfiniteQuery } from '@tanstack/react-query';
import { App, Button, Modal } from 'antd';
import { useState } from 'react';
import { useMay } from '../../lib/access.ts';
import { useNow } from '../../lib/now.ts';
import { contractPages, type RowOf, useWrite } from '../../lib/query.ts';
import { type Column, PagedTable } from '../../ui/data-table.tsx';
import { Card, Page } from '../../ui/page.tsx';
import { Empty, ProblemView } from '../../ui/problem-view.tsx';
import { t } from './messages.ts';

type Letter = RowOf<typeof listDeadLetters>;

/** Jobs that gave up, with the reason, and the way to run them again. */
export function DeadLettersPage() {
  const pages = useInfiniteQuery(contractPages<typeof listDeadLetters>(listDeadLettersMeta, { limit: 50 }));
  const mayReplay = useMay('deadletters:replay');
  const [chosen, setChosen] = useState<Letter | null>(null);
  const now = useNow();
  const columns: readonly Column<Letter>[] = [
    { title: t('col.job'), lead: true, cell: (letter) => <span className="mono">{letter.job}</span> },
    { title: t('col.attempts'), align: 'right', cell: (letter) => letter.attempts },
    { title: t('col.reason'), cell: (letter) => letter.reason },
    {
      title: t('col.dead'),
      align: 'right',
      cell: (letter) => <span className="muted nowrap">{formatSince(letter.deadAt, now)}</span>,
    },
    {
      title: t('col.act'),
      align: 'right',
      cell: (letter) => {
        if (letter.replayedAt !== null)
          return <span className="muted nowrap">{t('replayed', { when: formatSince(letter.replayedAt, now) })}</span>;
        if (!mayReplay) return '—';
        return (
          <Button size="small" onClick={() => setChosen(letter)}>
            {t('replay')}
          </Button>
        );
      },
    },
  ];
  return (
    <Page title={t('title')} note={t('note')}>
      <Card flush>
        <PagedTable
          pages={pages}
          label={t('title')}
          columns={columns}
          rowKey={(letter) => letter.id}
          isFaded={(letter) => letter.replayedAt !== null}
          empty={<Empty>{t('empty')}</Empty>}
        />
      </Card>
      {chosen !== null && <ReplayDialog letter={chosen} onClose={() => setChosen(null)} />}
    </Page>
  );
}

function ReplayDialog({ letter, onClose }: { letter: Letter; onClose: () => void }) {
  const { message } = App.useApp();
  const write = useWrite<typeof replayDeadLetter>(replayDeadLetterMeta, {
    onDone: () => {
      void message.success(t('replay.done'));
      onClose();
    },
  });
  return (
    <Modal
      open
      title={t('replay.title')}
      okText={t('replay')}
      cancelText={t('replay.keep')}
      okButtonProps={{ loading: write.isPending }}
      onOk={() => write.mutate({ deadLetterId: letter.id })}
      onCancel={onClose}
    >
      <p>{t('replay.text', { reason: letter.reason })}</p>
      <p className="mono secondary">{letter.job}</p>
      {write.isError && <ProblemView error={write.error} compact of="write" />}
    </Modal>
  );
}
