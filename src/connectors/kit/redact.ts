/** Which texts may leave a connector: any, once every known secret is taken out, in whatever form a server echoes it. */
import type { Page, Ports } from './contract.ts';
import { ConnectorError } from './errors.ts';

const MARK = '[secret]';
/** Below this an encoded form is a fragment of ordinary words. */
const SHORTEST_ENCODED = 6;

/** A shorter secret is also a piece of honest names. */
const SHORTEST_HELD = 8;

export interface Redactor {
  readonly add: (secret: string) => void;
  readonly clean: (text: string) => string;
  /** Is a secret in it, in any form? */
  readonly holds: (text: string) => boolean;
}

export function redactor(): Redactor {
  let forms: string[] = [];
  return {
    add(secret) {
      const all = new Set([...forms, ...formsOf(secret)]);
      // Longest first: a form that holds another must not leave its rest behind.
      forms = [...all].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
    },
    clean: (text) => forms.reduce((cleaned, form) => cleaned.replaceAll(form, MARK), text),
    holds: (text) => forms.some((form) => form.length >= SHORTEST_HELD && text.includes(form)),
  };
}

/**
 * Names are shown, and kept in the state: a target that answers with the secret it was given would have us publish it.
 * Pages are looked at as read, since JSON has many spellings of a text.
 */
export function demandNoSecret(target: string, page: Page, holds: Redactor['holds']): Page {
  if (!holds(JSON.stringify(page))) return page;
  throw new ConnectorError(
    'badResponse',
    `${target}: the target gave back a secret of ours as a name or a value; that can mean that somebody wants it to be seen where this is reported, so nothing of it is believed. Renew the secret, and ask who runs this address.`,
  );
}

/** Ports whose secrets are remembered, and what takes them out of a text. */
export function rememberingSecrets(ports: Ports): {
  readonly ports: Ports;
  readonly clean: (text: string) => string;
  readonly add: (secret: string) => void;
} {
  const known = redactor();
  const secret: Ports['secret'] = async (name, origin) => {
    const value = await ports.secret(name, origin);
    known.add(value);
    return value;
  };
  return { ports: { ...ports, secret }, clean: known.clean, add: known.add };
}

/**
 * What a connector may throw: a ConnectorError without secrets and without cause, whose message names the target. Any
 * other error is a fault of ours or a surprise of a library: its text may hold anything, so it stays here.
 */
export function outgoing(target: string, error: unknown, clean: (text: string) => string): ConnectorError {
  if (!(error instanceof ConnectorError)) {
    return new ConnectorError(
      'badResponse',
      `${target}: the connector met an answer that it does not understand, so nothing can be said about this target. Run it again; if it stays, report it with the connector's name and version.`,
    );
  }
  const message = clean(error.message);
  const more = error.retryAfterSeconds === null ? {} : { retryAfterSeconds: error.retryAfterSeconds };
  return new ConnectorError(error.code, message.startsWith(`${target}: `) ? message : `${target}: ${message}`, more);
}

function formsOf(secret: string): string[] {
  if (secret === '') return [];
  const parts = [secret, secret.trim(), ...secret.split(/\r?\n/).filter((line) => line.length >= 16)];
  return parts.filter((part) => part !== '').flatMap((part) => [part, ...encodedForms(part)]);
}

function encodedForms(secret: string): string[] {
  const bytes = Buffer.from(secret, 'utf8');
  const url = encodeURIComponent(secret.toWellFormed());
  const forms = [
    url,
    url.replaceAll(/%[0-9A-F]{2}/g, (pair) => pair.toLowerCase()),
    url.replaceAll('%20', '+'),
    new URLSearchParams({ a: secret }).toString().slice(2),
    JSON.stringify(secret).slice(1, -1),
    bytes.toString('hex'),
    bytes.toString('base64'),
    bytes.toString('base64url'),
    ...[0, 1, 2].flatMap((offset) => inBase64(bytes, offset)),
  ];
  return forms.filter((form) => form.length >= SHORTEST_ENCODED);
}

/** The characters that the secret alone decides where it stands inside a longer text, as in basic authentication. */
function inBase64(bytes: Buffer, offset: number): string[] {
  const whole = Buffer.concat([Buffer.alloc(offset), bytes]);
  const first = Math.ceil((offset * 8) / 6);
  const last = Math.floor((whole.length * 8) / 6);
  return (['base64', 'base64url'] as const).map((form) => whole.toString(form).slice(first, last)).filter((form) => form.length >= 8);
}
