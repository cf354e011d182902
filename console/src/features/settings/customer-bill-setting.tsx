import type { CustomerBillSetting, customerBillSetting } from '@mingdan/shared/contracts/company-settings';
import { customerBillSettingMeta, saveCustomerBillSettingMeta } from '@mingdan/shared/contracts/company-settings.meta';
import { type CustomerLine, customerLines } from '@mingdan/shared/orders/customer-bill';
import { additionWords } from '@mingdan/shared/orders/line-added';
import { quantityWords } from '@mingdan/shared/orders/quantity-words';
import { useQuery } from '@tanstack/react-query';
import { Checkbox } from 'antd';
import { yuan } from '../../lib/format.ts';
import { contractQuery } from '../../lib/query.ts';
import { Money } from '../../ui/money.tsx';
import { t } from './messages.ts';
import { SettingCard } from './setting-card.tsx';
import styles from './settings.module.css';

const PARTS = [
  'labour',
  'parts',
  'fees',
  'quantities',
  'discounts',
  'surcharges',
  'commission',
] as const satisfies readonly (keyof CustomerBillSetting)[];

/** A bill with something of everything, for the picture. */
const SAMPLE: readonly CustomerLine[] = [
  {
    name: t('sample.install'),
    kind: 'labour',
    quantity: '2',
    unit: '台',
    charge: 36_000,
    parts: [{ quantity: '2', each: 18_000 }],
    added: [{ name: t('sample.stairs'), amount: 6_000 }],
  },
  { name: t('sample.discount'), kind: 'labour', quantity: '1', unit: '次', charge: -3_000, parts: [], added: [] },
  {
    name: t('sample.pipe'),
    kind: 'part',
    quantity: '3.5',
    unit: '米',
    charge: 42_000,
    parts: [{ quantity: '3.5', each: 12_000 }],
    added: [],
  },
  {
    name: t('sample.bracket'),
    kind: 'part',
    quantity: '2',
    unit: '副',
    charge: 16_000,
    parts: [{ quantity: '2', each: 8_000 }],
    added: [],
  },
  { name: t('sample.high'), kind: 'fee', quantity: '1', unit: '次', charge: 8_000, parts: [{ quantity: '1', each: 8_000 }], added: [] },
];
const SAMPLE_COMMISSION = 4_200;

/** What a customer's bill shows, with the bill beside it as it will look. */
export function CustomerBillSettingCard() {
  const query = useQuery(contractQuery<typeof customerBillSetting>(customerBillSettingMeta, {}));
  return (
    <SettingCard title={t('bill')} note={t('bill.note')} query={query} meta={saveCustomerBillSettingMeta}>
      {({ value, edit, disabled }) => (
        <div className={styles.billColumns}>
          <div className={styles.choices}>
            {PARTS.map((part) => (
              <Checkbox key={part} disabled={disabled} checked={value[part]} onChange={(event) => edit({ [part]: event.target.checked })}>
                {t(`bill.${part}`)}
                <span className={styles.hint}>{t(`bill.${part}.note`)}</span>
              </Checkbox>
            ))}
          </div>
          <BillPicture setting={value} />
        </div>
      )}
    </SettingCard>
  );
}

/** The sample bill, by the very rule that makes the customers' bills. */
function BillPicture({ setting }: { setting: CustomerBillSetting }) {
  const total = SAMPLE.reduce((sum, { charge }) => sum + charge, 0);
  return (
    <figure className={styles.picture}>
      <figcaption className={styles.hint}>{t('bill.picture')}</figcaption>
      <table className={styles.bill} aria-live="polite">
        <tbody>
          {customerLines(SAMPLE, setting).map((line) => (
            <tr key={line.name}>
              <th scope="row">
                {line.name}
                {line.quantity !== '' && <span className={styles.hint}>{quantityWords(line)}</span>}
                {line.added.length > 0 && <span className={styles.hint}>{additionWords(line.added)}</span>}
              </th>
              <td>
                <Money fen={line.charge} />
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">
              {t('bill.total')}
              {setting.commission && <span className={styles.hint}>{t('bill.ofWhich', { amount: yuan(SAMPLE_COMMISSION) })}</span>}
            </th>
            <td>
              <Money fen={total} strong />
            </td>
          </tr>
        </tfoot>
      </table>
    </figure>
  );
}
