/** Where a card's code for its one update is sealed. */
export const codePlace = (id: string) => ({ table: 'delivery', column: 'response_code_enc', rowId: id });
