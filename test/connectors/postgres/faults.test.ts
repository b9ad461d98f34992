import { createServer, connect as dial } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import { collect } from '../../../src/connectors/kit/collect.ts';
import { ConnectorError } from '../../../src/connectors/kit/errors.ts';
import { connect } from '../../../src/connectors/postgres/connect.ts';
import type { Entitlement } from '../../../src/model/entitlement.ts';
import { READER, READ_PASSWORD, SECRETS, TARGET, WRITER, changeOf, onEachVersion, portsWith } from './cluster.ts';

const text = (part: string) => expect.stringContaining(part) as string;
const entry = (account: string, kind: string, name: string): Entitlement => ({
  target: TARGET,
  account,
  kind,
  name,
  facets: {},
  facts: {},
});

/** A server of our own on loopback; what `on` does not do is never answered. */
async function listening(on: (socket: Socket) => void): Promise<{ readonly url: string; close(): void }> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    on(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `postgres://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

onEachVersion({}, (cluster, version) => {
  const failure = async (more: object, ports = portsWith()) => {
    await using reader = connect.reader(TARGET, cluster.config(more), ports);
    const live = await collect(reader, { target: TARGET, now: () => 0 });
    expect(live.proofs).toEqual({});
    return live.error;
  };
  const written = async (change: ReturnType<typeof changeOf>, more: object) => {
    await using writer = connect.writer(TARGET, cluster.config(more), portsWith());
    return await writer.apply([change]);
  };

  describe('logging in', () => {
    test('with a wrong password is unauthenticated, and says no secret', async () => {
      const wrong = { auth: { read: { secret: 'NHI_WRONG', user: READER }, write: { secret: 'NHI_WRONG', user: WRITER } } };
      const error = await failure(wrong);
      expect(error).toMatchObject({ code: 'unauthenticated', message: text('28P01') });
      expect(JSON.stringify(error)).not.toContain('canary');
      await expect(written(changeOf('grant', entry('1', 'attribute', 'createdb')), wrong)).rejects.toMatchObject({
        code: 'unauthenticated',
      });
    });

    test('takes user:password where the config names no user', async () => {
      const ports = portsWith({ secret: () => Promise.resolve(`${READER}:${READ_PASSWORD}`) });
      await using reader = connect.reader(TARGET, cluster.config({ auth: { read: { secret: 'NHI_ANY' } } }), ports);
      expect((await collect(reader, { target: TARGET, now: () => 0 })).error).toBeNull();
    });

    test('without user in config or secret is told so', async () => {
      expect(await failure({ auth: { read: { secret: 'NHI_WRONG' } } })).toMatchObject({
        code: 'unauthenticated',
        message: text('user:password'),
      });
    });

    test('asks for the secret by the origin, and takes a refusal as it is', async () => {
      const asked: string[][] = [];
      const ports = portsWith({
        secret: (name, origin) => {
          asked.push([name, origin]);
          return Promise.reject(new ConnectorError('forbidden', `${TARGET}: not bound`));
        },
      });
      expect(await failure({}, ports)).toMatchObject({ code: 'forbidden' });
      expect(asked).toContainEqual(['NHI_READ', cluster.server.url]);
    });

    test('to nothing, to a server without TLS, and to one that never answers, is unavailable', async () => {
      expect(await failure({ url: 'postgres://127.0.0.1:1' })).toMatchObject({ code: 'unavailable', message: text('ECONNREFUSED') });
      for (const mode of ['verify-full', 'require']) expect(await failure({ tls: { mode } })).toMatchObject({ code: 'unavailable' });
      const silent = await listening(() => undefined);
      expect(await failure({ url: silent.url, connectTimeout: '1s', databases: ['app'] })).toMatchObject({ code: 'unavailable' });
      silent.close();
    });

    test('where the password would go in the clear to who knows whom, sends nothing', async () => {
      let heard = '';
      const thief = await listening((socket) => {
        socket.on('data', (data) => (heard += data.toString('latin1')));
        socket.write(Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 3])); // AuthenticationCleartextPassword
      });
      expect(await failure({ url: thief.url })).toMatchObject({ code: 'unauthenticated', message: text('in the clear') });
      expect(heard).toContain('nhi-reconcile');
      expect(heard).not.toContain('canary');
      thief.close();
    });

    test('to what speaks another language is an error, not an empty cluster', async () => {
      const web = await listening((socket) => socket.end('HTTP/1.1 200 OK\r\n\r\n'));
      expect(await failure({ url: web.url, connectTimeout: '1s' })).not.toBeNull();
      web.close();
    });

    test('to an address inside, or blindly, needs an origin that is named outside the policy', async () => {
      const asked: string[] = [];
      const ports = portsWith({
        originNamed: () => false,
        secret: (name) => {
          asked.push(name);
          return Promise.resolve('');
        },
      });
      expect(await failure({ tls: {} }, ports)).toMatchObject({ code: 'forbidden', message: text('loopback') });
      for (const mode of ['disable', 'require'])
        expect(await failure({ url: 'postgres://db.example.com', tls: { mode } }, ports)).toMatchObject({
          code: 'forbidden',
          message: text('NHI_ORIGINS'),
        });
      expect(asked).toEqual([]);
    });

    test('after the run was stopped is not tried', async () => {
      const stop = new AbortController();
      stop.abort();
      expect(await failure({}, portsWith({ signal: stop.signal }))).toMatchObject({ code: 'unavailable', message: text('stopped') });
    });
  });

  test('a read that is stopped on its way proves nothing', async () => {
    const stop = new AbortController();
    await using reader = connect.reader(TARGET, cluster.config({ pageSize: 1 }), portsWith({ signal: stop.signal }));
    const pages = reader.read();
    await pages.next();
    stop.abort();
    await expect(
      (async () => {
        while ((await pages.next()).done !== true);
      })(),
    ).rejects.toMatchObject({ code: 'unavailable', message: text('stopped') });
  });

  test('a consumer that leaves early leaves no session behind', async () => {
    await using reader = connect.reader(TARGET, cluster.config({ pageSize: 1 }), portsWith());
    for await (const page of reader.read()) if (page.refs.length > 0) break;
    const left = async () =>
      (await cluster.sql(`select count(*)::int as n from pg_stat_activity where application_name = 'nhi-reconcile'`))[0]?.['n'];
    for (let tries = 0; tries < 50 && (await left()) !== 0; tries += 1) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await left()).toBe(0);
  });

  test('a statement over its time-out is unavailable, one that waits for a lock a conflict', async () => {
    await cluster.sql('create role waits; create role waits_for');
    const change = changeOf('grant', entry(await cluster.oid('waits'), 'role', await cluster.oid('waits_for')));
    const blocker = await cluster.server.session('app', cluster.server.superuser.user, cluster.server.superuser.password);
    try {
      await blocker.query('begin; lock table pg_catalog.pg_auth_members in share mode');
      await expect(written(change, { lockTimeout: '1s' })).rejects.toMatchObject({ code: 'conflict', message: text('55P03') });
      await expect(written(change, { statementTimeout: '1s', lockTimeout: '9s' })).rejects.toMatchObject({
        code: 'unavailable',
        message: text('57014'),
      });
    } finally {
      await blocker.end();
    }
    await expect(written(change, {})).resolves.toMatchObject([{ outcome: 'changed' }]);
  });

  test('a second run that is writing is a conflict', async () => {
    await cluster.sql('create role twice');
    const other = await cluster.server.session('app', cluster.server.superuser.user, cluster.server.superuser.password);
    await other.query('select pg_advisory_lock(7235689, 1919247215)');
    const change = changeOf('grant', entry(await cluster.oid('twice'), 'attribute', 'createdb'));
    await expect(written(change, {})).rejects.toMatchObject({ code: 'conflict', message: text('another run') });
    await other.end();
    await expect(written(change, {})).resolves.toMatchObject([{ outcome: 'changed' }]);
  });

  test('an answer lost on its way says that it may have been carried out, and is not done twice', async () => {
    await cluster.sql('create role lost_answer');
    const change = changeOf('grant', entry(await cluster.oid('lost_answer'), 'attribute', 'createdb'));
    const cutting = await listening((socket) => {
      const upstream = dial(cluster.server.port, '127.0.0.1');
      upstream.on('error', () => undefined);
      let cut = false;
      socket.on('data', (data) => {
        cut ||= data.includes('commit\0');
        upstream.write(data);
      });
      upstream.on('data', (data) => (cut ? socket.destroy() : socket.write(data)));
      socket.on('close', () => upstream.end());
    });
    const error: unknown = await written(change, { url: cutting.url }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'unavailable', message: text('may have been carried out') });
    cutting.close();
    await expect(written(change, {})).resolves.toMatchObject([{ outcome: 'unchanged' }]);
  });

  test('a writer goes on after its session was ended', async () => {
    await cluster.sql('create role goes_on');
    const account = await cluster.oid('goes_on');
    await using writer = connect.writer(TARGET, cluster.config(), portsWith());
    await writer.apply([changeOf('grant', entry(account, 'attribute', 'createdb'))]);
    await cluster.sql(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'nhi-reconcile'`);
    const next = changeOf('grant', entry(account, 'attribute', 'createrole'));
    await expect(writer.apply([next])).rejects.toMatchObject({ code: 'unavailable' });
    await expect(writer.apply([next])).resolves.toMatchObject([{ outcome: 'changed' }]);
  });

  test('a config without a writer writes nothing', async () => {
    await expect(
      written(changeOf('grant', entry('1', 'attribute', 'createdb')), { auth: { read: { secret: 'NHI_READ' } } }),
    ).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('an account that is no id is refused', async () => {
    await expect(written(changeOf('grant', entry(`1; drop role x`, 'attribute', 'createdb')), {})).rejects.toMatchObject({
      code: 'unsupported',
    });
  });

  test('no message names what is in the cluster, and none has a secret', async () => {
    await cluster.sql('create role "canary-name"; create role held_by');
    const [account, role] = [await cluster.oid('canary-name'), await cluster.oid('held_by')];
    const asWriter = { auth: { read: { secret: 'NHI_READ' }, write: { secret: 'NHI_WRITE' } } };
    for (const change of [
      changeOf('grant', entry(account, 'attribute', 'superuser')),
      changeOf('grant', entry(account, 'privilege', 'table:app.public."canary-table":SELECT')),
      changeOf('adjust', entry(account, 'role', role)),
    ]) {
      const error = (await written(change, asWriter).catch((thrown: unknown) => thrown)) as ConnectorError;
      expect(error).toBeInstanceOf(ConnectorError);
      expect(error.message).toMatch(/^postgres\.main: .*;.*\. [A-Z].*\.$/);
      expect(`${error.message}${error.stack ?? ''}${JSON.stringify(error)}`).not.toMatch(/canary/);
      expect(error.cause).toBeUndefined();
    }
    expect(Object.values(SECRETS).length).toBeGreaterThan(0);
  });

  describe('the claim', () => {
    const auth = { read: { secret: 'NHI_READ', user: READER }, write: { secret: 'NHI_SUPER', user: 'postgres' } };
    const claim = (owner: string, write: boolean, more: object = { auth }) =>
      connect.claim?.(TARGET, cluster.config(more), portsWith(), owner, write);

    test('is made once, seen by readers, and refuses another repository', async () => {
      expect(await claim('corp/policies', false)).toBe('none');
      expect(await claim('corp/policies', true)).toBe('ours');
      expect(await claim('corp/policies', true)).toBe('ours');
      expect(await claim('corp/policies', false)).toBe('ours');
      expect(await claim(`other/o'policies`, false)).toBe('foreign');
      expect(await claim(`other/o'policies`, true)).toBe('foreign');
      const [row] = await cluster.sql(`select shobj_description(oid, 'pg_authid') as mark from pg_roles where rolname = 'postgres'`);
      expect(row?.['mark']).toBe('nhi-reconcile: corp/policies');
    });

    test('leaves a comment that is not ours alone', async () => {
      await cluster.sql(`comment on role ${READER} is 'the reader'; comment on role postgres is null`);
      expect(await claim('corp/policies', true)).toBe('ours');
      const [row] = await cluster.sql(`select shobj_description(oid, 'pg_authid') as mark from pg_roles where rolname = '${READER}'`);
      expect(row?.['mark']).toBe('the reader');
    });

    test('that the server does not let us make is none', async () => {
      const asWriter = { auth: { read: { secret: 'NHI_READ', user: READER }, write: { secret: 'NHI_WRITE_PASSWORD', user: WRITER } } };
      // From 16 on CREATEROLE reaches only roles with the admin option, which a role never has on itself.
      expect(await claim('corp/policies', true, asWriter)).toBe(version === 15 ? 'ours' : 'none');
    });
  });
});
