import type { OrderView } from '@mingdan/shared/contracts/orders';
import type { FieldDefinition } from '@mingdan/shared/forms/definition';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Press } from '../../../../components/press.tsx';
import { Timeline } from '../../../../components/timeline.tsx';
import type { LineItem } from '../../../../forms/host.ts';
import { ReadValue } from '../../../../forms/read-value.tsx';
import { t } from '../../../../messages/installer.ts';

/** Items as the order's own bill names them. */
export function itemsOfBill(order: Pick<OrderView, 'bill'>): readonly LineItem[] {
  return order.bill.lines.map(({ item, name, unit, kind }) => ({ code: item, name, unit, kind }));
}

/** Items as the lines of a filled field name them; undefined for an order that an older version kept on the phone. */
function itemsOfField({ type, items }: OrderView['filled'][number]['fields'][number]): readonly LineItem[] | undefined {
  return items?.map((item) => ({ ...item, kind: type === 'part-lines' ? 'part' : 'labour' }));
}

/** What was filled in, and what happened: folded away until asked for. */
export function OrderRecord({ order }: { order: OrderView }) {
  const [open, setOpen] = useState<'filled' | 'timeline' | null>(null);
  const host = { face: 'work' as const, items: itemsOfBill(order), onSite: true };
  const turn = (part: 'filled' | 'timeline') => setOpen(open === part ? null : part);
  return (
    <View>
      <View className="row gap-top" style={{ justifyContent: 'center', gap: '40px' }}>
        <Press tone="quiet" onPress={() => turn('filled')}>
          {t('order.filled')}
        </Press>
        <Press tone="quiet" onPress={() => turn('timeline')}>
          {t('order.timeline')}
        </Press>
      </View>
      {open === 'filled' ? (
        <View className="card" style={{ marginTop: 0 }}>
          {order.filled.length === 0 ? <View className="hint">{t('form.empty')}</View> : null}
          {order.filled.map((part) => (
            <View key={part.node} className="gap-top">
              <View className="lead">{part.name}</View>
              {part.fields.map((field) => (
                <View key={field.key} className="fact">
                  <View className="fact-name">{field.label}</View>
                  <View className="fact-value">
                    <ReadValue
                      definition={{ type: field.type as FieldDefinition['type'] }}
                      value={field.value}
                      host={{ ...host, items: itemsOfField(field) ?? host.items }}
                    />
                  </View>
                </View>
              ))}
            </View>
          ))}
        </View>
      ) : null}
      {open === 'timeline' ? <Timeline entries={order.timeline} /> : null}
    </View>
  );
}
