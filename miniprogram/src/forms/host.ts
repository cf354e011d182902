import type { SlotLevel } from '@mingdan/shared/contracts/slot-room';
import type { LocationValue, TimeslotValue } from '@mingdan/shared/forms/definition';
import type { LineAddition } from '@mingdan/shared/orders/line-added';
import type { Face } from '../lib/session.ts';
import type { Stamp } from '../lib/watermark.ts';
import type { RoomsOf } from './use-rooms.ts';

/** An item that may stand on a line. */
export interface LineItem {
  readonly code: string;
  readonly name: string;
  readonly unit: string;
  readonly kind: string;
  /** Trade or product line; items of the same one as those on the form are offered first. */
  readonly category?: string;
  /** False for items of other trades: they are offered when asked for. */
  readonly own?: boolean;
  /** What the book asks of the customer for one, whole fen; null or absent where the reader does not see it. */
  readonly price?: number | null;
}

/** What an item costs and pays, whole fen, null where the reader does not see it, and the rules that made it dearer or cheaper. */
export interface LineMoney {
  readonly charge: number | null;
  readonly earn: number | null;
  readonly added: readonly LineAddition[];
}

/** How much room a slot has, `now` for the appointment as it is; null while nobody knows. */
export type LevelOf = (slot: TimeslotValue) => SlotLevel | 'now' | null;

/** What widgets need beside their field. */
export interface FormHost {
  readonly face: Face;
  readonly items: readonly LineItem[];
  /** True where whoever fills the form stands at the customer's place, so that the phone's position is the site's. */
  readonly onSite: boolean;
  /** True where the values are sent through the queue, which brings pictures up itself: a picture then stands in the form before it is up. */
  readonly keepsPictures?: boolean;
  /** Asks where a punch is far from the place or well before its hours; false: it is not kept. Absent: any punch is right. */
  readonly keepsPunch?: (punch: LocationValue) => Promise<boolean>;
  /** What is odd about a punch that was kept, beside its distance, in words; null: nothing. */
  readonly punchNote?: (punch: LocationValue) => string | null;
  /** Whose slots a step chooses from, where the company's own people make an appointment; absent: nobody else's day is told. */
  readonly roomsOf?: RoomsOf;
  /** How much room a slot has, where a customer chooses: one that is full is not taken. Null while nobody knows; absent: nobody is asked. */
  readonly levelOf?: LevelOf;
  /** What an item costs the customer and pays, whole fen, as the bill under the hand says; absent where there is none. */
  readonly lineMoney?: ReadonlyMap<string, LineMoney>;
  /** Written into every picture that is taken; absent for none. */
  readonly stamp?: Stamp;
}

/** What every widget gets. `value` is the stored form of the field's type, or null. */
export interface WidgetProps<F, V> {
  readonly field: F;
  readonly value: V | null;
  readonly required: boolean;
  readonly wrong: boolean;
  readonly host: FormHost;
  readonly onChange: (value: V | null) => void;
}
