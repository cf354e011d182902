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

/** Asks who is logged in, which every page but these begins with; `src/lib/api.ts` hands the answer to the program. */
const OPENLY = ['/login', '/setup'];

/** Runs while the page is still being read, so it is short; the server's policy names it by its hash. */
function script(files: Readonly<Record<string, readonly string[]>>): string {
  const names = [...new Set(Object.values(files).flat())];
  const pages = Object.fromEntries(Object.entries(files).map(([path, needed]) => [path, needed.map((name) => names.indexOf(name))]));
  const [n, f, o] = [names, pages, OPENLY].map((value) => JSON.stringify(value));
  return `(function(n,f,o){var p=location.pathname.replace(/^\\/console/,'')||'/';(f[p]||/.\\//.test(p)&&f[p.replace(/[^/]+$/,'')]||[]).forEach(function(i){var l=document.createElement('link'),c=/css$/.test(n[i]);l.rel=c?'preload':'modulepreload';if(c)l.as='style';l.crossOrigin='';l.href='/console/'+n[i];document.head.appendChild(l)});if(o.indexOf(p)>=0)return;window.mdEarly=fetch('/api/auth/me',{headers:{Accept:'application/json'},credentials:'same-origin'});window.mdEarly.catch(function(){})})(${n},${f},${o})`;
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

/** Starts loading what the asked page needs, and asks who is logged in, before the program that would do so has been read. */
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
