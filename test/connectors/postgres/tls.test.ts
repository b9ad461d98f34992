import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { collect } from '../../../src/connectors/kit/collect.ts';
import { connect } from '../../../src/connectors/postgres/connect.ts';
import { SECRETS, TARGET, onEachVersion, portsWith } from './cluster.ts';
import type { Certificate } from '../../servers/postgres-server.ts';

/** A certificate of its own authority, made for one test run; null without openssl. */
function selfSigned(names: string): Certificate | null {
  const folder = mkdtempSync(path.join(tmpdir(), 'nhi-tls-'));
  const file = (name: string) => path.join(folder, name);
  try {
    execFileSync(
      'openssl',
      [
        'req',
        '-x509',
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:prime256v1',
        '-nodes',
        '-days',
        '2',
        '-subj',
        '/CN=test',
        '-addext',
        `subjectAltName=${names}`,
        '-keyout',
        file('key'),
        '-out',
        file('crt'),
      ],
      { stdio: 'ignore' },
    );
    return { certificate: readFileSync(file('crt'), 'utf8'), key: readFileSync(file('key'), 'utf8') };
  } catch {
    return null;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const [own, foreign] = [selfSigned('IP:127.0.0.1'), selfSigned('DNS:elsewhere.example.com')];

if (own === null)
  describe('TLS', () => {
    test('skipped: openssl not found', () => {
      expect(process.env['CI'], 'CI must have openssl').not.toBe('true');
    });
  });

if (own !== null && foreign !== null)
  describe('TLS', () => {
    for (const [named, certificate] of [
      ['a certificate that names the host', own],
      ['a certificate of another host', foreign],
    ] as const) {
      describe(`with ${named}`, () => {
        onEachVersion({ tls: certificate ?? { certificate: '', key: '' } }, (cluster) => {
          const error = async (tls: object, ca = certificate?.certificate ?? '') => {
            const ports = portsWith({ secret: (name) => Promise.resolve(name === 'NHI_CA' ? ca : (SECRETS[name] ?? '')) });
            await using reader = connect.reader(TARGET, cluster.config({ tls }), ports);
            return (await collect(reader, { target: TARGET, now: () => 0 })).error;
          };
          const ca = { secret: 'NHI_CA' };

          test('verify-full wants the authority and the name', async () => {
            expect(await error({})).toMatchObject({ code: 'unavailable', message: expect.stringContaining('not trusted') as string });
            expect(await error({ ca }, (certificate === own ? foreign : own)?.certificate)).toMatchObject({ code: 'unavailable' });
            const right = await error({ mode: 'verify-full', ca });
            expect(right?.message ?? null).toEqual(
              certificate === own ? null : (expect.stringContaining('ERR_TLS_CERT_ALTNAME_INVALID') as string),
            );
          });

          test('verify-ca wants the authority alone, require neither', async () => {
            expect(await error({ mode: 'verify-ca' })).toMatchObject({ code: 'unavailable' });
            expect(await error({ mode: 'verify-ca', ca })).toBeNull();
            expect(await error({ mode: 'require' })).toBeNull();
          });
        });
      });
    }
  });
