/** What an answer of the server means for a run: SQLSTATE → error code, meaning, remedy (docs/current/errcodes-appendix). */
import type { ConnectorErrorCode } from '../../model/entitlement.ts';

export interface Meaning {
  readonly code: ConnectorErrorCode;
  readonly means: string;
  readonly remedy: string;
}

const LOGIN: Meaning = {
  code: 'unauthenticated',
  means: 'the server does not let us log in with this user and password',
  remedy: 'Check the secret, VALID UNTIL of that role, and pg_hba.conf.',
};
const RIGHT: Meaning = {
  code: 'forbidden',
  means: 'the role that we log in as lacks a right for it, or somebody else granted what is to be taken',
  remedy: 'See docs/connectors/postgres.md, Rights: who granted it decides who can take it.',
};
const BUSY: Meaning = {
  code: 'unavailable',
  means: 'the server has no room for us',
  remedy: 'Raise max_connections or free memory or disk, then run again.',
};
const DOWN: Meaning = {
  code: 'unavailable',
  means: 'the server is starting, stopping or not reachable',
  remedy: 'Run again when it is up.',
};
const SLOW: Meaning = {
  code: 'unavailable',
  means: 'it took longer than the time-out',
  remedy: 'Run again, or raise statementTimeout in the config.',
};
const LOCKED: Meaning = { code: 'conflict', means: 'somebody else is changing the same thing', remedy: 'The next round tries again.' };
const DEPENDS: Meaning = {
  code: 'conflict',
  means: 'others hold rights that were passed on from this one, and nothing is taken by cascade',
  remedy: 'Take theirs first: declare them under never, or revoke them by hand; then run again.',
};
const GONE: Meaning = {
  code: 'conflict',
  means: 'what was to be changed is not there any more, or came to be meanwhile',
  remedy: 'The next round reads again.',
};
const CANNOT: Meaning = {
  code: 'unsupported',
  means: 'the server has no such thing, or not in this version',
  remedy: 'Take the line out, or write it otherwise.',
};
const STANDBY: Meaning = {
  code: 'unavailable',
  means: 'this server takes no writes; it is a standby, or set to read only',
  remedy: 'Let url name the primary.',
};
const ODD: Meaning = {
  code: 'badResponse',
  means: 'this connector does not expect that answer',
  remedy: 'Run again; if it stays, look into the server log and report it.',
};

const EXACT: Readonly<Record<string, Meaning>> = {
  '0LP01': CANNOT, // invalid_grant_operation: a circle of memberships, a grant option for everybody
  '0P000': CANNOT,
  '22023': CANNOT,
  '25006': STANDBY,
  '25P03': SLOW,
  '2BP01': DEPENDS,
  '3D000': { code: 'unavailable', means: 'there is no such database', remedy: 'Take it out of databases in the config, or create it.' },
  '3F000': GONE,
  '42501': RIGHT,
  '42601': CANNOT,
  '42704': GONE,
  '42710': GONE,
  '42883': GONE,
  '42P01': GONE,
  '42703': GONE,
  '42939': CANNOT, // reserved_name
  // Also what a database says that allows no connections.
  '55000': {
    code: 'unavailable',
    means: 'the database takes no connections, or is not in a state for this',
    remedy: 'Take it out of databases in the config, or allow connections to it; then run again.',
  },
  '55006': LOCKED,
  '55P03': LOCKED,
  '57014': SLOW,
  '57P01': {
    code: 'unavailable',
    means: 'an administrator ended our session, or the server is going down',
    remedy: 'Run again when it is up; if it was ended on purpose, ask who did it first.',
  },
};
const CLASSES: Readonly<Record<string, Meaning>> = {
  '08': DOWN,
  '0A': CANNOT,
  '28': LOGIN,
  '40': LOCKED,
  '53': BUSY,
  '57': DOWN,
  '58': DOWN,
};

export function meaningOf(sqlstate: string, routine: string | undefined): Meaning {
  // Two GRANTs on one object at once end in "tuple concurrently updated", which has no code of its own.
  if (sqlstate === 'XX000' && routine?.startsWith('simple_heap_') === true) return LOCKED;
  return EXACT[sqlstate] ?? CLASSES[sqlstate.slice(0, 2)] ?? ODD;
}

/** Of an error without SQLSTATE: the network, TLS, or the end of the connection. */
export function meaningOfNetwork(nodeCode: string | undefined): Meaning {
  if (nodeCode !== undefined && /^(CERT_|DEPTH_|ERR_TLS|ERR_SSL|SELF_SIGNED|UNABLE_TO_)/.test(nodeCode)) {
    return {
      code: 'unavailable',
      means: 'the certificate of the server is not trusted, or names another host',
      remedy: 'Set tls.ca in the config, or let url name the host that the certificate names.',
    };
  }
  return {
    code: 'unavailable',
    means: 'the server could not be reached, or the connection broke',
    remedy: 'Check url, tls and the network, then run again.',
  };
}
