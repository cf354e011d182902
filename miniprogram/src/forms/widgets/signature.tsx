import type { FileValue, SignatureField } from '@mingdan/shared/forms/definition';
import { View } from '@tarojs/components';
import { useRef, useState } from 'react';
import { Icon } from '../../components/icon.tsx';
import { Press } from '../../components/press.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { type PadHandle, SignaturePad } from '../../components/signature-pad.tsx';
import { problemText } from '../../components/states.tsx';
import { dropPicture, isRefused, keepPicture, upload } from '../../lib/uploads.ts';
import { t } from '../../messages/common.ts';
import type { WidgetProps } from '../host.ts';

/** `signature`: written in a sheet, stored as a picture. */
export function SignatureWidget({ field, value, wrong, host, onChange }: WidgetProps<SignatureField, readonly FileValue[]>) {
  const [open, setOpen] = useState(false);
  const [written, setWritten] = useState(false);
  const [sending, setSending] = useState(false);
  const [failure, setFailure] = useState('');
  const pad = useRef<PadHandle>(null);

  const save = async () => {
    const image = await pad.current?.toImage();
    if (!image || sending) return;
    setSending(true);
    const file = await keepPicture('signature', image);
    const reply = await upload(host.face, file.id);
    setSending(false);
    if (!reply.ok && (!host.keepsPictures || isRefused(reply))) return setFailure(problemText(reply.problem));
    onChange([reply.ok ? { id: reply.value.id, sha256: reply.value.sha256 } : file]);
    if (reply.ok) void dropPicture(file.id);
    setOpen(false);
  };

  return (
    <View>
      <View className={wrong ? 'box box-wrong' : 'box'} onClick={() => setOpen(true)}>
        <View className={value ? 'good' : 'box-empty'}>{t(value ? 'sign.done' : 'sign.hint')}</View>
        <Icon name={value ? 'check' : 'chevron'} />
      </View>
      <Sheet
        title={field.label}
        open={open}
        onClose={() => setOpen(false)}
        foot={
          <View className="row" style={{ gap: '12px' }}>
            <Press tone="plain" onPress={() => pad.current?.clear()}>
              {t('sign.clear')}
            </Press>
            <View className="grow">
              <Press wide pending={sending} disabled={!written} onPress={() => void save()}>
                {t('sign.done')}
              </Press>
            </View>
          </View>
        }
      >
        <SignaturePad handle={pad} onInk={setWritten} />
        {failure ? <View className="field-error">{failure}</View> : null}
      </Sheet>
    </View>
  );
}
