/** Who owns a path by a CODEOWNERS file: the last line that fits decides, also where it names nobody. */

/** https://docs.github.com/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners */
export function ownersOf(text: string, path: string): readonly string[] {
  let owners: readonly string[] = [];
  for (const line of text.split('\n')) {
    const [pattern, ...named] = line
      .replace(/(^|\s)#.*$/, '')
      .trim()
      .split(/\s+/);
    if (pattern !== undefined && pattern !== '' && patternOf(pattern).test(path)) owners = named;
  }
  return owners;
}

/** A pattern with a slash before its end stands at the root; a folder owns all below, `docs/*` only what lies in it. */
function patternOf(pattern: string): RegExp {
  const isAtRoot = pattern.slice(0, -1).includes('/');
  const body = pattern
    .replace(/^\/|\/$/g, '')
    .replaceAll(/\/\*\*\/|\*\*\/|\/\*\*|\*\*|\*|\?|[.+^${}()|[\]\\]/g, (sign) => SIGNS[sign] ?? `\\${sign}`);
  const below = pattern.endsWith('/') ? '/.*' : pattern.endsWith('/*') ? '' : '(?:/.*)?';
  return new RegExp(`^${isAtRoot ? '' : '(?:.*/)?'}${body}${below}$`);
}

const SIGNS: Readonly<Record<string, string>> = {
  '/**/': '/(?:.*/)?',
  '**/': '(?:.*/)?',
  '/**': '/.*',
  '**': '.*',
  '*': '[^/]*',
  '?': '[^/]',
};
