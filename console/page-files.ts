import type { Plugin, Rollup } from 'vite';

/** Where the pages that people open the console with are, by their address below `/console`; with a slash at its end: whatever is one below. */
const PAGES: Readonly<Record<string, string>> = {
  '/': 'features/workbench/workbench-page.tsx',
  '/orders': 'app/routes/orders.tsx',
  '/orders/': 'app/routes/order.tsx',
  '/customers': 'app/routes/customers.tsx',
  '/customers/': 'app/routes/customers.tsx',
  '/dispatch': 'app/routes/dispatch.tsx',
  '/settlement': 'app/routes/settlement.tsx',
};

/** Pages that do not begin with who is logged in. */
const OPENLY = ['/login', '/setup'];
/** What a page asks for first where its address holds no more than its path, nor its history the words of a search; written as `src/lib/api.ts` will ask. */
const FIRST: Readonly<Record<string, string>> = { '/orders': '/api/orders?limit=50' };
/** Milliseconds for an answer, as any other question has. */
const DEADLINE_MS = 20_000;

/** Runs while the page is still being read, so it is short; the server's policy names it by its hash. Questions go before files: they wait for the server and not for the line. Answers are read at once, so that the deadline is theirs and not the program's. */
function script(files: Readonly<Record<string, readonly string[]>>): string {
  const names = [...new Set(Object.values(files).flat())];
  const pages = Object.fromEntries(Object.entries(files).map(([path, needed]) => [path, needed.map((name) => names.indexOf(name))]));
  const [n, f, o, q] = [names, pages, OPENLY, FIRST].map((value) => JSON.stringify(value));
  return `(function(n,f,o,q){var p=location.pathname.replace(/^\\/console/,'')||'/',e=window.mdEarly={};function a(u){e[u]=fetch(u,{headers:{Accept:'application/json'},credentials:'same-origin',signal:AbortSignal.timeout(${DEADLINE_MS})}).then(function(r){return r.blob().then(function(b){return new Response(b,{status:r.status,headers:r.headers})})});e[u].catch(function(){})}if(o.indexOf(p)<0){a('/api/auth/me');if(q[p]&&!location.search&&!(history.state&&history.state.words))a(q[p])}(f[p]||/.\\//.test(p)&&f[p.replace(/[^/]+$/,'')]||[]).forEach(function(i){var l=document.createElement('link'),c=/css$/.test(n[i]);l.rel=c?'preload':'modulepreload';if(c)l.as='style';l.crossOrigin='';l.href='/console/'+n[i];document.head.appendChild(l)})})(${n},${f},${o},${q})`;
}

/** A file and everything that it needs to run, its styles too. */
function needs(bundle: Rollup.OutputBundle, name: string, into: Set<string>): ReadonlySet<string> {
  const chunk = bundle[name];
  if (into.has(name) || chunk?.type !== 'chunk') return into;
  into.add(name);
  for (const style of chunk.viteMetadata?.importedCss ?? []) into.add(style);
  for (const other of chunk.imports) needs(bundle, other, into);
  return into;
}

/** Starts loading what the asked page needs, and asks who is logged in and what the page shows first, before the program that would do so has been read. */
export function pageFiles(): Plugin {
  return {
    name: 'page-files',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle, chunk: entry }) {
        if (!bundle || !entry) return html;
        const always = needs(bundle, entry.fileName, new Set());
        const files = Object.fromEntries(
          Object.entries(PAGES).map(([path, module]) => {
            const page = Object.values(bundle).find((chunk) => chunk.type === 'chunk' && chunk.facadeModuleId?.endsWith(`/src/${module}`));
            if (!page) throw new Error(`no file of the build begins with ${module}`);
            return [path, [...needs(bundle, page.fileName, new Set())].filter((name) => !always.has(name))];
          }),
        );
        // behind the program's own files, which come first
        return html.replace('</head>', () => `  <script>${script(files)}</script>\n  </head>`);
      },
    },
  };
}
