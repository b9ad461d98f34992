/** Hostile names through every writer: read back by a parser of each format, nothing is more than the text that it is. */
import fc from 'fast-check';
import { load as jsYaml } from 'js-yaml';
import pg from 'pg';
import SCIMMY from 'scimmy';
import { describe, expect, test, vi } from 'vitest';
import { parse as yaml } from 'yaml';
import { pathSegment, quoteIdentifier, scimString } from '../../src/connectors/kit/encode.ts';
import { ConnectorError } from '../../src/connectors/kit/errors.ts';
import { fold } from '../../src/model/fold.ts';
import { keyOf } from '../../src/model/key.ts';
import { canonicalJson } from '../../src/model/order.ts';
import type { Finding } from '../../src/model/plan.ts';
import { compile } from '../../src/policy/compile.ts';
import { editIdentity, type Edit } from '../../src/policy/edit.ts';
import { shortened, terminalText, visible, visibleJson, visibleLines } from '../../src/report/escape.ts';
import { annotationCommand, annotationsOf, findingsText } from '../../src/report/findings-text.ts';
import { adoptPull } from '../../src/report/adopt-pull.ts';
import { applyComment, type Standing } from '../../src/report/apply-comment.ts';
import { checkOutput, failedOutput } from '../../src/report/check-output.ts';
import type { Told } from '../../src/report/issue-rows.ts';
import { aloneToShow, issuesToShow } from '../../src/report/issues-to-show.ts';
import { markIn, toldIn } from '../../src/report/marker.ts';
import { offboardingRecord } from '../../src/report/offboarding-record.ts';
import { declaredComment, elsewhereComment, movedComment, pullComment, refusedComment } from '../../src/report/pull-comment.ts';
import { planJson, printablePlan } from '../../src/report/plan-json.ts';
import { planMarkdown, summaryBudget } from '../../src/report/plan-markdown.ts';
import { planText } from '../../src/report/plan-text.ts';
import type { RunReport } from '../../src/report/run-report.ts';
import { setUpMarkdown, setUpText } from '../../src/report/set-up-text.ts';
import { mostBytes, sarifLog, sarifOfReport } from '../../src/report/sarif.ts';
import { ansiPaint } from '../../src/report/terminal-layout.ts';
import { writeJobResult } from '../../src/runs/job-result.ts';
import { progressLine } from '../../src/runs/progress.ts';
import {
  readHistory,
  readHolds,
  readLedger,
  readTarget,
  writeHistory,
  writeHolds,
  writeLedger,
  writeTarget,
} from '../../src/state/texts.ts';
import { sampleConnectors } from '../policy/sample-connectors.ts';
import { attacks, canary, endless, hostile, someKinds, someReport } from '../report/arbitrary-reports.ts';
import { change, plan, target } from '../report/sample-reports.ts';
import { hiddenIn } from '../report/harmless.ts';
import { rowOf, stateOf } from '../report/sample-told.ts';
import { startPostgres } from '../servers/postgres-server.ts';
import { historyRow, hold, ledgerRow, targetState } from '../state/sample.ts';
import { beyondReport, beyondTerminal, runnerCommands } from './text-formats.ts';

// A loaded machine takes its time.
vi.setConfig({ testTimeout: 240_000 });

/** Two or three attacks in one, as a name can be. */
const nasty = fc.oneof(
  hostile,
  fc.array(fc.constantFrom(...attacks), { minLength: 2, maxLength: 3 }).map((parts) => parts.join('')),
);

const findings: fc.Arbitrary<readonly Finding[]> = fc.array(
  fc.record({
    rule: nasty,
    severity: fc.constantFrom('note', 'warning', 'error'),
    subject: nasty,
    at: fc.option(fc.tuple(nasty, fc.integer({ min: 1, max: 99 })).map(([file, line]) => `${file}:${line}:1`)),
    remedy: nasty,
  }),
  { minLength: 1, maxLength: 5 },
);

const places = { of: {}, otherwise: 'policies/nhi.yaml:1:1' };
const sarifText = (report: RunReport): string => sarifLog(sarifOfReport(report, someKinds, places), { otherwise: places.otherwise }).sarif;

