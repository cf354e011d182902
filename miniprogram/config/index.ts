import { resolve } from 'node:path';
import { defineConfig } from '@tarojs/cli';
import { PageFiles } from './page-files';

const WORKSPACE = resolve(__dirname, '../..');
/** Sources of the workspace that are compiled with ours, as TypeScript. */
const SHARED = [resolve(WORKSPACE, 'shared/src')];

/** Everything that the price engine needs, in one file of its own subpackage: it can be loaded, and tested, by itself. */
const ENGINE_CHUNK = 'packages/pricing/engine';
const ENGINE_SOURCES = [...SHARED, resolve(__dirname, '../src/packages/pricing/engine.ts')];
const ENGINE_PAGE = 'packages/pricing/pages/check/index';

/** Browsers that are still in use have these, and we use nothing that needs them; Taro brings them into the first file all the same. */
const NOT_NEEDED = ['whatwg-fetch', 'abortcontroller-polyfill/dist/abortcontroller-polyfill-only', 'jsonp-retry', 'platform'];

export default defineConfig({
  projectName: 'mingdan-miniprogram',
  date: '2026-11-22',
  // pixels stay pixels on every width: targets keep their 48 px at 320, and text its size
  designWidth: 375,
  deviceRatio: { 375: 2, 750: 1 },
  sourceRoot: 'src',
  outputRoot: `dist/${process.env['TARO_ENV'] ?? 'h5'}`,
  // the same components on both; what draws them on the web is the smaller of the two (docs/decisions/0011)
  framework: process.env['TARO_ENV'] === 'h5' ? 'preact' : 'react',
  compiler: { type: 'webpack5', prebundle: { enable: false } },
  cache: { enable: false },
  plugins: [],
  logger: { quiet: true, stats: false },
  defineConstants: {
    // where the mini-program finds the server; H5 is served by the server itself
    TARO_APP_API: JSON.stringify(process.env['TARO_APP_API'] ?? 'http://127.0.0.1:8080'),
  },
  // Chinese as it is, not as escapes of six characters
  terser: { enable: true, config: { output: { ascii_only: false } } },
  mini: {
    compile: { include: SHARED },
    optimizeMainPackage: { enable: true },
    postcss: { pxtransform: { enable: false, config: {} }, cssModules: { enable: false } },
    addChunkPages(pages) {
      pages.set(ENGINE_PAGE, [ENGINE_CHUNK]);
    },
    webpackChain(chain) {
      chain.merge({
        optimization: {
          splitChunks: {
            cacheGroups: {
              engine: {
                name: ENGINE_CHUNK,
                test: ({ resource = '' }: { resource?: string }) => ENGINE_SOURCES.some((source) => resource.startsWith(source)),
                // only from the pricing subpackage: other packages keep their own copies of what they share with it
                chunks: (chunk: { name?: string }) => chunk.name?.startsWith('packages/pricing/') === true,
                // above the platform's own groups for what several packages share
                priority: 2000,
                enforce: true,
              },
            },
          },
        },
      });
    },
  },
  h5: {
    publicPath: '/m/',
    staticDirectory: 'static',
    router: { mode: 'hash' },
    compile: { include: SHARED },
    output: { filename: 'js/[name].[contenthash:8].js', chunkFilename: 'js/[name].[contenthash:8].js' },
    miniCssExtractPluginOption: {
      ignoreOrder: true,
      filename: 'css/[name].[contenthash:8].css',
      chunkFilename: 'css/[name].[contenthash:8].css',
    },
    webpackChain(chain) {
      chain.plugin('page-files').use(PageFiles, ['pages/home/index']);
      // `false`: an empty module in its place, which the types of the chain do not know
      // the browser's own elements in place of the platform's web components
      chain.resolve.alias.set('@tarojs/components$', resolve(__dirname, '../src/web/components.ts'));
      chain.resolve.alias.set('@tarojs/components/dist/components$', resolve(__dirname, '../src/web/frame.ts'));
      // for the platform's web components, with a font of its own for their icons
      chain.resolve.alias.set('@tarojs/components/dist/taro-components/taro-components.css', false as never);
      for (const name of NOT_NEEDED) chain.resolve.alias.set(name, false as never);
      chain.merge({
        // what several pages use is loaded once, not once a page
        optimization: {
          splitChunks: {
            chunks: 'all',
            // a file more costs a slow phone more than a few KB twice
            minSize: 24_000,
            maxInitialRequests: 6,
            maxAsyncRequests: 6,
            cacheGroups: {
              // what most pages need, in one file
              parts: { name: 'parts', chunks: 'async', minChunks: 9, priority: 10, enforce: true },
              // sheets and toasts of the platform, which any page may show
              shown: { name: 'parts', chunks: 'async', test: /[\\/]@tarojs[\\/]/, priority: 10, enforce: true },
              default: { minChunks: 2, priority: -20, reuseExistingChunk: true },
              defaultVendors: { test: /[\\/]node_modules[\\/]/, minChunks: 2, priority: -10, reuseExistingChunk: true },
            },
          },
        },
        performance: { hints: false },
      });
    },
    postcss: { pxtransform: { enable: false, config: {} }, autoprefixer: { enable: true, config: {} }, cssModules: { enable: false } },
  },
});
