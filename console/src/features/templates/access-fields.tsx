import { PERSON_ROLES, type PersonRole } from '@mingdan/shared/contracts/roles';
import type { TemplateDefinition } from '@mingdan/shared/flows/definition';
import type { Access, AccessEntry } from '@mingdan/shared/forms/definition';
import { label } from '@mingdan/shared/messages/index';
import { Select } from 'antd';
import { useState } from 'react';
import { withKey } from '../../lib/lists.ts';
import { ChoiceField, FormStack } from '../../ui/form-fields.tsx';
import { Card } from '../../ui/page.tsx';
import { t } from './messages.ts';
import styles from './templates.module.css';

const ACCESSES: readonly Access[] = ['edit', 'read', 'hidden'];

/** What each role may do with each field here. */
export function AccessFields({
  template,
  access,
  onChange,
}: {
  template: TemplateDefinition;
  access: readonly AccessEntry[];
  onChange: (access: readonly AccessEntry[]) => void;
}) {
  const [role, setRole] = useState<string>(access[0]?.role ?? 'installer');
  const entry = access.find((each) => each.role === role);
  const set = (field: string, value: Access | undefined) => {
    const fields = withKey({ ...entry?.fields } as Record<string, Access>, field, value);
    const rest = access.filter((each) => each.role !== role);
    onChange(
      Object.keys(fields).length === 0
        ? rest
        : entry
          ? access.map((each) => (each.role === role ? { role, fields } : each))
          : [...rest, { role, fields }],
    );
  };
  const rows = [{ key: '*', label: t('edit.otherFields') }, ...template.form.fields];
  return (
    <Card title={t('form.access')}>
      <FormStack>
        <ChoiceField
          title={t('edit.role')}
          at="form.access"
          value={role}
          options={[...PERSON_ROLES, 'customer'].map((each) => ({
            value: each as string,
            label: `${label('role', each as PersonRole)}${access.some((known) => known.role === each) ? ' ●' : ''}`,
          }))}
          onChange={(next) => setRole(next ?? role)}
        />
        <span className="muted">{t('edit.accessHint')}</span>
        {rows.map((field) => (
          <div key={field.key} className={styles.accessRow}>
            <span>{field.label}</span>
            <Select
              aria-label={`${field.label} ${t('form.access')}`}
              allowClear
              placeholder={t('edit.byForm')}
              value={entry?.fields[field.key] ?? null}
              options={ACCESSES.map((each) => ({ value: each, label: t(`access.${each}`) }))}
              onChange={(next: Access | null | undefined) => set(field.key, next ?? undefined)}
            />
          </div>
        ))}
      </FormStack>
    </Card>
  );
}
