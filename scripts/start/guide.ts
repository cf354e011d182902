import type { Addresses } from './environment.ts';

/** What is printed when everything answers: where to click per role, and what to try. Chinese first, English after. */
export function guide({
  addresses,
  live,
  seconds,
  dataDir,
}: {
  addresses: Addresses;
  live: boolean;
  seconds: number;
  dataDir: string;
}): string {
  const { server, sandbox, staffPhone, installerPhone, customerPhone } = addresses;
  const head = `\n明单已就绪 Mingdan is ready (${seconds.toFixed(1)} s) · 按 Ctrl-C 停止 Ctrl-C stops it`;
  const common = [
    `  管理后台 console        ${server}/console/`,
    `  接口文档 API            ${server}/api/docs`,
    `  健康 health             ${server}/readyz   ${server}/metrics`,
    `  数据与日志 data, logs    ${dataDir}`,
  ];
  if (live) return [head, '', ...common, ''].join('\n');
  return [
    head,
    '',
    `  三部手机 three phones   ${sandbox}/`,
    `    客服 staff            ${staffPhone}/__phone/`,
    `    师傅 installer        ${installerPhone}/__phone/`,
    `    客户 customer         ${customerPhone}/__phone/`,
    ...common,
    '',
    '试一试（从上到下就是一张工单的一生）：',
    `  1 客服  打开 ${sandbox}/ ，在左边手机的客户聊天里打开侧边栏 → 开单 → 选「空调安装」→ 填时段，看着预估价变化 → 提交`,
    '  2 师傅  中间手机收到派单卡片，上面写着预估收入 → 点「接单」→ 进入工单，按节点签到、拍照、填实际用料',
    '  3 客户  右边手机看进度，核对账单并签名',
    '  4 师傅  提交完成，当场看到收入明细；点任意一行看「为什么是这个数」',
    `  5 财务  打开 ${server}/console/ 扫码登录（沙箱里点一个人即可），看这张工单的客户价、结算价、成本、收益、毛利、档位与规则`,
    '',
    'Try it (top to bottom is the life of one work order):',
    `  1 staff      at ${sandbox}/ open the sidebar in a customer chat on the left phone, 开单, pick 空调安装, choose a slot, watch the estimate, submit`,
    '  2 installer  the middle phone gets a card with the pay on it: 接单, then work through the nodes',
    '  3 customer   the right phone shows progress and the bill; sign it',
    '  4 installer  finish: the earnings are there at once, line by line, each with its why',
    `  5 finance    at ${server}/console/ log in by the sandbox's scan page and open the same order: charge, settle, cost, earn, profit, rules, ledger`,
    '',
  ].join('\n');
}
