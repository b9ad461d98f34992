/** What a scim target's config says, and what holds where it says nothing. */
import type { Auth } from '../kit/auth.ts';
import { durationSeconds } from '../kit/duration.ts';
import type { HttpLimits } from '../kit/http.ts';
import type { PagingLimits } from '../kit/paging.ts';
import { type Profile, type Quirks, quirksOf } from './quirks.ts';

type Patterns = Readonly<Record<string, readonly string[]>>;

/** The shape that config.schema.json accepts. */
export interface ScimConfig {
  readonly url: string;
  readonly profile?: Profile;
  readonly resourceTypes?: readonly (
    | string
    | { readonly name: string; readonly endpoint?: string; readonly schema?: string; readonly nameAttribute?: string }
  )[];
  readonly nameAttribute?: string;
  readonly without?: readonly ('group' | 'role' | 'entitlement')[];
  readonly auth: Auth;
  readonly settles?: string;
  readonly pageSize?: number;
  readonly timeouts?: { readonly answer?: string; readonly whole?: string; readonly wait?: string };
  readonly limits?: {
    readonly attempts?: number;
    readonly requests?: number;
    readonly pages?: number;
    readonly answerBytes?: number;
    readonly readBytes?: number;
  };
  readonly quirks?: Partial<Quirks>;
  readonly administrator?: Patterns;
  readonly privileged?: Patterns;
  readonly vendor?: Patterns;
}

/** `endpoint` null: to be asked of the server. `schema` null: the same, where an account is created. */
export interface AccountType {
  readonly kind: string;
  readonly name: string;
  readonly endpoint: string | null;
  readonly schema: string | null;
  readonly nameAttribute: string;
}

export interface Settings {
  readonly types: readonly AccountType[];
  readonly quirks: Quirks;
  readonly pageSize: number;
  readonly settlesInSeconds: number;
  readonly has: (kind: string) => boolean;
  readonly http: Partial<HttpLimits>;
  readonly paging: Partial<PagingLimits>;
}

const DEFAULT_SETTLES_SECONDS = 60;
/** The one type that RFC 7643 defines and that is an account: any other is the server's or the config's to define. */
const USER = { endpoint: '/Users', schema: 'urn:ietf:params:scim:schemas:core:2.0:User' };

export function settingsOf(config: ScimConfig): Settings {
  const quirks = quirksOf(config.profile ?? 'generic', config.quirks);
  const types = (config.resourceTypes ?? ['User']).map((written): AccountType => {
    const type = typeof written === 'string' ? { name: written } : written;
    const known = type.name === 'User' ? USER : { endpoint: null, schema: null };
    return {
      kind: type.name.charAt(0).toLowerCase() + type.name.slice(1),
      name: type.name,
      endpoint: type.endpoint ?? known.endpoint,
      schema: type.schema ?? known.schema,
      nameAttribute: type.nameAttribute ?? config.nameAttribute ?? 'userName',
    };
  });
  const without = new Set<string>(config.without ?? []);
  return {
    types: types.filter((type, at) => types.findIndex((other) => other.kind === type.kind) === at),
    quirks,
    pageSize: config.pageSize ?? quirks.pageSize,
    settlesInSeconds: config.settles === undefined ? DEFAULT_SETTLES_SECONDS : durationSeconds(config.settles),
    has: (kind) => !without.has(kind),
    http: defined({
      answerMs: milliseconds(config.timeouts?.answer),
      wholeMs: milliseconds(config.timeouts?.whole),
      longestWaitMs: milliseconds(config.timeouts?.wait),
      attempts: config.limits?.attempts,
      requests: config.limits?.requests,
      bodyBytes: config.limits?.answerBytes,
      sessionBytes: config.limits?.readBytes,
    }),
    paging: defined({ pages: config.limits?.pages }),
  };
}

const milliseconds = (text: string | undefined): number | undefined => (text === undefined ? undefined : durationSeconds(text) * 1000);

const defined = (numbers: Readonly<Record<string, number | undefined>>): Readonly<Record<string, number>> =>
  Object.fromEntries(Object.entries(numbers).filter((pair): pair is [string, number] => pair[1] !== undefined));
