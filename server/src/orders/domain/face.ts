/** Somebody of the company as a customer meets them: the surname with the word of the trade. Names that say it already stay as they are. */
export function faceOf(name: string, trade: '师傅' | '客服'): { name: string; letter: string } {
  const [letter = '·', ...rest] = [...name.trim()];
  if (name.endsWith(trade) || rest.length === 0) return { name: rest.length === 0 ? trade : name, letter };
  return { name: /^[\u4e00-\u9fff]/.test(letter) ? `${letter}${trade}` : trade, letter };
}
