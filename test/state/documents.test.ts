/** Hand-edited nonsense anywhere in a document is found, and its place is said. */
import { describe, expect, it } from 'vitest';
import { shapes } from '../../src/state/documents.ts';
import { historyRow, hold, ledgerRow, live, runs, targetState } from './sample.ts';

type Path = readonly (string | number)[];

const DOCUMENTS: Readonly<Record<string, readonly [unknown, (value: unknown, at: string) => string | null]>> = {
  target: [targetState('postgres.main'), shapes.target],
  holds: [{ version: 1, holds: [hold('h1'), { ...hold('h2'), key: '["t","k","a","n"]' }] }, shapes.holds],
  ledger: [{ version: 1, rows: [ledgerRow('vault', 'R-1')] }, shapes.ledger],
  history: [historyRow('vault', 6), shapes.history],
  live: [{ version: 1, ...live('postgres.main'), only: ['16401'] }, shapes.live],
  runs: [{ version: 1, targets: runs('vault') }, shapes.runs],
  seal: [
    {
      version: 1,
      repository: '1',
      owner: '2',
      branch: 'main',
      generation: 3,
      previous: '0'.repeat(64),
      policyCommit: 'c',
      files: { 'holds.json': '1'.repeat(64), 'approved/vault.prod.json': '2'.repeat(64) },
      signature: 's',
    },
    shapes.seal,
  ],
};
/** What may be left out, and what may hold anything. */
const OPTIONAL =
  /\/(quorum|seen|createdAt|lastUsedAt|ownerHint|from|until|forSeconds|because|managedBy|type|target|owner|max\w+Seconds|maxCount)$/;
const FREE = '/policy/config';

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const pathsOf = (value: unknown, at: Path = []): Path[] => [
  at,
  ...(isObject(value) ? Object.keys(value).flatMap((k) => pathsOf(value[k], [...at, Array.isArray(value) ? Number(k) : k])) : []),
];
const pointer = (at: Path): string => at.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

/** A copy with the value at the path replaced, or taken out where there is none. */
function edited(value: unknown, [step, ...rest]: Path, to?: unknown): unknown {
  if (step === undefined) return to;
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) }) as Record<string | number, unknown>;
  if (rest.length === 0 && to === undefined) delete copy[step];
  else copy[step] = edited(copy[step], rest, to);
  return copy;
}

it('a key that names no entitlement is refused where it stands, and not where somebody reads it apart', () => {
  const hold1 = { ...hold('h1'), key: '["a"]' };
  expect(shapes.holds({ version: 1, holds: [hold1] }, '')).toMatch(/^\/holds\/0\/key must be a key/);
});

describe.each(Object.entries(DOCUMENTS))('%s', (_, [whole, shape]) => {
  const paths = pathsOf(whole).filter((at) => !pointer(at).startsWith(FREE));

  it('is itself accepted', () => {
    expect(shape(whole, '')).toBeNull();
  });

  it('refuses another type at every place, and says where', () => {
    expect(paths.length).toBeGreaterThan(5);
    for (const at of paths) {
      const value = valueAt(whole, at);
      const wrong = isObject(value)
        ? [7, null, 'x']
        : value === null
          ? [[], true]
          : [[], typeof value === 'string' ? 7 : 'x', typeof value === 'boolean' ? 7 : true];
      for (const other of wrong) {
        const found = shape(edited(whole, at, other), '');
        // Null stands where nothing is.
        if (other === null && found === null) continue;
        // What is true can be allowed at one place only.
        if (other === value) continue;
        expect(found, `${JSON.stringify(other)} at ${pointer(at)}`).toMatch(/ must be /);
        expect(found).toContain(at.length === 0 ? 'the document' : pointer(at));
      }
    }
  });

  it('refuses a field too many in every object that is no record, and one too few', () => {
    for (const at of paths) {
      const value = valueAt(whole, at);
      if (!isObject(value) || Array.isArray(value)) continue;
      for (const name of Object.keys(value)) {
        const where = `${pointer(at)}/${name}`;
        const found = shape(edited(whole, [...at, name]), '');
        if (found === null) expect(OPTIONAL.test(where) || isRecord(at), `without ${where}`).toBe(true);
        else expect(found).toContain('is missing');
      }
      if (!isRecord(at))
        expect(shape(edited(whole, [...at, 'surprise'], 'x'), '')).toBe(`${pointer(at)}/surprise is no field of version 1`);
    }
  });
});

function valueAt(value: unknown, at: Path): unknown {
  return at.reduce<unknown>((found, step) => (found as Record<string | number, unknown>)[step], value);
}

/** Objects whose member names are data. */
function isRecord(at: Path): boolean {
  return /^(facets|facts|parameters|exceptionsSince|bindings|announced|returns|heard|absent|targets|lastProven|files|proofs)$/.test(
    String(at.at(-1)),
  );
}

it('says the member of a list, and escapes names as a JSON pointer does', () => {
  expect(shapes.runs({ version: 1, targets: { 'a/b~c': {} } }, '')).toBe(
    'the name /targets/a~1b~0c must be a target, name or name.instance of [a-z0-9-]',
  );
  expect(shapes.holds({ version: 1, holds: [hold('a'), { ...hold('b'), until: 'tomorrow' }] }, '')).toBe('/holds/1/until must be a number');
  expect(shapes.holds([], '')).toBe('the document must be an object');
  expect(shapes.holds({ version: 3, holds: [] }, '')).toBe('/version must be 1');
});
