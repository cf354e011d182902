import type { OutputOf } from '@mingdan/shared/contracts/client';
import type { CustomerView } from '@mingdan/shared/contracts/customers';
import type { OrderSummary } from '@mingdan/shared/contracts/orders';
import type { listTemplates } from '@mingdan/shared/contracts/templates';
import { listTemplatesMeta } from '@mingdan/shared/contracts/templates.meta';
import type { Occasion, Reason } from '@mingdan/shared/intake/score';
import { epochMs, localTime } from '@mingdan/shared/kernel/time';
import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useMemo, useState } from 'react';
import { Icon } from '../../../../components/icon.tsx';
import { Press } from '../../../../components/press.tsx';
import { Loaded, Skeleton } from '../../../../components/states.tsx';
import { isIcon } from '../../../../lib/icons.ts';
import { useOperation } from '../../../../lib/use-operation.ts';
import { t } from '../../../../messages/staff.ts';
import { useRanker } from '../../lib/intake.ts';
import type { Said } from '../../lib/said.ts';

/** So many tiles stand open; the rest is one press away. */
const FIRST = 8;

/** A reason in words. */
export function reasonText({ type, word }: Reason): string {
  return t(`reason.${type}`, { word });
}

function occasion(customer: CustomerView, said: Said | undefined, orders: readonly OrderSummary[]): Occasion {
  return {
    wish: said?.wish ?? null,
    symptoms: said?.symptoms ?? [],
    device: said?.device.kind ?? '',
    owned: customer.devices.map(({ kind, model }) => kind || model),
    history: orders.map(({ templateCode }) => templateCode),
    month: localTime(epochMs(Date.now())).month,
  };
}

/** Templates as tiles, the likeliest first with the reason. `orders` null: still being read; the order waits for it, so that nothing moves under the thumb. `given`: the templates, where they are known already. */
export function Tiles({
  customer,
  said,
  orders,
  given,
}: {
  customer: CustomerView;
  said: Said | undefined;
  orders: readonly OrderSummary[] | null;
  given: OutputOf<typeof listTemplates> | undefined;
}) {
  const templates = useOperation<typeof listTemplates>(listTemplatesMeta, {}, given);
  const { ranker, failed } = useRanker();
  const [all, setAll] = useState(false);
  const active = useMemo(() => templates.data?.items.filter(({ active: inUse }) => inUse) ?? [], [templates.data]);
  const ready = orders !== null && (ranker !== null || failed);
  const ranked = useMemo(() => {
    if (!ready) return [];
    if (!ranker) return active.map((template) => ({ template, reason: null }));
    return ranker.rankTemplates(active, occasion(customer, said, orders));
  }, [ready, ranker, active, customer, said, orders]);

  if (templates.data && !ready) return <Skeleton heights={[112, 112]} />;
  return (
    <Loaded reading={templates} skeleton={<Skeleton heights={[112, 112]} />}>
      {() =>
        active.length === 0 ? (
          <View className="card hint">{t('sidebar.templatesEmpty')}</View>
        ) : (
          <View>
            <View className="tiles">
              {(all ? ranked : ranked.slice(0, FIRST)).map(({ template, reason }, index) => (
                <View
                  key={template.code}
                  className={index === 0 && reason ? 'tile tile-first' : 'tile'}
                  role="button"
                  ariaRole="button"
                  onClick={() =>
                    void Taro.navigateTo({
                      url: `/packages/sidebar/pages/form/index?code=${encodeURIComponent(template.code)}&customer=${customer.id}`,
                    })
                  }
                >
                  <View className="tile-icon">
                    <Icon name={isIcon(template.icon) ? template.icon : 'tool'} size={24} />
                  </View>
                  <View className="lead">{template.name}</View>
                  <View className={reason ? 'tile-why tiny' : 'hint tiny'}>{reason ? reasonText(reason) : template.summary}</View>
                </View>
              ))}
            </View>
            {!all && ranked.length > FIRST ? (
              <Press tone="quiet" wide onPress={() => setAll(true)}>
                {t('sidebar.allTemplates', { count: ranked.length })}
              </Press>
            ) : null}
          </View>
        )
      }
    </Loaded>
  );
}
