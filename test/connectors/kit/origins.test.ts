/** Which addresses are never spoken to unless they are named. */
import { describe, expect, it } from 'vitest';
import { baseUrl, checkOrigin, isInside } from '../../../src/connectors/kit/origins.ts';

const host = (url: string): string => new URL(url).hostname;

describe('isInside', () => {
  it.each([
    'http://127.0.0.1',
    'http://127.9.9.9',
    'http://0x7f.1',
    'http://2130706433',
    'http://0.0.0.0',
    'http://localhost',
    'http://LOCALHOST.',
    'http://a.localhost',
    'http://[::1]',
    'http://[::]',
    'http://[::ffff:127.0.0.1]',
    'http://[::ffff:169.254.169.254]',
    'http://[::127.0.0.1]',
    'http://[fe80::1]',
    'http://[febf::1]',
    'http://169.254.169.254',
    'http://metadata.google.internal',
    'http://[fd00:ec2::254]',
    'http://100.100.100.200',
    'http://[::ffff:100.100.100.200]',
  ])('%s is', (url) => {
    expect(isInside(host(url))).toBe(true);
  });
  it.each([
    'https://example.com',
    'https://10.0.0.1',
    'https://128.0.0.1',
    'https://localhost.example.com',
    'https://[2001:db8::1]',
    'https://[fec0::1]',
    'https://[::ffff:10.0.0.1]',
  ])('%s is not', (url) => {
    expect(isInside(host(url))).toBe(false);
  });
});

describe('checkOrigin', () => {
  const named = (...origins: string[]) => ({ originNamed: (origin: string) => origins.includes(origin) });
  it.each(['http://example.com', 'https://127.0.0.1', 'https://169.254.169.254'])('refuses %s unless its origin is named', (text) => {
    const url = new URL(text);
    expect(() => checkOrigin('t', url, named())).toThrow(
      expect.objectContaining({ code: 'forbidden', message: expect.stringMatching(/^t: .*NHI_ORIGINS/) as string }),
    );
    expect(() => checkOrigin('t', url, {})).toThrow(/NHI_ORIGINS/);
    expect(() => checkOrigin('t', url, named(url.origin))).not.toThrow();
    expect(() => checkOrigin('t', url, named('http://example.com:8080'))).toThrow(/NHI_ORIGINS/);
  });
  it('lets https to a public name pass', () => {
    expect(() => checkOrigin('t', new URL('https://example.com/x'), {})).not.toThrow();
  });
});

describe('baseUrl', () => {
  it.each([
    'ftp://a',
    'x',
    '',
    'file:///etc/passwd',
    'https://user:canary@a.example',
    'https://a.example?token=canary',
    'https://a.example#canary',
  ])('refuses %s without quoting it', (text) => {
    expect(() => baseUrl('t', text)).toThrow(
      expect.objectContaining({ code: 'unsupported', message: expect.not.stringContaining('canary') as string }),
    );
  });
});
