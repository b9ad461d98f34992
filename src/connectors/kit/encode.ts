/** How a name becomes part of a URL, a filter, a DN or a statement: the one encoder, so that no name widens what it is put into. */
import { ConnectorError } from './errors.ts';

const CONTROL = /[\u0000-\u001f\u007f-\u009f]/;

function refuse(what: string, why: string): never {
  throw new ConnectorError(
    'unsupported',
    `${what} ${why}; that can change what a request means, so nothing was sent. Rename it in the target, or leave it out of the policy.`,
  );
}

/** Also for dots behind a slash: a server that decodes `%2F` before it routes would walk up. */
export function pathSegment(text: string): string {
  if (text === '') refuse('A name', 'is empty');
  if (CONTROL.test(text)) refuse('A name', 'holds control characters');
  if (!text.isWellFormed()) refuse('A name', 'is not valid Unicode');
  if (text.split(/[/\\]/).some((part) => part === '.' || part === '..')) refuse('A name', 'is "." or "..", or has such a part');
  return encodeURIComponent(text);
}

/** A quoted string of a SCIM filter: JSON (RFC 7644 §3.4.2.2). */
export function scimString(text: string): string {
  if (!text.isWellFormed()) refuse('A filter value', 'is not valid Unicode');
  return JSON.stringify(text);
}

/** An attribute value inside a DN (RFC 4514 §2.4). Hex pairs for what has no plain escape. */
export function dnValue(text: string): string {
  if (text === '') refuse('A DN value', 'is empty');
  if (!text.isWellFormed()) refuse('A DN value', 'is not valid Unicode');
  const last = text.length - 1;
  return text.replace(/[\\"+,;<>=# \u0000-\u001f\u007f]/g, (c, at: number) => {
    if (CONTROL.test(c)) return hexPair(c);
    // Plain inside, special at an edge.
    if ((c === ' ' && at > 0 && at < last) || (c === '#' && at > 0)) return c;
    return `\\${c}`;
  });
}

/** An assertion value inside an LDAP filter (RFC 4515 §3). */
export function ldapFilterValue(text: string): string {
  if (!text.isWellFormed()) refuse('A filter value', 'is not valid Unicode');
  return text.replace(/[*()\\\u0000-\u001f\u007f]/g, hexPair);
}

const hexPair = (c: string): string => `\\${c.charCodeAt(0).toString(16).padStart(2, '0')}`;

/** A delimited SQL identifier. */
export function quoteIdentifier(text: string): string {
  if (text === '') refuse('An identifier', 'is empty');
  if (text.includes('\0')) refuse('An identifier', 'holds a NUL');
  // It would be sent as U+FFFD, which is another name.
  if (!text.isWellFormed()) refuse('An identifier', 'is not valid Unicode');
  return `"${text.replaceAll('"', '""')}"`;
}
