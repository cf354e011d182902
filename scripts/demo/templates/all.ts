import type { TemplateDefinition } from '../../../shared/src/flows/definition.ts';
import { readJson } from '../data.ts';
import { AIR_CONDITIONER } from './air-conditioner.ts';
import { APPLIANCES } from './appliances.ts';
import { ELECTRIC } from './electric.ts';
import { WATER_AND_HEAT } from './water-and-heat.ts';

/** Every order template of the demo company, the worked case first. */
export function allTemplates(): readonly TemplateDefinition[] {
  return [readJson('template-ac-install') as TemplateDefinition, ...AIR_CONDITIONER, ...WATER_AND_HEAT, ...APPLIANCES, ...ELECTRIC];
}
