import type { listPeople } from '@mingdan/shared/contracts/people';
import { listPeopleMeta } from '@mingdan/shared/contracts/people.meta';
import { PERSON_ROLES } from '@mingdan/shared/contracts/roles';
import type { AssigneeRule, Recipient } from '@mingdan/shared/flows/definition';
import { label } from '@mingdan/shared/messages/index';
import { useQuery } from '@tanstack/react-query';
import { withKey } from '../../lib/lists.ts';
import { contractQuery } from '../../lib/query.ts';
import { ChoiceField } from '../../ui/form-fields.tsx';
import { Place } from '../../ui/places.tsx';
import { t } from './messages.ts';

const WHO = ['role', 'holder', 'followup', 'outletOfRegion', 'person'] as const;
const ROLES = [...PERSON_ROLES, 'customer'].map((role) => ({ value: role as string, label: label('role', role) }));
/** Rules after the first that a chain may have. */
const MOST_FALLBACKS = 5;

function ruleOf(type: (typeof WHO)[number]): AssigneeRule {
  if (type === 'role') return { type, role: 'dispatcher' };
  return type === 'person' ? { type, person: '' } : { type };
}

/** Who works somewhere, and who steps in where that is nobody, one after the other. */
export function AssigneeField({
  title,
  at,
  rule,
  depth = 0,
  onChange,
}: {
  title: string;
  at: string;
  rule: AssigneeRule | undefined;
  depth?: number;
  onChange: (rule: AssigneeRule | undefined) => void;
}) {
  const fallback = rule?.fallback;
  return (
    <>
      <ChoiceField
        title={title}
        at={at}
        clearable={depth > 0}
        value={rule?.type}
        options={WHO.map((type) => ({ value: type, label: type === 'role' ? t('edit.byRole') : t(`who.${type}`) }))}
        onChange={(type) =>
          onChange(type === undefined ? undefined : ({ ...ruleOf(type), ...(fallback ? { fallback } : {}) } as AssigneeRule))
        }
      />
      <Place at={at}>
        {rule?.type === 'role' && (
          <ChoiceField
            title={t('edit.role')}
            at="role"
            value={rule.role}
            options={ROLES}
            onChange={(role) => onChange({ ...rule, role: role ?? rule.role })}
          />
        )}
        {rule?.type === 'person' && <PersonField person={rule.person} onChange={(person) => onChange({ ...rule, person })} />}
        {rule !== undefined && depth < MOST_FALLBACKS && (
          <AssigneeField
            title={t('edit.fallback')}
            at="fallback"
            rule={fallback}
            depth={depth + 1}
            onChange={(next) => onChange(withKey(rule, 'fallback', next))}
          />
        )}
      </Place>
    </>
  );
}

function PersonField({ person, onChange }: { person: string; onChange: (person: string) => void }) {
  const people = useQuery(contractQuery<typeof listPeople>(listPeopleMeta, { active: 'true', limit: '100' } as never));
  const options = (people.data?.items ?? []).map((each) => ({
    value: each.id,
    label: `${each.name} · ${each.roles.map((role) => label('role', role)).join('、')}`,
  }));
  const known =
    person === '' || options.some((option) => option.value === person) ? options : [...options, { value: person, label: person }];
  return (
    <ChoiceField
      title={t('who.person')}
      at="person"
      value={person === '' ? undefined : person}
      options={known}
      onChange={(next) => onChange(next ?? '')}
    />
  );
}

/** Who hears a notice: whoever works at the node, the customer, or somebody by a rule. */
export function RecipientField({
  recipient,
  onChange,
}: {
  recipient: Recipient | undefined;
  onChange: (recipient: Recipient | undefined) => void;
}) {
  const way = recipient === undefined ? 'worker' : recipient.type === 'customer' ? 'customer' : 'rule';
  return (
    <>
      <ChoiceField
        title={t('notice.to')}
        value={way}
        options={(['worker', 'customer', 'rule'] as const).map((each) => ({ value: each, label: t(`notice.to.${each}`) }))}
        onChange={(next) => onChange(next === 'customer' ? { type: 'customer' } : next === 'rule' ? ruleOf('role') : undefined)}
      />
      {recipient !== undefined && recipient.type !== 'customer' && (
        <AssigneeField title={t('notice.who')} at="to" rule={recipient} onChange={onChange} />
      )}
    </>
  );
}
