// Built with the console's own packages: same versions of React, of the UI kit and of the bundler.
const packages = new URL('../../../console/node_modules/', import.meta.url).pathname;

export default {
  base: '/hello/',
  resolve: {
    alias: ['react-dom', 'react', 'antd'].map((name) => ({ find: new RegExp(`^${name}(?=/|$)`), replacement: packages + name })),
  },
  build: { target: 'es2022', modulePreload: { polyfill: false } },
};
