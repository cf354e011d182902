import type { Problem } from '@mingdan/shared/contracts/client';
import type { actOnOrder, OpenTask, OrderView, orderItems } from '@mingdan/shared/contracts/orders';
import { actOnOrderMeta, orderItemsMeta } from '@mingdan/shared/contracts/orders.meta';
import type { FileValue } from '@mingdan/shared/forms/definition';
import { errorsByField } from '@mingdan/shared/forms/live-form';
import { formError } from '@mingdan/shared/forms/messages';
import type { FieldError } from '@mingdan/shared/kernel/result';
import { businessDay, epochMs } from '@mingdan/shared/kernel/time';
import { formatSlot } from '@mingdan/shared/messages/format';
import { keysOf } from '@mingdan/shared/orders/asked';
import { modelQuestion } from '@mingdan/shared/orders/device-questions';
import { linesNow, linesWithout, pricedValues } from '@mingdan/shared/orders/lines-now';
import { isBeforeDay, oddPunch, oddPunchTold, punchQuestion } from '@mingdan/shared/orders/punch';
import Taro from '@tarojs/taro';
import { useRef, useState } from 'react';
import type { StoredSignature } from '../../../../components/bill-signing.tsx';
import type { FormHost } from '../../../../forms/host.ts';
import { useForm } from '../../../../forms/use-form.ts';
import { bringUp } from '../../../../lib/bring-up.ts';
import { ask, toast } from '../../../../lib/browser.ts';
import type { Position } from '../../../../lib/locate.ts';
import { sendOrKeep } from '../../../../lib/outbox.ts';
import { knownPerson } from '../../../../lib/person.ts';
import { useAction } from '../../../../lib/use-action.ts';
import { useDraft } from '../../../../lib/use-draft.ts';
import { useKeptOperation } from '../../../../lib/use-operation.ts';
import type { Stamp } from '../../../../lib/watermark.ts';
import { wholeAddress } from '../../../../lib/whole-address.ts';
import { t } from '../../../../messages/installer.ts';
import { useLiveBill } from '../../lib/use-live-bill.ts';
import { toStaffPage } from './from-desk.ts';
import { itemsOfBill } from './record.tsx';

/** Where the draft keeps which bill was signed, and whether without the extra lines. No fields of any form: field keys have no such sign. */
const SIGNED_HASH = '$signedHash';
const WITHOUT_EXTRA = '$withoutExtra';
/** And the day of the slot before which the visit was begun, knowingly. */
const BEGUN_BEFORE = '$begunBefore';
/** And the questions about the device that were answered with yes, by key. */
const CONFIRMED = '$confirmed';

type Outcome = OpenTask['outcomes'][number];

/** What is written into every picture taken at this order. */
function stampOf(order: OrderView, { place }: OpenTask): Stamp {
  const { lat, lng } = order.address;
  const who = knownPerson()?.name ?? order.installer?.name ?? '';
  // a step at another place is not measured against the order's address
  if (place) return { number: order.number, who, place, site: null };
  return {
    number: order.number,
    who,
    place: wholeAddress(order.regionName, order.address.text),
    site: lat === null || lng === null ? null : { lat, lng },
  };
}

/** The slot whose day has not come yet. */
function dayToCome({ slot }: OrderView): OrderView['slot'] {
  return slot && businessDay(epochMs(Date.now())) < slot.date ? slot : null;
}

/** A visit that ends on a day before its slot asks first. @returns the day that was confirmed; null where nothing is to confirm */
async function confirmEarly(order: OrderView, outcome: Outcome): Promise<string | 'no' | null> {
  const slot = outcome.endsVisit ? dayToCome(order) : null;
  if (!slot) return null;
  const question = t('order.early', { slot: formatSlot(slot, epochMs(Date.now())), outcome: outcome.label });
  const sure = await ask(t('order.earlyTitle'), question, { yes: t('order.earlyYes'), no: t('order.earlyNo') });
  return sure ? slot.date : 'no';
}

/** Whether whoever stands before the device stands by what does not fit together. */
function standsBy(what: string): Promise<boolean> {
  return ask(t('device.askTitle'), t('device.ask', { what }), { yes: t('device.askYes'), no: t('device.askNo') });
}

