import { HolderOutlined } from '@ant-design/icons';
import type { TemplateDefinition } from '@mingdan/shared/flows/definition';
import type { FieldDefinition } from '@mingdan/shared/forms/definition';
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { moved, replaceAt, without } from '../../lib/lists.ts';
import type { Aim } from '../../ui/draft-frame.tsx';
import { FieldGrid, TextField } from '../../ui/form-fields.tsx';
import { Card } from '../../ui/page.tsx';
import { FieldSheet, fieldOf } from './field-sheet.tsx';
import { t } from './messages.ts';
import { renameField } from './rename.ts';
import styles from './templates.module.css';
import { fieldRules, namesOf } from './words.ts';

/** What an editor of a part of a template is given. */
export interface PartProps {
  readonly template: TemplateDefinition;
  readonly target: Aim | null;
  readonly onChange: (template: TemplateDefinition, tag?: string) => void;
}

/** The template's words and its fields; a field is moved by its handle, by Alt with an arrow, or in its sheet. */
export function FormEditor({ template, target, onChange }: PartProps) {
  const { fields } = template.form;
  const [opened, setOpened] = useState<number | null>(null);
  const [dragged, setDragged] = useState<number | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when another finding is asked for
  useEffect(() => {
    if (target !== null && target.item >= 0 && target.item < fields.length) setOpened(target.item);
  }, [target?.key]);
  const put = (next: readonly FieldDefinition[], tag?: string) => onChange({ ...template, form: { ...template.form, fields: next } }, tag);
  const add = () => {
    let n = fields.length + 1;
    while (fields.some((field) => field.key === `field${n}`)) n += 1;
    put([...fields, fieldOf('text', `field${n}`, t('edit.newField'))]);
    setOpened(fields.length);
  };
  const names = namesOf(template.form);
  return (
    <>
      <Card title={t('edit.basics')}>
        <FieldGrid>
          <TextField
            title={t('col.name')}
            at="name"
            max={60}
            value={template.name}
            onChange={(name) => onChange({ ...template, name, form: { ...template.form, name }, flow: { ...template.flow, name } }, 'name')}
          />
          <TextField
            title={t('edit.icon')}
            at="icon"
            mono
            max={40}
            value={template.icon}
            onChange={(icon) => onChange({ ...template, icon }, 'icon')}
          />
          <TextField
            title={t('col.summary')}
            at="summary"
            wide
            max={200}
            value={template.summary}
            onChange={(summary) => onChange({ ...template, summary }, 'summary')}
          />
        </FieldGrid>
      </Card>
      <Card title={t('form.title')} extra={<Button onClick={add}>{t('edit.addField')}</Button>} flush>
        <ol className={styles.sortable}>
          {fields.map((field, index) => (
            <li
              // biome-ignore lint/suspicious/noArrayIndexKey: a key may be typed over, the place stays
              key={index}
              className={dragged === index ? styles.dragged : undefined}
              onDragOver={(event) => {
                event.preventDefault();
                if (dragged === null || dragged === index) return;
                put(moved(fields, dragged, index), 'drag');
                setDragged(index);
              }}
              onDrop={(event) => event.preventDefault()}
            >
              {/* biome-ignore lint/a11y/noStaticElementInteractions: the pointer's way; Alt with an arrow is the keyboard's */}
              <span
                draggable
                className={styles.handle}
                title={t('edit.drag')}
                onDragStart={() => setDragged(index)}
                onDragEnd={() => setDragged(null)}
              >
                <HolderOutlined />
              </span>
              <button
                type="button"
                className={styles.sortableRow}
                onClick={() => setOpened(index)}
                onKeyDown={(event) => {
                  if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
                  event.preventDefault();
                  put(moved(fields, index, event.key === 'ArrowUp' ? index - 1 : index + 1));
                }}
              >
                <span>
                  {field.label} <span className="mono muted">{field.key}</span>
                </span>
                <span className="secondary">{[t(`type.${field.type}`), ...fieldRules(field, names)].join(' · ')}</span>
              </button>
            </li>
          ))}
        </ol>
        <p className={styles.legend}>{t('edit.moveHint')}</p>
      </Card>
      {opened !== null && (
        <FieldSheet
          key={opened}
          onRename={(key) => onChange(renameField(template, opened, key))}
          template={template}
          index={opened}
          onChange={(field, about) => put(replaceAt(fields, opened, field), `fields.${opened}.${about}`)}
          onAct={(act) => {
            if (act === 'remove') put(without(fields, opened));
            else put(moved(fields, opened, act === 'up' ? opened - 1 : opened + 1));
            setOpened(act === 'remove' ? null : act === 'up' ? opened - 1 : opened + 1);
          }}
          onClose={() => setOpened(null)}
        />
      )}
    </>
  );
}
