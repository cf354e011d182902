import { LIGHT } from '@mingdan/shared/design/tokens';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { App, ConfigProvider } from 'antd';
import zhCN from 'antd/locale/zh_CN';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { meQuery } from '../lib/access.ts';
import { ApiProblem } from '../lib/problem.ts';
import { createQueryClient } from '../lib/query.ts';
import './global.css';
import { createConsoleRouter } from './router.tsx';
import { antTheme, applyPalette } from './theme.ts';

const queryClient = createQueryClient((error) => {
  // a session that ended: ask who we are, which leads to the login page and back here. Without an answer yet the question itself was refused,
  // and the router is on its way to the login page already
  if (error instanceof ApiProblem && error.problem.status === 401 && queryClient.getQueryData(meQuery.queryKey) !== undefined) {
    queryClient.removeQueries({ queryKey: meQuery.queryKey });
    void router.invalidate();
  }
});
const router = createConsoleRouter(queryClient);

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

applyPalette(document.documentElement);
const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');

createRoot(root).render(
  <StrictMode>
    <ConfigProvider locale={zhCN} theme={antTheme(LIGHT, still)} button={{ autoInsertSpace: false }} wave={{ disabled: still }}>
      <App>
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </App>
    </ConfigProvider>
  </StrictMode>,
);
