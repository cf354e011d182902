import type { CustomerView } from '@mingdan/shared/contracts/customers';
import type { ShownField } from '@mingdan/shared/forms/live-form';
import { View } from '@tarojs/components';
import { t } from '../../../../messages/staff.ts';

/** Who is met on this order, as the form says: found as the server finds them, by the fields' types. */
interface Contact {
  readonly name: string | null;
  readonly phone: string | null;
}

/** Which parts of the form's contact are not those of the customer's file. A number that the file has not yet is no difference: it is added. */
interface Difference {
  readonly name: boolean;
  readonly phone: boolean;
}

export function contactOf(shown: readonly ShownField[]): Contact {
  const text = (value: unknown) => (typeof value === 'string' && value.trim() !== '' ? value.trim() : null);
  const phone = shown.find(({ definition, value }) => definition.type === 'phone' && text(value) !== null);
  const name = shown.find(({ definition, value }) => definition.type === 'text' && definition.personal === true && text(value) !== null);
  return { name: text(name?.value), phone: text(phone?.value) };
}

export function differenceFrom(customer: CustomerView, { name, phone }: Contact): Difference {
  return {
    name: name !== null && name !== customer.name,
    phone: phone !== null && customer.phoneMasked !== '' && phone !== customer.phone,
  };
}

const KEEPS = ['order', 'customer'] as const;

/** Asks, where the form's name or number is another than the file's, whether that is for this order alone or for the customer. */
export function ContactQuestion({
  customer,
  contact,
  difference,
  keeps,
  onChange,
}: {
  customer: CustomerView;
  contact: Contact;
  difference: Difference;
  keeps: (typeof KEEPS)[number];
  onChange: (keeps: (typeof KEEPS)[number]) => void;
}) {
  if (!difference.name && !difference.phone)
    return contact.phone !== null && customer.phoneMasked === '' ? (
      <View className="hint tiny contact-new">{t('contact.added')}</View>
    ) : null;
  return (
    <View className="card" id="contact-question">
      <View className="lead">
        {t(difference.name && difference.phone ? 'contact.both' : difference.name ? 'contact.name' : 'contact.phone')}
      </View>
      <View className="hint">
        {t('contact.onFile', { who: [customer.name, customer.phoneMasked].filter((part) => part !== '').join(' ') })}
      </View>
      <View className="options gap-top">
        {KEEPS.map((each) => (
          <View key={each} className={keeps === each ? 'option option-on' : 'option'} role="button" onClick={() => onChange(each)}>
            {t(`contact.keep.${each}`)}
          </View>
        ))}
      </View>
      <View className="hint tiny gap-top">{t(`contact.hint.${keeps}`)}</View>
    </View>
  );
}
