import type { checkBook, publishBook } from '@mingdan/shared/contracts/books';
import { checkBookMeta, publishBookMeta } from '@mingdan/shared/contracts/books.meta';
import type { PriceBook } from '@mingdan/shared/pricing/types';
import { Link, useNavigate } from '@tanstack/react-router';
import { App, Button, Modal } from 'antd';
import { useState } from 'react';
import { useWrite } from '../../lib/query.ts';
import { Findings } from '../../ui/findings.tsx';
import { type ChosenJson, JsonFilePicker } from '../../ui/json-file-picker.tsx';
import { Card, Page } from '../../ui/page.tsx';
import { ProblemView } from '../../ui/problem-view.tsx';
import { BOOK_SECTIONS, BookSection } from './book-section.tsx';
import { t } from './messages.ts';

/** A price book from a file: read, checked with all findings, looked at, published. */
export function BookImportPage() {
  const { message } = App.useApp();
  const navigate = useNavigate();
  const [chosen, setChosen] = useState<ChosenJson | null>(null);
  const [asking, setAsking] = useState(false);
  const check = useWrite<typeof checkBook>(checkBookMeta);
  const publish = useWrite<typeof publishBook>(publishBookMeta, {
    onDone: ({ code, version }) => {
      void message.success(t('import.done', { code, version }));
      void navigate({ to: '/books/$code/$version', params: { code, version: String(version) }, search: {} });
    },
  });
  const choose = (json: ChosenJson | null) => {
    setChosen(json);
    publish.reset();
    if (json === null) check.reset();
    else check.mutate({ book: json.value as never });
  };
  const book = chosen?.value as PriceBook | undefined;
  const isGood = check.data !== undefined && check.data.errors === 0;
  const names = { code: String(book?.code ?? ''), version: String(book?.version ?? '') };
  return (
    <Page title={t('import.title')} crumb={<Link to="/books">{t('page.back')}</Link>}>
      <Card>
        <JsonFilePicker lead={t('import.lead')} onChoose={choose} />
      </Card>
      {check.isError && <ProblemView error={check.error} onRetry={() => chosen && check.mutate({ book: chosen.value as never })} />}
      {check.data !== undefined && (
        <Card
          title={t('section.findings')}
          extra={
            <Button type="primary" disabled={!isGood} onClick={() => setAsking(true)}>
              {t('import.publish', names)}
            </Button>
          }
        >
          <Findings findings={check.data.findings} />
        </Card>
      )}
      {isGood &&
        book !== undefined &&
        BOOK_SECTIONS.filter((section) => section !== 'items').map((section) => (
          <BookSection key={section} book={book} section={section} side="charge" />
        ))}
      <Modal
        open={asking}
        title={t('import.confirm.title')}
        okText={t('import.confirm.ok')}
        cancelText={t('import.confirm.keep')}
        okButtonProps={{ loading: publish.isPending }}
        onOk={() => chosen && publish.mutate({ book: chosen.value as never })}
        onCancel={() => setAsking(false)}
      >
        <p>{t('import.confirm.text', names)}</p>
        {(check.data?.warnings ?? 0) > 0 && <p>{t('import.confirm.warnings', { count: check.data?.warnings ?? 0 })}</p>}
        {publish.isError && <ProblemView error={publish.error} compact of="write" />}
      </Modal>
    </Page>
  );
}
