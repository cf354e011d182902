import type { Face } from '../lib/session.ts';

/** An item that may stand on a line. */
export interface LineItem {
  readonly code: string;
  readonly name: string;
  readonly unit: string;
  readonly kind: string;
}

/** What widgets need beside their field. */
export interface FormHost {
  readonly face: Face;
  readonly items: readonly LineItem[];
  /** True where whoever fills the form stands at the customer's place, so that the phone's position is the site's. */
  readonly onSite: boolean;
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
