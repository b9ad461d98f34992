/** A canary secret never leaves, in whatever form a text carries it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ConnectorError } from '../../../src/connectors/kit/errors.ts';
import { demandNoSecret, outgoing, redactor } from '../../../src/connectors/kit/redact.ts';

const cleanOf = (...secrets: string[]) => {
  const known = redactor();
  for (const secret of secrets) known.add(secret);
  return known.clean;
};
const forms: Readonly<Record<string, (secret: string) => string>> = {
  plain: (s) => s,
  base64: (s) => Buffer.from(s).toString('base64'),
  base64url: (s) => Buffer.from(s).toString('base64url'),
  hex: (s) => Buffer.from(s).toString('hex'),
  url: (s) => encodeURIComponent(s),
  urlLower: (s) => encodeURIComponent(s).replaceAll(/%../g, (pair) => pair.toLowerCase()),
  form: (s) => new URLSearchParams({ a: s }).toString(),
  json: (s) => JSON.stringify(s),
};

describe('redactor', () => {
  it.each(Object.keys(forms))('takes out a canary in the form %s', (form) => {
    const text = forms[form]?.('CANARY-p/4+s= "w"é') ?? '';
    const cleaned = cleanOf('CANARY-p/4+s= "w"é')(`before ${text} after`);
    expect(cleaned).toMatch(/^before .*\[secret\].* after$/);
    expect(cleaned).not.toContain(text);
  });
  it('takes out a secret inside a longer base64 text, at any offset', () => {
    const secret = 'canary-secret-0123456789';
    for (const user of ['a', 'ab', 'abc', 'abcd']) {
      const header = Buffer.from(`${user}:${secret}`).toString('base64');
      const cleaned = cleanOf(secret)(`authorization: Basic ${header}`);
      expect(cleaned).toContain('[secret]');
      expect(Buffer.from(cleaned.split(' ').pop() ?? '', 'base64').toString('latin1')).not.toContain('canary-secret');
    }
  });
  it('leaves no secret behind when one holds another', () => {
    const clean = cleanOf('abcdefgh', 'abcdefgh-and-more');
    expect(clean('x abcdefgh-and-more y abcdefgh')).toBe('x [secret] y [secret]');
  });
  it('finds single lines of a secret of many lines', () => {
    expect(cleanOf('-----BEGIN KEY-----\nMIIEvQIBADANBgkqh\n-----END KEY-----\n')('line MIIEvQIBADANBgkqh')).toBe('line [secret]');
  });
  it('property: no plain form survives', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 8 }), fc.string(), fc.string(), (secret, before, after) => {
        fc.pre(!'[secret]'.includes(secret.trim()));
        expect(cleanOf(secret)(`${before}${secret}${after}`)).not.toContain(secret);
      }),
    );
  });
});

describe('what a target gives back', () => {
  const page = (name: string) => ({ entries: [], refs: [{ kind: 'user', id: '1', name }] });
  const known = redactor();
  known.add('canary-0123456789');
  known.add('abc');
  it('is refused where it holds a secret, whole or encoded', () => {
    for (const name of ['canary-0123456789', `x${Buffer.from('canary-0123456789').toString('base64')}y`, 'a canary-0123456789'])
      expect(() => demandNoSecret('crm', page(name), known.holds)).toThrow(/crm: the target gave back a secret.*Renew/);
  });
  it('is what it was where it holds none, or one so short that names have it too', () => {
    for (const name of ['abcdef', 'canary']) expect(demandNoSecret('crm', page(name), known.holds)).toEqual(page(name));
  });
});

describe('outgoing', () => {
  it('names the target, cleans the message, drops the cause', () => {
    const error = outgoing(
      'crm',
      new ConnectorError('throttled', 'GET x answered with canary-1', { cause: new Error('canary-1'), retryAfterSeconds: 3 }),
      cleanOf('canary-1'),
    );
    expect(error).toMatchObject({ code: 'throttled', message: 'crm: GET x answered with [secret]', retryAfterSeconds: 3 });
    expect(error.cause).toBeUndefined();
  });
  it('says nothing of an error that it does not know', () => {
    const error = outgoing('crm', new TypeError('canary-2 in a library text'), (text) => text);
    expect(error.code).toBe('badResponse');
    expect(error.message).not.toContain('canary');
  });
});
