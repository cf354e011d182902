import { spanWords } from '@mingdan/shared/kernel/half-days';
import { label } from '@mingdan/shared/messages/index';

/** A request for leave as far as a notice tells of it. */
export interface ToldLeave {
  readonly from: number;
  readonly to: number;
  readonly kind: string;
  readonly state: string;
  /** What the desk said. */
  readonly words: string;
}

const leaveOf = ({ from, to, kind }: ToldLeave) => `${spanWords(from, to)}，${label('leave.kind', kind)}`;

/** For those who plan with whoever asked. The reason stays on the page. */
export function leaveAskedWords(name: string, leave: ToldLeave): { title: string; text: string } {
  return { title: `${name}申请请假`, text: `${leaveOf(leave)}。请在“排班与证件”里批准或不批准` };
}

/** For whoever asked. */
export function leaveDecidedWords(leave: ToldLeave): { title: string; text: string } {
  const said = leave.words === '' ? '' : `：${leave.words}`;
  return leave.state === 'approved'
    ? { title: '请假已批准', text: `${leaveOf(leave)}${said}。这段时间不再派新单给您` }
    : { title: '请假没有批准', text: `${leaveOf(leave)}${said}` };
}
