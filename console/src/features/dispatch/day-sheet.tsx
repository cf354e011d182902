import type { RosterOutput, saveRosterDay } from '@mingdan/shared/contracts/roster';
import { saveRosterDayMeta } from '@mingdan/shared/contracts/roster.meta';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useMay } from '../../lib/access.ts';
import { useWrite } from '../../lib/query.ts';
import { Card } from '../../ui/page.tsx';
import { ProblemView } from '../../ui/problem-view.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { t } from './messages.ts';
import styles from './roster.module.css';
import { ShiftsField } from './shifts-field.tsx';

/** One day of one installer: shifts of its own, or the weekly pattern. */
export function DaySheet({ row, day, onClose }: { row: RosterOutput['rows'][number]; day: string; onClose: () => void }) {
  const { message } = App.useApp();
  const cell = row.days.find((each) => each.day === day);
  const mayWrite = useMay('roster:write');
  const [shifts, setShifts] = useState<readonly { from: string; to: string }[]>(cell?.shifts ?? []);
  const write = useWrite<typeof saveRosterDay>(saveRosterDayMeta, {
    onDone: () => {
      void message.success(t('day.saved'));
      onClose();
    },
  });
  const save = (value: readonly { from: string; to: string }[] | null) =>
    write.mutate({ personId: row.installerId, day, shifts: value?.map((span) => ({ ...span })) ?? null });
  return (
    <Sheet open onClose={onClose} width={420} title={t('day.title', { name: row.name, day })}>
      <Card>
        <div className={styles.form}>
          <ShiftsField title={t('day.shifts')} value={shifts} onChange={setShifts} />
          <p className="muted">{t('day.offHint')}</p>
          {write.isError && <ProblemView error={write.error} compact of="write" />}
          {mayWrite && (
            <span className={styles.buttons}>
              <Button type="primary" loading={write.isPending} onClick={() => save(shifts)}>
                {t('day.save')}
              </Button>
              {cell?.own === true && <Button onClick={() => save(null)}>{t('day.back')}</Button>}
            </span>
          )}
        </div>
      </Card>
    </Sheet>
  );
}
