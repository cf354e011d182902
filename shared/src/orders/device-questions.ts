import type { FieldDefinition, FormValues } from '../forms/definition.ts';
import { buildOf, readPlate } from '../intake/forms.ts';
import { text } from '../messages/index.ts';
import type { DeviceQuestion } from './asked.ts';

/** The field that every template of ours keeps the model in. */
const MODEL = 'model';

/**
 * Whether the model says another build 机型 than the one that was chosen. An air conditioner's model follows GB/T 7725 (房间空气调节器, 型号命名): K room air
 * conditioner · F split · R with heating · - · rated cooling in hundreds of watts · the unit inside (G 挂壁式, L 落地式, Q 嵌入式, T 天井式) · W the unit
 * outside. So KFR-72LW stands on the floor and KFR-35GW hangs on the wall. A model of another pattern, and a choice that names no build, say nothing.
 *
 * @returns null: they fit, or nobody can tell
 */
export function modelQuestion(fields: readonly FieldDefinition[], values: FormValues): DeviceQuestion | null {
  const model = values[MODEL];
  const plate = typeof model === 'string' ? readPlate(model.trim()).build : null;
  if (!plate) return null;
  for (const field of fields) {
    if (field.type !== 'select') continue;
    const chosen = field.options.find(({ value }) => value === values[field.key]);
    const build = chosen ? buildOf(chosen.label) : null;
    if (!chosen || build?.kind !== plate.kind || build.name === plate.name) continue;
    return {
      key: `model:${String(model)}:${chosen.value}`,
      text: text('device.ask.model', { model: String(model), is: plate.name, field: field.label, chosen: chosen.label }),
    };
  }
  return null;
}

/**
 * A serial number that is known already.
 *
 * @param of whose device bears it: another customer's, or this customer's by another order
 */
export function serialQuestion(serial: string, of: 'stranger' | 'order'): DeviceQuestion {
  return { key: `serial:${serial}`, text: text(`device.ask.serial.${of}`, { serial }) };
}
