import type { CustomerView, linkContact, unlinkContact } from '@mingdan/shared/contracts/customers';
import { linkContactMeta, unlinkContactMeta } from '@mingdan/shared/contracts/customers.meta';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Press } from '../../../../components/press.tsx';
import { Sheet } from '../../../../components/sheet.tsx';
import { Notice, ProblemNotice } from '../../../../components/states.tsx';
import { useAction } from '../../../../lib/use-action.ts';
import { t } from '../../../../messages/staff.ts';
import { chatContact, rememberUndo, undoableLink } from '../../lib/customer.ts';

/** Takes the chat's contact off a customer that somebody said it is, after a second look. What the contact was before comes back. */
export function Unlink({ customer, onChange }: { customer: CustomerView; onChange: (customer: CustomerView) => void }) {
  const [asking, setAsking] = useState(false);
  const unlink = useAction<typeof unlinkContact>(unlinkContactMeta, customer.id);
  const externalUserid = chatContact();
  if (!customer.contactLinked || externalUserid === null) return null;
  const take = async () => {
    const restored = await unlink.run({ customerId: customer.id, externalUserid });
    if (!restored) return;
    setAsking(false);
    rememberUndo({ customerId: customer.id, name: customer.name, externalUserid });
    onChange(restored);
  };
  return (
    <View>
      <View className="row-between strip-link">
        <View className="hint grow">{t('unlink.linked')}</View>
        <Press tone="quiet" onPress={() => setAsking(true)}>
          {t('unlink.act')}
        </Press>
      </View>
      <Sheet
        title={t('unlink.title', { name: customer.name })}
        open={asking}
        onClose={() => setAsking(false)}
        foot={
          <Press wide tone="danger" pending={unlink.pending} onPress={() => void take()}>
            {t('unlink.confirm')}
          </Press>
        }
      >
        <View className="secondary">{t('unlink.hint', { name: customer.name })}</View>
        <ProblemNotice problem={unlink.problem} />
      </Sheet>
    </View>
  );
}

/** After the contact was taken off: says so, and puts it back in one press. */
export function UndoUnlink({ onChange }: { onChange: (customer: CustomerView) => void }) {
  const [undo, setUndo] = useState(undoableLink);
  const link = useAction<typeof linkContact>(linkContactMeta, 'undo');
  if (!undo || undo.externalUserid !== chatContact()) return null;
  const putBack = async () => {
    const linked = await link.run({ customerId: undo.customerId, externalUserid: undo.externalUserid });
    if (!linked) return;
    rememberUndo(null);
    setUndo(null);
    onChange(linked);
  };
  return (
    <View>
      <Notice tone="good" text={t('unlink.done', { name: undo.name })} act={t('unlink.undo')} onAct={() => void putBack()} />
      <ProblemNotice problem={link.problem} />
    </View>
  );
}
