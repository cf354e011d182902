import { randomText } from '../random.ts';

/** One message between a member and a customer. */
export interface ChatMessage {
  id: string;
  userid: string;
  externalUserid: string;
  /** Epoch milliseconds. */
  at: number;
  from: 'member' | 'customer';
  msgtype: 'text' | 'news' | 'miniprogram' | 'image';
  text: string;
  /** For news and miniprogram. */
  title: string;
  desc: string;
  link: string;
  imgUrl: string;
}

/** Conversations of members with customers. WeCom hands these to nobody's callback; only the phones show them. */
export class Chats {
  readonly messages: ChatMessage[] = [];

  post(message: Pick<ChatMessage, 'userid' | 'externalUserid' | 'at' | 'from' | 'msgtype'> & Partial<ChatMessage>): ChatMessage {
    const posted = { text: '', title: '', desc: '', link: '', imgUrl: '', ...message, id: randomText(16) };
    this.messages.push(posted);
    return posted;
  }

  between(userid: string, externalUserid: string): readonly ChatMessage[] {
    return this.messages.filter((one) => one.userid === userid && one.externalUserid === externalUserid);
  }
}
