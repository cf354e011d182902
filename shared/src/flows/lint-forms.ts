import { accessTo } from '../forms/access.ts';
import type { FormDefinition } from '../forms/definition.ts';
import type { Report } from '../forms/report.ts';
import type { FlowDefinition, NodeForm } from './definition.ts';
import { called } from './lint-graph.ts';

/** Whether people can do what the form asks of them: required fields can be filled somewhere, and where they can be seen. */
export function lintForms(report: Report, flow: FlowDefinition, form: FormDefinition): void {
  const places = flow.nodes.flatMap((node) => ((node.kind === 'start' || node.kind === 'task') && node.form ? [node.form] : []));
  form.fields.forEach((field, index) => {
    if (field.required === undefined || field.required === false || field.readonly === true || field.visible === false) return;
    if (!places.some((place) => someoneMayEdit(place, field.key))) {
      report.error('REQUIRED_BUT_HIDDEN', `form.fields.${index}`, `字段「${field.label}」必填，但没有任何环节能填写它`);
    }
  });
  flow.nodes.forEach((node, index) => {
    if (node.kind !== 'task' || !node.form?.access) return;
    const { assignee } = node;
    const worker = assignee.type === 'role' ? assignee.role : assignee.type === 'holder' ? 'installer' : null;
    if (worker !== null && !node.form.access.some(({ role }) => role === worker)) {
      report.error(
        'ACCESS_EMPTY',
        `nodes.${index}.form.access`,
        `节点${called(node)}由岗位「${worker}」处理，但其字段权限为空，什么也看不到`,
        node.key,
      );
    }
  });
}

function someoneMayEdit(place: NodeForm, key: string): boolean {
  return place.access === undefined || place.access.some(({ fields }) => accessTo(fields, key) === 'edit');
}
