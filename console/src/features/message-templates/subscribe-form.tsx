import { DeleteOutlined } from '@ant-design/icons';
import { Button, Checkbox, Input } from 'antd';
import { replaceAt, without } from '../../lib/lists.ts';
import { Field } from '../../ui/field.tsx';
import { Card } from '../../ui/page.tsx';
import { isFieldName, type SubscribeDraft } from './draft.ts';
import styles from './message-templates.module.css';
import { t } from './messages.ts';
import type { Place } from './use-insertion.ts';

const EMPTY: SubscribeDraft = { templateId: '', rows: [{ field: 'thing1', words: '{项目}' }] };

/** How the notice becomes a subscribe message 订阅消息: WeChat's template, and words for each of its fields. */
export function SubscribeForm({
  value,
  disabled,
  problems,
  hints,
  field,
  onChange,
}: {
  value: SubscribeDraft | null;
  disabled: boolean;
  problems: ReadonlyMap<string, string>;
  /** What to know about a field that does not keep it from being saved, by the same paths. */
  hints: ReadonlyMap<string, string>;
  /** What the box of a place needs to take variables. */
  field: (place: Place) => object;
  onChange: (value: SubscribeDraft | null) => void;
}) {
  return (
    <Card title={t('subscribe')}>
      <div className={styles.form}>
        <Checkbox disabled={disabled} checked={value !== null} onChange={(event) => onChange(event.target.checked ? EMPTY : null)}>
          {t('subscribe.use')}
        </Checkbox>
        {value === null ? (
          <span className={styles.hint}>{t('subscribe.none')}</span>
        ) : (
          <>
            <Field title={t('subscribe.id')} help={t('subscribe.id.note')} problem={problems.get('subscribe.templateId')}>
              {(id) => (
                <Input
                  id={id}
                  className="mono"
                  disabled={disabled}
                  maxLength={64}
                  value={value.templateId}
                  onChange={(event) => onChange({ ...value, templateId: event.target.value })}
                />
              )}
            </Field>
            <fieldset className={styles.rows}>
              <legend>{t('subscribe.fields')}</legend>
              <span className={styles.hint}>{t('subscribe.fields.note')}</span>
              {value.rows.map((row, at) => {
                const problem =
                  row.field !== '' && !isFieldName(row.field) ? t('subscribe.badField') : problems.get(`subscribe.fields.${row.field}`);
                const put = (part: Partial<typeof row>) => onChange({ ...value, rows: replaceAt(value.rows, at, { ...row, ...part }) });
                return (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a row's name changes while it is typed, and rows never change places
                  <div key={at} className={styles.mapping}>
                    <Input
                      aria-label={t('subscribe.field', { n: at + 1 })}
                      className="mono"
                      disabled={disabled}
                      maxLength={20}
                      placeholder="thing1"
                      value={row.field}
                      onChange={(event) => put({ field: event.target.value.trim() })}
                    />
                    <Input
                      aria-label={t('subscribe.words', { n: at + 1 })}
                      disabled={disabled}
                      maxLength={100}
                      value={row.words}
                      {...field(at)}
                      onChange={(event) => put({ words: event.target.value })}
                    />
                    <Button
                      type="text"
                      icon={<DeleteOutlined />}
                      disabled={disabled}
                      aria-label={t('subscribe.remove', { n: at + 1 })}
                      onClick={() => onChange({ ...value, rows: without(value.rows, at) })}
                    />
                    {problem !== undefined ? (
                      <span role="alert" className={styles.problem}>
                        {problem}
                      </span>
                    ) : (
                      <span role="status" className={`${styles.hint} ${styles.below}`}>
                        {hints.get(`subscribe.fields.${row.field}`)}
                      </span>
                    )}
                  </div>
                );
              })}
              {problems.has('subscribe.fields') && (
                <span role="alert" className={styles.problem}>
                  {problems.get('subscribe.fields')}
                </span>
              )}
              <div>
                <Button disabled={disabled} onClick={() => onChange({ ...value, rows: [...value.rows, { field: '', words: '' }] })}>
                  {t('subscribe.add')}
                </Button>
              </div>
            </fieldset>
          </>
        )}
      </div>
    </Card>
  );
}
