import { View } from '@tarojs/components';
import { useRef, useState } from 'react';
import type { Face } from '../lib/session.ts';
import { dropPicture, isRefused, keepPicture, upload } from '../lib/uploads.ts';
import { t } from '../messages/common.ts';
import { Bill, type BillLine } from './bill.tsx';
import { Money, yuan } from './money.tsx';
import { Press } from './press.tsx';
import { Sheet } from './sheet.tsx';
import { type PadHandle, SignaturePad } from './signature-pad.tsx';
import { problemText } from './states.tsx';

/** A stored signature, as a form's value and the bill's consent name it. */
export interface StoredSignature {
  readonly id: string;
  readonly sha256: string;
}

/** What stands beside the bill under the hand: what visits before it came to and what was waived, fen. */
export interface BesideBill {
  readonly earlier: number;
  readonly waived: number;
}

/** What is asked for altogether, where that is not the bill under the hand alone. */
function besideWords(total: number | null, { earlier, waived }: BesideBill): string | null {
  if (total === null || (earlier === 0 && waived === 0)) return null;
  const due = yuan(total + earlier - waived);
  if (waived === 0) return t('sign.earlier', { earlier: yuan(earlier), due });
  return earlier === 0
    ? t('sign.waived', { waived: yuan(waived), due })
    : t('sign.both', { earlier: yuan(earlier), waived: yuan(waived), due });
}

/** The bill as the customer reads it, and a place to sign below: its lines scroll, what they come to stands still above the signature. */
export function BillSigning({
  face,
  open,
  lines,
  total,
  beside,
  onClose,
  onSigned,
}: {
  face: Face;
  open: boolean;
  lines: readonly BillLine[];
  total: number | null;
  beside: BesideBill;
  onClose: () => void;
  onSigned: (signature: StoredSignature) => Promise<void> | void;
}) {
  const pad = useRef<PadHandle>(null);
  const [written, setWritten] = useState(false);
  const [sending, setSending] = useState(false);
  const [failure, setFailure] = useState('');
  const others = besideWords(total, beside);

  const confirm = async () => {
    if (sending) return;
    setSending(true);
    setFailure('');
    try {
      const image = await pad.current?.toImage();
      if (!image) return setFailure(t('sign.empty'));
      const file = await keepPicture('signature', image);
      const reply = await upload(face, file.id);
      // at work the queue brings it up later; a customer's page sends at once or says why not
      if (!reply.ok && (face === 'customer' || isRefused(reply))) return setFailure(problemText(reply.problem));
      await onSigned(reply.ok ? { id: reply.value.id, sha256: reply.value.sha256 } : file);
      if (reply.ok) void dropPicture(file.id);
    } finally {
      setSending(false);
    }
  };

  return (
    <Sheet
      title={t('sign.title')}
      open={open}
      onClose={onClose}
      foot={
        <View>
          <View className="row-between sign-total">
            <View className="lead">{t('customer.billTotal')}</View>
            <Money fen={total} size="figure" />
          </View>
          {others ? <View className="secondary">{others}</View> : null}
          <View className="hint sign-consent">{t('sign.consent')}</View>
          <SignaturePad handle={pad} onInk={setWritten} />
          {failure ? <View className="field-error">{failure}</View> : null}
          <View className="row sign-acts">
            <Press tone="plain" onPress={() => pad.current?.clear()}>
              {t('sign.clear')}
            </Press>
            <View className="grow">
              <Press wide pending={sending} disabled={!written} onPress={() => void confirm()}>
                {t('sign.confirm')}
              </Press>
            </View>
          </View>
        </View>
      }
    >
      <Bill title={t('customer.bill')} lines={lines} />
    </Sheet>
  );
}