/** Keys of the fields that one outcome alone asks for 凭证: they stand with it and not in the task's form. */
function proofKeys({ outcomes }: OpenTask): ReadonlySet<string> {
  return new Set(outcomes.flatMap(({ needs }) => needs ?? []));
}

/** The field that an error is about. */
const fieldOf = ({ path }: FieldError): string => path.split('.')[0] ?? '';

/** Scrolls to the first field that is wrong. */
function showField(path: string | undefined): void {
  bringUp(`#field-${path?.split('.')[0]}`);
}

/** A task under the hand: its form over a draft, the bill that its lines make, the signature under that bill, and what a press does. `isFromDesk`: staff are at work. */
export function useTask(order: OrderView, task: OpenTask, isFromDesk: boolean, onChanged: () => Promise<void>) {
  const draftName = `task:${order.id}:${task.node}`;
  const draft = useDraft(draftName);
  const form = useForm(task.fields, draft.values, task.node, 'installer', {
    state: order.state,
    region: order.region,
    customerLevel: order.customer.level,
  });
  const proofs = proofKeys(task);
  // what one outcome alone asks for is neither shown nor sent with the others
  const shown = form.shown.filter(({ definition }) => !proofs.has(definition.key));
  const taskValues = Object.fromEntries(Object.entries(form.values).filter(([key]) => !proofs.has(key)));
  const [pending, setPending] = useState(false);
  // a second press comes before the question or the pending state is drawn
  const busy = useRef(false);
  const [problem, setProblem] = useState<Problem | undefined>(undefined);
  const [tried, setTried] = useState(false);
  const [signing, setSigning] = useState(false);

  const hasLines = shown.some(
    ({ definition, editable }) => editable && (definition.type === 'service-lines' || definition.type === 'part-lines'),
  );
  const catalog = useKeptOperation<typeof orderItems>(orderItemsMeta, hasLines ? { orderId: order.id } : null);
  const definitions = shown.map(({ definition }) => definition);
  const shownValues = Object.fromEntries(shown.map(({ definition, value }) => [definition.key, value]));
  const priced = hasLines || task.needsSignature;
  const lines = priced ? linesNow(order, definitions, shownValues) : [];
  const priceValues = pricedValues(definitions, taskValues);
  // a corrected address, another way there, the customer's answer to extra lines: whatever moves the order may move its bill
  const stand = `${order.version} ${order.consents.map(({ id, status }) => `${id} ${status}`).join()}`;
  const bill = useLiveBill(order.id, lines, priceValues, stand);

  // the bill without what the customer has not agreed to, when that is the one to be signed
  const extra = bill.data?.extra ?? null;
  const mayLeaveOut = extra !== null && bill.data?.agreed !== null;
  const chosen = draft.values[WITHOUT_EXTRA] as boolean | undefined;
  const withoutExtra = mayLeaveOut && (chosen ?? extra.asked === 'declined');
  const agreedBill = useLiveBill(order.id, withoutExtra ? linesWithout(lines, extra.lines) : [], priceValues, stand);
  const toSign = withoutExtra ? agreedBill : bill;

  const signatureField = task.needsSignature
    ? shown.find(({ definition, editable }) => definition.type === 'signature' && editable)
    : undefined;
  const signatureKey = signatureField?.definition.key;
  const signature = signatureKey ? ((form.values[signatureKey] ?? undefined) as readonly FileValue[] | undefined) : undefined;
  const signedHash = draft.values[SIGNED_HASH] as string | undefined;
  const signed = signature !== undefined && toSign.settled && signedHash === toSign.data?.hash;
  const needsSigning = signatureField !== undefined && order.signature === null;

  const wrong = form.errors.filter((error) => error.path !== signatureKey && !proofs.has(fieldOf(error)));
  const open = Object.keys(errorsByField(wrong)).length;
  const ownErrors = tried ? errorsByField(wrong) : {};
  // an outcome such as 客户不在 takes what is there and right, and asks for nothing more
  const wrongKeys = Object.keys(errorsByField(form.errors));
  const rightValues = Object.fromEntries(
    Object.entries(taskValues).filter(([key]) => !wrongKeys.includes(key) && (signed || key !== signatureKey)),
  );

  const [proofTried, setProofTried] = useState(false);
  const proofFields = ({ needs = [] }: Outcome) =>
    form.shown.filter(({ definition }) => needs.includes(definition.key)).map((field) => ({ ...field, required: true }));
  const proofOf = (outcome: Outcome) => Object.fromEntries(proofFields(outcome).map(({ definition, value }) => [definition.key, value]));
  const proofErrors = (outcome: Outcome): readonly FieldError[] =>
    proofFields(outcome).flatMap(({ definition, value }) =>
      value === null ? [formError(definition, 'form.required')] : form.errors.filter((error) => fieldOf(error) === definition.key),
    );

  const keepConfirmed = (before: readonly string[], keys: readonly string[]): readonly string[] => {
    const confirmed = [...new Set([...before, ...keys])];
    draft.set(CONFIRMED, confirmed);
    return confirmed;
  };

  /** @param confirmed keys of the questions about the device that were answered with yes */
  const send = async (outcome: Outcome, withForm: boolean, confirmed: readonly string[]): Promise<void> => {
    const early = await confirmEarly(order, outcome);
    if (early === 'no') return;
    setPending(true);
    setProblem(undefined);
    const came = await sendOrKeep({
      kind: 'orders.act',
      title: `${order.templateName} · ${order.number}`,
      label: outcome.label,
      draft: draftName,
      input: {
        orderId: order.id,
        version: order.version,
        event: 'submit',
        token: task.token,
        outcome: outcome.key,
        values: { ...(withForm ? taskValues : rightValues), ...proofOf(outcome) } as never,
        ...(signed && signedHash ? { billHash: signedHash } : {}),
        ...(early ? { early } : {}),
        ...(confirmed.length > 0 ? { confirmed: [...confirmed] } : {}),
      },
    });
    setPending(false);
    // what only the server knows of the device is asked when it answers
    const asked = came.state === 'refused' && came.problem.code === 'orders.device_question' ? came.problem.detail : null;
    if (asked && (await standsBy(String(asked['what'])))) return send(outcome, withForm, keepConfirmed(confirmed, keysOf(asked)));
    if (came.state === 'refused') return setProblem(came.problem);
    // kept: the page shows that it waits, and the draft stays until it has gone through
    if (came.state === 'kept') return toast(t('order.keptToast'));
    draft.discard();
    // staff came from the order's page for them, and the next step may be an installer's
    if (isFromDesk) {
      toast(t('order.submitted'));
      return toStaffPage(order.id);
    }
    if (came.value.settled) {
      void Taro.redirectTo({ url: `/packages/orders/pages/earned/index?id=${order.id}` });
      return;
    }
    toast(t('order.submitted'));
    await onChanged();
  };

  const showMissing = () => showField(wrong[0]?.path);
  /** @returns `form`: its fields are missing or wrong, and nothing was sent · `open`: what the outcome itself asks for is, or the question was answered with no */
  const submit = async (outcome: Outcome, withForm: boolean): Promise<'gone' | 'form' | 'open'> => {
    setTried(withForm);
    setProofTried(true);
    if (withForm && wrong.length > 0) return 'form';
    if (proofErrors(outcome).length > 0) return 'open';
    if (busy.current) return 'gone';
    busy.current = true;
    try {
      let confirmed = (draft.values[CONFIRMED] as readonly string[] | undefined) ?? [];
      // a model of another build than the one that was chosen is asked about at once, also without a network
      const question = outcome.partial ? null : modelQuestion(definitions, { ...shownValues, ...taskValues });
      if (question && !confirmed.includes(question.key)) {
        if (!(await standsBy(question.text))) return 'open';
        confirmed = keepConfirmed(confirmed, [question.key]);
      }
      await send(outcome, withForm, confirmed);
      return 'gone';
    } finally {
      busy.current = false;
    }
  };

  // a punch far away or well before the hours counts when the person says so; with it the day is confirmed too
  const keepsPunch = async (punch: Position, isVain = false): Promise<boolean> => {
    const odd = oddPunch(punch, { site: stampOf(order, task).site, slot: order.slot, isVain });
    if (!odd) return true;
    const { title, text, ...words } = punchQuestion(odd, punch.at);
    const sure = await ask(title, text, words);
    if (sure && odd.early && isBeforeDay(odd, punch.at)) draft.set(BEGUN_BEFORE, odd.early.date);
    return sure;
  };

  // signing before the day is asked about once
  const beginsNow = async (): Promise<boolean> => {
    const slot = dayToCome(order);
    if (!slot || draft.values[BEGUN_BEFORE] === slot.date) return true;
    const question = t('order.earlyBegin', { slot: formatSlot(slot, epochMs(Date.now())) });
    const sure = await ask(t('order.earlyTitle'), question, { yes: t('order.earlyYes'), no: t('order.earlyNo') });
    if (sure) draft.set(BEGUN_BEFORE, slot.date);
    return sure;
  };
  // everybody reads 服务中 from the check-in on; without a network from the act that ends the step
  const begin = useAction<typeof actOnOrder>(actOnOrderMeta, `begin:${order.id}`);
  const tellBegun = async () => {
    if (await begin.run({ orderId: order.id, version: order.version, event: 'claim', token: task.token, values: {} })) await onChanged();
  };
  const openSigning = () => void beginsNow().then((sure) => sure && setSigning(true));

  const [main, ...others] = task.outcomes;
  const signsFirst = needsSigning && !signed;
  const press = () => {
    if (!main) return;
    if (!signsFirst) return void submit(main, true).then((came) => came === 'form' && showMissing());
    setTried(true);
    if (wrong.length > 0) showMissing();
    else openSigning();
  };

  const host: FormHost = {
    face: 'work',
    items: catalog.data?.items ?? itemsOfBill(order),
    onSite: true,
    keepsPunch,
    // the distance stands beside every punch; that it came before its hours is said here
    punchNote: (punch) => {
      const odd = oddPunch(punch, { site: null, slot: order.slot });
      return odd && t('order.punchEarly', { what: oddPunchTold(odd, punch.at) });
    },
    // the company's own people make the next appointment for whoever holds the order: his day is theirs to know
    ...(order.installer && order.installer.id !== knownPerson()?.id
      ? { roomsOf: { region: order.region, templateCode: order.templateCode, orderId: order.id } }
      : {}),
    keepsPictures: true,
    stamp: stampOf(order, task),
    lineMoney: new Map((bill.data?.lines ?? []).map(({ item, charge, earn, added }) => [item, { charge, earn, added }])),
  };

  return {
    draft,
    keepsPunch,
    shown,
    /** What an outcome asks for beside the form, and what of it is missing or wrong once it was tried. */
    proofFields,
    proofErrors: (outcome: Outcome) => (proofTried ? errorsByField(proofErrors(outcome)) : {}),
    forgetProofTried: () => setProofTried(false),
    host,
    lines,
    priceValues,
    priced,
    bill,
    toSign,
    withoutExtra,
    chooseWithoutExtra: (without: boolean) => draft.set(WITHOUT_EXTRA, without),
    signatureField,
    needsSigning,
    signsFirst,
    /** What stands in the signature's box. */
    signatureState: signed ? 'signed' : signature && toSign.data ? 'again' : ('missing' as 'signed' | 'again' | 'missing'),
    signing,
    openSigning,
    closeSigning: () => setSigning(false),
    keepSignature: (stored: StoredSignature) => {
      if (signatureKey && toSign.data) draft.merge({ [signatureKey]: [stored], [SIGNED_HASH]: toSign.data.hash });
      setSigning(false);
    },
    errors: { ...ownErrors, ...(problem ? errorsByField(problem.fields) : {}) },
    missing: Object.keys(ownErrors).length,
    /** Fields that still have to be filled before the customer can sign. */
    open,
    problem,
    forgetProblem: () => setProblem(undefined),
    change: (key: string, value: unknown) => {
      setProblem(undefined);
      draft.set(key, value);
      const punched = shown.some(({ definition }) => definition.key === key && definition.type === 'location') && value !== null;
      if (punched && task.mine && !order.begun) void tellBegun();
    },
    pending,
    main,
    others,
    press,
    submit,
    /** After an outcome that needs the form was pressed in a sheet: how much is missing, and where. */
    tellMissing: (outcome: Outcome) => {
      toast(t('order.fixFor', { outcome: outcome.label, count: open }));
      showMissing();
    },
  };
}

export type Task = ReturnType<typeof useTask>;
