/** Which addresses a request may go to: https to public names, anything else only where `NHI_ORIGINS` names the origin. */
import { isIP } from 'node:net';
import type { Ports } from './contract.ts';
import { ConnectorError } from './errors.ts';

/** Names and addresses of cloud metadata services that are not link-local. */
const METADATA = new Set(['metadata', 'metadata.google.internal', 'metadata.goog', '100.100.100.200', 'fd00:ec2::254']);

/** A parsed base url without anything that could carry a secret. */
export function baseUrl(target: string, text: string, key = 'url'): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    throw new ConnectorError(
      'unsupported',
      `${target}: the ${key} of this target is not an http address, so nothing was sent. Write https://host/path.`,
    );
  }
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    throw new ConnectorError(
      'unsupported',
      `${target}: the ${key} of this target holds a user, a query or a fragment; such parts end in logs, so nothing was sent. Write the bare address, and name the secret in auth.`,
    );
  }
  return url;
}

/** Where a name is resolved by a server of somebody else, its address can only be judged by the network: secrets are bound to origins for that. */
export function checkOrigin(target: string, url: URL, ports: Pick<Ports, 'originNamed'>): void {
  const needs = url.protocol === 'http:' ? 'plain http' : isInside(url.hostname) ? 'a loopback, link-local or metadata address' : null;
  if (needs === null || ports.originNamed?.(url.origin) === true) return;
  throw new ConnectorError(
    'forbidden',
    `${target}: ${url.origin} is ${needs}, which could carry secrets to the wrong place, so nothing was sent. Use https and a public name, or name this origin in NHI_ORIGINS.`,
  );
}

/** Of a URL's hostname, which the parser has already brought to one spelling (`0x7f.1` is `127.0.0.1`). */
export function isInside(hostname: string): boolean {
  const host = hostname
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '');
  if (METADATA.has(host) || host === 'localhost' || host.endsWith('.localhost')) return true;
  if (isIP(host) === 4) return isInsideV4(host);
  if (isIP(host) !== 6) return false;
  const mapped = /^::(?:ffff:)?([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(host);
  if (mapped !== null) {
    const [high, low] = [Number.parseInt(mapped[1] ?? '0', 16), Number.parseInt(mapped[2] ?? '0', 16)];
    return isInsideV4([high >> 8, high & 255, low >> 8, low & 255].join('.')) || host.startsWith('::7f');
  }
  return host === '::' || host === '::1' || /^fe[89ab]/.test(host);
}

const isInsideV4 = (host: string): boolean => /^(?:0|127)\./.test(host) || host.startsWith('169.254.') || METADATA.has(host);