describe('invariant 10: reports', () => {
  test.each([60_000, 4_000, 700])('Markdown of %d bytes is a report and no more, by a parser of GitHub’s Markdown', (budget) => {
    fc.assert(
      fc.property(someReport, (report) => {
        const { markdown } = planMarkdown(report, someKinds, budget);
        expect(beyondReport(markdown)).toBeNull();
        expect(Buffer.byteLength(markdown)).toBeLessThanOrEqual(budget);
      }),
      { numRuns: 120 },
    );
  });

  test('the terminal and a job’s log meet nothing that they act on', () => {
    fc.assert(
      fc.property(someReport, findings, (report, found) => {
        expect(beyondTerminal(planText(report, someKinds, ansiPaint))).toBeNull();
        expect(beyondTerminal(findingsText(found, ansiPaint))).toBeNull();
        for (const { changes } of report.plan.targets)
          for (const c of changes)
            expect(beyondTerminal(terminalText(progressLine({ what: 'writing', target: c.entry.target, change: c }, 0)))).toBeNull();
      }),
    );
  });

  test('doctor: names of secrets, branches, actions and Apps, for people and for GitHub', () => {
    const line = fc.record({ line: nasty, is: fc.constantFrom('right', 'wrong', 'unreadable'), found: nasty, mend: nasty });
    fc.assert(
      fc.property(fc.array(line, { maxLength: 4 }), (lines) => {
        expect(beyondReport(setUpMarkdown(lines))).toBeNull();
        expect(beyondTerminal(setUpText(lines, ansiPaint))).toBeNull();
      }),
    );
  });

  test('JSON says the same to a parser, and nothing to a terminal or a runner', () => {
    fc.assert(
      fc.property(someReport, (report) => {
        const json = planJson(report.plan, someKinds);
        expect(JSON.parse(json)).toEqual(JSON.parse(canonicalJson(printablePlan(report.plan, someKinds))));
        expect(beyondTerminal(json)).toBeNull();
        expect(beyondTerminal(sarifText(report))).toBeNull();
        for (const one of report.plan.targets) {
          const left = writeJobResult({ run: '1', target: one.target, at: 0, plan: one, baselineMade: null, before: null }, someKinds);
          expect(beyondTerminal(left)).toBeNull();
          expect(left).not.toContain(canary);
        }
      }),
    );
    fc.assert(
      fc.property(nasty, (text) => {
        expect(JSON.parse(visibleJson(JSON.stringify({ [text]: text })))).toEqual({ [text]: text });
      }),
    );
  });

  test('SARIF: no message links, and each result has a place inside the repository', () => {
    fc.assert(
      fc.property(someReport, (report) => {
        const log = JSON.parse(sarifText(report)) as {
          runs: { results: { message: { text: string }; locations: { physicalLocation: { artifactLocation: { uri: string } } }[] }[] }[];
        };
        for (const { message, locations } of log.runs[0]?.results ?? []) {
          expect(message.text).not.toMatch(/(?<!\\)(?:\\\\)*\[/);
          const uri = locations[0]?.physicalLocation.artifactLocation.uri ?? '';
          expect(new URL(uri, 'https://repo.example/root/').href.startsWith('https://repo.example/root/')).toBe(true);
        }
      }),
    );
  });

  test('annotations: as many commands as there are findings, each with the place and the text that were meant', () => {
    fc.assert(
      fc.property(findings, (found) => {
        const annotations = annotationsOf(found);
        const commands = runnerCommands(annotations.map(annotationCommand).join('\n'));
        expect(commands.map(({ command, data }) => [command, data])).toEqual(
          annotations.map(({ level, message }) => [level, visibleLines(message)]),
        );
        for (const [i, { properties, data }] of commands.entries()) {
          const { file, line, title } = annotations[i] ?? expect.fail();
          expect(properties['title']).toBe(visibleLines(title));
          if (file !== null) expect([properties['file'], properties['line']]).toEqual([visibleLines(file), String(line)]);
          expect(hiddenIn(data)).toBeNull();
        }
      }),
    );
  });
});

/** What a run knows, with hostile names in all that a policy, a state, a hold or a target can hold. */
const someTold: fc.Arbitrary<Told> = fc
  .tuple(someReport, fc.array(nasty, { minLength: 12, maxLength: 12 }), fc.integer({ min: 0, max: 3 }))
  .map(([given, names, applied]): Told => {
    // No run's clock stands before 1970.
    const report = { ...given, plan: { ...given.plan, at: Math.abs(given.plan.at) } };
    const n = (i: number): string => names[i % names.length] ?? '';
    const { at } = report.plan;
    const targets = report.plan.targets;
    const states = new Map(
      targets.map((t) => {
        const all = [...t.changes, ...t.blocked.map((b) => b.change)];
        const base = stateOf(t.target);
        const [identity] = base.identities;
        const [envelope] = base.breakGlass;
        return [
          t.target,
          {
            ...base,
            policy: { ...base.policy, owner: n(0) },
            teams: base.teams.map((team) => ({ ...team, name: n(1), github: n(2) })),
            identities: all.flatMap((c) =>
              c.identity === null || identity === undefined ? [] : [{ ...identity, name: c.identity, owner: n(1) }],
            ),
            accounts: all.map((c) => ({
              account: c.entry.account,
              id: c.entry.account,
              identity: c.identity ?? n(3),
              disowned: null,
              released: null,
            })),
            breakGlass: envelope === undefined ? [] : [{ ...envelope, name: n(4), who: n(5) }],
          },
        ] as const;
      }),
    );
    const ledger = new Map(
      targets.map((t) => [
        t.target,
        [...t.changes, ...t.blocked.map((b) => b.change)].map((c, i) =>
          rowOf(c, {
            firstSeen: at,
            lastSeen: at,
            ...(i % 4 === applied ? { applied: at, verified: at, ended: i % 3 === 0 ? ('verified' as const) : null } : {}),
          }),
        ),
      ]),
    );
    const hold = {
      id: n(6),
      envelope: n(4),
      do: 'deny' as const,
      identity: n(7),
      accounts: [],
      key: keyOf(targetState('wh', [n(8)]).approved[0]?.last ?? expect.fail()),
      by: n(9),
      because: n(10),
      at,
      until: at + 1,
    };
    return {
      report,
      kinds: someKinds,
      settings: stateOf('x').settings,
      states,
      ledger,
      runs: { before: {}, after: {} },
      holds: [hold, { ...hold, id: n(11), do: 'pause', key: null, identity: null }],
      unproven: [{ commit: n(8), why: n(9) }],
      places: Object.fromEntries(names.map((name) => [name, `${name}:3:1`])),
    };
  });

/** A title is plain text, in which GitHub looks for code, emoji and mentions. */
const beyondTitle = (title: string): string | null =>
  /[`@<>&]|:[a-z0-9_+-]+:|#\d/.test(title) || title.length > 256 ? title : hiddenIn(title);

describe('invariant 10: what is put on GitHub', () => {
  test('the comment on a pull request, and the one of a fork', () => {
    fc.assert(
      fc.property(someReport, nasty, fc.constantFrom(60_000, 3000, 700), (report, head, budget) => {
        const liveSince = Object.fromEntries(report.plan.targets.flatMap((t) => t.verdicts.map(([key], i) => [key, report.plan.at - i])));
        const taken = report.plan.targets.flatMap((t) => [...t.changes, ...t.blocked.map((b) => b.change)]);
        const byHand = Object.fromEntries(taken.map((c) => [c.key, { at: report.plan.at - 1, by: head }]));
        const { review, digest, compiler } = report.plan;
        const declared = {
          only: 'author' as const,
          head,
          review,
          digest,
          compiler,
          places: report.review?.places ?? {},
          roles: report.review?.roles ?? [],
          seats: report.review?.seats ?? [],
          notes: report.notes,
        };
        for (const { markdown } of [
          pullComment(report, someKinds, { head, liveSince, byHand }, budget),
          declaredComment(declared, someKinds, budget),
          ...(budget === 60_000 ? [elsewhereComment(head, digest), movedComment(head)] : []),
        ]) {
          expect(beyondReport(markdown)).toBeNull();
          expect(Buffer.byteLength(markdown)).toBeLessThanOrEqual(budget);
          expect(markdown).not.toContain(canary);
        }
      }),
      { numRuns: 100 },
    );
  });

  test('issues with their titles and comments, holds, records and the comment on what was merged', () => {
    fc.assert(
      fc.property(someTold, (told) => {
        const sources = told.report.plan.targets.flatMap((t) => t.changes.map((c) => c.because.source));
        const standings: readonly Standing[] = [
          { is: 'approved', by: sources },
          { is: 'blocked', why: sources[0] ?? '', wayOut: sources[1] ?? '' },
        ];
        const texts = [
          ...standings.flatMap((standing) => [...new Set(sources)].map((source) => applyComment(source, standing, told).markdown)),
          ...[...told.states.values()].flatMap((s) => s.accounts.map((a) => offboardingRecord(a.identity, told).markdown)),
        ];
        const identities = new Set(told.report.plan.targets.flatMap((t) => t.changes.flatMap((c) => c.identity ?? [])));
        const alone = [...identities].flatMap((identity) => aloneToShow(identity, told, []));
        for (const action of [...issuesToShow(told, []), ...alone]) {
          if (action.do === 'closeTwin') continue;
          expect(beyondTitle(action.title)).toBeNull();
          const [mark, ...body] = action.body.split('\n');
          expect(markIn(`${mark}\n`)).not.toBeNull();
          texts.push(body.join('\n'));
          for (const comment of action.comments) {
            const [told = '', ...said] = comment.split('\n');
            expect(toldIn(`${told}\n`)).not.toBeNull();
            texts.push(said.join('\n'));
          }
        }
        for (const text of texts) {
          expect(beyondReport(text)).toBeNull();
          expect(text.length).toBeLessThan(64_000);
          expect(text).not.toContain(canary);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('adopt pull requests, with their titles', () => {
    const did = fc.constantFrom('add', 'remove', 'replace');
    fc.assert(
      fc.property(someTold, nasty, did, fc.boolean(), fc.constantFrom(60_000, 3000), (told, name, does, isGivingBack, budget) => {
        const changes = told.report.plan.targets.flatMap((t) => [...t.changes, ...t.blocked.map((b) => b.change)]);
        const lines = changes.map((c, i) => ({ change: c, did: does, isGivingBack: isGivingBack && i % 2 === 0 }));
        for (const foreign of [null, { wrote: name, found: name }]) {
          const { title, markdown } = adoptPull({ file: name, identities: [name], lines, foreign }, told, budget);
          expect(beyondTitle(title)).toBeNull();
          expect(beyondReport(markdown)).toBeNull();
          expect(Buffer.byteLength(markdown)).toBeLessThanOrEqual(budget);
          expect(markdown).not.toContain(canary);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('a check: title, summary and annotations', () => {
    fc.assert(
      fc.property(someReport, findings, nasty, (report, found, message) => {
        const { title, summary, annotations } = checkOutput(
          pullComment(report, someKinds, { head: message, liveSince: {}, byHand: {} }),
          annotationsOf(found),
        );
        expect(hiddenIn(title)).toBeNull();
        expect(beyondReport(summary)).toBeNull();
        for (const a of annotations) expect(hiddenIn(a.title + a.message)).toBeNull();
        expect(beyondReport(refusedComment(found, message).markdown)).toBeNull();
        const failed = failedOutput(message).summary;
        expect(failed.match(/```/g)?.length).toBe(2);
        expect(hiddenIn(failed)).toBeNull();
      }),
    );
  });
});

