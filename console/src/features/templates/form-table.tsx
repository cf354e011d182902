import type { FlowDefinition, FlowNode, NodeForm } from '@mingdan/shared/flows/definition';
import type { Access, FieldDefinition, FormDefinition } from '@mingdan/shared/forms/definition';
import { label } from '@mingdan/shared/messages/index';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { t } from './messages.ts';
import styles from './templates.module.css';
import { fieldRules, namesOf, nodeName } from './words.ts';

type NodeWithForm = FlowNode & { readonly form: NodeForm };

/** Every field with its rules and, node by node, what each role may do with it. */
export function FormTable({ form, flow }: { form: FormDefinition; flow: FlowDefinition }) {
  const nodes = flow.nodes.filter((node): node is NodeWithForm => 'form' in node && node.form !== undefined);
  const names = namesOf(form);
  const columns: readonly Column<FieldDefinition>[] = [
    {
      title: t('form.field'),
      lead: true,
      width: '180px',
      cell: (field) => (
        <span>
          {field.label}
          <span className={`mono muted ${styles.key}`}>{field.key}</span>
        </span>
      ),
    },
    { title: t('form.type'), cell: (field) => <span className="nowrap">{t(`type.${field.type}`)}</span> },
    {
      title: t('form.rules'),
      cell: (field) => (
        <ul className={styles.plainList}>
          {fieldRules(field, names).map((rule) => (
            <li key={rule}>{rule}</li>
          ))}
        </ul>
      ),
    },
    ...nodes.map((node) => ({ title: nodeName(node), cell: (field: FieldDefinition) => <AccessCell node={node} field={field.key} /> })),
  ];
  return (
    <>
      <DataTable label={t('form.title')} columns={columns} rows={form.fields} rowKey={(field) => field.key} />
      <p className={styles.legend}>{t('access.legend')}</p>
    </>
  );
}

const ACCESSES: readonly Access[] = ['edit', 'read', 'hidden'];

function AccessCell({ node, field }: { node: NodeWithForm; field: string }) {
  const entries = node.form.access ?? [];
  const rolesWith = (access: Access) =>
    entries.filter((entry) => (entry.fields[field] ?? entry.fields['*']) === access).map((entry) => entry.role);
  const lines = ACCESSES.flatMap((access) => {
    const roles = rolesWith(access);
    return roles.length === 0 ? [] : [{ access, roles: roles.map((role) => label('role', role)).join('、') }];
  });
  if (lines.length === 0) return <span className="muted">—</span>;
  return (
    <ul className={styles.plainList}>
      {lines.map(({ access, roles }) => (
        <li key={access} className={styles[`access-${access}`]}>
          <strong className={styles.accessWord}>{t(`access.${access}`)}</strong> {roles}
        </li>
      ))}
    </ul>
  );
}
