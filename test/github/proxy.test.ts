/** Behind a proxy the Action asks GitHub through it, as the environment of the runner says. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';

const main = path.join(import.meta.dirname, '../../src/main.ts');

async function listening(answer: RequestListener) {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, port: (server.address() as AddressInfo).port };
}

it.each([
  ['through it', {}, ['api.corp.test:80']],
  ['not where NO_PROXY names the host', { NO_PROXY: 'api.corp.test' }, []],
])(
  '%s',
  async (_, more, expected) => {
    const asked: string[] = [];
    const github = await listening((_request, response) => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ private: false, visibility: 'public' }));
    });
    const proxy = await listening((_request, response) => response.writeHead(405).end());
    proxy.server.on('connect', (request, socket) => {
      asked.push(request.url ?? '');
      const there = connect(github.port, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        there.pipe(socket).pipe(there);
      });
    });
    const temp = mkdtempSync(path.join(tmpdir(), 'nhi-proxy-'));
    const child = spawn(process.execPath, [main], {
      cwd: temp,
      env: {
        PATH: process.env['PATH'],
        GITHUB_ACTIONS: 'true',
        GITHUB_API_URL: 'http://api.corp.test',
        GITHUB_REPOSITORY: 'corp/policy',
        GITHUB_WORKSPACE: temp,
        RUNNER_TEMP: temp,
        INPUT_COMMAND: 'detect',
        INPUT_STATE: '.nhi-state',
        http_proxy: `http://127.0.0.1:${proxy.port}`,
        ...more,
      },
    });
    const told: string[] = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => void told.push(String(chunk)));
    await new Promise((resolve) => child.on('close', resolve));
    for (const { server } of [github, proxy]) server.close();
    rmSync(temp, { recursive: true });
    expect(asked).toEqual(expected);
    expect(told.join('')).toMatch(
      expected.length > 0 ? /this repository is public/ : /it could not be read whether this repository is private/,
    );
  },
  30_000,
);
