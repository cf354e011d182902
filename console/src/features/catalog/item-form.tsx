import type { CatalogEntry, saveItem } from '@mingdan/shared/contracts/catalog';
import { saveItemMeta } from '@mingdan/shared/contracts/catalog.meta';
import { label } from '@mingdan/shared/messages/index';
import { App, Button } from 'antd';
import { useState } from 'react';
import { problemOf } from '../../lib/problem.ts';
import { useWrite } from '../../lib/query.ts';
import { ChoiceField, FieldGrid, FormStack, TextField } from '../../ui/form-fields.tsx';
import { Card } from '../../ui/page.tsx';
import { ProblemView } from '../../ui/problem-view.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { t } from './messages.ts';

type Draft = Omit<CatalogEntry, 'version'> & { readonly version: number | null };
const EMPTY: Draft = {
  code: '',
  name: '',
  kind: 'labour',
  unit: '次',
  category: '',
  model: '',
  brand: '',
  keywords: '',
  active: true,
  version: null,
};
const CODE = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
const KINDS = ['labour', 'part', 'fee'] as const;

/** One item to add or change; code and kind of an item that is there are for good. */
export function ItemForm({ entry, onClose }: { entry: CatalogEntry | null; onClose: () => void }) {
  const { message } = App.useApp();
  const [draft, setDraft] = useState<Draft>(entry ?? EMPTY);
  const save = useWrite<typeof saveItem>(saveItemMeta, {
    onDone: ({ name }) => {
      void message.success(t('form.saved', { name }));
      onClose();
    },
  });
  const edit = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const wrong = (path: string) => problemOf(save.error).fields.find((field) => field.path === path)?.message ?? null;
  const codeProblem = draft.code !== '' && !CODE.test(draft.code) ? t('form.codeBad') : wrong('code');
  return (
    <Sheet
      open
      title={entry ? t('form.edit', { name: entry.name }) : t('form.new')}
      onClose={onClose}
      extra={
        entry && (
          <Button danger={entry.active} loading={save.isPending} onClick={() => save.mutate({ ...entry, active: !entry.active })}>
            {t(entry.active ? 'form.retire' : 'form.restore')}
          </Button>
        )
      }
    >
      <Card>
        <FormStack>
          <FieldGrid>
            <TextField
              title={t('col.code')}
              mono
              max={64}
              disabled={entry !== null}
              value={draft.code}
              problem={codeProblem}
              onChange={(code) => edit({ code: code.trim() })}
            />
            <ChoiceField
              title={t('col.kind')}
              value={draft.kind}
              options={(entry ? KINDS.filter((kind) => kind === entry.kind) : KINDS).map((kind) => ({
                value: kind,
                label: label('item.kind', kind),
              }))}
              onChange={(kind) => edit({ kind: kind ?? draft.kind })}
            />
            <TextField
              title={t('col.name')}
              wide
              max={120}
              value={draft.name}
              problem={wrong('name')}
              onChange={(name) => edit({ name })}
            />
            <TextField title={t('col.unit')} max={20} value={draft.unit} problem={wrong('unit')} onChange={(unit) => edit({ unit })} />
            <TextField title={t('col.category')} max={60} value={draft.category} onChange={(category) => edit({ category })} />
            <TextField title={t('col.model')} max={60} value={draft.model} onChange={(model) => edit({ model })} />
            <TextField title={t('col.brand')} max={60} value={draft.brand} onChange={(brand) => edit({ brand })} />
            <TextField title={t('form.keywords')} wide max={200} value={draft.keywords} onChange={(keywords) => edit({ keywords })} />
          </FieldGrid>
          {entry && <span className="muted">{t('form.fixed')}</span>}
          {save.isError && <ProblemView error={save.error} compact of="write" />}
          <Button
            type="primary"
            loading={save.isPending}
            disabled={!CODE.test(draft.code) || draft.name.trim() === '' || draft.unit.trim() === ''}
            onClick={() => save.mutate(draft)}
          >
            {t('form.save')}
          </Button>
        </FormStack>
      </Card>
    </Sheet>
  );
}