describe('names of 100,000 characters', () => {
  const [one = '', two = ''] = endless;
  const report: RunReport = {
    plan: plan('detect', [
      target('vault.prod', {
        changes: [one, two].map((name) => change({ grant: `vault.prod/policy/${name}`, identity: name })),
        findings: [one, two].map((name) => ({ rule: 'unclaimed', severity: 'warning', subject: name, at: `${name}:1:1`, remedy: name })),
        verdicts: [one, two].map((name) => [keyOf({ ...change({ grant: 'vault.prod/policy/x' }).entry, name }), 'alreadyLive']),
      }),
    ]),
    notes: [one, two],
    exitCode: 2,
  };

  test('limits hold: a comment, a summary, code scanning', () => {
    const comment = planMarkdown(report, someKinds).markdown;
    expect(comment.length).toBeLessThanOrEqual(65_536);
    expect(Buffer.byteLength(planMarkdown(report, someKinds, summaryBudget).markdown)).toBeLessThan(1024 * 1024);
    expect(Buffer.byteLength(sarifText(report))).toBeLessThan(mostBytes);
    expect(beyondReport(comment)).toBeNull();
    for (const text of [planText(report, someKinds), findingsText(report.plan.targets[0]?.findings ?? [])]) {
      expect(beyondTerminal(text)).toBeNull();
      expect(text.length).toBeLessThan(65_536);
    }
  });

  test('of two that begin alike none hides the other', () => {
    for (const longest of [60, 120, 240, 600]) expect(shortened(one, longest)).not.toBe(shortened(two, longest));
    for (const text of [planText(report, someKinds), planMarkdown(report, someKinds).markdown]) {
      const marks = new Set([...text.matchAll(/…([0-9a-f]{16})/g)].map(([, mark]) => mark));
      expect(marks.size).toBeGreaterThanOrEqual(4);
      expect(text).toMatch(/2 entries|Already live \(2\)|2 already live/i);
    }
  });
});

