import { answerQuestion, askQuestion } from '../../../shared/src/contracts/customer-service.ts';
import { MINUTE_MS } from '../../../shared/src/kernel/time.ts';
import { comeIn } from './customer-acts.ts';
import { inOffice, type Life, later, type Story } from './story.ts';
import type { World } from './world.ts';

/** How many customers ask something before the visit. */
const ASKS = 0.08;
/** How many are answered within the hour; the others wait until somebody has time, but nobody waits for a year. */
const ANSWERED_SOON = 0.9;
const QUESTIONS: readonly (readonly [question: string, answer: string])[] = [
  ['师傅大概几点到？我好提前下楼接', '您好，师傅会在约定时段内到，出发前会先给您打电话'],
  ['需要我提前准备什么吗？', '请把要施工的地方腾出一米左右的空间，其他工具和配件师傅都会带'],
  ['可以开发票吗？', '可以，完工后把抬头和税号发给我们，三个工作日内开具电子发票'],
  ['打孔的灰尘师傅会清理吗？', '会的，师傅带防尘罩，做完会把现场打扫干净'],
  ['老人一个人在家，可以电话里确认价格吗？', '可以，有增项我们会先发到您手机上，您同意了师傅再做'],
  ['费用是现在付还是做完再付？', '按工单上的付款方式，做完核对账单以后再付就行'],
];

/** A customer writes a question on the page; staff answer it, most of the time soon. @returns whether time has passed */
export async function* askSomething(world: World, story: Story): Life<boolean> {
  const { random, calls } = world;
  if (!random.chance(ASKS)) return false;
  yield inOffice(later(world, random.between(5, 60) * MINUTE_MS), 22);
  const customer = await comeIn(world, story);
  if (!customer) return true;
  const [text, answer] = random.pick(QUESTIONS);
  const asked = await calls.attempt(askQuestion, { text }, customer);
  if (!asked.ok) return true;
  const minutes = random.chance(ANSWERED_SOON) ? random.between(3, 50) : random.between(60, 150);
  yield inOffice(later(world, minutes * MINUTE_MS));
  await calls.call(answerQuestion, { orderId: story.id, questionId: asked.value.id, text: answer }, story.staff);
  return true;
}
