import type { FlowDefinition, FlowNode, NodeForm } from '@mingdan/shared/flows/definition';
import type { Access, FieldDefinition, FormDefinition } from '@mingdan/shared/forms/definition';
import { label } from '@mingdan/shared/messages/index';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { t } from './messages.ts';
import styles from './templates.module.css';
import { fieldRules, nodeName } from './words.ts';

type NodeWithForm = FlowNode & { readonly form: NodeForm };

/** Every field with its rules and, node by node, what each role may do with it. */
export function FormTable({ form, flow }: { form: FormDefinition; flow: FlowDefinition }) {
  const nodes = flow.nodes.filter((node): node is NodeWithForm => 'form' in node && node.form !== undefined);
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
          {fieldRules(field).map((rule) => (
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

function AccessCell({ node, field }: { node: NodeWithForm; field: string }) {
  const entries = (node.form.access ?? []).flatMap((entry): readonly { role: string; access: Access }[] => {
    const access = entry.fields[field] ?? entry.fields['*'];
    return access === undefined ? [] : [{ role: entry.role, access }];
  });
  if (entries.length === 0) return <span className="muted">—</span>;
  return (
    <ul className={styles.plainList}>
      {entries.map(({ role, access }) => (
        <li key={role} className={`nowrap ${styles[`access-${access}`] ?? ''}`}>
          {label('role', role)} {t(`access.${access}`)}
        </li>
      ))}
    </ul>
  );
}