describe('two names never look alike', () => {
  /** A letter or sign, and another that looks the same. */
  const twins: readonly (readonly [string, string])[] = [
    ['a', '\u0430'],
    ['o', '\u03bf'],
    ['e', '\u0435'],
    ['-', '\u2011'],
    ['-', '\u2013'],
    ['/', '\u2044'],
    ['.', '\u2024'],
    ['a', '\uff41'],
    ['\u00e9', 'e\u0301'],
    ['\u00c5', '\u212b'],
    ['k', '\u212a'],
    ['fi', '\ufb01'],
    ['', '\u200b'],
    ['', '\u00ad'],
    ['', '\u3164'],
    ['', '\ufe0f'],
    [' ', '\u00a0'],
  ];
  test.each(twins)('%j and %j', (plain, twin) => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z0-9]{1,8}$/), fc.stringMatching(/^[a-z0-9]{1,8}$/), (before, after) => {
        const [a, b] = [`${before}${plain}${after}`, `${before}${twin}${after}`];
        expect(fold(visible(a))).not.toBe(fold(visible(b)));
        expect(visible(b).normalize('NFC')).toBe(visible(b));
        expect(visible(a)).toBe(a);
      }),
    );
  });

  test('a whole word of another alphabet, and names of people who write in it', () => {
    expect(visible('\u0441\u043e\u0441\u043e')).toBe('\\u{441}\\u{43e}\\u{441}\\u{43e}');
    for (const name of ['почта-бот', 'ελληνικά', '日本-deployer', 'naïve-café', 'Ångström', 'größe'])
      expect(visible(name.normalize('NFC'))).toBe(name.normalize('NFC'));
  });
});

