import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

/** What is hashed, and how, as of format 1: canonical JSON (RFC 8785) of the row, its place and the hash before it. */
export const FORMAT = 1;
/** Stands before the first entry. */
export const NO_HASH = '0'.repeat(64);
export const HEAD_ID = 1;

/** The columns of an entry that the chain protects. */
export interface ChainedEntry {
  readonly id: string;
  readonly at: number;
  readonly actor_kind: string;
  readonly actor_id: string;
  readonly request_id: string;
  readonly action: string;
  readonly subject_type: string;
  readonly subject_id: string;
  readonly before_json: string | null;
  readonly after_json: string | null;
  readonly reason: string | null;
}

/** An entry as it lies in the chain. */
export interface SealedEntry extends ChainedEntry {
  readonly seq: number;
  readonly hash: string | null;
  readonly format: number | null;
}

/** SHA-256 in hex of the entry at place `seq` behind the entry whose hash is `previous`. */
export function hashOf(entry: ChainedEntry, seq: number, previous: string): string {
  const text = canonicalize({
    format: FORMAT,
    seq,
    previous,
    id: entry.id,
    at: entry.at,
    actor: { kind: entry.actor_kind, id: entry.actor_id },
    requestId: entry.request_id,
    action: entry.action,
    subject: { type: entry.subject_type, id: entry.subject_id },
    before: entry.before_json,
    after: entry.after_json,
    reason: entry.reason,
  });
  return createHash('sha256').update(text!).digest('hex');
}

/** Something that cannot be if nobody tampered. */
export interface ChainFault {
  readonly kind: 'broken' | 'missing' | 'unknown_format' | 'cut_off' | 'beyond_end';
  /** Place in the chain where it shows. */
  readonly seq: number;
  readonly id: string | null;
  readonly text: string;
}

/** Walks a chain in order of place and collects what is wrong. Keeps no rows, so that a chain of any length fits. */
export class ChainWalk {
  readonly faults: ChainFault[] = [];
  #seq = 0;
  #hash = NO_HASH;
  #checked = 0;

  get checked(): number {
    return this.#checked;
  }

  next(entry: SealedEntry): void {
    const expected = this.#seq + 1;
    if (entry.seq !== expected) this.#fault('missing', expected, null, `entries ${expected} to ${entry.seq - 1} are missing`);
    if (entry.format !== FORMAT) this.#fault('unknown_format', entry.seq, entry.id, `format ${entry.format} is not known`);
    // behind a gap the previous hash is not known: the gap is the finding
    else if (entry.seq === expected && hashOf(entry, entry.seq, this.#hash) !== entry.hash) {
      this.#fault('broken', entry.seq, entry.id, 'this entry was changed, put here or moved, or the one before it was');
    }
    this.#seq = entry.seq;
    this.#hash = entry.hash ?? NO_HASH;
    this.#checked += 1;
  }

  /** Compares the end of the walk with the stored end of the chain. */
  end(head: { readonly seq: number; readonly hash: string }): void {
    if (this.#seq < head.seq) this.#fault('cut_off', this.#seq + 1, null, `the chain ends at ${this.#seq}, its head says ${head.seq}`);
    else if (this.#seq > head.seq)
      this.#fault('beyond_end', head.seq + 1, null, `the chain goes on to ${this.#seq}, its head says ${head.seq}`);
    else if (this.#hash !== head.hash) this.#fault('broken', this.#seq, null, 'the last entry is not the one that the head names');
  }

  #fault(kind: ChainFault['kind'], seq: number, id: string | null, text: string): void {
    this.faults.push({ kind, seq, id, text });
  }
}
