import type { CustomerView, createCustomer, ListCustomersOutput, listCustomers } from '@mingdan/shared/contracts/customers';
import { createCustomerMeta, listCustomersMeta } from '@mingdan/shared/contracts/customers.meta';
import type { Recognised } from '@mingdan/shared/intake/recognise';
import { Text, Textarea, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useEffect, useRef, useState } from 'react';
import { Page } from '../../../../components/page.tsx';
import { Press } from '../../../../components/press.tsx';
import { Notice, ProblemNotice } from '../../../../components/states.tsx';
import { call } from '../../../../lib/api.ts';
import { toast } from '../../../../lib/browser.ts';
import { within } from '../../../../lib/deadline.ts';
import { reachable, spokenName } from '../../../../lib/spoken.ts';
import { forget, keep, kept } from '../../../../lib/store.ts';
import { useAction } from '../../../../lib/use-action.ts';
import { useNow } from '../../../../lib/use-now.ts';
import { t } from '../../../../messages/staff.ts';
import { chatContact, chooseCustomer, chosenCustomer } from '../../lib/customer.ts';
import { loadReader } from '../../lib/intake.ts';
import { runsOf } from '../../lib/marks.ts';
import { nearRegions } from '../../lib/near.ts';
import { keepSaid, type Said } from '../../lib/said.ts';
import { type Doubts, type Others, SaidFields } from './fields.tsx';
import { SamePeople } from './same-people.tsx';
import './index.css';

const DRAFT = 'draft:paste';
const WORK = `${DRAFT}:work3`;
const MAX = 4_000;
/** A browser may ask the person whether the page may read what was copied. */
const CLIPBOARD_MS = 8_000;

/** What was read and corrected, so that a page that is left in the middle comes back as it was. */
interface Work {
  readonly message: string;
  readonly recognised: Recognised;
  readonly said: Said;
  readonly doubts: Doubts;
}

function begin(message: string, recognised: Recognised): Work {
  const { name, phone, region, address, from, device, wish, symptoms, time, urgent, note } = recognised;
  return {
    message,
    recognised,
    said: {
      name: name?.value ?? '',
      phone: phone?.value ?? '',
      region: region?.value ?? '',
      address: address?.value ?? '',
      from: from?.value ?? null,
      device: device?.value ?? { kind: '', brand: '', model: '', serial: '', form: '', size: '' },
      wish: wish && { value: wish.value, word: wish.word },
      symptoms,
      time: time?.value ?? null,
      urgent: urgent !== null,
      note: [note, phone?.extension ? t('paste.extension', { number: phone.extension }) : ''].filter((part) => part !== '').join('；'),
    },
    doubts: {
      name: name?.doubt ?? null,
      phone: phone?.doubt ?? null,
      region: region?.doubt ?? null,
      address: address?.doubt ?? null,
      from: from?.doubt ?? null,
      device: device?.doubt ?? null,
      wish: wish?.doubt ?? null,
      time: time?.doubt ?? null,
    },
  };
}

function othersOf({ recognised: { phone, region, device } }: Work): Others {
  return {
    phones: phone && phone.others.length > 0 ? [phone.value, ...phone.others] : [],
    regions: region && region.others.length > 0 ? [...(region.value === '' ? [] : [region.value]), ...region.others] : [],
    kinds: different([device?.value, ...(device?.others ?? [])].map((each) => each?.kind ?? '')),
    forms: different([device?.value, ...(device?.others ?? [])].map((each) => each?.form ?? '')),
  };
}

/** What there is to choose from; nothing where there is no choice. */
function different(words: readonly string[]): readonly string[] {
  const each = [...new Set(words)].filter((word) => word !== '');
  return each.length > 1 ? each : [];
}

function Message({ work }: { work: Work }) {
  return (
    <View {...reachable()} className="message">
      {runsOf(work.message, work.recognised).map(({ text, field, doubt }, index) => (
        <Text
          // biome-ignore lint/suspicious/noArrayIndexKey: runs of one message have nothing else to be told apart by
          key={index}
          className={field === null ? '' : doubt === null ? 'mark' : 'mark mark-unsure'}
        >
          {text}
        </Text>
      ))}
    </View>
  );
}

