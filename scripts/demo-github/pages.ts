/** What a person would see on GitHub, as Markdown, numbered as it came: issues, pull requests with their comments, checks. */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { code, text } from '../../src/report/markdown-blocks.ts';
import type { CheckRun, Comment, Issue, Repository } from '../../test/servers/github/world.ts';
import type { Narrator } from '../demo/narrator.ts';

export interface Pages {
  readonly folder: string;
  /** An issue or a pull request as it stands now, with all that was said under it. */
  issue(repository: Repository, number: number): string;
  /** The last one of that name, of the pull request's head. */
  check(repository: Repository, number: number): string;
}

/** `folder` is emptied of what an earlier demo left there. */
export function makePages(folder: string, tell: Narrator): Pages {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) if (/^\d{2}-[\w-]+\.md$/.test(name)) rmSync(path.join(folder, name));
  let pages = 0;
  const keep = (name: string, what: string, page: string): string => {
    pages += 1;
    const file = `${String(pages).padStart(2, '0')}-${name}.md`;
    writeFileSync(path.join(folder, file), page);
    tell.kept(file, what);
    return page;
  };
  return {
    folder,
    issue(repository, number) {
      const issue = found(repository.issues, (one) => one.number === number);
      const is = issue.pull === null ? 'issue' : 'pull-request';
      const said = repository.comments.filter((one) => one.issue === number);
      const parts = [headOf(issue), issue.body ?? '', ...reviewsOf(issue), ...said.map(commentOf)];
      const page = parts.map((part) => seen(part)).filter((part) => part !== '');
      return keep(`${is}-${number}`, `${issue.title} (${stateOf(issue)})`, `${page.join('\n\n---\n\n')}\n`);
    },
    check(repository, number) {
      const head = found(repository.issues, (one) => one.number === number).pull?.headSha;
      const check = found(repository.checks.filter((one) => one.sha === head).toReversed(), () => true);
      const parts = [`# Check ${code(check.name)}: ${text(check.title ?? '')}\n\nConclusion: ${code(check.conclusion ?? check.status)}`];
      const page = [...parts, seen(check.summary ?? ''), annotationsOf(check)].filter((part) => part !== '');
      return keep(`check-${number}`, `${check.title ?? check.name} (${check.conclusion ?? check.status})`, `${page.join('\n\n---\n\n')}\n`);
    },
  };
}

function found<T>(all: readonly T[], is: (one: T) => boolean): T {
  const one = all.find(is);
  if (one === undefined) throw new Error('GitHub has nothing to show there');
  return one;
}

/** A comment in HTML is shown to nobody. */
const seen = (markdown: string): string => markdown.replaceAll(/<!--.*?-->\r?\n?/gs, '').trim();

const stateOf = ({ pull, state }: Issue): string => (pull === null || pull.merged === null ? state : 'merged');

function headOf(issue: Issue): string {
  const is = issue.pull === null ? 'Issue' : 'Pull request';
  const labels = issue.labels.size === 0 ? '' : `, labels ${[...issue.labels].map((label) => code(label)).join(', ')}`;
  return `# ${text(issue.title)}\n\n${is} #${issue.number} by ${code(issue.author.login)}, ${stateOf(issue)}${labels}`;
}

function reviewsOf({ pull }: Issue): readonly string[] {
  const rows = (pull?.reviews ?? []).map(({ author, state }) => `- ${code(author.login)}: ${state.toLowerCase().replaceAll('_', ' ')}`);
  return rows.length === 0 ? [] : [`Reviews\n\n${rows.join('\n')}`];
}

const commentOf = ({ author, body }: Comment): string => `Comment by ${code(author.login)}\n\n${body}`;

function annotationsOf({ annotations }: CheckRun): string {
  if (annotations.length === 0) return '';
  const rows = annotations.map((one) => {
    const said = one as { readonly path: string; readonly start_line: number; readonly title?: string; readonly message: string };
    return `- ${code(`${said.path}:${said.start_line}`)}: **${text(said.title ?? '')}** ${text(said.message)}`;
  });
  return `Annotations on the files\n\n${rows.join('\n')}`;
}
