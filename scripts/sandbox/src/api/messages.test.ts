import { describe, expect, it } from 'vitest';
import type { World } from '../corp/world.ts';
import { call, testWorld, tokenOf } from '../test-world.ts';

const offer = {
  card_type: 'button_interaction',
  task_id: 'offer-1@1',
  main_title: { title: '新工单' },
  button_list: [
    { text: '接单', style: 1, key: 'accept' },
    { text: '拒绝', style: 2, key: 'refuse' },
  ],
};

const message = (card: unknown, more: object = {}) => ({
  touser: 'zhang.wei',
  msgtype: 'template_card',
  agentid: 1000002,
  template_card: card,
  ...more,
});

const send = (world: World, body: unknown) => call(world, '/cgi-bin/message/send', { access_token: tokenOf(world) }, body).json;

const update = (world: World, body: unknown) =>
  call(world, '/cgi-bin/message/update_template_card', { access_token: tokenOf(world) }, body).json;

const row = { keyname: '单号', value: '1' };
const option = { id: 'a', text: '甲' };

describe('template_card limits', () => {
  it.each<[string, number, object]>([
    ['an unknown kind', 42031, { ...offer, card_type: 'other' }],
    ['no task_id', 42014, { ...offer, task_id: undefined }],
    ['a task_id of forbidden characters', 42014, { ...offer, task_id: '工单' }],
    ['a task_id of 129 bytes', 42014, { ...offer, task_id: 'a'.repeat(129) }],
    ['no title', 42033, { ...offer, main_title: {} }],
    ['no buttons', 42038, { ...offer, button_list: [] }],
    ['seven buttons', 42038, { ...offer, button_list: Array.from({ length: 7 }, (_, n) => ({ text: '按', key: `${n}` })) }],
    ['a button without words', 42038, { ...offer, button_list: [{ key: 'a' }] }],
    ['a button without key', 42039, { ...offer, button_list: [{ text: '按' }] }],
    ['a key of 1025 bytes', 42039, { ...offer, button_list: [{ text: '按', key: 'k'.repeat(1025) }] }],
    [
      'one key twice',
      42018,
      {
        ...offer,
        button_list: [
          { text: '甲', key: 'k' },
          { text: '乙', key: 'k' },
        ],
      },
    ],
    ['a link button without url', 42028, { ...offer, button_list: [{ type: 1, text: '看' }] }],
    ['seven rows', 42035, { ...offer, horizontal_content_list: Array.from({ length: 7 }, () => row) }],
    ['a row without name', 42027, { ...offer, horizontal_content_list: [{ value: '1' }] }],
    ['a row with an unknown member', 42050, { ...offer, horizontal_content_list: [{ ...row, type: 3, userid: 'nobody' }] }],
    ['four jumps', 42042, { ...offer, jump_list: Array.from({ length: 4 }, () => ({ title: '看' })) }],
    ['a jump into no mini-program', 42030, { ...offer, jump_list: [{ type: 2, title: '看' }] }],
    ['eleven options', 42037, { ...offer, button_selection: { question_key: 'q', option_list: Array.from({ length: 11 }, () => option) } }],
    ['a selection without key', 42043, { ...offer, button_selection: { option_list: [option] } }],
    [
      'a menu with one key twice',
      42051,
      {
        ...offer,
        action_menu: {
          desc: '更多',
          action_list: [
            { text: 'a', key: 'k' },
            { text: 'b', key: 'k' },
          ],
        },
      },
    ],
    ['a notice without card_action', 42045, { card_type: 'text_notice', main_title: { title: '通知' } }],
    ['a notice whose action has no url', 42028, { card_type: 'text_notice', main_title: { title: '通知' }, card_action: { type: 1 } }],
    ['news without picture', 42044, { card_type: 'news_notice', main_title: { title: '通知' }, card_action: { type: 1, url: 'http://a' } }],
    [
      'four selections',
      42047,
      { card_type: 'multiple_interaction', task_id: 't', main_title: { title: '选' }, select_list: Array.from({ length: 4 }, () => ({})) },
    ],
    [
      'a vote without submit',
      42049,
      { card_type: 'vote_interaction', task_id: 't', main_title: { title: '选' }, checkbox: { question_key: 'q', option_list: [option] } },
    ],
  ])('%s is %i', (_name, errcode, card) => {
    const world = testWorld();
    expect(send(world, message(card))['errcode']).toBe(errcode);
    expect(world.inbox.messages).toHaveLength(0);
  });

  it('six buttons, six rows and three jumps are fine', () => {
    const full = {
      ...offer,
      button_list: Array.from({ length: 6 }, (_, n) => ({ text: '按', key: `${n}` })),
      horizontal_content_list: Array.from({ length: 6 }, () => row),
      jump_list: Array.from({ length: 3 }, () => ({ type: 1, title: '看', url: 'http://a' })),
    };
    expect(send(testWorld(), message(full))['errcode']).toBe(0);
  });

  it('interactive cards need a callback address, notices do not', () => {
    const world = testWorld({ callbackUrl: null });
    const notice = { card_type: 'text_notice', main_title: { title: '通知' }, card_action: { type: 1, url: 'http://a' } };
    expect(send(world, message(offer))['errcode']).toBe(43012);
    expect(send(world, message(notice))).toMatchObject({ errcode: 0 });
    expect(send(world, message(notice))).not.toHaveProperty('response_code');
  });

  it('a task_id serves once', () => {
    const world = testWorld();
    expect(send(world, message(offer))['errcode']).toBe(0);
    expect(send(world, message(offer))['errcode']).toBe(42014);
  });
});

