import { checkTemplate as checkShape } from '@mingdan/shared/flows/check-template';
import type { FlowNode, NotifyAction, TemplateDefinition } from '@mingdan/shared/flows/definition';
import { errorsOf, type Finding } from '@mingdan/shared/forms/finding';
import { checkPattern } from '@mingdan/shared/kernel/pattern';
import type { ItemKind } from '@mingdan/shared/pricing/types';
import { checkRegion } from '@mingdan/shared/region/region';

/** What the company has that templates name. */
export interface Known {
  /** The catalogue by code. */
  readonly items: ReadonlyMap<string, { readonly kind: ItemKind }>;
  /** Notices that have words of their own, as `event.audience`. */
  readonly notices: ReadonlySet<string>;
}

/** Everything that keeps a template from being published, and what is doubtful in it. */
export function checkTemplate(json: unknown, { items: knownItems, notices }: Known): readonly Finding[] {
  const findings = checkShape(json, { checkPattern, checkRegion });
  if (errorsOf(findings).length > 0) return findings;

  const { form, flow, lines } = json as TemplateDefinition;
  const unknown = (path: string, item: string): readonly Finding[] =>
    knownItems.has(item) ? [] : [{ severity: 'error', code: 'ITEM_UNKNOWN', path, message: `目录里没有项目「${item}」` }];
  return [
    ...findings,
    ...Object.entries(lines).flatMap(([key, preset]) => preset.flatMap((line, index) => unknown(`lines.${key}.${index}.item`, line.item))),
    ...flow.nodes.flatMap((node, index) =>
      node.kind === 'action' && node.action.type === 'settle'
        ? (node.action.lines ?? []).flatMap((line, at) => unknown(`flow.nodes.${index}.action.lines.${at}.item`, line.item))
        : [],
    ),
    ...(flow.cancelFee?.lines ?? []).flatMap((line, at) => unknown(`flow.cancelFee.lines.${at}.item`, line.item)),
    ...flow.nodes.flatMap((node, index) => wordless(node, `flow.nodes.${index}`, notices)),
    ...form.fields.flatMap((field, index): readonly Finding[] => {
      if (field.type !== 'service-lines' && field.type !== 'part-lines') return [];
      if (field.items) return field.items.flatMap((item, at) => unknown(`form.fields.${index}.items.${at}`, item));
      const kind = field.type === 'part-lines' ? 'part' : 'labour';
      if ([...knownItems.values()].some((item) => item.kind === kind)) return [];
      const message = `「${field.label}」没有可选的项目：目录里还没有${kind === 'part' ? '配件' : '服务项目'}`;
      // parts may come later: an order without any is an order all the same
      return [{ severity: kind === 'part' ? 'warning' : 'error', code: 'ITEMS_NONE', path: `form.fields.${index}.items`, message }];
    }),
  ];
}

/** Notices of a node that nobody has put into words yet: they would go out with the words of any notice. */
function wordless(node: FlowNode, at: string, notices: ReadonlySet<string>): readonly Finding[] {
  const sent: readonly (readonly [string, NotifyAction])[] =
    node.kind === 'task'
      ? (['onEnter', 'onLeave'] as const).flatMap((when) => (node[when] ?? []).map((notice, n) => [`${at}.${when}.${n}`, notice] as const))
      : node.kind === 'action' && node.action.type === 'notify'
        ? [[`${at}.action`, node.action]]
        : [];
  return sent.flatMap(([path, { template, to }]): Finding[] => {
    const audiences = to?.type === 'customer' ? ['customer'] : ['staff', 'installer'];
    if (audiences.some((audience) => notices.has(`${template}.${audience}`))) return [];
    const who = to?.type === 'customer' ? '客户' : '员工或师傅';
    const message = `通知「${template}」还没有给${who}的内容，会按“其他通知”的内容发；请到“消息模板”里新建`;
    return [{ severity: 'warning', code: 'NOTICE_NO_WORDS', path: `${path}.template`, message, node: node.key }];
  });
}
