/** What looks like a secret in the text of a policy file. Comments are looked through too: a secret there has leaked as well. */

/** Prefixes that issuers print on what they issue. */
const SHAPES = new RegExp(
  [
    'gh[pousr]_[A-Za-z0-9]{30,}',
    'github_pat_[A-Za-z0-9_]{22,}',
    'glpat-[A-Za-z0-9_-]{20,}',
    '(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])',
    'xox[abeprs]-[A-Za-z0-9-]{10,}',
    'sk-[A-Za-z0-9_-]{20,}',
    '[rs]k_live_[A-Za-z0-9]{16,}',
    'hv[sbr]\\.[A-Za-z0-9_-]{20,}',
    'npm_[A-Za-z0-9]{36}',
    'pypi-[A-Za-z0-9_-]{40,}',
    'eyJ[A-Za-z0-9_-]{10,}\\.eyJ[A-Za-z0-9_-]{10,}',
    '-----BEGIN [A-Z ]{0,30}PRIVATE KEY',
    'AIza[A-Za-z0-9_-]{35}',
    'SG\\.[A-Za-z0-9_-]{16,}\\.[A-Za-z0-9_-]{16,}',
    'dop_v1_[a-f0-9]{40,}',
    'ya29\\.[A-Za-z0-9_-]{20,}',
    '://[^/\\s:@"\']{1,100}:[^/\\s@"\']{1,200}@',
  ].join('|'),
  'g',
);
/** From its first character on: what is too short is not tried again from each of the others. */
const RUN = /(?<![A-Za-z0-9+/_=-])[A-Za-z0-9+/_=-]{24,}/g;
/** What may be long and random and is no secret: stable ids, public keys, digests. */
const KNOWN_BEFORE = /(?:id:|ed25519:|sha256:|sha512:|SHA256:)$/;

export interface Secret {
  readonly offset: number;
  readonly why: string;
}

export function secretsIn(text: string): Secret[] {
  const found: Secret[] = [];
  for (const match of text.matchAll(SHAPES)) {
    if (!KNOWN_BEFORE.test(text.slice(Math.max(0, match.index - 8), match.index)))
      found.push({ offset: match.index, why: 'text in the shape of a known token' });
  }
  for (const match of text.matchAll(RUN)) {
    if (!looksRandom(match[0]) || KNOWN_BEFORE.test(text.slice(Math.max(0, match.index - 8), match.index))) continue;
    if (!found.some((secret) => Math.abs(secret.offset - match.index) < 40))
      found.push({ offset: match.index, why: 'text as random as a key' });
  }
  return found;
}

/** Names have few changes between small letters, capitals and digits; random text has one at every other character. */
function looksRandom(text: string): boolean {
  // 32 random bytes as a tool prints them. Shorter hexadecimal is as often an id of a tenant or a commit.
  if (/^[0-9a-f]{64,}$/i.test(text)) return true;
  if (!/[a-z]/.test(text) || !/[A-Z]/.test(text) || !/[0-9]/.test(text)) return false;
  let changes = 0;
  for (let i = 1; i < text.length; i += 1) if (sortOf(text.charCodeAt(i)) !== sortOf(text.charCodeAt(i - 1))) changes += 1;
  return changes / text.length >= 0.4 && entropy(text) >= 3.8;
}

const sortOf = (code: number): number => (code >= 97 ? 0 : code >= 65 ? 1 : code >= 48 && code <= 57 ? 2 : 3);

/** Bits a character. */
function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const char of text) counts.set(char, (counts.get(char) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}

export const SECRET_NAME = /^NHI_[A-Z0-9_]+$/;

/** Config keys whose text would be a secret. */
export const SECRET_KEY =
  /^(?:pass(?:word|wd|phrase)?|token|(?:api|access|secret|private)[_-]?key|client[_-]?secret|bearer|credentials?)$/i;
