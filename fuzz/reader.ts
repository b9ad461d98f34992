/** What is fuzzed: a reader of foreign text, what it may be given, and what it owes to any text. */
import type { Chance } from './chance.ts';

export type Came = 'accepted' | 'refused';

export interface Reader {
  /** Texts that it accepts, to begin from. */
  readonly corpus: readonly string[];
  /** Pieces that mean something to it. */
  readonly words: readonly string[];
  /** A text by its grammar, mostly right. */
  make(chance: Chance): string;
  /** Reads one text. A refusal that is none (no error of ours, no position) throws, as a crash does. */
  read(text: string): Came | Promise<Came>;
}

/** Thrown where a reader breaks a promise without crashing. */
export class BrokenPromise extends Error {}

export function demand(holds: boolean, promise: string): asserts holds {
  if (!holds) throw new BrokenPromise(promise);
}

/** A lone surrogate from U+DC80 on stands for a byte that is no UTF-8: inputs are text, files are bytes. */
export function bytesOf(text: string): Buffer {
  const parts = text.split(/([\udc80-\udcff](?<![\ud800-\udbff][\udc80-\udcff]))/);
  return Buffer.concat(parts.map((part, i) => (i % 2 === 1 ? Buffer.from([part.charCodeAt(0) & 0xff]) : Buffer.from(part, 'utf8'))));
}
