import type { Problem } from '@mingdan/shared/contracts/client';

/** A refusal or failure on its way through TanStack Query, which only knows thrown errors. */
export class ApiProblem extends Error {
  readonly problem: Problem;
  /** True when no answer came, so that nobody knows whether a write happened. */
  readonly offline: boolean;

  constructor(operation: string, problem: Problem, offline: boolean) {
    super(`${operation}: ${problem.code}`);
    this.name = 'ApiProblem';
    this.problem = problem;
    this.offline = offline;
  }
}

/** The problem behind whatever was thrown; a mistake of our own reads as `request.internal` without an id. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ApiProblem) return error.problem;
  return { code: 'request.internal', status: 0, fields: [], detail: {}, requestId: null };
}

/** Whether asking again may help: the network was away, or the server was busy. */
export function isPassing(error: unknown): boolean {
  return error instanceof ApiProblem && (error.offline || error.problem.status === 503 || error.problem.status === 502);
}
