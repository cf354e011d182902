import type { FlowNode, TemplateDefinition } from '@mingdan/shared/flows/definition';
import { Button } from 'antd';
import { replaceAt, withKey, without } from '../../lib/lists.ts';
import { ChoiceField, FieldGrid, FormStack, TextField } from '../../ui/form-fields.tsx';
import { Card } from '../../ui/page.tsx';
import { Place } from '../../ui/places.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { AccessFields } from './access-fields.tsx';
import { ActionFields } from './action-fields.tsx';
import { PHASE_OPTIONS } from './condition-names.ts';
import { EdgesEditor } from './edges-editor.tsx';
import { CODE, KeyField } from './key-field.tsx';
import { t } from './messages.ts';
import { NoticesEditor } from './notices-editor.tsx';
import { renameNode } from './rename.ts';
import { StartFields, TaskFields } from './task-fields.tsx';
import { nodeName } from './words.ts';

/** One node: its words, who works there or what it does, what each role sees of the form, its time and notices, and where it leads. */
export function NodeSheet({
  template,
  index,
  onChange,
  onClose,
}: {
  template: TemplateDefinition;
  index: number;
  onChange: (template: TemplateDefinition, tag?: string) => void;
  onClose: () => void;
}) {
  const { flow } = template;
  const node = flow.nodes[index];
  if (node === undefined) return null;
  const put = (next: FlowNode, about: string) =>
    onChange({ ...template, flow: { ...flow, nodes: replaceAt(flow.nodes, index, next) } }, `nodes.${index}.${about}`);
  const remove = () => {
    onChange({
      ...template,
      flow: {
        ...flow,
        nodes: without(flow.nodes, index),
        edges: flow.edges.filter((edge) => edge.from !== node.key && edge.to !== node.key),
      },
    });
    onClose();
  };
  return (
    <Sheet
      open
      width={640}
      title={`${t(`kind.${node.kind}`)} ${nodeName(node)}`}
      onClose={onClose}
      extra={
        <Button danger onClick={remove}>
          {t('edit.removeNode')}
        </Button>
      }
    >
      <FormStack>
        <Place at={`flow.nodes.${index}`}>
          <Card>
            <FieldGrid>
              <TextField
                title={t('col.name')}
                at="name"
                max={40}
                value={node.name ?? ''}
                onChange={(name) => put(withKey(node, 'name', name === '' ? undefined : name), 'name')}
              />
              <KeyField
                title={t('edit.nodeKey')}
                at="key"
                help={t('edit.codeHelp')}
                value={node.key}
                pattern={CODE}
                bad={t('edit.codeBad')}
                taken={flow.nodes.map((each) => each.key)}
                onChange={(key) => onChange(renameNode(template, node.key, key))}
              />
              <ChoiceField
                title={t('flow.phase')}
                at="phase"
                help={t('edit.phaseHelp')}
                value={node.phase}
                options={PHASE_OPTIONS}
                onChange={(phase) => put({ ...node, phase: phase ?? node.phase }, 'phase')}
              />
              <TextField
                title={t('edit.public')}
                at="public"
                max={40}
                value={node.public?.label ?? ''}
                onChange={(text) => put(withKey(node, 'public', text === '' ? undefined : { label: text }), 'public')}
              />
              {node.kind === 'start' && <StartFields node={node} onChange={put} />}
              {node.kind === 'task' && <TaskFields template={template} node={node} onChange={put} />}
              {node.kind === 'action' && (
                <Place at="action">
                  <ActionFields template={template} action={node.action} onChange={(action) => put({ ...node, action }, 'action')} />
                </Place>
              )}
              {node.kind === 'end' && (
                <ChoiceField
                  title={t('edit.result')}
                  at="result"
                  value={node.result}
                  options={(['done', 'cancelled', 'rejected'] as const).map((result) => ({ value: result, label: t(`result.${result}`) }))}
                  onChange={(result) => put({ ...node, result: result ?? node.result }, 'result')}
                />
              )}
            </FieldGrid>
          </Card>
        </Place>
        <EdgesEditor template={template} node={node} onChange={onChange} />
        <Place at={`flow.nodes.${index}`}>
          {node.kind === 'task' && (
            <>
              <NoticesEditor
                title={t('notice.onEnter')}
                at="onEnter"
                notices={node.onEnter ?? []}
                onChange={(onEnter) => put(withKey(node, 'onEnter', onEnter), 'onEnter')}
              />
              <NoticesEditor
                title={t('notice.onLeave')}
                at="onLeave"
                notices={node.onLeave ?? []}
                onChange={(onLeave) => put(withKey(node, 'onLeave', onLeave), 'onLeave')}
              />
            </>
          )}
          {(node.kind === 'start' || node.kind === 'task') && (
            <AccessFields
              template={template}
              access={node.form?.access ?? []}
              onChange={(access) =>
                put(withKey(node, 'form', { code: template.code, ...(access.length === 0 ? {} : { access }) }) as FlowNode, 'access')
              }
            />
          )}
        </Place>
      </FormStack>
    </Sheet>
  );
}
