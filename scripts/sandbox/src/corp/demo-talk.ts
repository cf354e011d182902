import type { Actions } from './actions.ts';
import { demoPeople } from './people.ts';

/** What the demo's customers wrote before one came: name, phone and address in one text, as people send them. */
const firstWords = (day: string) => [
  `你好，在你们店买的 3 匹柜机到货了，想约${day}上午安装。王丽 15400009101 北京市朝阳区建国路88号3号楼1201室`,
  '请问空调移机怎么收费？从通州搬到朝阳',
  '姑娘，上次装的空调有点滴水，能来看看吗',
];

/** China's time is eight hours ahead, all year. */
const SHANGHAI_MS = 8 * 3_600_000;

/** Nobody says 周一 on a Monday and means today. */
const wishedDay = (now: number): string => (new Date(now + SHANGHAI_MS).getUTCDay() === 1 ? '明天' : '周一');

/** Lets each demo customer write to the member who follows them. */
export function beginDemoTalk(actions: Pick<Actions, 'writeAsCustomer'>, now: number): void {
  for (const [index, { userid, externalUserid }] of demoPeople().follows.entries()) {
    const content = firstWords(wishedDay(now))[index];
    if (content) actions.writeAsCustomer({ externalUserid, userid, content });
  }
}
