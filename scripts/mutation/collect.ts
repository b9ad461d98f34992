/** Stands for vitest where a test file is loaded again: its tests are collected, to be run on modules that were loaded anew. */
import { expect } from 'vitest';

type Body = (...values: readonly unknown[]) => unknown;

export const collected: (() => unknown)[] = [];

const valuesOf = (one: unknown): readonly unknown[] => (Array.isArray(one) ? one : [one]);

const each =
  (add: (name: string, body: Body) => void) =>
  (cases: readonly unknown[]) =>
  (name: string, body: Body): void => {
    for (const one of cases) add(name, () => body(...valuesOf(one)));
  };

const group = (_: string, body: Body): void => void body();
const single = (_: string, body: Body): void => void collected.push(() => body());

const describe = Object.assign(group, { each: each(group) });
const it = Object.assign(single, { each: each(single) });

export { describe, expect, it, it as test };
