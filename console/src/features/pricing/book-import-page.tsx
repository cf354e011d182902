import type { openBookDraft, readBookFile } from '@mingdan/shared/contracts/books';
import { openBookDraftMeta, readBookFileMeta } from '@mingdan/shared/contracts/books.meta';
import type { PriceBook } from '@mingdan/shared/pricing/types';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useFileReading, useWrite } from '../../lib/query.ts';
import { AgainstNewest } from '../../ui/draft-frame.tsx';
import { FileFindings } from '../../ui/file-findings.tsx';
import { FilePicker } from '../../ui/file-picker.tsx';
import { Findings } from '../../ui/findings.tsx';
import { TextField } from '../../ui/form-fields.tsx';
import { Card, Page } from '../../ui/page.tsx';
import { ProblemView } from '../../ui/problem-view.tsx';
import { BookDiffView } from './book-diff-view.tsx';
import { t } from './messages.ts';
import { useNewest } from './newest.ts';
import styles from './pricing.module.css';
import { placeText } from './words.ts';

const CODE = /^[A-Za-z0-9][A-Za-z0-9_-]{0,59}$/;
/** What an editor cannot show: such a book must be mended in its file. */
const SHAPELESS = new Set(['TYPE_WRONG', 'KEY_MISSING']);

/** A price book from a file: read on trial with every wrong cell named, compared with what is published, then a draft. */
export function BookImportPage() {
  const navigate = useNavigate();
  const [chosen, setChosen] = useState<File | null>(null);
  const [code, setCode] = useState('');
  const read = useFileReading<typeof readBookFile>(readBookFileMeta);
  const open = useWrite<typeof openBookDraft>(openBookDraftMeta, {
    onDone: ({ id }) => void navigate({ to: '/books/drafts/$draftId', params: { draftId: id }, search: {} }),
  });
  const choose = (file: File) => {
    setChosen(file);
    open.reset();
    read.mutate(file, { onSuccess: (result) => setCode(String((result.book as { code?: unknown } | null)?.code ?? 'MAIN')) });
  };
  const result = read.data;
  const isEditable =
    result !== undefined &&
    result.book !== null &&
    !result.bookFindings.some((finding) => finding.severity === 'error' && SHAPELESS.has(finding.code));
  const codeProblem = CODE.test(code) ? null : t('import.codeBad');
  return (
    <Page title={t('import.title')} crumb={<Link to="/books">{t('page.back')}</Link>} note={t('import.note')}>
      <Card>
        <FilePicker lead={t('import.lead')} accept=".xlsx,.json" reading={read.isPending} onChoose={choose} />
      </Card>
      {read.isError && (
        <Card>
          <ProblemView error={read.error} compact of="write" onRetry={() => chosen && choose(chosen)} />
        </Card>
      )}
      {result !== undefined && (
        <>
          <Card title={t('import.fileFindings')}>
            <FileFindings findings={result.findings} />
          </Card>
          {result.book !== null && (
            <Card title={t('section.findings')}>
              <Findings findings={result.bookFindings} placeOf={placeText} />
            </Card>
          )}
          <Card title={t('import.draft')}>
            <div className={styles.bar} style={{ alignItems: 'flex-end' }}>
              <TextField title={t('col.code')} mono max={60} value={code} problem={codeProblem} onChange={setCode} />
              <Button
                type="primary"
                disabled={!isEditable || codeProblem !== null}
                loading={open.isPending}
                onClick={() => open.mutate({ code, fromVersion: null, book: result.book })}
              >
                {t('import.toDraft')}
              </Button>
            </div>
            <p className="secondary">
              {t(
                !isEditable
                  ? 'import.mend'
                  : result.findings.some(({ severity }) => severity === 'error')
                    ? 'import.draftNote'
                    : 'import.draftWhole',
              )}
            </p>
            {open.isError && <ProblemView error={open.error} compact of="write" />}
          </Card>
          {isEditable && codeProblem === null && <Difference code={code} book={result.book as unknown as PriceBook} />}
        </>
      )}
    </Page>
  );
}

/** What would be different from the newest published version of the code. */
function Difference({ code, book }: { code: string; book: PriceBook }) {
  const { heads, newest, book: published } = useNewest(code);
  return (
    <AgainstNewest heads={heads} newest={newest} published={published}>
      {(before) => <BookDiffView before={before.book as unknown as PriceBook} after={{ ...book, code }} />}
    </AgainstNewest>
  );
}
