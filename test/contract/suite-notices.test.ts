/** The contract suite can fail: a connector that breaks one promise is found out by the check of that promise. */
import { appendFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import type { Connect, Page, Reader, Writer } from '../../src/connectors/kit/contract.ts';
import { ConnectorError } from '../../src/connectors/kit/errors.ts';
import { fileSubject } from './file-subject.ts';
import { type Subject, contractChecks } from './suite.ts';

const sound = fileSubject('jsonl');
const CANARY = 'hunter2-canary';

function reading(edit: (page: Page) => Page): Subject {
  const reader: Connect['reader'] = (...args) => {
    const inner = sound.connect.reader(...args);
    return {
      ...disposable(inner),
      async *read(only) {
        const stream = inner.read(only);
        let next = await stream.next();
        for (; next.done !== true; next = await stream.next()) yield edit(next.value);
        return next.value;
      },
    };
  };
  return { ...sound, connect: { ...sound.connect, reader } };
}

function writing(apply: (inner: Writer, step: Parameters<Writer['apply']>[0]) => ReturnType<Writer['apply']>): Subject {
  const writer: Connect['writer'] = (...args) => {
    const inner = sound.connect.writer(...args);
    return { ...disposable(inner), apply: (step) => apply(inner, step) };
  };
  return { ...sound, connect: { ...sound.connect, writer } };
}

const disposable = (inner: Reader | Writer): AsyncDisposable => ({ [Symbol.asyncDispose]: () => inner[Symbol.asyncDispose]() });

const believesAll: Subject = {
  ...sound,
  connect: {
    ...sound.connect,
    reader: (...args) => {
      const inner = sound.connect.reader(...args);
      return {
        ...disposable(inner),
        async *read(only) {
          try {
            return yield* inner.read(only);
          } catch {
            return Object.fromEntries(sound.kinds.kinds(args[1]).map((kind) => [kind.name, { read: 0, claimed: 0, by: 'count' as const }]));
          }
        },
      };
    },
  },
};

const touchesAtOnce: Subject = {
  ...sound,
  connect: {
    ...sound.connect,
    reader: (target, config, ports) => {
      void Promise.resolve(ports.secret('NHI_X', 'https://x')).catch(() => undefined);
      return sound.connect.reader(target, config, ports);
    },
  },
};

const writesWhileReading: Subject = {
  ...sound,
  connect: {
    ...sound.connect,
    reader: (target, config, ports) => {
      appendFileSync(path.join(ports.fileRoot, (config as { path: string }).path), '');
      appendFileSync(path.join(ports.fileRoot, (config as { path: string }).path), '\n');
      return sound.connect.reader(target, config, ports);
    },
  },
};

const tells = (message: (inner: ConnectorError) => string): Subject => ({
  ...writing(async (inner, step) => {
    try {
      return await inner.apply(step);
    } catch (error) {
      throw new ConnectorError((error as ConnectorError).code, message(error as ConnectorError));
    }
  }),
  canaries: [CANARY],
});

const BROKEN: readonly (readonly [string, Subject, RegExp])[] = [
  ['takes a cut-off file for an empty one', believesAll, /^cut off anywhere/],
  ['shows no account', reading((page) => ({ ...page, refs: [] })), /^every live account has a Ref/],
  [
    'gives one id to two accounts',
    reading((page) => ({ ...page, refs: [...page.refs, ...page.refs.map((ref) => ({ ...ref, kind: 'robot' }))] })),
    /no id stands for two/,
  ],
  ['leaves entries out', reading((page) => ({ ...page, entries: page.entries.slice(1) })), /^a read shows the seed/],
  [
    'trims names',
    reading((page) => ({ ...page, entries: page.entries.map((entry) => ({ ...entry, name: entry.name.trim() })) })),
    /^hostile names/,
  ],
  [
    'shows facts that no kind has',
    reading((page) => ({ ...page, entries: page.entries.map((entry) => ({ ...entry, facts: { ...entry.facts, internal: '1' } })) })),
    /^every live account has a Ref/,
  ],
  [
    'spells names in its own way',
    { ...sound, kinds: { ...sound.kinds, canonical: (entry) => ({ ...entry, name: entry.name.toLowerCase() }) } },
    /^what it reads is spelled/,
  ],
  [
    'has no word on one kind',
    {
      ...sound,
      kinds: { ...sound.kinds, kinds: (config) => sound.kinds.kinds(config).flatMap((kind) => [kind, { ...kind, name: `${kind.name}2` }]) },
    },
    /^a read shows the seed/,
  ],
  ['touches the world too early', touchesAtOnce, /^a reader and a writer do nothing/],
  ['writes while it reads', writesWhileReading, /^a read shows the seed/],
  [
    'says changed and does nothing',
    writing(async (_, [change]) => [{ change: change.id, outcome: 'changed', settlesInSeconds: 0 }]),
    /^revoke role reader/,
  ],
  ['writes while a run only plans', writesWhileReading, /^planning writes nothing/],
  [
    'says to the engine what is not so',
    writing(async (_, step) => step.map(({ id }) => ({ change: id, outcome: 'changed', settlesInSeconds: 0 }))),
    /^what a review changed is applied/,
  ],
  [
    'says changed twice',
    writing(async (inner, step) => (await inner.apply(step)).map((o) => ({ ...o, outcome: 'changed' }))),
    /^grant role writer/,
  ],
  [
    'does more than it was told',
    writing(async (inner, step) => [
      ...(await inner.apply(step)),
      ...(step[0].verb === 'grant' ? await inner.apply([{ ...step[0], entry: { ...step[0].entry, kind: 'group' } }]) : []),
    ]),
    /^grant role writer/,
  ],
  [
    'promises to settle sooner',
    { ...writing(async (inner, step) => (await inner.apply(step)).map((o) => ({ ...o, settlesInSeconds: -1 }))) },
    /^grant role writer/,
  ],
  [
    'takes any verb',
    writing(async (inner, step) =>
      step[0].verb === 'adjust' ? [{ change: step[0].id, outcome: 'unchanged', settlesInSeconds: 0 }] : inner.apply(step),
    ),
    /^a verb that a kind does not declare/,
  ],
  [
    'confuses codes',
    writing(async (inner, step) => {
      try {
        return await inner.apply(step);
      } catch (error) {
        throw new ConnectorError('unavailable', (error as ConnectorError).message);
      }
    }),
    /^conflict: the right code/,
  ],
  ['does not say where', tells((error) => error.message.replace(/^warehouse: /, '')), /^conflict: the right code/],
  ['breaks the line', tells((error) => `${error.message}\n::add-mask::`), /^conflict: the right code/],
  ['tells a secret', tells((error) => `${error.message} (${CANARY})`), /^no secret stands/],
  ['tells a secret in another form', tells((error) => `${error.message} (${Buffer.from(CANARY).toString('base64')})`), /^no secret stands/],
  [
    'has an unprovoked code',
    {
      ...sound,
      faults: { ...sound.faults, conflict: undefined } as unknown as Subject['faults'],
      failures: { ...sound.failures, throttled: 'never shown' },
    },
    /^there is a fault for every code/,
  ],
  ['has a verb without a sample', { ...sound, samples: sound.samples.slice(1) }, /^there is a sample/],
];

it.each(BROKEN)('%s', async (_, subject, wanted) => {
  const failed: string[] = [];
  for (const check of contractChecks(subject)) {
    // The names take long, and one case needs them.
    if (check.name.startsWith('hostile') && !wanted.test(check.name)) continue;
    await check.run().catch(() => failed.push(check.name));
  }
  expect(failed).toContainEqual(expect.stringMatching(wanted));
});

it('finds nothing wrong with the sound one', async () => {
  for (const check of contractChecks(sound)) await check.run();
});
