import type { Problem } from '@mingdan/shared/contracts/client';
import type { OrderView, PreviewBillOutput } from '@mingdan/shared/contracts/orders';
import type { LineValue } from '@mingdan/shared/forms/definition';
import { label } from '@mingdan/shared/messages/index';
import { linesWithout } from '@mingdan/shared/orders/lines-now';
import { extraWords } from '@mingdan/shared/orders/quantity-words';
import { Textarea, View } from '@tarojs/components';
import { useState } from 'react';
import { Chip } from '../../../../components/chip.tsx';
import { Money, yuan } from '../../../../components/money.tsx';
import { Press } from '../../../../components/press.tsx';
import { Sheet } from '../../../../components/sheet.tsx';
import { ProblemNotice } from '../../../../components/states.tsx';
import type { FormHost } from '../../../../forms/host.ts';
import { PhotoWidget } from '../../../../forms/widgets/photo.tsx';
import { toast } from '../../../../lib/browser.ts';
import { sendOrKeep, useOutbox } from '../../../../lib/outbox.ts';
import { usePicturesAtWork } from '../../../../lib/pictures-at-work.ts';
import { spokenName } from '../../../../lib/spoken.ts';
import { t } from '../../../../messages/installer.ts';

type Extra = NonNullable<PreviewBillOutput['extra']>;

/** Lines that go beyond what the customer agreed to, each with what it adds to the bill. */
export function ConsentLines({ lines }: { lines: Extra['lines'] }) {
  return (
    <View>
      {lines.map((line) => (
        <View key={line.item} className="bill-line">
          <View className="grow">
            <View>{line.name}</View>
            <View className="hint">+ {extraWords(line)}</View>
          </View>
          <Money fen={line.charge} />
        </View>
      ))}
    </View>
  );
}

function AskSheet({
  order,
  extra,
  lines,
  values,
  host,
  open,
  onClose,
  onAsked,
}: {
  order: OrderView;
  extra: Pick<Extra, 'lines' | 'charge'>;
  lines: readonly LineValue[];
  values: Readonly<Record<string, unknown>>;
  host: FormHost;
  open: boolean;
  onClose: () => void;
  onAsked: () => void;
}) {
  const [pending, setPending] = useState(false);
  const preparing = usePicturesAtWork();
  const [problem, setProblem] = useState<Problem>();
  const [note, setNote] = useState('');
  const [tried, setTried] = useState(false);
  const unsaid = note.trim() === '';
  const [photos, setPhotos] = useState<readonly { id: string; sha256: string }[]>([]);
  const send = async () => {
    if (pending) return;
    setTried(true);
    // the customer decides by the reason: without one the answer is no
    if (unsaid) return;
    setPending(true);
    const came = await sendOrKeep({
      kind: 'orders.askConsent',
      title: `${order.templateName} · ${order.number}`,
      label: t('consent.queued', { what: extra.lines.map(({ name }) => name).join('、') }),
      draft: '',
      input: { orderId: order.id, lines: [...lines], values: values as never, note: note.trim(), photos },
    });
    setPending(false);
    if (came.state === 'refused') return setProblem(came.problem);
    toast(t(came.state === 'kept' ? 'order.keptToast' : 'consent.sent'));
    onAsked();
  };
  return (
    <Sheet
      title={t('consent.askTitle')}
      open={open}
      onClose={onClose}
      foot={
        <View>
          <ProblemNotice problem={problem} />
          <View className="gap-top">
            <Press wide pending={pending || preparing} onPress={() => void send()}>
              {extra.charge === null ? t('consent.sendLater') : t('consent.send', { amount: yuan(extra.charge) })}
            </Press>
          </View>
        </View>
      }
    >
      <View className="secondary">{t('consent.askHint')}</View>
      <ConsentLines lines={extra.lines} />
      <View className="field-label gap-top-wide">
        <View className="field-must">{t('consent.why')}</View>
      </View>
      <View className={tried && unsaid ? 'box box-wrong' : 'box'}>
        <Textarea
          {...spokenName(t('consent.why'))}
          className="box-area"
          autoHeight
          maxlength={200}
          value={note}
          placeholder={t('consent.whyHint')}
          placeholderClass="box-empty"
          onInput={({ detail }) => setNote(detail.value)}
        />
      </View>
      {tried && unsaid ? <View className="field-error">{t('consent.whyMissing')}</View> : null}
      <View className="field-label gap-top-wide">{t('consent.photos')}</View>
      <PhotoWidget
        field={{ key: 'why', type: 'photo', label: t('consent.photos'), max: 6 }}
        value={photos}
        required={false}
        wrong={false}
        host={{ ...host, keepsPictures: true }}
        onChange={(next) => setPhotos(next ?? [])}
      />
    </Sheet>
  );
}

