/** The watchdog's script, run as the runner runs it, against the addresses of GitHub that it asks. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { textOf } from './tree.ts';

const { jobs } = parse(textOf('examples/watchdog.yml')) as {
  readonly jobs: {
    readonly watch: { readonly steps: readonly { readonly run?: string; readonly env?: Readonly<Record<string, unknown>> }[] };
  };
};
const step = jobs.watch.steps.find(({ run }) => run !== undefined);

interface Asked {
  readonly method: string;
  readonly url: string;
  readonly token: string;
  readonly body: unknown;
}

/** Of a run what the script looks at, in GitHub's words: https://docs.github.com/rest/actions/workflow-runs */
const run = (minutesAgo: number, more: object = {}): object => ({
  id: 30433642,
  name: 'nhi-detect',
  head_branch: 'main',
  event: 'schedule',
  status: 'completed',
  conclusion: 'success',
  run_started_at: new Date(Date.now() - minutesAgo * 60_000).toISOString(),
  head_repository: { id: 1296269, full_name: 'corp/policies' },
  ...more,
});

/** `runs` null: the policy repository cannot be read. */
async function watched(runs: readonly object[] | null, issues: readonly object[] = []) {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString();
      const { method = '', url = '', headers } = request;
      asked.push({ method, url, token: headers.authorization ?? '', body: text === '' ? null : (JSON.parse(text) as unknown) });
      const answer = url.includes('/actions/') ? (runs === null ? null : { total_count: runs.length, workflow_runs: runs }) : issues;
      response.writeHead(answer === null ? 404 : 200, { 'content-type': 'application/json' }).end(JSON.stringify(answer ?? {}));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const folder = mkdtempSync(path.join(tmpdir(), 'nhi-watchdog-'));
  try {
    const script = path.join(folder, 'script');
    writeFileSync(script, step?.run ?? '');
    const env = {
      ...Object.fromEntries(Object.entries(step?.env ?? {}).map(([name, value]) => [name, String(value)])),
      GITHUB_API_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      GITHUB_REPOSITORY: 'corp/watch',
      POLICY_REPO: 'corp/policies',
      POLICY_TOKEN: 'policyToken',
      OWN_TOKEN: 'ownToken',
    };
    const child = spawn(process.execPath, [script], { env });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const [code] = (await once(child, 'close')) as [number];
    return { code, said, asked, made: asked.filter(({ method }) => method === 'POST') };
  } finally {
    server.close();
    rmSync(folder, { recursive: true });
  }
}

describe('T25: no good run for longer than maxSilence', () => {
  test('a good run in time: it says nothing, and looks only at the default branch with the token for it', async () => {
    const { code, said, asked } = await watched([run(90), run(4000)]);
    expect([code, said]).toEqual([0, 'The last good run began 90 minutes ago.\n']);
    expect(asked.map(({ url, token }) => [url, token])).toEqual([
      ['/repos/corp/policies/actions/workflows/nhi-detect.yml/runs?branch=main&status=success&per_page=100', 'Bearer policyToken'],
    ]);
  });

  test('the last one is too old: the job is red, and one issue says so', async () => {
    const { code, said, made } = await watched([run(121)]);
    expect(code).toBe(1);
    expect(said).toContain('::error::no good run of nhi-detect within 120 minutes');
    expect(made).toEqual([
      {
        method: 'POST',
        url: '/repos/corp/watch/issues',
        token: 'Bearer ownToken',
        body: {
          title: 'nhi: nobody is watching corp/policies',
          body: expect.stringContaining('drift there is not noticed now') as string,
          labels: ['nhi-silence'],
        },
      },
    ]);
  });

  test('an issue that is open already is not opened again; the job stays red', async () => {
    const open = { number: 1, title: 'nhi: nobody is watching corp/policies', state: 'open' };
    const { code, made } = await watched([run(500)], [open]);
    expect([code, made]).toEqual([1, []]);
    expect((await watched([run(500)], [{ ...open, title: 'something else' }])).made).toHaveLength(1);
  });

  test.each([
    ['there is none', []],
    ['the runs cannot be read', null],
    ['it failed', [run(1, { conclusion: 'failure' })]],
    ["a pull request's branch has the name", [run(1, { event: 'pull_request', head_branch: 'main' })]],
    ["it is a fork's", [run(1, { head_repository: { id: 2, full_name: 'mallory/policies' } })]],
    ['its repository is gone', [run(1, { head_repository: null })]],
    ['it is of another branch', [run(1, { head_branch: 'mine' })]],
  ])('%s: it speaks', async (_, runs) => {
    const { code, made } = await watched(runs);
    expect([code, made.length]).toEqual([1, 1]);
  });
});
