import type { Finding } from '@mingdan/shared/contracts/common';
import type { MessageTemplateView, saveMessageTemplate } from '@mingdan/shared/contracts/message-templates';
import { saveMessageTemplateMeta } from '@mingdan/shared/contracts/message-templates.meta';
import { label } from '@mingdan/shared/messages/index';
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Input } from 'antd';
import { useMay } from '../../lib/access.ts';
import { problemOf } from '../../lib/problem.ts';
import { useWrite } from '../../lib/query.ts';
import { Field } from '../../ui/field.tsx';
import { Card } from '../../ui/page.tsx';
import { ProblemView } from '../../ui/problem-view.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { StaleChoice, useVersioned } from '../../ui/stale-choice.tsx';
import { draftOf, duplicates, isWhole, type WordsDraft, wordsOf } from './draft.ts';
import { MessagePreview, usePreview } from './message-preview.tsx';
import styles from './message-templates.module.css';
import { t } from './messages.ts';
import { SubscribeForm } from './subscribe-form.tsx';
import { useInsertion } from './use-insertion.ts';
import { VariableChips } from './variable-chips.tsx';
import { VersionList } from './version-list.tsx';

/** What keeps a template from being saved; the rest is good to know. */
const isError = ({ severity }: Finding): boolean => severity === 'error';

/** The words of one notice: written with variables, seen as they will arrive, saved over the version that was read. */
export function MessageTemplateSheet({ template, onClose }: { template: MessageTemplateView; onClose: () => void }) {
  const { message, modal } = App.useApp();
  const client = useQueryClient();
  const mayWrite = useMay('messages:write');
  const { event, audience, variables } = template;
  const words = useVersioned<WordsDraft>({ value: draftOf(template), version: template.version });
  const { draft } = words;
  const change = (part: Partial<WordsDraft>) => words.edit({ ...draft, ...part });
  const insertion = useInsertion(change, draft);
  const preview = usePreview(event, audience, draft);
  const write = useWrite<typeof saveMessageTemplate>(saveMessageTemplateMeta, {
    onDone: (saved) => {
      void message.success(t('saved', { version: saved.version }));
      words.take({ value: draftOf(saved), version: saved.version });
    },
  });
  // the newest version is asked for, so that the choice between theirs and mine can be shown
  const save = () =>
    write.mutate(
      { event, audience, version: words.base, ...wordsOf(draft) },
      { onError: (error) => void (problemOf(error).code === 'messages.stale_version' && client.invalidateQueries()) },
    );
  const close = () => {
    if (!words.isDirty) return onClose();
    void modal.confirm({
      title: t('leave.title'),
      content: t('leave.text'),
      okText: t('leave.go'),
      cancelText: t('leave.stay'),
      onOk: onClose,
    });
  };
  const problems = new Map([
    ...preview.findings.filter(isError).map((finding) => [finding.path, finding.message] as const),
    ...problemOf(write.error).fields.map((field) => [field.path, field.message] as const),
    ...duplicates(draft).map((field) => [`subscribe.fields.${field}`, t('subscribe.twice')] as const),
  ]);
  const isBlocked = !isWhole(draft) || duplicates(draft).length > 0 || preview.findings.some(isError);
  const hints = new Map(preview.findings.filter((finding) => !isError(finding)).map((finding) => [finding.path, finding.message]));
  return (
    <Sheet
      open
      width={720}
      onClose={close}
      title={t('sheet.title', { name: template.name, audience: label('delivery.audience', audience) })}
      extra={
        mayWrite && (
          <Button type="primary" disabled={isBlocked || !words.isDirty || words.isBehind} loading={write.isPending} onClick={save}>
            {t('save')}
          </Button>
        )
      }
    >
      <div className={styles.stack}>
        {words.isBehind && (
          <StaleChoice
            by={template.savedBy}
            at={template.savedAt}
            onTheirs={() => words.take({ value: draftOf(template), version: template.version })}
            onMine={words.keepMine}
          />
        )}
        {write.isError && !words.isBehind && problemOf(write.error).code !== 'messages.stale_version' && (
          <ProblemView error={write.error} compact of="write" />
        )}
        <Card title={t('words')}>
          <div className={styles.form}>
            {mayWrite && <VariableChips variables={variables} onInsert={insertion.insert} />}
            <Field title={t('words.title')} problem={problems.get('title')}>
              {(id) => (
                <Input
                  id={id}
                  disabled={!mayWrite}
                  maxLength={120}
                  value={draft.title}
                  {...insertion.field('title')}
                  onChange={(change_) => change({ title: change_.target.value })}
                />
              )}
            </Field>
            <Field title={t('words.text')} problem={problems.get('text')}>
              {(id) => (
                <Input.TextArea
                  id={id}
                  disabled={!mayWrite}
                  rows={3}
                  maxLength={500}
                  value={draft.text}
                  {...insertion.field('text')}
                  onChange={(change_) => change({ text: change_.target.value })}
                />
              )}
            </Field>
          </div>
        </Card>
        {audience === 'customer' && (
          <SubscribeForm
            value={draft.subscribe}
            disabled={!mayWrite}
            problems={problems}
            hints={hints}
            field={insertion.field}
            onChange={(subscribe) => change({ subscribe })}
          />
        )}
        <MessagePreview preview={preview} audience={audience} fields={draft.subscribe?.rows.map(({ field }) => field) ?? []} />
        <VersionList
          event={event}
          audience={audience}
          current={template.version}
          onLoad={mayWrite ? (version) => words.edit(draftOf(version)) : undefined}
        />
      </div>
    </Sheet>
  );
}
