// The API page: reads the OpenAPI document and writes it out. Text only ever becomes text nodes.

/** An element with attributes and children; strings become text. */
function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** One word for a schema: `string`, `[object]`, `a | b`. */
function typeOf(schema) {
  if (schema === undefined || Object.keys(schema).length === 0) return '任意 JSON';
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  const options = schema.anyOf ?? schema.oneOf;
  if (options) return options.map(typeOf).join(' | ');
  if (schema.type === 'array') return `[${typeOf(schema.items)}]`;
  return schema.type ?? '任意 JSON';
}

/** Bounds in words. */
function boundsOf(schema = {}) {
  const told = [];
  if (schema.pattern) told.push(schema.pattern);
  if (schema.minLength !== undefined) told.push(`≥ ${schema.minLength} 字`);
  if (schema.maxLength !== undefined) told.push(`≤ ${schema.maxLength} 字`);
  if (schema.minimum > Number.MIN_SAFE_INTEGER) told.push(`≥ ${schema.minimum}`);
  if (schema.maximum < Number.MAX_SAFE_INTEGER) told.push(`≤ ${schema.maximum}`);
  if (schema.minItems !== undefined) told.push(`≥ ${schema.minItems} 项`);
  if (schema.maxItems !== undefined) told.push(`≤ ${schema.maxItems} 项`);
  if (schema.default !== undefined) told.push(`默认 ${JSON.stringify(schema.default)}`);
  return told.join('，');
}

function tableOf(rows) {
  const head = element(
    'thead',
    {},
    element('tr', {}, ...['名称', '位置', '类型', '必填', '说明'].map((text) => element('th', { scope: 'col' }, text))),
  );
  const body = rows.map((cells) =>
    element('tr', {}, ...cells.map((cell, index) => element('td', {}, index === 0 ? element('code', {}, cell) : cell))),
  );
  return element('div', { class: 'wide' }, element('table', {}, head, element('tbody', {}, ...body)));
}

const PLACES = { path: '地址', query: '查询', header: '请求头' };

function inputOf(operation) {
  const rows = (operation.parameters ?? []).map((held) => [
    held.name,
    PLACES[held.in] ?? held.in,
    typeOf(held.schema),
    held.required ? '是' : '',
    held.description ?? boundsOf(held.schema),
  ]);
  const content = operation.requestBody?.content ?? {};
  const body = content['application/json']?.schema;
  for (const [name, schema] of Object.entries(body?.properties ?? {})) {
    rows.push([name, '正文', typeOf(schema), body.required.includes(name) ? '是' : '', schema.description ?? boundsOf(schema)]);
  }
  if (content['application/octet-stream']) rows.push(['（整个正文）', '正文', '文件', '是', '']);
  return rows;
}

function describe(path, method, operation) {
  const rows = inputOf(operation);
  const answer = operation.responses[200].content['application/json'].schema;
  const refusals = Object.entries(operation.responses).filter(([status]) => status !== '200');
  return element(
    'section',
    { class: 'operation', id: operation.operationId },
    element('h3', {}, element('span', { class: `method ${method}` }, method.toUpperCase()), element('code', {}, path)),
    element('p', { class: 'summary' }, operation.summary),
    element(
      'p',
      { class: 'facts' },
      element('span', {}, `名称 ${operation.operationId}`),
      element('span', {}, `权限 ${operation['x-permission']}`),
    ),
    ...(rows.length > 0 ? [element('details', { open: '' }, element('summary', {}, '输入'), tableOf(rows))] : []),
    element('details', {}, element('summary', {}, '输出'), element('pre', { tabindex: '0' }, JSON.stringify(answer, null, 2))),
    element(
      'details',
      {},
      element('summary', {}, '拒绝'),
      element(
        'table',
        {},
        element(
          'tbody',
          {},
          ...refusals.map(([status, held]) => element('tr', {}, element('td', {}, status), element('td', {}, held.description))),
        ),
      ),
    ),
  );
}

/** Every refusal with its status; the `type` of a problem answer leads to its row. */
function refusalTable(refusals) {
  const rows = Object.entries(refusals).map(([code, status]) =>
    element('tr', { id: code }, element('td', {}, element('code', {}, code)), element('td', {}, String(status))),
  );
  return element('section', { class: 'operation' }, element('h3', {}, '拒绝码'), element('table', {}, element('tbody', {}, ...rows)));
}

function show(operations, refusals, wanted) {
  const needle = wanted.trim().toLowerCase();
  const found = operations.filter(({ text }) => text.includes(needle));
  const tags = [...new Set(found.map(({ operation }) => operation.tags[0]))];
  document
    .getElementById('nav')
    .replaceChildren(
      ...tags.flatMap((tag) => [
        element('h2', {}, tag),
        ...found
          .filter(({ operation }) => operation.tags[0] === tag)
          .map(({ operation }) => element('a', { href: `#${operation.operationId}`, title: operation.summary }, operation.summary)),
      ]),
    );
  document
    .getElementById('main')
    .replaceChildren(
      ...(found.length === 0
        ? [element('p', { class: 'quiet' }, '没有找到这样的接口。')]
        : found.map(({ path, method, operation }) => describe(path, method, operation))),
      ...(needle === '' ? [refusalTable(refusals)] : []),
    );
}

async function start() {
  const spec = await (await fetch('/api/openapi.json')).json();
  const operations = Object.entries(spec.paths)
    .flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ path, method, operation })))
    .map((held) => ({
      ...held,
      text: `${held.path} ${held.operation.operationId} ${held.operation.summary} ${held.operation['x-permission']}`.toLowerCase(),
    }))
    .sort((a, b) => a.operation.operationId.localeCompare(b.operation.operationId));
  const search = document.getElementById('search');
  const refusals = spec['x-refusals'];
  search.addEventListener('input', () => show(operations, refusals, search.value));
  show(operations, refusals, '');
  if (location.hash) document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
}

start().catch(() => {
  document.getElementById('main').replaceChildren(element('p', { class: 'quiet' }, '接口说明没有读到，请刷新再试。'));
});
