import type { Json } from '../corp/inbox.ts';

/** Readers for bodies whose shape nobody has promised. A field of another type reads as absent. */
export const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

export const object = (from: Json, key: string): Json | undefined => {
  const value = from[key];
  return isObject(value) ? value : undefined;
};

/** Objects of a list; undefined when the key is absent or no list. */
export const objects = (from: Json, key: string): readonly Json[] | undefined => {
  const value = from[key];
  return Array.isArray(value) ? value.filter(isObject) : undefined;
};

export const text = (from: Json, key: string): string => {
  const value = from[key];
  return typeof value === 'string' ? value : '';
};

export const integer = (from: Json, key: string): number | undefined => {
  const value = from[key];
  return Number.isSafeInteger(value) ? (value as number) : undefined;
};

export const texts = (from: Json, key: string): readonly string[] => {
  const value = from[key];
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
};

export const bytes = (value: string): number => Buffer.byteLength(value, 'utf8');
