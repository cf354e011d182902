// breaks: domain-is-pure
import { Kysely } from 'kysely';
export const db = Kysely;
