import { readFileSync } from 'node:fs';
import { loginAs } from './api.ts';
import { must } from './orders.ts';
import type { Product } from './product.ts';

const AC_INSTALL = new URL('../../scripts/demo/data/template-ac-install.json', import.meta.url);

/** Publishes a template of its own after that of 空调安装. `change` bears on its text before it is read. */
export async function publishLike(product: Product, code: string, name: string, change: (json: string) => string = (json) => json) {
  const template = JSON.parse(change(readFileSync(AC_INSTALL, 'utf8')).replaceAll('ac-install', code)) as { name: string };
  must(await (await loginAs(product, 'admin')).post('/templates', { template: { ...template, name } }));
}

/** Without the customer's signature: nothing in the form asks for it, nobody reads it. */
export function withoutSignature(json: string): string {
  const strip = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.filter((each) => (each as { key?: unknown } | null)?.key !== 'signature').map(strip);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).flatMap(([key, inner]) => (key === 'signature' ? [] : [[key, strip(inner)]])));
  };
  return JSON.stringify(strip(JSON.parse(json)));
}
