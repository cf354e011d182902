import { textOf } from '@mingdan/shared/messages/text';

/** What the acts and things of the audit chain are called. An act that is not here is shown by its own name. */
const NAMES = {
  'catalog.items_saved': '登记项目与备件',
  'customers.contact_changed': '修改客户联系方式',
  'customers.merged': '合并客户档案',
  'customers.merge_undone': '撤销合并客户档案',
  'customers.contact_linked': '关联会话联系人',
  'customers.contact_unlinked': '取消关联会话联系人',
  'customers.device_saved': '登记客户设备',
  'customers.note_added': '写客户备注',
  'customers.phone_revealed': '查看客户电话',
  'customers.site_saved': '登记客户地址',
  'customers.warranty_set': '登记设备保修',
  'customers.created': '建立客户档案',
  'dispatch.offered_again': '重新派单',
  'dispatch.assigned_by_rank': '按匹配分指派',
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
  'notifications.message_saved': '修改消息模板',
  'notifications.retried': '重发通知',
  'notifications.sent_by_staff': '员工发出通知',
  'operations.dead_letter_replayed': '重新执行失败任务',
  'orders.batch_started': '开始批量操作',
  'orders.batch_cancelled': '停止批量操作',
  'orders.exported': '导出工单',
  'orders.exported_plain': '导出工单（完整信息）',
  'orders.reassigned': '改派师傅',
  'orders.reminded': '催单',
  'orders.rescheduled': '改约',
  'orders.commented': '写工单备注',
  'orders.collected': '登记收款或退款',
  'orders.collection_voided': '作废收款或退款',
  'orders.waived': '减免账单',
  'orders.waiver_voided': '撤回减免',
  'settlement.waiver_posted': '减免入账',
  'orders.consent_asked': '请客户确认增项',
  'orders.assigned': '指派师傅',
  'orders.cancel': '取消工单',
  'orders.claim': '开始处理',
  'orders.created': '开单',
  'orders.link_opened': '客户打开链接',
  'orders.phone_revealed': '查看客户电话',
  'orders.link_refused': '拒绝打开链接',
  'orders.objected': '客户对账单有异议',
  'orders.objection_answered': '答复客户异议',
  'orders.punch_odd': '打卡异常',
  'orders.punch_verified': '核实打卡异常',
  'orders.question_answered': '回复客户咨询',
  'orders.question_asked': '客户咨询',
  'orders.resume': '恢复工单',
  'orders.settled': '按实际明细结算',
  'orders.signed': '签字',
  'orders.submit': '提交节点',
  'orders.suspend': '暂停工单',
  'pricing.book_published': '发布价格本',
  'settings.saved': '修改公司设置',
  'settlement.posted': '过账',
  'templates.published': '发布模板',
  'subject.book': '价格本',
  'subject.catalog': '项目库',
  'subject.customer': '客户',
  'subject.dead_letter': '失败任务',
  'subject.file': '文件',
  'subject.message_template': '消息模板',
  'subject.offer': '派单',
  'subject.order_batch': '批量操作',
  'subject.order': '工单',
  'subject.person': '人员',
  'subject.setting': '公司设置',
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
