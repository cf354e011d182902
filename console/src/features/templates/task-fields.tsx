import { PERSON_ROLES } from '@mingdan/shared/contracts/roles';
import { CHANNELS, type FlowNode, type StartNode, type TaskNode, type TemplateDefinition } from '@mingdan/shared/flows/definition';
import { outcomeLabel } from '@mingdan/shared/flows/messages';
import { label } from '@mingdan/shared/messages/index';
import { withKey } from '../../lib/lists.ts';
import { DurationField } from '../../ui/duration-field.tsx';
import { ChoiceField, ManyField, TextField } from '../../ui/form-fields.tsx';
import { AssigneeField } from './assignee-field.tsx';
import { t } from './messages.ts';

type Put = (node: FlowNode, about: string) => void;

/** Who may open an order, and from where. */
export function StartFields({ node, onChange }: { node: StartNode; onChange: Put }) {
  return (
    <>
      <ManyField
        title={t('start.roles')}
        at="roles"
        help={t('start.rolesHelp')}
        value={node.roles}
        options={[...PERSON_ROLES, 'customer'].map((role) => ({ value: role as string, label: label('role', role) }))}
        onChange={(roles) => onChange(withKey(node, 'roles', roles), 'roles')}
      />
      <ManyField
        title={t('start.channels')}
        at="channels"
        help={t('start.channelsHelp')}
        value={node.channels}
        options={CHANNELS.map((channel) => ({ value: channel, label: t(`channel.${channel}`) }))}
        onChange={(channels) => onChange(withKey(node, 'channels', channels), 'channels')}
      />
    </>
  );
}

/** Who works at a task, how it can end, and by when. */
export function TaskFields({ template, node, onChange }: { template: TemplateDefinition; node: TaskNode; onChange: Put }) {
  const outcomes = node.outcomes ?? ['done'];
  const outcomeOptions = outcomes.map((outcome) => ({ value: outcome, label: outcomeLabel(node, outcome) }));
  const { expire } = node;
  return (
    <>
      <AssigneeField
        title={t('flow.who')}
        at="assignee"
        rule={node.assignee}
        onChange={(assignee) => assignee && onChange({ ...node, assignee }, 'assignee')}
      />
      <ManyField
        title={t('edit.outcomes')}
        at="outcomes"
        help={t('edit.outcomesHelp')}
        value={outcomes}
        onChange={(list) => onChange({ ...node, outcomes: list ?? ['done'] }, 'outcomes')}
      />
      {outcomes.map((outcome) => (
        <TextField
          key={outcome}
          title={t('edit.outcomeLabel', { outcome })}
          at={`outcomeLabels.${outcome}`}
          max={20}
          value={node.outcomeLabels?.[outcome] ?? ''}
          onChange={(word) => {
            const labels = withKey({ ...node.outcomeLabels } as Record<string, string>, outcome, word === '' ? undefined : word);
            onChange(withKey(node, 'outcomeLabels', Object.keys(labels).length === 0 ? undefined : labels), `outcomeLabels.${outcome}`);
          }}
        />
      ))}
      <ManyField
        title={t('edit.partial')}
        at="partial"
        value={node.partial}
        options={outcomeOptions}
        onChange={(partial) => onChange(withKey(node, 'partial', partial), 'partial')}
      />
      {outcomes.map((outcome) => (
        <ManyField
          key={outcome}
          title={t('edit.needs', { outcome: outcomeLabel(node, outcome) })}
          at={`needs.${outcome}`}
          help={t('edit.needsHelp')}
          value={node.needs?.[outcome]}
          options={template.form.fields.filter(({ type }) => type !== 'heading').map(({ key, label }) => ({ value: key, label }))}
          onChange={(fields) => {
            const needs = withKey({ ...node.needs } as Record<string, readonly string[]>, outcome, fields);
            onChange(withKey(node, 'needs', Object.keys(needs).length === 0 ? undefined : needs), `needs.${outcome}`);
          }}
        />
      ))}
      <ChoiceField
        title={t('edit.place')}
        at="place"
        help={t('edit.placeHelp')}
        clearable
        value={node.place}
        options={template.form.fields
          .filter(({ type }) => type === 'text' || type === 'textarea' || type === 'address')
          .map(({ key, label }) => ({ value: key, label }))}
        onChange={(place) => onChange(withKey(node, 'place', place), 'place')}
      />
      <ChoiceField
        title={t('flow.sla')}
        at="sla"
        clearable
        value={node.sla}
        options={(template.flow.slas ?? []).map((sla) => ({ value: sla.key, label: sla.key }))}
        onChange={(sla) => onChange(withKey(node, 'sla', sla), 'sla')}
      />
      <DurationField
        title={t('expire.after')}
        at="expire"
        help={t('expire.help')}
        value={expire?.after}
        onChange={(after) =>
          onChange(
            withKey(node, 'expire', after === undefined ? undefined : { after, outcome: expire?.outcome ?? outcomes.at(-1) ?? 'done' }),
            'expire',
          )
        }
      />
      {expire !== undefined && (
        <ChoiceField
          title={t('expire.outcome')}
          at="expire.outcome"
          value={expire.outcome}
          options={outcomeOptions}
          onChange={(outcome) => outcome && onChange({ ...node, expire: { ...expire, outcome } }, 'expire')}
        />
      )}
    </>
  );
}
