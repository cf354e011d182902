import type { Json } from '../corp/inbox.ts';
import { ApiRefusal } from './answer.ts';
import { bytes, integer, object, objects, text } from './fields.ts';

const CARD_TYPES = ['text_notice', 'news_notice', 'button_interaction', 'vote_interaction', 'multiple_interaction'];
const TASK_ID = /^[0-9A-Za-z_\-@]{1,128}$/;
const KEY_MAX = 1024;

/** Cards whose press comes back by callback. */
export const isInteractive = (card: Json): boolean => text(card, 'card_type').endsWith('_interaction');

/** Cards that get a response code: interactive ones, and notices with a menu in the corner. */
export const isUpdatable = (card: Json): boolean => isInteractive(card) || object(card, 'action_menu') !== undefined;

function need(condition: boolean, errcode: number, what: string): void {
  if (!condition) throw new ApiRefusal(errcode, `Template_Card.${what} missing or invalid`);
}

const withinLength = (list: readonly Json[] | undefined, min: number, max: number): boolean =>
  list !== undefined && list.length >= min && list.length <= max;

const isKey = (value: string): boolean => value !== '' && bytes(value) <= KEY_MAX;

/** A place to go: type 1 needs a url, type 2 a mini-program. */
function checkTarget(from: Json, what: string): void {
  const type = integer(from, 'type') ?? 0;
  if (type === 1) need(text(from, 'url') !== '', 42028, `${what}.url`);
  if (type === 2) need(text(from, 'appid') !== '', 42030, `${what}.appid`);
}

function checkLists(card: Json, isMember: (userid: string) => boolean): void {
  const rows = objects(card, 'horizontal_content_list') ?? [];
  need(rows.length <= 6, 42035, 'horizontal_content_list length');
  for (const row of rows) {
    need(text(row, 'keyname') !== '', 42027, 'horizontal_content_list.keyname');
    const type = integer(row, 'type') ?? 0;
    if (type === 1) need(text(row, 'url') !== '', 42028, 'horizontal_content_list.url');
    if (type === 2) need(text(row, 'media_id') !== '', 42029, 'horizontal_content_list.media_id');
    if (type === 3) need(isMember(text(row, 'userid')), 42050, 'horizontal_content_list.userid');
  }
  const jumps = objects(card, 'jump_list') ?? [];
  need(jumps.length <= 3, 42042, 'jump_list length');
  for (const jump of jumps) {
    need(text(jump, 'title') !== '', 42033, 'jump_list.title');
    checkTarget(jump, 'jump_list');
  }
  const verticals = objects(card, 'vertical_content_list') ?? [];
  need(verticals.length <= 4, 42036, 'vertical_content_list length');
  for (const one of verticals) need(text(one, 'title') !== '', 42033, 'vertical_content_list.title');
}

function checkCardAction(card: Json, required: boolean): void {
  const action = object(card, 'card_action');
  if (!action) {
    need(!required, 42045, 'card_action');
    return;
  }
  const type = integer(action, 'type') ?? 0;
  need(required ? type === 1 || type === 2 : type >= 0 && type <= 2, 42045, 'card_action.type');
  checkTarget(action, 'card_action');
}

function checkOptions(question: Json, max: number): void {
  need(isKey(text(question, 'question_key')), 42043, 'question_key');
  const options = objects(question, 'option_list');
  need(withinLength(options, 1, max), 42037, 'option_list length');
  for (const option of options ?? []) {
    need(text(option, 'id') !== '' && bytes(text(option, 'id')) <= 128, 42040, 'option_list.id');
    need(text(option, 'text') !== '', 42041, 'option_list.text');
  }
}

function checkSubmit(card: Json): void {
  const submit = object(card, 'submit_button') ?? {};
  need(text(submit, 'text') !== '', 42049, 'submit_button.text');
  need(isKey(text(submit, 'key')), 42046, 'submit_button.key');
}

function checkButtons(card: Json): void {
  const buttons = objects(card, 'button_list');
  need(withinLength(buttons, 1, 6), 42038, 'button_list');
  const keys = new Set<string>();
  for (const button of buttons ?? []) {
    need(text(button, 'text') !== '', 42038, 'button_list.text');
    if (integer(button, 'type') === 1) {
      need(text(button, 'url') !== '', 42028, 'button_list.url');
      continue;
    }
    const key = text(button, 'key');
    need(isKey(key), 42039, 'button_list.key');
    need(!keys.has(key), 42018, 'button_list.key twice');
    keys.add(key);
  }
}

function checkMenu(card: Json): void {
  const menu = object(card, 'action_menu');
  if (!menu) return;
  const actions = objects(menu, 'action_list');
  need(withinLength(actions, 1, 3), 42051, 'action_menu.action_list length');
  const keys = (actions ?? []).map((one) => text(one, 'key'));
  need(keys.every(isKey), 42019, 'action_menu.action_list.key');
  need(new Set(keys).size === keys.length, 42051, 'action_menu.action_list.key twice');
}

/** What one kind asks for beyond the common parts. */
const KINDS: Record<string, (card: Json) => void> = {
  text_notice: (card) => {
    const title = text(object(card, 'main_title') ?? {}, 'title');
    need(title !== '' || text(card, 'sub_title_text') !== '', 42033, 'main_title.title');
    checkCardAction(card, true);
  },
  news_notice: (card) => {
    need(text(object(card, 'main_title') ?? {}, 'title') !== '', 42033, 'main_title.title');
    const pictured =
      text(object(card, 'card_image') ?? {}, 'url') !== '' || text(object(card, 'image_text_area') ?? {}, 'image_url') !== '';
    need(pictured, 42044, 'card_image.url');
    checkCardAction(card, true);
  },
  button_interaction: (card) => {
    need(text(object(card, 'main_title') ?? {}, 'title') !== '', 42033, 'main_title.title');
    checkButtons(card);
    const selection = object(card, 'button_selection');
    if (selection) checkOptions(selection, 10);
    checkCardAction(card, false);
  },
  vote_interaction: (card) => {
    need(text(object(card, 'main_title') ?? {}, 'title') !== '', 42033, 'main_title.title');
    checkOptions(object(card, 'checkbox') ?? {}, 20);
    checkSubmit(card);
  },
  multiple_interaction: (card) => {
    need(text(object(card, 'main_title') ?? {}, 'title') !== '', 42033, 'main_title.title');
    const selects = objects(card, 'select_list');
    need(withinLength(selects, 1, 3), 42047, 'select_list length');
    for (const select of selects ?? []) checkOptions(select, 10);
    checkSubmit(card);
  },
};

/**
 * Checks a template card as the platform documents it. The 字 limits on words are advice about display and are not refused; counts,
 * keys and required fields are.
 *
 * @throws ApiRefusal 42014…42051
 */
export function checkTemplateCard(card: Json, isMember: (userid: string) => boolean): void {
  const kind = text(card, 'card_type');
  need(CARD_TYPES.includes(kind), 42031, 'card_type');
  const taskId = text(card, 'task_id');
  if (isUpdatable(card) || taskId !== '') {
    if (!TASK_ID.test(taskId)) throw new ApiRefusal(42014, 'invalid task_id');
  }
  checkMenu(card);
  checkLists(card, isMember);
  KINDS[kind]?.(card);
}
