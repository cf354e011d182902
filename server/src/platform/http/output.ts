import type * as z from 'zod';

type Schema = z.core.$ZodType;
type Filter = (value: unknown) => unknown;

const same: Filter = (value) => value;

/**
 * Compiles a contract's output into a filter that copies what the contract names and nothing else. Whatever a use case returned too much (a column,
 * somebody else's money) stays on the server. Types are not checked here: in tests the same answers are parsed in full.
 */
export function compileOutput(schema: Schema): Filter {
  return compile(schema, new Map());
}

function compile(schema: Schema, seen: Map<Schema, { filter: Filter }>): Filter {
  const known = seen.get(schema);
  // a recursive schema meets itself while it is being compiled: look its filter up when it runs
  if (known) return (value) => known.filter(value);
  const entry = { filter: same };
  seen.set(schema, entry);
  entry.filter = build(schema as z.core.$ZodTypes, seen);
  return entry.filter;
}

function build(schema: z.core.$ZodTypes, seen: Map<Schema, { filter: Filter }>): Filter {
  const def = schema._zod.def;
  switch (def.type) {
    case 'object':
      return objectFilter(
        Object.entries(def.shape).map(([key, inner]) => [key, compile(inner, seen)] as const),
        isPassthrough(def.catchall),
      );
    case 'array': {
      const inner = compile(def.element, seen);
      return (value) => (Array.isArray(value) ? value.map(inner) : value);
    }
    case 'record': {
      const inner = compile(def.valueType, seen);
      return (value) => (isObject(value) ? Object.fromEntries(Object.entries(value).map(([key, held]) => [key, inner(held)])) : value);
    }
    case 'tuple': {
      const items = def.items.map((item) => compile(item, seen));
      return (value) => (Array.isArray(value) ? items.map((filter, index) => filter(value[index])) : value);
    }
    case 'union':
      return unionFilter(def.options, 'discriminator' in def ? String(def.discriminator) : undefined, seen);
    case 'intersection':
      throw new Error('outputs are made of objects; spread two shapes in place of an intersection');
    case 'optional':
    case 'nullable':
    case 'nonoptional':
    case 'readonly':
    case 'default':
    case 'prefault':
    case 'catch':
      return compile(def.innerType, seen);
    case 'lazy':
      return lazyFilter(def.getter, seen);
    case 'pipe':
    case 'transform':
      throw new Error('outputs carry no transformations: the use case answers with what goes over the wire');
    default:
      return same;
  }
}

function objectFilter(fields: readonly (readonly [string, Filter])[], keepOthers: boolean): Filter {
  if (keepOthers) return same;
  // every copy begins as the same shape, which is filled and written faster than one that grows key by key; what stays undefined is not sent
  const empty: Readonly<Record<string, unknown>> = Object.fromEntries(fields.map(([key]) => [key, undefined]));
  const plain = fields.filter(([, filter]) => filter === same).map(([key]) => key);
  const narrowed = fields.filter(([, filter]) => filter !== same);
  return (value) => {
    if (!isObject(value)) return value;
    const out: Record<string, unknown> = { ...empty };
    for (const key of plain) out[key] = value[key];
    for (const [key, filter] of narrowed) {
      const held = value[key];
      if (held !== undefined) out[key] = filter(held);
    }
    return out;
  };
}

/** A discriminated union goes by its tag; any other by the first member that the value fits in full. */
function unionFilter(options: readonly Schema[], tag: string | undefined, seen: Map<Schema, { filter: Filter }>): Filter {
  if (!options.some((option) => holdsObject(option, new Set()))) return same;
  const filters = options.map((option) => ({ option, filter: compile(option, seen) }));
  if (tag === undefined) {
    return (value) => {
      const fitting = filters.find(({ option }) => (option as z.ZodType).safeParse(value).success);
      if (!fitting) throw new Error('the answer fits no member of the output union');
      return fitting.filter(value);
    };
  }
  const byTag = new Map<unknown, Filter>();
  for (const { option, filter } of filters) {
    const values = option._zod.propValues?.[tag];
    for (const value of values ?? []) byTag.set(value, filter);
  }
  return (value) => {
    const filter = isObject(value) ? byTag.get(value[tag]) : undefined;
    if (!filter) throw new Error('the answer fits no member of the output union');
    return filter(value);
  };
}

function lazyFilter(getter: () => Schema, seen: Map<Schema, { filter: Filter }>): Filter {
  let filter: Filter | undefined;
  return (value) => {
    filter ??= holdsObject(getter(), new Set()) ? compile(getter(), seen) : same;
    return filter(value);
  };
}

/** Whether anything below could be narrowed at all; free JSON could not. */
function holdsObject(schema: Schema, visited: Set<Schema>): boolean {
  if (visited.has(schema)) return false;
  visited.add(schema);
  const def = (schema as z.core.$ZodTypes)._zod.def;
  switch (def.type) {
    case 'object':
      return true;
    case 'array':
      return holdsObject(def.element, visited);
    case 'record':
      return holdsObject(def.valueType, visited);
    case 'union':
      return def.options.some((option) => holdsObject(option, visited));
    case 'lazy':
      return holdsObject(def.getter(), visited);
    case 'tuple':
      return def.items.some((item) => holdsObject(item, visited));
    case 'optional':
    case 'nullable':
    case 'nonoptional':
    case 'readonly':
    case 'default':
    case 'prefault':
    case 'catch':
      return holdsObject(def.innerType, visited);
    default:
      return false;
  }
}

function isPassthrough(catchall: Schema | undefined): boolean {
  const type = (catchall as z.core.$ZodTypes | undefined)?._zod.def.type;
  return type !== undefined && type !== 'never';
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
