import type { PersonView, savePerson } from '@mingdan/shared/contracts/people';
import { savePersonMeta } from '@mingdan/shared/contracts/people.meta';
import { PERSON_ROLES } from '@mingdan/shared/contracts/roles';
import { label } from '@mingdan/shared/messages/index';
import { App, Button, Checkbox, Input } from 'antd';
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { problemOf } from '../../lib/problem.ts';
import { useWrite } from '../../lib/query.ts';
import { Card } from '../../ui/page.tsx';
import { ProblemView } from '../../ui/problem-view.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { t } from './messages.ts';
import styles from './people.module.css';
import { draftOf, type PersonDraft, problemsOf, saveInput } from './person-draft.ts';

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
  const isComplete = draft.name.trim() !== '' && draft.userid.trim() !== '' && Object.keys(problems).length === 0;
  const serverProblems = new Map(problemOf(write.error).fields.map((field) => [field.path.split('.')[0], field.message]));
  return (
    <Card>
      <form className={styles.form} onSubmit={submit}>
        <Field title={t('form.name')} problem={serverProblems.get('name')}>
          {(id) => <Input id={id} maxLength={40} value={draft.name} onChange={(event) => change({ name: event.target.value })} />}
        </Field>
        <Field title={t('form.userid')} note={t('form.useridNote')} problem={serverProblems.get('userid')}>
          {(id) => <Input id={id} maxLength={64} value={draft.userid} onChange={(event) => change({ userid: event.target.value })} />}
        </Field>
        <Field
          title={t('form.phone')}
          note={person?.phoneMasked ? t('form.phoneKeep', { phone: person.phoneMasked }) : t('form.phoneNote')}
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
        <Field
          title={t('form.regions')}
          note={t('form.regionsNote')}
          problem={problems.regions ? t('form.badRegions', { codes: problems.regions.join('、') }) : serverProblems.get('regions')}
        >
          {(id) => <Input id={id} value={draft.regions} onChange={(event) => change({ regions: event.target.value })} />}
        </Field>
        <p className={styles.plain}>
          {t('form.outlet')} <span className="secondary">{person?.outletName ?? t('form.noOutlet')}</span>
        </p>
        <Checkbox checked={draft.active} onChange={(event) => change({ active: event.target.checked })}>
          {t('form.active')}
        </Checkbox>
        {write.isError && <ProblemView error={write.error} compact of="write" />}
        <Button type="primary" htmlType="submit" disabled={!isComplete} loading={write.isPending}>
          {t('form.save')}
        </Button>
      </form>
    </Card>
  );
}

function Field({
  title,
  note,
  problem,
  children,
}: {
  title: string;
  note?: string;
  problem?: string | undefined;
  children: (id: string) => ReactNode;
}) {
  const id = useId();
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{title}</label>
      {children(id)}
      {problem !== undefined ? (
        <span role="alert" className={styles.problem}>
          {problem}
        </span>
      ) : (
        note !== undefined && <span className={styles.hint}>{note}</span>
      )}
    </div>
  );
}
