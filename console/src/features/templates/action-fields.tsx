import {
  ACTION_TYPES,
  type ActionType,
  DISPATCH_MODES,
  type DispatchAction,
  type FlowAction,
  SETTLE_SCOPES,
  type TemplateDefinition,
} from '@mingdan/shared/flows/definition';
import type { Json } from '@mingdan/shared/forms/definition';
import { withKey } from '../../lib/lists.ts';
import { AnswerField, canAnswer } from '../../ui/answer-field.tsx';
import { DurationField } from '../../ui/duration-field.tsx';
import { ChoiceField, ManyField, ReadField, WholeField } from '../../ui/form-fields.tsx';
import { Place } from '../../ui/places.tsx';
import { LineRows } from './line-rows.tsx';
import { t } from './messages.ts';
import { NoticeFields } from './notices-editor.tsx';

const FIRST: Readonly<Record<ActionType, FlowAction>> = {
  dispatch: { type: 'dispatch', mode: 'offer' },
  settle: { type: 'settle' },
  quote: { type: 'quote' },
  notify: { type: 'notify', template: '', to: { type: 'customer' } },
  set: { type: 'set', values: {} },
};

/** What an automatic node does. */
export function ActionFields({
  template,
  action,
  onChange,
}: {
  template: TemplateDefinition;
  action: FlowAction;
  onChange: (action: FlowAction) => void;
}) {
  return (
    <>
      <ChoiceField
        title={t('edit.action')}
        at="type"
        value={action.type}
        options={ACTION_TYPES.map((type) => ({ value: type, label: t(`action.${type}`) }))}
        onChange={(type) => type && type !== action.type && onChange(FIRST[type])}
      />
      {action.type === 'dispatch' && <DispatchFields action={action} onChange={onChange} />}
      {action.type === 'settle' && (
        <>
          <ChoiceField
            title={t('settle.scope')}
            at="scope"
            help={t(`settle.help.${action.scope ?? 'all'}`)}
            value={action.scope ?? 'all'}
            options={SETTLE_SCOPES.map((scope) => ({ value: scope, label: t(`settle.${scope}`) }))}
            onChange={(scope) =>
              onChange(
                scope === 'fee' ? { type: 'settle', scope, lines: [] } : { type: 'settle', ...(scope === 'partly' ? { scope } : {}) },
              )
            }
          />
          {action.scope === 'fee' && (
            <LineRows
              title={t('settle.lines')}
              at="lines"
              lines={action.lines ?? []}
              onChange={(lines) => onChange({ ...action, lines })}
            />
          )}
        </>
      )}
      {action.type === 'notify' && <NoticeFields notice={action} onChange={onChange} />}
      {action.type === 'set' && (
        <SetFields template={template} values={action.values} onChange={(values) => onChange({ type: 'set', values })} />
      )}
    </>
  );
}

function DispatchFields({ action, onChange }: { action: DispatchAction; onChange: (action: DispatchAction) => void }) {
  return (
    <>
      <ChoiceField
        title={t('dispatch.mode')}
        at="mode"
        help={t(`dispatch.help.${action.mode}`)}
        value={action.mode}
        options={DISPATCH_MODES.map((mode) => ({ value: mode, label: t(`dispatch.${mode}`) }))}
        onChange={(mode) => onChange({ ...action, mode: mode ?? action.mode })}
      />
      <DurationField
        title={t('edit.timeBox')}
        at="timeBox"
        help={t('edit.timeBoxHelp')}
        value={action.timeBox}
        onChange={(timeBox) => onChange(withKey(action, 'timeBox', timeBox))}
      />
      <WholeField
        title={t('edit.rounds')}
        at="rounds"
        value={action.rounds}
        onChange={(rounds) => onChange(withKey(action, 'rounds', rounds))}
      />
      <ReadField<readonly number[]>
        title={t('dispatch.crew')}
        at="crew"
        help={t('dispatch.crewHelp')}
        value={action.crew}
        print={(crew) => crew.join('、')}
        read={(text) =>
          /^\d{1,3}([、，, ]+\d{1,3}){0,3}$/.test(text.trim())
            ? text
                .trim()
                .split(/[、，, ]+/)
                .map(Number)
            : null
        }
        expected={t('dispatch.crewBad')}
        onChange={(crew) => onChange(withKey(action, 'crew', crew))}
      />
      <ManyField
        title={t('dispatch.certificates')}
        at="certificates"
        help={t('dispatch.certificatesHelp')}
        wide
        value={action.certificates}
        onChange={(certificates) => onChange(withKey(action, 'certificates', certificates))}
      />
    </>
  );
}

/** Values that the flow writes into the form by itself. */
function SetFields({
  template,
  values,
  onChange,
}: {
  template: TemplateDefinition;
  values: Readonly<Record<string, Json>>;
  onChange: (values: Readonly<Record<string, Json>>) => void;
}) {
  const fields = template.form.fields.filter(canAnswer);
  const chosen = fields.filter((field) => Object.hasOwn(values, field.key));
  return (
    <>
      <ManyField
        title={t('set.fields')}
        at="values"
        help={t('set.help')}
        wide
        value={Object.keys(values)}
        options={fields.map((field) => ({ value: field.key, label: field.label }))}
        onChange={(keys) => onChange(Object.fromEntries((keys ?? []).map((key) => [key, values[key] ?? null])))}
      />
      <Place at="values">
        {chosen.map((field) => (
          <AnswerField
            key={field.key}
            field={field}
            value={values[field.key] ?? undefined}
            onChange={(value) => onChange({ ...values, [field.key]: value ?? null })}
          />
        ))}
      </Place>
    </>
  );
}
