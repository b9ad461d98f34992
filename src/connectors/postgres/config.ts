/** The config of one cluster with its defaults, as the rest of this connector wants it. */
import { durationSeconds } from '../kit/duration.ts';

export interface Login {
  readonly secret: string;
  readonly user: string | null;
}

export interface Config {
  readonly host: string;
  readonly port: number;
  /** What secrets are bound to. */
  readonly origin: string;
  readonly databases: readonly [string, ...string[]];
  readonly read: Login;
  readonly write: Login | null;
  readonly tls: { readonly mode: 'verify-full' | 'verify-ca' | 'require' | 'disable'; readonly ca: string | null };
  readonly connectMs: number;
  readonly statementMs: number;
  readonly lockMs: number;
  readonly pageSize: number;
  readonly settlesInSeconds: number;
}

interface Written {
  readonly url: string;
  readonly databases: readonly [string, ...string[]];
  readonly auth: { readonly read: WrittenLogin; readonly write?: WrittenLogin };
  readonly tls?: { readonly mode?: Config['tls']['mode']; readonly ca?: { readonly secret: string } };
  readonly connectTimeout?: string;
  readonly statementTimeout?: string;
  readonly lockTimeout?: string;
  readonly pageSize?: number;
  readonly settles?: string;
}
interface WrittenLogin {
  readonly secret: string;
  readonly user?: string;
}

const login = (written: WrittenLogin): Login => ({ secret: written.secret, user: written.user ?? null });

/** `config` has passed config.schema.json. */
export function configOf(config: unknown): Config {
  const written = config as Written;
  // The URL parser keeps an IPv6 address in its brackets, which a socket does not want.
  const url = new URL(written.url);
  const port = url.port === '' ? 5432 : Number(url.port);
  const host = url.hostname.toLowerCase();
  return {
    host: host.replace(/^\[|\]$/g, ''),
    port,
    origin: `postgres://${host}:${port}`,
    databases: written.databases,
    read: login(written.auth.read),
    write: written.auth.write === undefined ? null : login(written.auth.write),
    tls: { mode: written.tls?.mode ?? 'verify-full', ca: written.tls?.ca?.secret ?? null },
    connectMs: durationSeconds(written.connectTimeout ?? '10s') * 1000,
    statementMs: durationSeconds(written.statementTimeout ?? '60s') * 1000,
    lockMs: durationSeconds(written.lockTimeout ?? '5s') * 1000,
    pageSize: written.pageSize ?? 2000,
    settlesInSeconds: durationSeconds(written.settles ?? '0s'),
  };
}
