import type { FileFinding } from '@mingdan/shared/contracts/common';
import { label } from '@mingdan/shared/messages/index';
import { Button } from 'antd';
import { useState } from 'react';
import { type Column, DataTable } from './data-table.tsx';
import { t } from './messages.ts';
import { Tag } from './tag.tsx';

const FIRST_ROWS = 50;

const COLUMNS: readonly Column<FileFinding & { readonly n: number }>[] = [
  { title: t('fileFinding.message'), lead: true, cell: (finding) => finding.message },
  { title: t('fileFinding.place'), cell: (finding) => <span className="nowrap">{placeText(finding)}</span> },
  {
    title: t('fileFinding.severity'),
    cell: (finding) => <Tag tone={finding.severity === 'error' ? 'bad' : 'plain'}>{label('finding', finding.severity)}</Tag>,
  },
];

/** `项目价格 E12` */
function placeText({ sheet, row, column }: FileFinding): string {
  const cell = row === 0 ? '' : column === '' ? t('fileFinding.row', { row }) : `${column}${row}`;
  return [sheet, cell].filter((part) => part !== '').join(' ');
}

/** What is wrong with a file, each with the cell that it speaks of; errors first. */
export function FileFindings({ findings }: { findings: readonly FileFinding[] }) {
  const [limit, setLimit] = useState(FIRST_ROWS);
  const errors = findings.filter((finding) => finding.severity === 'error');
  const ordered = [...errors, ...findings.filter((finding) => finding.severity !== 'error')].map((finding, n) => ({ ...finding, n }));
  return (
    <div>
      <p role="status" style={{ margin: '0 0 8px', fontWeight: 600 }}>
        {t('findings.summary', { errors: errors.length, warnings: findings.length - errors.length })}
      </p>
      {ordered.length > 0 && (
        <DataTable
          compact
          label={t('fileFinding.title')}
          columns={COLUMNS}
          rows={ordered.slice(0, limit)}
          rowKey={(finding) => String(finding.n)}
        />
      )}
      {ordered.length > limit && (
        <Button onClick={() => setLimit(limit + 200)}>{t('fileFinding.more', { count: ordered.length - limit })}</Button>
      )}
    </div>
  );
}
