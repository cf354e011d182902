/** Plausible answers for looking at the screens without a server. Never shipped. */
import { type Answer, type Answers, type Asked, id, ME_ID, NOW, ORDER_ID, ok, PICTURE, problem, type Scenario } from './fixture-basics.ts';
import { customerAnswers, forgetStars } from './fixture-customer.ts';
import { deskAnswers } from './fixture-desk.ts';
import { installerAnswers } from './fixture-installer.ts';
import { orderAnswers } from './fixture-orders.ts';

export type { Answer, Scenario } from './fixture-basics.ts';
export { FIXTURE_IDS, NOW } from './fixture-basics.ts';

const rolesIn = (scenario: Scenario) => (scenario === 'forbidden' ? ['staff'] : ['installer', 'staff']);

/** The answer to `METHOD /path` in a scenario; undefined for an address that the screens should not ask. */
export function answerTo(method: string, path: string, scenario: Scenario, body: unknown): Answer | undefined {
  if (path === '/auth/exchange') return ok({ token: 'test-bearer', expiresAt: NOW + 86_400_000, roles: rolesIn(scenario) });
  if (path === '/customer/links/open') {
    forgetStars();
    return (body as { phoneLast4?: string }).phoneLast4 === '0000'
      ? problem(403, 'auth.link_wrong_person')
      : ok({ bearer: 'test-bearer', orderId: ORDER_ID, verified: true });
  }
  if (scenario === 'error') return problem(500, 'request.internal');
  if (scenario === 'forbidden' && path !== '/auth/me' && path !== '/about') return problem(403, 'request.forbidden');
  // nobody else acts on these screens
  if (method === 'GET' && /(\/stamp|^\/order-stamps)(\?|$)/.test(path)) return ok({ stamp: '1' });
  if (method === 'GET' && /^\/files\/\w+\/link$/.test(path)) return ok({ url: PICTURE, expiresAt: NOW });
  const asked = { scenario, body, empty: scenario === 'empty', long: scenario === 'long' };
  const routes: Answers = {
    ...everybodysAnswers(asked),
    ...installerAnswers(asked),
    ...orderAnswers(asked),
    ...deskAnswers(asked),
    ...customerAnswers(asked),
  };
  return routes[`${method} ${path}`]?.();
}

/** For whoever is logged in. */
function everybodysAnswers({ scenario, long }: Asked): Answers {
  return {
    'GET /about': () => ok({ demo: true }),
    'GET /auth/me': () =>
      ok({
        kind: 'person',
        id: ME_ID,
        name: long ? '阿卜杜拉·买买提·艾合买提江·吐尔逊师傅' : '李建国',
        roles: rolesIn(scenario),
        permissions: scenario === 'forbidden' ? ['orders:create'] : ['offers:read', 'orders:create'],
        money: [],
        scope: { regions: ['310000'], outletId: null, orderId: null },
        session: {},
        csrf: null,
        setupOpen: false,
        demo: true,
      }),
    'POST /files': () =>
      ok({
        id: id(),
        kind: 'signature',
        sha256: '0'.repeat(64),
        type: 'image/png',
        bytes: 1,
        width: 1,
        height: 1,
        url: '/files/x',
        urlExpiresAt: NOW,
      }),
  };
}
