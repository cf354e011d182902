/** Starts what the asked page needs before the program would ask for it: its files, the answers of the installer's day, signature and templates of a sidebar beside a chat. */

/** The parts of a webpack compilation that are read here; webpack's own types come with its package, which this build does not name. */
interface Chunk {
  readonly files: ReadonlySet<string>;
}
interface ChunkGroup {
  readonly chunks: readonly Chunk[];
  readonly origins: readonly { readonly request?: string }[];
}
interface Compilation {
  readonly chunkGroups: readonly ChunkGroup[];
  readonly entrypoints: ReadonlyMap<string, ChunkGroup>;
  readonly hooks: { readonly processAssets: { tap(options: { name: string; stage: number }, run: () => void): void } };
  getAsset(name: string): { readonly source: { source(): string | Uint8Array } } | undefined;
  updateAsset(name: string, source: unknown): void;
}
interface Compiler {
  readonly webpack: { readonly sources: { readonly RawSource: new (text: string) => unknown } };
  readonly hooks: { readonly thisCompilation: { tap(name: string, run: (compilation: Compilation) => void): void } };
}

const NAME = 'page-files';
/** After the page has been written and every file has its last name. */
const LAST_STAGE = 5_000;
const PAGE = /((?:pages|packages\/\w+\/pages)\/\w+\/index)$/;
/** Beside a chat the sidebar asks WeCom whom it is with, and ranks the templates for them; outside of WeCom nobody asks it. */
const BESIDE_A_CHAT = { page: 'packages/sidebar/pages/home/index', file: /(^|\/)(wecom-jssdk|ranker)\..*js$/ } as const;

/** What the first page asks the server for, unless the phone knows that its person is no installer; `src/lib/early.ts` hands the answers to the program when it asks. */
const EARLY_QUESTIONS: readonly string[] = ['/api/my/earnings', '/api/my/offers', '/api/my/orders'];

/** The program's own file, which asks for the page's files as the first thing it does: before it they would only share its way with it, behind it the network would wait for the processor. */
const PROGRAM = /(^|\/)app\..*js$/;
const ASK = 'self.mdPage&&mdPage();';

/** Script that runs while the page is still being read: small, and the server's policy names it by its hash. */
function script(files: Readonly<Record<string, readonly string[]>>, first: string): string {
  const [page, all, questions] = [first, files, EARLY_QUESTIONS].map((value) => JSON.stringify(value));
  return `(function(f,q){var h=${page},p=location.hash.replace(/^#\\/?/,'').split('?')[0]||h,s=/wxwork/i.test(navigator.userAgent)&&f[p+'@wxwork'],b;function g(n){if(g[n])return;var l=g[n]=document.createElement('link');l.rel='preload';l.as=/css$/.test(n)?'style':'script';l.href='/m/'+n;document.head.appendChild(l)}(s||[]).filter(function(n){return/jssdk/.test(n)}).forEach(g);window.mdPage=function(){(f[p]||[]).concat(s||[]).forEach(g)};try{b=JSON.parse(localStorage.getItem('md:session:work')).data}catch(e){}if(!b||!window.fetch||!s&&(b.desk||p!==h))return;if(s)q=['/api/wecom/jssdk-signature?url='+encodeURIComponent(location.href.split('#')[0])+'&kind=agent','/api/templates'];b=b.bearer;var e=window.mdEarly={};q.forEach(function(u){e[u]=fetch(u,{headers:{Accept:'application/json',Authorization:'Bearer '+b},cache:'no-store'}).then(function(r){return r.text().then(function(t){return{status:r.status,text:t,bearer:b}})});e[u].catch(function(){})})})(${all},${questions})`;
}

/**
 * Webpack plugin for the H5 build: puts a script into the page by which the program starts loading the files of the page in the address when it is
 * there, rather than after it has run.
 */
export class PageFiles {
  readonly #first: string;

  /** @param first the page that an address without one means */
  constructor(first: string) {
    this.#first = first;
  }

  apply(compiler: Compiler): void {
    compiler.hooks.thisCompilation.tap(NAME, (compilation) => {
      compilation.hooks.processAssets.tap({ name: NAME, stage: LAST_STAGE }, () => {
        const page = compilation.getAsset('index.html');
        if (!page) return;
        const always = new Set([...compilation.entrypoints.values()].flatMap(({ chunks }) => chunks.flatMap(({ files }) => [...files])));
        const files: Record<string, string[]> = {};
        for (const { chunks, origins } of compilation.chunkGroups) {
          const own = chunks.flatMap((chunk) => [...chunk.files]).filter((file) => /\.(js|css)$/.test(file) && !always.has(file));
          const asked = origins.map(({ request = '' }) => PAGE.exec(request.replace(/\.(tsx|jsx?)$/, ''))?.[1]).find(Boolean);
          const page = asked ?? (own.some((file) => BESIDE_A_CHAT.file.test(file)) ? `${BESIDE_A_CHAT.page}@wxwork` : undefined);
          if (page) files[page] = [...new Set([...(files[page] ?? []), ...own])];
        }
        const html = String(page.source.source()).replace('</title>', () => `</title><script>${script(files, this.#first)}</script>`);
        const { RawSource } = compiler.webpack.sources;
        compilation.updateAsset('index.html', new RawSource(html));
        for (const name of [...always].filter((file) => PROGRAM.test(file))) {
          const program = compilation.getAsset(name);
          if (program) compilation.updateAsset(name, new RawSource(ASK + String(program.source.source())));
        }
      });
    });
  }
}
