import { DeleteOutlined } from '@ant-design/icons';
import type { listMessageTemplates } from '@mingdan/shared/contracts/message-templates';
import { listMessageTemplatesMeta } from '@mingdan/shared/contracts/message-templates.meta';
import type { NotifyAction } from '@mingdan/shared/flows/definition';
import { label } from '@mingdan/shared/messages/index';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { AutoComplete, Button } from 'antd';
import { replaceAt, withKey, without } from '../../lib/lists.ts';
import { contractQuery } from '../../lib/query.ts';
import { Field } from '../../ui/field.tsx';
import { FieldGrid, FormStack } from '../../ui/form-fields.tsx';
import { Card } from '../../ui/page.tsx';
import { Place } from '../../ui/places.tsx';
import { RecipientField } from './assignee-field.tsx';
import { t } from './messages.ts';
import styles from './templates.module.css';

/** Notices that have words, each once with whom it may go to. */
function useNoticeOptions() {
  const query = useQuery(contractQuery<typeof listMessageTemplates>(listMessageTemplatesMeta, {}));
  const byEvent = new Map<string, { name: string; audiences: string[] }>();
  for (const { event, name, audience } of query.data?.items ?? []) {
    if (event === '*') continue;
    const known = byEvent.get(event) ?? { name, audiences: [] };
    known.audiences.push(label('delivery.audience', audience));
    byEvent.set(event, known);
  }
  return [...byEvent].map(([event, { name, audiences }]) => ({
    value: event,
    label: `${name} ${event}（${audiences.join('、')}）`,
  }));
}

/** One notice: which, and to whom. */
export function NoticeFields({ notice, onChange }: { notice: NotifyAction; onChange: (notice: NotifyAction) => void }) {
  const options = useNoticeOptions();
  const isWordless = notice.template !== '' && !options.some((option) => option.value === notice.template);
  return (
    <>
      <Field title={t('notice.which')} at="template" help={t('notice.whichHelp')}>
        {(id) => (
          <AutoComplete
            id={id}
            value={notice.template}
            options={options}
            showSearch={{ filterOption: (typed, option) => String(option?.label ?? '').includes(typed) }}
            onChange={(template: string) => onChange({ ...notice, template: template.trim() })}
          />
        )}
      </Field>
      {isWordless && (
        <Link
          to="/message-templates"
          search={{ edit: `${notice.template}.${notice.to?.type === 'customer' ? 'customer' : 'staff'}` }}
          target="_blank"
        >
          {t('notice.write')}
        </Link>
      )}
      <RecipientField recipient={notice.to} onChange={(to) => onChange(withKey(notice, 'to', to))} />
    </>
  );
}

/** The notices that go out when a task begins, or when it ends. */
export function NoticesEditor({
  title,
  at,
  notices,
  onChange,
}: {
  title: string;
  at: string;
  notices: readonly NotifyAction[];
  onChange: (notices: readonly NotifyAction[] | undefined) => void;
}) {
  const put = (next: readonly NotifyAction[]) => onChange(next.length === 0 ? undefined : next);
  return (
    <Card
      title={title}
      extra={
        <Button onClick={() => put([...notices, { type: 'notify', template: '', to: { type: 'customer' } }])}>{t('notice.add')}</Button>
      }
    >
      <Place at={at}>
        <FormStack>
          {notices.length === 0 && <span className="muted">{t('notice.none')}</span>}
          {notices.map((notice, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: notices have no name of their own
            <Place key={index} at={index}>
              <FieldGrid>
                <NoticeFields notice={notice} onChange={(next) => put(replaceAt(notices, index, next))} />
                <div className={styles.buttons}>
                  <Button icon={<DeleteOutlined />} onClick={() => put(without(notices, index))}>
                    {t('notice.remove')}
                  </Button>
                </div>
              </FieldGrid>
            </Place>
          ))}
          <Link to="/message-templates" search={{}} target="_blank">
            {t('notice.words')}
          </Link>
        </FormStack>
      </Place>
    </Card>
  );
}