describe('recipients', () => {
  const text = (touser: string, more: object = {}) => ({ touser, msgtype: 'text', agentid: 1000002, text: { content: '好' }, ...more });

  it('that exist get it; the others are named in lower case; none at all is 81013', () => {
    const world = testWorld();
    expect(send(world, text('zhang.wei|Nobody|li.qiang'))).toMatchObject({ errcode: 0, invaliduser: 'nobody' });
    expect(world.inbox.messages.map((one) => one.userid)).toEqual(['zhang.wei', 'li.qiang']);
    expect(send(world, text('Nobody'))['errcode']).toBe(81013);
    expect(send(world, text(''))['errcode']).toBe(82001);
    expect(send(world, text(Array.from({ length: 1001 }, (_, n) => `u${n}`).join('|')))['errcode']).toBe(40032);
    expect(send(world, text('zhang.wei', { agentid: 7 }))['errcode']).toBe(301002);
  });

  it('a repeated request with the duplicate check arrives once', () => {
    const world = testWorld();
    const body = text('zhang.wei', { enable_duplicate_check: 1, duplicate_check_interval: 60 });
    expect(send(world, body)['errcode']).toBe(0);
    expect(send(world, body)['errcode']).toBe(0);
    expect(world.inbox.messages).toHaveLength(1);
    world.clock.advance(60_000);
    send(world, body);
    expect(world.inbox.messages).toHaveLength(2);
  });

  it('text is cut to 2048 bytes at a character', () => {
    const world = testWorld();
    send(world, { ...text('zhang.wei'), text: { content: '单'.repeat(1000) } });
    expect(world.inbox.messages[0]?.content).toEqual({ content: '单'.repeat(682) });
  });
});

describe('update_template_card', () => {
  function sent(world: World): string {
    return String(send(world, message(offer, { touser: 'zhang.wei|li.qiang' }))['response_code']);
  }

  it('replaces the buttons for those named, once', () => {
    const world = testWorld();
    const response_code = sent(world);
    const body = { userids: ['zhang.wei'], agentid: 1000002, response_code, button: { replace_name: '已接单' } };
    expect(update(world, body)['errcode']).toBe(0);
    expect(world.inbox.of('zhang.wei')[0]?.replaced).toBe('已接单');
    expect(world.inbox.of('li.qiang')[0]?.replaced).toBeNull();
    expect(update(world, body)['errcode']).toBe(60140);
  });

  it('is too late after 72 hours', () => {
    const world = testWorld();
    const response_code = sent(world);
    world.clock.advance(72 * 3_600_000);
    expect(update(world, { atall: 1, agentid: 1000002, response_code, button: { replace_name: 'x' } })['errcode']).toBe(60140);
  });

  it('puts a whole card in its place', () => {
    const world = testWorld();
    const response_code = sent(world);
    const card = { card_type: 'text_notice', main_title: { title: '已被接走' }, card_action: { type: 1, url: 'http://a' } };
    expect(update(world, { atall: 1, agentid: 1000002, response_code, template_card: card })['errcode']).toBe(0);
    expect(world.inbox.of('li.qiang')[0]?.content).toMatchObject({ card_type: 'text_notice', main_title: { title: '已被接走' } });
  });

  it.each<[string, number, object]>([
    ['another app', 42015, { agentid: 1, userids: ['zhang.wei'] }],
    ['nobody', 82101, {}],
    ['somebody who never got it', 82102, { userids: ['linxiao'] }],
    ['no words', 42020, { userids: ['zhang.wei'], button: {} }],
  ])('refuses %s without spending the code', (_name, errcode, wrong) => {
    const world = testWorld();
    const response_code = sent(world);
    const right = { agentid: 1000002, response_code, button: { replace_name: 'x' } };
    expect(update(world, { ...right, ...wrong })['errcode']).toBe(errcode);
    expect(update(world, { ...right, userids: ['zhang.wei'] })['errcode']).toBe(0);
  });
});
