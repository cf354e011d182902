import { defineConfig } from '@tarojs/cli';

/** As the tool makes it for a new project, but for the places of its output. */
export default defineConfig({
  projectName: 'hello',
  date: '2026-11-22',
  designWidth: 375,
  deviceRatio: { 375: 2, 750: 1 },
  sourceRoot: 'src',
  outputRoot: `dist/${process.env['TARO_ENV'] ?? 'h5'}`,
  framework: 'react',
  compiler: { type: 'webpack5', prebundle: { enable: false } },
  cache: { enable: false },
  logger: { quiet: true, stats: false },
  mini: {},
  h5: { publicPath: '/m/', staticDirectory: 'static', router: { mode: 'hash' } },
});
