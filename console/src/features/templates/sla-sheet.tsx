import { DeleteOutlined } from '@ant-design/icons';
import { type Escalation, type SlaDefinition, SUSPEND_REASONS, type TemplateDefinition } from '@mingdan/shared/flows/definition';
import { SUSPEND_LABELS } from '@mingdan/shared/flows/messages';
import { Button } from 'antd';
import { replaceAt, withKey, without } from '../../lib/lists.ts';
import { ConditionEditor } from '../../ui/condition-editor.tsx';
import { DurationField } from '../../ui/duration-field.tsx';
import type { FieldWords } from '../../ui/field.tsx';
import { FieldGrid, FormStack, ManyField, ReadField } from '../../ui/form-fields.tsx';
import { Card } from '../../ui/page.tsx';
import { Place } from '../../ui/places.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { AssigneeField } from './assignee-field.tsx';
import { conditionNames } from './condition-names.ts';
import { CODE, KeyField } from './key-field.tsx';
import { t } from './messages.ts';
import { renameSla } from './rename.ts';
import styles from './templates.module.css';
import { conditionText, namesOf } from './words.ts';

type Special = NonNullable<SlaDefinition['by']>[number];

/** How much of a time has passed, in percent; a fraction inside. */
function PercentField({
  value,
  onChange,
  ...words
}: FieldWords & { value: number | undefined; onChange: (value: number | undefined) => void }) {
  return (
    <ReadField
      {...words}
      value={value}
      print={(fraction) => String(Math.round(fraction * 1000) / 10)}
      read={(text) => (/^\d{1,5}(\.\d)?$/.test(text.trim()) ? Number(text) / 100 : null)}
      expected={t('sla.percentBad')}
      onChange={onChange}
    />
  );
}

