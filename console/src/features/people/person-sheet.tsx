import type { listOutlets, OutletView } from '@mingdan/shared/contracts/outlets';
import { listOutletsMeta } from '@mingdan/shared/contracts/outlets.meta';
import type { PersonView, savePerson } from '@mingdan/shared/contracts/people';
import { savePersonMeta } from '@mingdan/shared/contracts/people.meta';
import { PERSON_ROLES } from '@mingdan/shared/contracts/roles';
import { label } from '@mingdan/shared/messages/index';
import { useQuery } from '@tanstack/react-query';
import { App, Button, Checkbox, Input, Select } from 'antd';
import { type FormEvent, useState } from 'react';
import { problemOf } from '../../lib/problem.ts';
import { contractQuery, useWrite } from '../../lib/query.ts';
import { Field } from '../../ui/field.tsx';
import { Card } from '../../ui/page.tsx';
import { ProblemView } from '../../ui/problem-view.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { t } from './messages.ts';
import styles from './people.module.css';
import { draftOf, losesBy, type PersonDraft, problemsOf, saveInput } from './person-draft.ts';
import { RegionsField } from './regions-field.tsx';

/** The form of one person, new or known. */
export function PersonSheet({ person, open, onClose }: { person: PersonView | null; open: boolean; onClose: () => void }) {
  return (
    <Sheet open={open} onClose={onClose} width={480} title={t(person === null ? 'form.new' : 'form.edit')}>
      {open && <PersonForm person={person} onDone={onClose} />}
    </Sheet>
  );
}

function PersonForm({ person, onDone }: { person: PersonView | null; onDone: () => void }) {
  const { message } = App.useApp();
  const [draft, setDraft] = useState<PersonDraft>(() => draftOf(person));
  const change = (part: Partial<PersonDraft>) => setDraft({ ...draft, ...part });
  const problems = problemsOf(draft);
  const outlets = useQuery(contractQuery<typeof listOutlets>(listOutletsMeta, { active: 'true' }));
  const write = useWrite<typeof savePerson>(savePersonMeta, {
    onDone: () => {
      void message.success(t('form.saved'));
      onDone();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    write.mutate(saveInput(draft, person));
  };
  const loses = losesBy(draft, person);
  const isComplete = draft.name.trim() !== '' && draft.userid.trim() !== '' && Object.keys(problems).length === 0;
  const serverProblems = new Map(problemOf(write.error).fields.map((field) => [field.path.split('.')[0], field.message]));
  return (
    <Card>
      <form className={styles.form} onSubmit={submit}>
        <Field title={t('form.name')} problem={serverProblems.get('name')}>
          {(id) => <Input id={id} maxLength={40} value={draft.name} onChange={(event) => change({ name: event.target.value })} />}
        </Field>
        <Field title={t('form.userid')} help={t('form.useridNote')} problem={serverProblems.get('userid')}>
          {(id) => <Input id={id} maxLength={64} value={draft.userid} onChange={(event) => change({ userid: event.target.value })} />}
        </Field>
        <Field
          title={t('form.phone')}
          help={person?.phoneMasked ? t('form.phoneKeep', { phone: person.phoneMasked }) : t('form.phoneNote')}
          problem={problems.phone ? t('form.badPhone') : serverProblems.get('phone')}
        >
          {(id) => (
            <Input
              id={id}
              inputMode="numeric"
              maxLength={11}
              autoComplete="off"
              disabled={draft.removePhone}
              value={draft.phone}
              onChange={(event) => change({ phone: event.target.value.trim() })}
            />
          )}
        </Field>
        {person?.phoneMasked && (
          <Checkbox checked={draft.removePhone} onChange={(event) => change({ removePhone: event.target.checked, phone: '' })}>
            {t('form.removePhone')}
          </Checkbox>
        )}
        <fieldset className={styles.roles}>
          <legend>{t('form.roles')}</legend>
          <Checkbox.Group
            value={[...draft.roles]}
            onChange={(roles) => change({ roles: PERSON_ROLES.filter((role) => roles.includes(role)) })}
            options={PERSON_ROLES.map((role) => ({ value: role, label: label('role', role) }))}
          />
        </fieldset>
        <Field title={t('form.outlet')} problem={serverProblems.get('outletId')}>
          {(id) => (
            <Select
              id={id}
              allowClear
              showSearch={{ optionFilterProp: 'label' }}
              placeholder={t('form.noOutlet')}
              loading={outlets.isPending}
              value={draft.outletId}
              onChange={(outletId: string | null | undefined) => change({ outletId: outletId ?? null })}
              options={outletChoices(outlets.data?.items ?? [], person)}
            />
          )}
        </Field>
        <RegionsField value={draft.regions} onChange={(regions) => change({ regions })} problem={serverProblems.get('regions')} />
        <Checkbox checked={draft.active} onChange={(event) => change({ active: event.target.checked })}>
          {t('form.active')}
        </Checkbox>
        {loses !== null && (
          <p className="secondary" role="status">
            {t(`form.loses.${loses}`)}
          </p>
        )}
        {write.isError && <ProblemView error={write.error} compact of="write" />}
        <Button type="primary" htmlType="submit" disabled={!isComplete} loading={write.isPending}>
          {t('form.save')}
        </Button>
      </form>
    </Card>
  );
}

/** The active outlets, and the one that the person belongs to even where it was switched off. */
function outletChoices(active: readonly OutletView[], person: PersonView | null): { value: string; label: string }[] {
  const choices = active.map((outlet) => ({ value: outlet.id, label: outlet.name }));
  const { outletId = null, outletName = null } = person ?? {};
  if (outletId === null || outletName === null || choices.some(({ value }) => value === outletId)) return choices;
  return [...choices, { value: outletId, label: outletName }];
}
