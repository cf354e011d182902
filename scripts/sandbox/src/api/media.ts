import { randomText } from '../random.ts';
import { ApiRefusal, ok } from './answer.ts';
import type { ApiAnswer, ApiCall, Endpoint } from './endpoint.ts';

const MIN_BYTES = 5;
const MAX_BYTES: Record<string, number> = { image: 10_485_760, voice: 2_097_152, video: 10_485_760, file: 20_971_520 };

/** The one file of a multipart body: enough for the platform's single-part uploads. */
function filePart({ raw, contentType }: ApiCall): { contentType: string; bytes: Buffer } {
  const boundary = /boundary="?([^";]+)"?/.exec(contentType)?.[1];
  if (!boundary) throw new ApiRefusal(44001, 'empty media data');
  const head = raw.indexOf('\r\n\r\n');
  const end = raw.indexOf(`\r\n--${boundary}`, head);
  if (head < 0 || end < 0) throw new ApiRefusal(44001, 'empty media data');
  const type = /content-type:\s*([^\r\n]+)/i.exec(raw.subarray(0, head).toString('utf8'))?.[1] ?? 'application/octet-stream';
  return { contentType: type, bytes: raw.subarray(head + 4, end) };
}

function upload(call: ApiCall): ApiAnswer {
  const type = call.query.get('type') ?? '';
  const max = MAX_BYTES[type];
  if (max === undefined) throw new ApiRefusal(40004, 'invalid media type');
  const part = filePart(call);
  if (part.bytes.length <= MIN_BYTES || part.bytes.length > max) throw new ApiRefusal(40006, 'invalid file size');
  const mediaId = randomText(64);
  call.world.media.set(mediaId, { type, ...part });
  return ok({ type, media_id: mediaId, created_at: String(Math.floor(call.world.clock.wall() / 1000)) });
}

function get({ world, query }: ApiCall): ApiAnswer {
  const found = world.media.get(query.get('media_id') ?? '');
  if (!found) throw new ApiRefusal(40007, 'invalid media_id');
  return { contentType: found.contentType, bytes: found.bytes };
}

/** Temporary media (临时素材). */
export const mediaEndpoints: readonly Endpoint[] = [
  { method: 'POST', path: '/cgi-bin/media/upload', token: 'wecom', handle: upload },
  { method: 'GET', path: '/cgi-bin/media/get', token: 'wecom', handle: get },
];
