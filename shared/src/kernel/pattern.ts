/**
 * Patterns that administrators write: RE2, so that matching takes time linear in the text whatever the pattern. Server and console only;
 * phones never import this file (re2js is large), they leave such checks to the server.
 */
import { RE2JS } from 're2js';

/** UTF-16 units of a pattern. */
export const MAX_PATTERN_LENGTH = 200;
/** UTF-16 units of a text that is matched; a longer one never matches. */
export const MAX_MATCHED_LENGTH = 2000;
/** Instructions of a compiled pattern: bounds the time per character where counted repetitions multiply. */
const MAX_PROGRAM_SIZE = 2000;
const KEPT_PROGRAMS = 500;

const programs = new Map<string, RE2JS>();

/** Null when the pattern may be used, else why not, in Chinese. */
export function checkPattern(pattern: string): string | null {
  if (pattern === '') return '格式不能为空';
  if (pattern.length > MAX_PATTERN_LENGTH) return `格式最多 ${MAX_PATTERN_LENGTH} 个字符`;
  try {
    return RE2JS.compile(pattern).programSize() > MAX_PROGRAM_SIZE ? '格式的重复次数相乘后过大' : null;
  } catch (error) {
    return `格式写法不被支持（不支持前后查找与反向引用）：${error instanceof Error ? error.message : String(error)}`;
  }
}

/**
 * Whether the whole text matches. A text beyond {@link MAX_MATCHED_LENGTH} never does.
 *
 * @throws for a pattern that {@link checkPattern} refuses: definitions are checked when saved and when loaded
 */
export function matchPattern(pattern: string, text: string): boolean {
  if (text.length > MAX_MATCHED_LENGTH) return false;
  return programOf(pattern).matches(text);
}

/** Compiled programs by pattern; the one that came first goes when too many are kept. */
function programOf(pattern: string): RE2JS {
  const kept = programs.get(pattern);
  if (kept) return kept;
  const fault = checkPattern(pattern);
  if (fault) throw new Error(`pattern refused: ${fault}`);
  const program = RE2JS.compile(pattern);
  if (programs.size >= KEPT_PROGRAMS) programs.delete(programs.keys().next().value!);
  programs.set(pattern, program);
  return program;
}
