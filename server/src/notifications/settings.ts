import { messaging } from '@mingdan/shared/contracts/company-settings';
import { defineSetting } from '../platform/settings/company-settings.ts';

/** How the company's own people are told. */
export const MESSAGING = defineSetting({ key: 'notifications.messaging', schema: messaging, initial: { miniProgramLinked: false } });