describe('what is sent', () => {
  /** What an encoder refuses is not sent. */
  const orRefused = (encode: () => string): string | null => {
    try {
      return encode();
    } catch (error) {
      expect(error).toBeInstanceOf(ConnectorError);
      return null;
    }
  };

  test('a SCIM filter compares one attribute with the one name: one JSON text (RFC 7644), and by a server’s own parser', () => {
    fc.assert(
      fc.property(nasty, (name) => {
        const value = orRefused(() => scimString(name));
        if (value === null) {
          expect(name.isWellFormed()).toBe(false);
          return;
        }
        expect(value).toMatch(/^"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-f]{4}))*"$/);
        expect(JSON.parse(value)).toBe(name);
        // scimmy takes no escapes, and ends a text at a line separator.
        if (value === `"${name}"` && /^[ -~]*$/.test(name))
          expect([...new SCIMMY.Types.Filter(`userName eq ${value}`)]).toEqual([{ userName: ['eq', name] }]);
      }),
    );
  });

  test('a path stays one segment of one URL', () => {
    fc.assert(
      fc.property(nasty, (name) => {
        const segment = orRefused(() => pathSegment(name));
        if (segment === null) return;
        const url = new URL(`https://crm.example/scim/Users/${segment}`);
        expect([url.origin, url.search, url.hash, url.pathname.split('/').length]).toEqual(['https://crm.example', '', '', 4]);
        expect(decodeURIComponent(url.pathname.split('/')[3] ?? '')).toBe(name);
      }),
    );
  });

  test('an identifier names the one object, by PostgreSQL itself', async () => {
    const server = await startPostgres({ version: 18 });
    await using _ = { [Symbol.asyncDispose]: () => server.close() };
    const names = [...attacks, ...attacks.map((name, i) => `${name}${attacks[(i * 7) % attacks.length] ?? ''}`)];
    for (const name of new Set(names)) {
      const identifier = orRefused(() => quoteIdentifier(name));
      // What is longer the server would cut: test/hostile/postgres-names.test.ts.
      if (identifier === null || Buffer.byteLength(name) > 63) continue;
      const [row = {}] = await server.sql(
        'postgres',
        `select 'one' as ${identifier}, ${pg.escapeLiteral(name)} as "the literal of it, too"`,
      );
      expect(Object.keys(row)).toEqual([name, 'the literal of it, too']);
      expect(row['the literal of it, too']).toBe(name);
    }
  });
});

