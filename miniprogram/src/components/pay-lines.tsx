import { formatQuantity } from '@mingdan/shared/messages/format';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { t } from '../messages/common.ts';
import { Icon } from './icon.tsx';
import { Money } from './money.tsx';

/** One line of an installer's pay, with its why in words. */
export interface PayLineView {
  readonly item: string;
  readonly name: string;
  readonly quantity: string;
  readonly unit: string;
  readonly earn: number;
  /** Rules that made it more or less, by name; an answer that an older build kept on the phone has none. */
  readonly added?: string;
  readonly why: readonly string[];
}

function PayLine({ line, up }: { line: PayLineView; up: boolean }) {
  const [open, setOpen] = useState(false);
  const has = line.why.length > 0;
  return (
    <View>
      <View className="bill-line pay-line" onClick={() => has && setOpen(!open)}>
        <View className="grow">
          <View>{line.name}</View>
          <View className="hint row">
            {formatQuantity(line.quantity, line.unit)}
            {has ? <View className="pay-why">{t(open ? 'earned.hideWhy' : 'earned.why')}</View> : null}
            {has ? (
              <View className={open ? 'turned' : ''}>
                <Icon name="down" size={14} />
              </View>
            ) : null}
          </View>
          {line.added ? <View className="hint">{line.added}</View> : null}
        </View>
        <Money fen={line.earn} size="lead" up={up} />
      </View>
      {open ? (
        <View className="why">
          {line.why.map((step) => (
            <View key={step}>{step}</View>
          ))}
        </View>
      ) : null}
    </View>
  );
}

/** What a job pays, line by line; a line opens its why. `up` once the money has come in. */
export function PayLines({ lines, up = false }: { lines: readonly PayLineView[]; up?: boolean }) {
  return (
    <View>
      {lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same item may pay twice, and the lines never move
        <PayLine key={index} line={line} up={up} />
      ))}
    </View>
  );
}
