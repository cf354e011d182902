import type { TemplateDefinition } from '@mingdan/shared/flows/definition';
import { withKey } from '../../lib/lists.ts';
import { DurationField } from '../../ui/duration-field.tsx';
import { FormStack } from '../../ui/form-fields.tsx';
import { Card } from '../../ui/page.tsx';
import { Place } from '../../ui/places.tsx';
import { LineRows } from './line-rows.tsx';
import { t } from './messages.ts';

/** What a late cancellation costs; without a time it costs nothing. */
export function CancelFeeEditor({
  template,
  onChange,
}: {
  template: TemplateDefinition;
  onChange: (template: TemplateDefinition, tag?: string) => void;
}) {
  const { flow } = template;
  const fee = flow.cancelFee;
  const put = (next: typeof fee, tag?: string) => onChange({ ...template, flow: withKey(flow, 'cancelFee', next) }, tag);
  return (
    <Card title={t('cancelFee.title')}>
      <Place at="flow.cancelFee">
        <FormStack>
          <DurationField
            title={t('cancelFee.within')}
            at="within"
            help={t('cancelFee.help')}
            value={fee?.within}
            onChange={(within) => put(within === undefined ? undefined : { within, lines: fee?.lines ?? [] }, 'cancelFee.within')}
          />
          {fee !== undefined && (
            <LineRows
              title={t('cancelFee.lines')}
              at="lines"
              lines={fee.lines}
              onChange={(lines, tag) => put({ ...fee, lines }, tag && `cancelFee.${tag}`)}
            />
          )}
        </FormStack>
      </Place>
    </Card>
  );
}
