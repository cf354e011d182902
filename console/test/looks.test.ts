import { QueryClient } from '@tanstack/react-query';
import { expect, test } from 'vitest';
import { createConsoleRouter } from '../src/app/router.tsx';
import { judgeShots } from './judge-shots.ts';
import { isOffice, SHOTS } from './shot-list.ts';

judgeShots(
  'every page and state of the day’s work',
  SHOTS.filter((shot) => !isOffice(shot)),
);

test('no page is left out: every route of the console has its shots', () => {
  const router = createConsoleRouter(new QueryClient());
  const opened = new Set(
    SHOTS.filter(({ scenario }) => !['error', 'hanging', 'forbidden', 'empty'].includes(scenario ?? 'normal')).map(({ name, path }) => {
      // who is met at their first login comes to the set-up from every page
      if (name === 'setup') return '/setup';
      return router.getMatchedRoutes(path.split('?')[0]!)[2]?.fullPath;
    }),
  );
  expect(Object.keys(router.routesByPath).filter((route) => !opened.has(route as never))).toEqual([]);
});