/** One time 时效 that tasks are held to: how long, for whom it is another, when it stands still, who is told when it runs out. */
export function SlaSheet({
  template,
  index,
  onChange,
  onClose,
}: {
  template: TemplateDefinition;
  index: number;
  onChange: (template: TemplateDefinition, tag?: string) => void;
  onClose: () => void;
}) {
  const { flow } = template;
  const slas = flow.slas ?? [];
  const sla = slas[index];
  if (sla === undefined) return null;
  const put = (next: SlaDefinition, about: string) =>
    onChange({ ...template, flow: { ...flow, slas: replaceAt(slas, index, next) } }, `slas.${index}.${about}`);
  const list = <K extends 'by' | 'escalate'>(key: K, value: NonNullable<SlaDefinition[K]>) =>
    put(withKey(sla, key, value.length === 0 ? undefined : value), key);
  const by = sla.by ?? [];
  const escalate = sla.escalate ?? [];
  const names = namesOf(template.form);
  return (
    <Sheet
      open
      width={640}
      title={t('sla.title', { key: sla.key })}
      onClose={onClose}
      extra={
        <Button
          danger
          onClick={() => {
            onChange({ ...template, flow: { ...flow, slas: without(slas, index) } });
            onClose();
          }}
        >
          {t('edit.remove')}
        </Button>
      }
    >
      <Place at={`flow.slas.${index}`}>
        <FormStack>
          <Card>
            <FieldGrid>
              <KeyField
                title={t('col.code')}
                at="key"
                help={t('edit.codeHelp')}
                value={sla.key}
                pattern={CODE}
                bad={t('edit.codeBad')}
                taken={slas.map((each) => each.key)}
                onChange={(key) => onChange(renameSla(template, index, key))}
              />
              <DurationField
                title={t('edit.respond')}
                at="respond"
                help={t('sla.respondHelp')}
                value={sla.respond}
                onChange={(respond) => put(withKey(sla, 'respond', respond), 'respond')}
              />
              <DurationField
                title={t('edit.resolve')}
                at="resolve"
                value={sla.resolve}
                onChange={(resolve) => put({ ...sla, resolve: resolve ?? '' }, 'resolve')}
              />
              <PercentField
                title={t('sla.warnAt')}
                at="warnAt"
                help={t('sla.warnAtHelp')}
                value={sla.warnAt}
                onChange={(warnAt) => put(withKey(sla, 'warnAt', warnAt), 'warnAt')}
              />
              <ManyField
                title={t('sla.pauseIn')}
                at="pauseIn"
                help={t('sla.pauseInHelp')}
                value={sla.pauseIn}
                options={SUSPEND_REASONS.map((reason) => ({ value: reason, label: SUSPEND_LABELS[reason] }))}
                onChange={(pauseIn) => put(withKey(sla, 'pauseIn', pauseIn), 'pauseIn')}
              />
            </FieldGrid>
            <p className="muted">{t('sla.calendar')}</p>
          </Card>
          <Card
            title={t('sla.by')}
            extra={
              <Button
                onClick={() => list('by', [...by, { when: { '==': [{ var: '$order.customerLevel' }, 'VIP'] }, resolve: sla.resolve }])}
              >
                {t('sla.addBy')}
              </Button>
            }
          >
            <FormStack>
              <span className="muted">{t('sla.byHelp')}</span>
              {by.map((special, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: they have no name of their own
                <Place key={at} at={`by.${at}`}>
                  <div className={styles.part}>
                    <ConditionEditor
                      title={t('edit.when')}
                      at="when"
                      condition={special.when}
                      names={conditionNames(template)}
                      words={(condition) => conditionText(condition, names)}
                      onChange={(when) => list('by', replaceAt(by, at, { ...special, when: (when ?? true) as Special['when'] }))}
                    />
                    <FieldGrid>
                      <DurationField
                        title={t('edit.respond')}
                        at="respond"
                        value={special.respond}
                        onChange={(respond) => list('by', replaceAt(by, at, withKey(special, 'respond', respond)))}
                      />
                      <DurationField
                        title={t('edit.resolve')}
                        at="resolve"
                        value={special.resolve}
                        onChange={(resolve) => list('by', replaceAt(by, at, { ...special, resolve: resolve ?? '' }))}
                      />
                    </FieldGrid>
                    <div>
                      <Button icon={<DeleteOutlined />} onClick={() => list('by', without(by, at))}>
                        {t('sla.removeBy')}
                      </Button>
                    </div>
                  </div>
                </Place>
              ))}
            </FormStack>
          </Card>
          <Escalations escalate={escalate} onChange={(next) => list('escalate', next)} />
        </FormStack>
      </Place>
    </Sheet>
  );
}

function Escalations({ escalate, onChange }: { escalate: readonly Escalation[]; onChange: (escalate: readonly Escalation[]) => void }) {
  return (
    <Card
      title={t('sla.escalate')}
      extra={
        <Button onClick={() => onChange([...escalate, { at: 1, do: 'notify', to: { type: 'role', role: 'dispatcher' } }])}>
          {t('sla.addStep')}
        </Button>
      }
    >
      <FormStack>
        <span className="muted">{t('sla.escalateHelp')}</span>
        {escalate.map((step, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: they have no name of their own
          <Place key={at} at={`escalate.${at}`}>
            <FieldGrid>
              <PercentField
                title={t('sla.stepAt')}
                at="at"
                value={step.at}
                onChange={(when) => onChange(replaceAt(escalate, at, { ...step, at: when ?? 0 }))}
              />
              <AssigneeField
                title={t('sla.stepTo')}
                at="to"
                rule={step.to}
                onChange={(to) => to && onChange(replaceAt(escalate, at, { ...step, to }))}
              />
              <div className={styles.buttons}>
                <Button icon={<DeleteOutlined />} onClick={() => onChange(without(escalate, at))}>
                  {t('sla.removeStep')}
                </Button>
              </div>
            </FieldGrid>
          </Place>
        ))}
      </FormStack>
    </Card>
  );
}
