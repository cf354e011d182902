import type { MessageTemplateView } from '@mingdan/shared/contracts/message-templates';
import { label } from '@mingdan/shared/messages/index';
import { Modal } from 'antd';
import { useState } from 'react';
import { ChoiceField, FormStack, TextField } from '../../ui/form-fields.tsx';
import { t } from './messages.ts';

type Audience = MessageTemplateView['audience'];
const AUDIENCES: readonly Audience[] = ['customer', 'staff', 'installer'];
/** As flows name notices, and as the operation takes them. */
const EVENT = /^[a-z][a-z0-9-]{0,38}$/;

/** Asks which notice of a flow gets words, and for whom. Nothing is saved until its words are. */
export function NewNotice({ onOpen, onClose }: { onOpen: (key: string) => void; onClose: () => void }) {
  const [event, setEvent] = useState('');
  const [audience, setAudience] = useState<Audience>('customer');
  const isGood = EVENT.test(event);
  return (
    <Modal
      open
      title={t('new')}
      okText={t('new.ok')}
      cancelText={t('new.cancel')}
      okButtonProps={{ disabled: !isGood }}
      onOk={() => onOpen(`${event}.${audience}`)}
      onCancel={onClose}
    >
      <FormStack>
        <TextField
          title={t('new.event')}
          help={t('new.eventHelp')}
          mono
          max={39}
          value={event}
          problem={event === '' || isGood ? null : t('new.eventBad')}
          onChange={(text) => setEvent(text.trim())}
        />
        <ChoiceField
          title={t('col.audience')}
          value={audience}
          options={AUDIENCES.map((each) => ({ value: each, label: label('delivery.audience', each) }))}
          onChange={(next) => setAudience(next ?? audience)}
        />
      </FormStack>
    </Modal>
  );
}
