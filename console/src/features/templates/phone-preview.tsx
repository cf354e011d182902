import { PERSON_ROLES } from '@mingdan/shared/contracts/roles';
import type { StartNode, TaskNode, TemplateDefinition } from '@mingdan/shared/flows/definition';
import { accessFor } from '@mingdan/shared/forms/access';
import type { FieldDefinition } from '@mingdan/shared/forms/definition';
import { evaluateForm } from '@mingdan/shared/forms/evaluate';
import { businessDay, epochMs } from '@mingdan/shared/kernel/time';
import { label } from '@mingdan/shared/messages/index';
import { Select } from 'antd';
import { useMemo, useState } from 'react';
import { yuan } from '../../lib/format.ts';
import { useNow } from '../../lib/now.ts';
import { Card } from '../../ui/page.tsx';
import { t } from './messages.ts';
import styles from './templates.module.css';
import { nodeName } from './words.ts';

/** The form as the phone shows it at a node to a role, by the engine that decides on the phone: what shows, what may be filled, what must be. */
export function PhonePreview({ template }: { template: TemplateDefinition }) {
  const now = useNow();
  const nodes = template.flow.nodes.filter((node): node is StartNode | TaskNode => node.kind === 'start' || node.kind === 'task');
  const [nodeKey, setNodeKey] = useState(nodes[0]?.key ?? '');
  const [role, setRole] = useState('staff');
  const node = nodes.find((each) => each.key === nodeKey) ?? nodes[0];
  const shown = useMemo(() => {
    if (node === undefined) return null;
    try {
      return evaluateForm({
        form: template.form,
        access: accessFor(
          node.form?.access,
          [role as 'staff'],
          template.form.fields.map((field) => field.key),
        ),
        stored: { ...template.answers, ...template.lines },
        submitted: {},
        context: { node: node.key, role, scene: template.flow.scene, order: {}, attempt: 1, today: businessDay(epochMs(now)) },
        partial: true,
      }).fields;
    } catch {
      // a draft may hold conditions that no engine takes; the findings beside say which
      return null;
    }
  }, [template, node, role, now]);
  return (
    <Card title={t('preview.title')}>
      <div className={styles.previewBar}>
        <Select
          aria-label={t('flow.node')}
          value={node?.key ?? null}
          options={nodes.map((each) => ({ value: each.key, label: nodeName(each) }))}
          onChange={(key: string | null) => setNodeKey(key ?? '')}
        />
        <Select
          aria-label={t('edit.role')}
          value={role}
          options={[...PERSON_ROLES, 'customer'].map((each) => ({ value: each as string, label: label('role', each) }))}
          onChange={setRole}
        />
      </div>
      {shown === null ? (
        <p className="muted">{t('preview.broken')}</p>
      ) : (
        <div className={styles.phone}>
          {shown.every((field) => field.state === 'hidden') && <p className="muted">{t('preview.nothing')}</p>}
          {template.form.fields.map((definition) => {
            const field = shown.find((each) => each.key === definition.key);
            if (field === undefined || field.state === 'hidden') return null;
            if (definition.type === 'heading') return <strong key={definition.key}>{definition.label}</strong>;
            return (
              <div key={definition.key} className={styles.phoneField}>
                <span>
                  {definition.label}
                  {field.required && <strong className={styles.must}> {t('form.required')}</strong>}
                </span>
                <span className={field.state === 'edit' ? styles.phoneInput : styles.phoneText}>
                  {valueText(definition, field.value) || t(`type.${definition.type}`)}
                </span>
                {definition.hint !== undefined && <span className="muted">{definition.hint}</span>}
              </div>
            );
          })}
        </div>
      )}
    </Card>
  );
}

function valueText(definition: FieldDefinition, value: unknown): string {
  if (definition.type === 'money' && typeof value === 'number') return yuan(value);
  if (definition.type === 'multiselect' && Array.isArray(value))
    return value.map((chosen) => definition.options.find((option) => option.value === chosen)?.label ?? String(chosen)).join('、');
  if (definition.type === 'select') return definition.options.find((option) => option.value === value)?.label ?? '';
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return t(value ? 'edit.way.yes' : 'edit.way.no');
  if (Array.isArray(value))
    return value.map((line: { item?: string; quantity?: string }) => `${line.item ?? ''} × ${line.quantity ?? ''}`).join('、');
  return typeof value === 'object' ? '' : String(value);
}