/** Extra lines 增项 of the bill under the hand: ask the customer now, or settle without them. Nothing where all is agreed. */
export function ExtraLines({
  order,
  bill,
  lines,
  values,
  host,
  mayChoose,
  withExtra,
  signed,
  onWithExtra,
  onAsked,
}: {
  order: OrderView;
  bill: PreviewBillOutput;
  lines: readonly LineValue[];
  values: Readonly<Record<string, unknown>>;
  host: FormHost;
  /** True while the bill to be signed is the one with the extra lines. */
  /** The customer signs here: with these lines, or without. */
  mayChoose: boolean;
  withExtra: boolean;
  /** The customer has signed that bill: with the extra lines in it, nothing is left to ask. */
  signed: boolean;
  onWithExtra: (withExtra: boolean) => void;
  onAsked: () => void;
}) {
  const [asking, setAsking] = useState(false);
  const { extra, agreed } = bill;
  if (!extra) return null;
  const accepted = signed && withExtra;
  return (
    <View className="card">
      <View className="row-between">
        <View className="lead grow">{t('consent.title')}</View>
        {accepted ? (
          <Chip tone="good">{t('consent.signed')}</Chip>
        ) : extra.asked ? (
          <Chip tone={extra.asked === 'declined' ? 'bad' : 'waiting'}>{label('order.consent', extra.asked)}</Chip>
        ) : (
          <Chip tone="waiting">{t('consent.notAsked')}</Chip>
        )}
      </View>
      <ConsentLines lines={extra.lines} />
      <View className="secondary">
        {t(accepted ? 'consent.signedHint' : extra.asked === 'declined' ? 'consent.declinedHint' : 'consent.hint')}
      </View>
      {agreed && mayChoose ? (
        <View className="options gap-top">
          {[true, false].map((which) => (
            <View
              key={String(which)}
              className={withExtra === which ? 'option option-on' : 'option'}
              role="button"
              onClick={() => onWithExtra(which)}
            >
              {t(which ? 'consent.signAll' : 'consent.signAgreed', { amount: yuan(which ? bill.totals.charge : agreed.totals.charge) })}
            </View>
          ))}
        </View>
      ) : null}
      {accepted ? null : (
        <View className="gap-top">
          <Press tone="plain" wide onPress={() => (extra.asked === 'asked' ? onAsked() : setAsking(true))}>
            {t(extra.asked === null ? 'consent.ask' : extra.asked === 'asked' ? 'consent.refresh' : 'consent.askAgain')}
          </Press>
        </View>
      )}
      <AskSheet
        order={order}
        extra={extra}
        lines={lines}
        values={values}
        host={host}
        open={asking}
        onClose={() => setAsking(false)}
        onAsked={() => {
          setAsking(false);
          onAsked();
        }}
      />
    </View>
  );
}

/**
 * Lines beyond the last known bill while there is no network to price them: they can be put to the customer all the same. The question waits on the phone and
 * is priced when it goes out; the server finds what really goes beyond the agreement. Nothing while such a question waits, or nothing is beyond.
 */
export function UnpricedExtra({
  order,
  lines,
  values,
  host,
}: {
  order: OrderView;
  lines: readonly LineValue[];
  values: Readonly<Record<string, unknown>>;
  host: FormHost;
}) {
  const [asking, setAsking] = useState(false);
  const waits = useOutbox().some((act) => act.kind === 'orders.askConsent' && act.input.orderId === order.id && act.problem === null);
  const beyond = linesWithout(lines, order.bill.lines).map(({ item, quantity }) => {
    const known = host.items.find(({ code }) => code === item);
    return { item, quantity, name: known?.name ?? item, unit: known?.unit ?? '', charge: null };
  });
  if (waits || beyond.length === 0) return null;
  return (
    <View className="card">
      <View className="row-between">
        <View className="lead grow">{t('consent.title')}</View>
        <Chip tone="waiting">{t('consent.unpriced')}</Chip>
      </View>
      <ConsentLines lines={beyond} />
      <Press tone="plain" wide onPress={() => setAsking(true)}>
        {t('consent.askLater')}
      </Press>
      <AskSheet
        order={order}
        extra={{ lines: beyond, charge: null }}
        lines={lines}
        values={values}
        host={host}
        open={asking}
        onClose={() => setAsking(false)}
        onAsked={() => setAsking(false)}
      />
    </View>
  );
}
