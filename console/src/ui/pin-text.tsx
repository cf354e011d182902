import { pinName } from '@mingdan/shared/messages/books';

/** The book that a pin `MAIN@2` names, in words; the tooltip keeps the pin for whoever asks for it. */
export function BookText({ pin }: { pin: string }) {
  return <span title={pin}>{pinName(pin)}</span>;
}

/** A tier by its name; the tooltip keeps its code. */
export function TierText({ code, name }: { code: string; name: string | undefined }) {
  return <span title={code}>{name || code}</span>;
}
