import { isHan, overlaps, type Span, trimmed } from './fold.ts';

const SINGLE =
  '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐沿梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫来嵺苟全褚廉简娄盖符奚木穆党燕郎邸冀谈姬屠连郜晏栾郁商蒙计喻揭窦迟宇敖糜鄢冷卓花仇艾蓝都巩稽井练仲乐虞卞封竺冼原官衣楚佟栗匡宗应台巫鞠僧桑荆谌银扬明沙薄伏岑习胥保和蔺骆敬佘仝';
const DOUBLE =
  '欧阳 上官 司马 诸葛 皇甫 尉迟 公孙 慕容 令狐 司徒 东方 夏侯 端木 独孤 南宫 轩辕 宇文 长孙 鲜于 闾丘 司空 西门 百里 呼延 欧陽'.split(' ');
const TITLES = '先生|女士|小姐|太太|阿姨|叔叔|大姐|大哥|大爷|大妈|奶奶|爷爷|老师|医生|经理|老板|总|姐|哥|嫂|同学|主任|师傅|工';
const LABELLED =
  /(?:收货人|收件人|联系人|客户姓名|客户名称|客户|姓名|名字|称呼|业主|用户|预约人|报修人|签收人)(?:姓名)?(?:[:：=]|\s(?=\S))[ ]{0,4}([^\n,，;；。:：\d]{1,30})/;
const SAID = /(?:我叫|我是|名字叫|名叫|本人叫?|联系|找)((?:[\u4e00-\u9fff]{1,10}(?:·[\u4e00-\u9fff]{1,10}){1,3})|[\u4e00-\u9fff]{1,4})/;
/** 客户张三: what a name is called by in the same run. */
const CALLED = /^(?:客户|业主|用户|联系人|收货人|收件人|姓名|叫)(?=[\u4e00-\u9fff]{2,4}$)/;
const SURNAME_ONLY = new RegExp(`姓(${DOUBLE.join('|')}|[${SINGLE}])(?!名)`);
/** Segments that look like names and are words. */
const WORDS =
  /^(?:你好|您好|谢谢|多谢|麻烦|请问|在吗|好的|收到|可以|不行|明天|后天|今天|上午|下午|晚上|早上|周[一二三四五六日末]|尽快|急急?|马上|地址|电话|手机|姓名|备注|安装|维修|清洗|保养|移机|拆除|加急|师傅|客服|老板|亲|谢了|辛苦|有空|随时|方便|时间|费用|多少钱|和平|解放|安康|高兴|金色|白色|黑色|全部|任何|马桶|方便面|万一|成功|应该|原来|时候|计划|关机|文件|常用|温水|牛奶|路由|连接|单独|单位|古镇|花园|木门|银行|沙发|原装|官方|都是|来人|都有|全新|于是|任务|包修|保修|保安|管道|强电|明早|明晚|乐意|明白)/;

/** A name as a text has it. */
export interface FoundName extends Span {
  readonly value: string;
  readonly sure: boolean;
}

const isSurname = (text: string): boolean => SINGLE.includes(text[0]!) || DOUBLE.some((name) => text.startsWith(name));
const allHan = (text: string): boolean => [...text].every((char) => isHan(char));

/** Whether a piece of text is a Chinese name by its looks: a surname, one or two characters behind it (three behind a double one at most). */
export function looksLikeName(text: string): boolean {
  if (!allHan(text) || WORDS.test(text)) return false;
  const double = DOUBLE.some((name) => text.startsWith(name));
  return isSurname(text) && text.length >= 2 && text.length <= (double ? 4 : 3);
}