/** A message in, an order's beginning out: what was recognised is shown in the message and field by field, and a person corrects it. */
export default function PastePage() {
  const now = useNow(60_000);
  const [text, setText] = useState(() => kept<string>(`${DRAFT}:text`) ?? '');
  const [work, setWork] = useState<Work | null>(() => kept<Work>(WORK) ?? null);
  const [state, setState] = useState<'still' | 'reading' | 'failed' | 'clipboard'>('still');
  const [same, setSame] = useState<ListCustomersOutput['items'] | null>(null);
  const [asking, setAsking] = useState(false);
  const [problem, setProblem] = useState<Parameters<typeof ProblemNotice>[0]['problem']>(undefined);
  const create = useAction<typeof createCustomer>(createCustomerMeta, 'paste');
  const current = useRef(work);
  current.current = work;
  const customer = chosenCustomer();

  useEffect(() => void keep(`${DRAFT}:text`, text), [text]);
  useEffect(() => {
    if (work) keep(WORK, work);
    else forget(WORK);
  }, [work]);

  const read = async (message: string) => {
    if (message.trim() === '') return;
    setState('reading');
    try {
      const { recognise } = await loadReader();
      setWork(begin(message, recognise(message, { now: Date.now(), near: await nearRegions().catch(() => []) })));
      setState('still');
    } catch {
      setState('failed');
    }
  };
  const fromClipboard = async () => {
    try {
      const { data } = await within(CLIPBOARD_MS, Taro.getClipboardData());
      const pasted = String(data ?? '').slice(0, MAX);
      if (pasted.trim() === '') return setState('clipboard');
      setText(pasted);
      await read(pasted);
    } catch {
      // browsers and WeCom refuse it as they please: the box is the way round
      setState('clipboard');
    }
  };

  const goOn = (chosen: CustomerView) => {
    if (!work) return;
    keepSaid(chosen.id, work.said);
    chooseCustomer(chosen);
    forget(`${DRAFT}:text`);
    forget(WORK);
    if (Taro.getCurrentPages().length > 1) void Taro.navigateBack();
    else void Taro.redirectTo({ url: '/packages/sidebar/pages/home/index' });
  };
  const makeNew = async (samePhone: boolean) => {
    if (!work) return;
    const { name, phone } = work.said;
    const made = await create.run({ name: name.trim(), phone: phone === '' ? null : phone, samePhone });
    if (made) goOn(made);
  };
  const next = async () => {
    if (!work || asking) return;
    const { name, phone } = work.said;
    if (!customer && name.trim() === '') return toast(t('paste.needName'));
    setProblem(undefined);
    if (phone !== '') {
      setAsking(true);
      const found = await call<typeof listCustomers>(listCustomersMeta, { q: phone, limit: 20 });
      setAsking(false);
      if (!found.ok) return setProblem(found.problem);
      const people = found.value.items.filter(({ id }) => id !== customer?.id);
      if (people.length > 0) {
        setSame(people);
        void Taro.pageScrollTo({ selector: '#same', duration: 160 });
        return;
      }
    }
    if (customer) goOn(customer);
    else await makeNew(false);
  };

  const change = (part: Partial<Said>, field: keyof Doubts | null) => {
    setSame(null);
    setWork(
      (before) =>
        before && {
          ...before,
          said: { ...before.said, ...part },
          doubts: field === null ? before.doubts : { ...before.doubts, [field]: null },
        },
    );
  };

  return (
    <Page
      bar={
        work ? (
          <Press wide pending={asking || create.pending} onPress={() => void next()}>
            {t(customer ? 'paste.next' : 'paste.nextNew')}
          </Press>
        ) : (
          <Press wide pending={state === 'reading'} disabled={text.trim() === ''} onPress={() => void read(text)}>
            {t('paste.read')}
          </Press>
        )
      }
    >
      <View className="card">
        {customer ? (
          <View className="hint">{t('paste.for', { name: customer.name })}</View>
        ) : (
          <View className="hint">{t('paste.hint')}</View>
        )}
        {work ? (
          <View className="gap-top">
            <Message work={work} />
            <Press
              tone="quiet"
              onPress={() => {
                setWork(null);
                setSame(null);
              }}
            >
              {t('paste.again')}
            </Press>
          </View>
        ) : (
          <View>
            <View className="box gap-top">
              <Textarea
                {...spokenName(t('paste.box'))}
                className="box-area paste-area"
                autoHeight
                maxlength={MAX}
                value={text}
                placeholder={t('paste.box')}
                placeholderClass="box-empty"
                onInput={({ detail }) => setText(detail.value)}
              />
            </View>
            <View className="gap-top">
              <Press tone="plain" wide onPress={() => void fromClipboard()}>
                {t('paste.clipboard')}
              </Press>
            </View>
          </View>
        )}
      </View>
      {state === 'clipboard' ? <Notice text={t('paste.clipboardFailed')} /> : null}
      {state === 'failed' ? <Notice tone="bad" text={t('paste.readFailed')} act={t('state.retry')} onAct={() => void read(text)} /> : null}
      {work ? <SaidFields said={work.said} doubts={work.doubts} others={othersOf(work)} now={now} onChange={change} /> : null}
      <ProblemNotice problem={problem ?? create.problem} />
      {same ? (
        <SamePeople
          people={same}
          inChat={customer !== null && chatContact() !== null}
          pending={create.pending}
          onKnown={goOn}
          onOther={() => (customer ? goOn(customer) : void makeNew(true))}
        />
      ) : null}
    </Page>
  );
}
