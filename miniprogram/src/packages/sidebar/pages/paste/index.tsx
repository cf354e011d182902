import type { CustomerView, createCustomer, ListCustomersOutput, listCustomers } from '@mingdan/shared/contracts/customers';
import { createCustomerMeta, listCustomersMeta } from '@mingdan/shared/contracts/customers.meta';
import { Text, Textarea, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useEffect, useRef, useState } from 'react';
import { Page } from '../../../../components/page.tsx';
import { Press } from '../../../../components/press.tsx';
import { Notice, ProblemNotice } from '../../../../components/states.tsx';
import { loadRegions } from '../../../../forms/regions.ts';
import { call } from '../../../../lib/api.ts';
import { bringUp } from '../../../../lib/bring-up.ts';
import { toast } from '../../../../lib/browser.ts';
import { within } from '../../../../lib/deadline.ts';
import { reachable, spokenName } from '../../../../lib/spoken.ts';
import { useAction } from '../../../../lib/use-action.ts';
import { useNow } from '../../../../lib/use-now.ts';
import { t } from '../../../../messages/staff.ts';
import { chatContact, chooseCustomer, chosenCustomer } from '../../lib/customer.ts';
import { loadReader } from '../../lib/intake.ts';
import { runsOf } from '../../lib/marks.ts';
import { nearRegions } from '../../lib/near.ts';
import { forgetPasted, keepPasted, ownerOf, pastedFor } from '../../lib/paste-draft.ts';
import { begin, type Doubts, othersOf, type Work } from '../../lib/paste-work.ts';
import { keepSaid, type Said } from '../../lib/said.ts';
import { isSomebodyElse } from '../../lib/somebody-else.ts';
import { SaidFields } from './fields.tsx';
import { SamePeople } from './same-people.tsx';
import { Stranger } from './stranger.tsx';
import './index.css';

const MAX = 4_000;
/** A browser may ask the person whether the page may read what was copied. */
const CLIPBOARD_MS = 8_000;

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
  // for whom the page was opened: what is pasted here is theirs
  const [customer] = useState(chosenCustomer);
  const [owner] = useState(() => ownerOf(customer?.id ?? null, chatContact()));
  const [found] = useState(() => pastedFor<Work>(owner, Date.now()));
  const [restored, setRestored] = useState(found !== undefined);
  const [text, setText] = useState(found?.text ?? '');
  const [work, setWork] = useState<Work | null>(found?.work ?? null);
  const [state, setState] = useState<'still' | 'reading' | 'failed' | 'clipboard'>('still');
  const [same, setSame] = useState<ListCustomersOutput['items'] | null>(null);
  const [isStranger, setStranger] = useState(false);
  const [asking, setAsking] = useState(false);
  const [problem, setProblem] = useState<Parameters<typeof ProblemNotice>[0]['problem']>(undefined);
  const create = useAction<typeof createCustomer>(createCustomerMeta, 'paste');
  const isLeft = useRef(false);

  useEffect(() => {
    if (!isLeft.current) keepPasted(owner, { text, work }, Date.now());
  }, [owner, text, work]);

  const read = async (message: string) => {
    if (message.trim() === '') return;
    setState('reading');
    try {
      const [{ recognise }, { streetIn }] = await Promise.all([loadReader(), loadRegions()]);
      setWork(begin(message, recognise(message, { now: Date.now(), near: await nearRegions().catch(() => []) }), streetIn));
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
    isLeft.current = true;
    forgetPasted(owner);
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
        bringUp('#same');
        return;
      }
      if (customer && isSomebodyElse(name, customer.name) && found.value.items.length === 0) {
        setStranger(true);
        bringUp('#stranger');
        return;
      }
    }
    if (customer) goOn(customer);
    else await makeNew(false);
  };

  /** What was asked about a name and a number is over once the message says something else. */
  const forget = () => {
    setSame(null);
    setStranger(false);
  };
  const startOver = () => {
    setText('');
    setWork(null);
    forget();
    setState('still');
    setRestored(false);
  };
  const change = (part: Partial<Said>, field: keyof Doubts | null) => {
    forget();
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
      {restored ? <Notice text={t('form.restored')} act={t('form.startOver')} onAct={startOver} /> : null}
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
                forget();
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
      {isStranger && customer && work ? (
        <Stranger
          name={work.said.name.trim()}
          customer={customer.name}
          pending={create.pending}
          onFor={() => goOn(customer)}
          onNew={() => void makeNew(false)}
        />
      ) : null}
    </Page>
  );
}
