import { textOf } from '@mingdan/shared/messages/text';

/** What the acts and things of the audit chain are called. An act that is not here is shown by its own name. */
const NAMES = {
  'catalog.items_saved': '登记项目与备件',
  'customers.contact_changed': '修改客户联系方式',
  'customers.created': '建立客户档案',
  'dispatch.offered': '派单',
  'dispatch.offer_accepted': '接单',
  'dispatch.offer_refused': '拒单',
  'dispatch.offer_expired': '派单超时',
  'dispatch.offer_withdrawn': '撤回派单',
  'files.uploaded': '上传文件',
  'identity.logged_in': '登录',
  'identity.logged_out': '退出登录',
  'identity.person_added': '登记人员',
  'identity.person_changed': '修改人员',
  'notifications.sent_by_staff': '员工发出通知',
  'operations.dead_letter_replayed': '重新执行失败任务',
  'orders.assigned': '指派师傅',
  'orders.cancel': '取消工单',
  'orders.claim': '开始处理',
  'orders.created': '开单',
  'orders.link_opened': '客户打开链接',
  'orders.link_refused': '拒绝打开链接',
  'orders.resume': '恢复工单',
  'orders.settled': '按实际明细结算',
  'orders.signed': '签字',
  'orders.submit': '提交节点',
  'orders.suspend': '暂停工单',
  'pricing.book_published': '发布价格本',
  'settlement.posted': '过账',
  'templates.published': '发布模板',
  'subject.book': '价格本',
  'subject.catalog': '项目库',
  'subject.customer': '客户',
  'subject.dead_letter': '失败任务',
  'subject.file': '文件',
  'subject.offer': '派单',
  'subject.order': '工单',
  'subject.person': '人员',
  'subject.template': '模板',
  'actor.system': '系统',
} as const;

const text = textOf(NAMES);
const isKnown = (key: string): key is keyof typeof NAMES => Object.hasOwn(NAMES, key);

/** The act in words; null when it has none. */
export function actionText(action: string): string | null {
  return isKnown(action) ? text(action) : null;
}

export function subjectText(type: string): string {
  const key = `subject.${type}`;
  return isKnown(key) ? text(key) : type;
}

export function actorText(actor: string): string {
  return actor === 'system' ? text('actor.system') : actor;
}