describe('what is written for later', () => {
  test('state: each document reads back as it was, and a row of history is one line', () => {
    fc.assert(
      fc.property(nasty, nasty, (name, other) => {
        const entry = { ...change({ grant: 'vault.prod/policy/x' }).entry, name, account: other };
        const state = {
          ...targetState('wh', []),
          claim: name,
          spent: [other],
          heard: { [name]: 'active' as const },
          approved: targetState('wh', [name]).approved,
        };
        expect(readTarget('x', 'wh', writeTarget('x', 'wh', state))).toEqual(state);
        const rows = [{ ...ledgerRow('wh', name), label: other, key: keyOf(entry) }];
        expect(readLedger('x', writeLedger('x', rows))).toEqual(rows);
        const holds = [{ ...hold(name), because: other, identity: name }];
        expect(readHolds('x', writeHolds('x', holds))).toEqual(holds);
        const past = [{ ...historyRow('wh', 0), label: name, kind: other }];
        const [text = ''] = writeHistory('x', past).values();
        expect(text.split('\n').length).toBe(2);
        expect(readHistory('x', text)).toEqual(past);
      }),
      { numRuns: 300 },
    );
  });

  const FILE = `kind: Identity   # kept
name: x
type: ci
owner: data
directory: none
accounts: [wh/account/x]
access:
  - wh/role/a   # why it is there
`;
  const edits: readonly ((item: string) => Edit)[] = [
    (item) => ({ do: 'add', field: 'access', item }),
    (item) => ({ do: 'add', field: 'accounts', item }),
    (item) => ({ do: 'add', field: 'never', item }),
    (item) => ({ do: 'add', field: 'access', item: { grant: item, because: item, facts: { [item]: item } } }),
    (item) => ({ do: 'set', field: 'purpose', value: item }),
  ];
  test('YAML: an edit adds what was meant, by two parsers, and touches no other line', () => {
    fc.assert(
      fc.property(nasty, fc.constantFrom(...edits), (name, make) => {
        const edit = make(name);
        const edited = editIdentity(FILE, 'x', edit);
        if ('refused' in edited) {
          // What no policy may hold; all else can be written.
          expect(name).toMatch(/[\ufeff\ufffd]|^__proto__$/);
          return;
        }
        const before = yaml(FILE) as Record<string, readonly unknown[]>;
        const after =
          edit.do === 'add' ? { ...before, [edit.field]: [...(before[edit.field] ?? []), edit.item] } : { ...before, purpose: name };
        expect(yaml(edited.text)).toEqual(after);
        expect(jsYaml(edited.text)).toEqual(after);
        const kept = FILE.split('\n').filter((line) => !edited.text.split('\n').includes(line));
        expect(kept.length).toBeLessThanOrEqual(edit.do === 'add' && edit.field === 'accounts' ? 1 : 0);
      }),
    );
  });

  test('errors of the policy quote what they refuse, and it stays a quotation', () => {
    fc.assert(
      fc.property(nasty, nasty, (name, other) => {
        const text = canonicalJson({ kind: 'Team', name, [other]: other, github: name });
        const { problems } = compile(new Map([[`a/${name}.yaml`, text]]), sampleConnectors);
        expect(problems.length).toBeGreaterThan(0);
        expect(beyondTerminal(findingsText(problems))).toBeNull();
        for (const { subject, remedy, at } of problems) expect(hiddenIn(subject + remedy + (at ?? ''))).toBeNull();
      }),
    );
  });
});