const TITLED = new RegExp(`((?:${DOUBLE.join('|')}|[${SINGLE}])[\\u4e00-\\u9fff]{0,2})(${TITLES})(?![\\u4e00-\\u9fff]*(?:路|街|镇|村))`);
const FOREIGN = /^(?:[A-Za-z][A-Za-z.' ]{1,30}|[\u4e00-\u9fff]{1,10}(?:·[\u4e00-\u9fff]{1,10}){1,3})$/;

/**
 * Whose message it is, in this order: a label, 我叫…, a surname with a title, a piece that looks like a name (the closer to a number the surer), a
 * piece beside a number that may be a nickname.
 *
 * @param given pieces of the text that are nothing else, from left to right
 * @param beside whether a number stands right before or behind a piece
 */
export function findName(
  text: string,
  given: readonly Span[],
  beside: (span: Span) => boolean,
  elsewhere: readonly Span[],
): FoundName | null {
  const free = (span: Span) => span.end > span.start && !elsewhere.some((other) => overlaps(span, other));
  const found = (span: Span, sure: boolean): FoundName => ({ ...span, value: text.slice(span.start, span.end), sure });

  const pieces = given.map((piece) => {
    const called = CALLED.exec(text.slice(piece.start, piece.end));
    return called ? { start: piece.start + called[0].length, end: piece.end } : piece;
  });
  const labelled = LABELLED.exec(text);
  if (labelled) {
    const end = labelled.index + labelled[0].length;
    const span = trimmed(text, cutAtBlank(text, { start: end - labelled[1]!.length, end }));
    if (free(span) && !WORDS.test(text.slice(span.start, span.end))) return found(span, span.end - span.start >= 2);
  }
  const said = SAID.exec(text);
  if (said) {
    const start = said.index + said[0].length - said[1]!.length;
    const titled = TITLED.exec(said[1]!);
    const length = said[1]!.includes('·') ? said[1]!.length : titled?.index === 0 ? titled[0].length : nameLength(said[1]!);
    if (length > 0 && free({ start, end: start + length })) return found({ start, end: start + length }, length >= 2);
  }
  const surname = SURNAME_ONLY.exec(text);
  if (surname) {
    const start = surname.index + 1;
    if (free({ start, end: start + surname[1]!.length })) return found({ start, end: start + surname[1]!.length }, false);
  }
  for (const piece of pieces) {
    const titled = TITLED.exec(text.slice(piece.start, Math.min(piece.end, piece.start + 40)));
    if (!titled) continue;
    const start = piece.start + titled.index;
    const span = { start, end: start + titled[0].length };
    if (free(span) && (titled.index === 0 || beside(span))) return found(span, beside(piece) || pieces.length <= 3);
  }
  const names = pieces.filter((piece) => looksLikeName(text.slice(piece.start, piece.end)));
  const near = names.find(beside);
  if (near) return found(near, true);
  if (names[0]) return found(names[0], false);
  const foreign = pieces.find((piece) => beside(piece) && FOREIGN.test(text.slice(piece.start, piece.end)));
  if (foreign) return found(foreign, false);
  const nick = pieces.find((piece) => {
    const word = text.slice(piece.start, piece.end);
    return beside(piece) && word.length >= 2 && word.length <= 4 && allHan(word) && !WORDS.test(word);
  });
  return nick ? found(nick, false) : null;
}

/** How many characters of a run are the name at its beginning; 0 where it begins with none. */
function nameLength(run: string): number {
  if (!isSurname(run)) return 0;
  const double = DOUBLE.some((name) => run.startsWith(name));
  for (const length of double ? [4, 3] : [3, 2]) if (run.length >= length && looksLikeName(run.slice(0, length))) return length;
  return run.length === 1 ? 1 : 0;
}

/** A Chinese name holds no blank; a foreign one may. */
function cutAtBlank(text: string, span: Span): Span {
  const value = text.slice(span.start, span.end);
  const blank = /\s/.exec(value.trimStart());
  if (!blank || !isHan(value.trimStart()[0])) return span;
  return { start: span.start, end: span.start + (value.length - value.trimStart().length) + blank.index };
}

/** The name that ends a run which is something else: 1201室张三. Null where the run does not end in one. */
export function nameAtEnd(run: string): number | null {
  const titled = new RegExp(`(?:${DOUBLE.join('|')}|[${SINGLE}])[\\u4e00-\\u9fff]{0,2}(?:${TITLES})$`).exec(run.slice(-6));
  if (titled) return titled[0].length;
  for (const length of [3, 2]) if (run.length > length && looksLikeName(run.slice(-length))) return length;
  return null;
}
