import type { OutletView, saveOutlet } from '@mingdan/shared/contracts/outlets';
import { saveOutletMeta } from '@mingdan/shared/contracts/outlets.meta';
import { App, Button, Checkbox, Input, Select } from 'antd';
import { type FormEvent, useState } from 'react';
import { problemOf } from '../../lib/problem.ts';
import { useWrite } from '../../lib/query.ts';
import { Field } from '../../ui/field.tsx';
import { Card } from '../../ui/page.tsx';
import { ProblemView } from '../../ui/problem-view.tsx';
import { RegionSelect } from '../../ui/region-select.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { t } from './messages.ts';
import styles from './people.module.css';

const COOPERATIONS = ['own', 'franchise', 'partner'] as const satisfies readonly OutletView['cooperation'][];

/** The form of one outlet, new or known. */
export function OutletSheet({ outlet, open, onClose }: { outlet: OutletView | null; open: boolean; onClose: () => void }) {
  return (
    <Sheet open={open} onClose={onClose} width={480} title={t(outlet === null ? 'outlet.add' : 'outlet.edit')}>
      {open && <OutletForm outlet={outlet} onDone={onClose} />}
    </Sheet>
  );
}

function OutletForm({ outlet, onDone }: { outlet: OutletView | null; onDone: () => void }) {
  const { message } = App.useApp();
  const [draft, setDraft] = useState(() => ({
    code: outlet?.code ?? '',
    name: outlet?.name ?? '',
    region: outlet?.region ?? '',
    cooperation: outlet?.cooperation ?? COOPERATIONS[0],
    active: outlet?.active ?? true,
  }));
  const change = (part: Partial<typeof draft>) => setDraft({ ...draft, ...part });
  const write = useWrite<typeof saveOutlet>(saveOutletMeta, {
    onDone: () => {
      void message.success(t('form.saved'));
      onDone();
    },
  });
  const problems = new Map(problemOf(write.error).fields.map((field) => [field.path, field.message]));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    write.mutate({
      ...draft,
      code: draft.code.trim(),
      name: draft.name.trim(),
      ...(outlet === null ? {} : { outletId: outlet.id, version: outlet.version }),
    });
  };
  return (
    <Card>
      <form className={styles.form} onSubmit={submit}>
        <Field title={t('outlet.col.name')} problem={problems.get('name')}>
          {(id) => <Input id={id} maxLength={60} value={draft.name} onChange={(event) => change({ name: event.target.value })} />}
        </Field>
        <Field title={t('outlet.col.code')} help={t('outlet.form.codeNote')} problem={problems.get('code')}>
          {(id) => (
            <Input
              id={id}
              maxLength={32}
              disabled={outlet !== null}
              value={draft.code}
              onChange={(event) => change({ code: event.target.value })}
            />
          )}
        </Field>
        <Field title={t('outlet.col.cooperation')}>
          {(id) => (
            <Select
              id={id}
              value={draft.cooperation}
              onChange={(cooperation: OutletView['cooperation']) => change({ cooperation })}
              options={COOPERATIONS.map((value) => ({ value, label: t(`cooperation.${value}`) }))}
            />
          )}
        </Field>
        <RegionSelect title={t('outlet.col.region')} value={draft.region} onChange={(region) => change({ region: region ?? '' })} />
        <Checkbox checked={draft.active} onChange={(event) => change({ active: event.target.checked })}>
          {t('outlet.form.active')}
        </Checkbox>
        {write.isError && <ProblemView error={write.error} compact of="write" />}
        <Button
          type="primary"
          htmlType="submit"
          disabled={draft.name.trim() === '' || draft.code.trim() === '' || draft.region === ''}
          loading={write.isPending}
        >
          {t('form.save')}
        </Button>
      </form>
    </Card>
  );
}
