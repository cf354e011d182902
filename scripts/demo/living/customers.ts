import type { Product } from '../../../server/src/app/compose.ts';
import { systemOrigin } from '../../../server/src/platform/actor.ts';
import { newId } from '../../../server/src/platform/ids.ts';
import { ok } from '../../../shared/src/kernel/result.ts';
import { fullName } from '../../../shared/src/region/region.ts';
import type { Place } from '../company/places.ts';
import type { Random } from './random.ts';

/** A customer as the story knows them. */
export interface StoryCustomer {
  readonly id: string;
  readonly name: string;
  readonly phone: string;
  readonly address: { readonly region: string; readonly text: string; readonly lat: number; readonly lng: number };
}

const SURNAMES =
  '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜谢邹苏潘葛范彭鲁马方任袁柳史唐薛雷贺罗毕郝安常于傅康伍余元顾孟黄穆萧尹'.split(
    '',
  );
const CALLED = ['先生', '女士', '阿姨', '大哥', '老师'];
const ESTATES = ['演示花园', '演示家园', '演示公馆', '演示新村', '演示湾', '演示国际'];
/** No operator deals numbers of 154 to the public: none of these rings anybody. */
const NUMBERS = '1540000';
const SPREAD = 0.06;
const LEVELS = { STD: 90, GOLD: 7, VIP: 3 } as const;

/** A new customer at a place: name, number and address say that they are made up. `index` makes the number theirs alone, below ten thousand. */
export async function createCustomer(product: Product, random: Random, index: number, place: Place): Promise<StoryCustomer> {
  const name = `${random.pick(SURNAMES)}${random.pick(CALLED)}（演示）`;
  const phone = `${NUMBERS}${String(index).padStart(4, '0')}`;
  const level = random.weighted(LEVELS);
  const aside = (): number => (random.next() - 0.5) * (place.spread ?? SPREAD);
  const point = { lat: Number((place.lat + aside()).toFixed(5)), lng: Number((place.lng + aside()).toFixed(5)) };
  const text = `演示路 ${random.between(1, 199)} 号${random.pick(ESTATES)} ${random.between(1, 28)} 栋 ${random.between(1, 26)}${String(random.between(1, 4)).padStart(2, '0')} 室`;
  const made = await product.ground.uow.run(systemOrigin('demo', newId()), async (tx) =>
    ok(await product.capabilities.customers.api.create(tx, { name, phone, level })),
  );
  if (!made.ok) throw new Error(`a demo customer at ${fullName(place.region)} was refused`);
  return { id: made.value, name, phone, address: { region: place.region, text, ...point } };
}
