/** What a checker throws: the rule that is broken, and how. */
import type { Broken } from './trace.ts';

class BrokenError extends Error implements Broken {
  readonly rule: string;

  constructor(rule: string, message: string) {
    super(message);
    this.name = 'BrokenError';
    this.rule = rule;
  }
}

export function broken(rule: string, message: string): never {
  throw new BrokenError(rule, message);
}
