/** What a person would see on GitHub at a step: an issue or a pull request with all that was said under it, a check, a job's summary. */
import { code, text } from '../../src/report/markdown-blocks.ts';
import type { CheckRun, Issue, Repository } from '../../test/servers/github/world.ts';
import type { Narrator } from '../demo/narrator.ts';
import type { Page } from '../demo/told.ts';

export interface Pages {
  issue(repository: Repository, number: number): void;
  /** The last one of that name, of the pull request's head. */
  check(repository: Repository, number: number): void;
  /** What a job left on the page of its run. */
  summary(workflow: string, summary: string): void;
}

export function makePages(tell: Narrator): Pages {
  let pages = 0;
  const show = (name: string, page: Omit<Page, 'name'>): void => {
    pages += 1;
    tell.page({ name: `${String(pages).padStart(2, '0')}-${name}`, ...page });
  };
  return {
    issue(repository, number) {
      const issue = found(repository.issues, (one) => one.number === number);
      const kind = issue.pull === null ? 'issue' : 'pull request';
      const comments = repository.comments.filter((one) => one.issue === number);
      const boxes = [
        { by: `Opened by ${code(issue.author.login)}`, markdown: issue.body ?? '' },
        { by: 'Files changed', markdown: filesOf(repository, issue) },
        { by: 'Reviews', markdown: reviewsOf(issue) },
        ...comments.map(({ author, body }) => ({ by: `Comment by ${code(author.login)}`, markdown: body })),
      ];
      show(`${kind.replace(' ', '-')}-${number}`, {
        kind,
        title: issue.title,
        state: issue.pull?.merged === undefined || issue.pull.merged === null ? issue.state : 'merged',
        about: [`#${number}`, ...[...issue.labels].map((label) => code(label))].join(' · '),
        boxes: boxes.map((box) => ({ ...box, markdown: seen(box.markdown) })).filter((box) => box.markdown !== ''),
      });
    },
    check(repository, number) {
      const head = found(repository.issues, (one) => one.number === number).pull?.headSha;
      const check = found(repository.checks.filter((one) => one.sha === head).toReversed(), () => true);
      show(`check-${number}`, {
        kind: 'check',
        title: check.title ?? '',
        state: check.conclusion ?? check.status,
        about: `${code(check.name)} on #${number}`,
        boxes: [
          { by: 'Summary', markdown: seen(check.summary ?? '') },
          { by: 'Annotations on the files', markdown: annotationsOf(check) },
        ].filter((box) => box.markdown !== ''),
      });
    },
    summary(workflow, summary) {
      const markdown = seen(summary);
      const title = /^#+ (.*)$/m.exec(markdown)?.[1] ?? workflow;
      show(`summary-${workflow}`, {
        kind: 'summary',
        title,
        state: 'done',
        about: `The page of the run of ${code(`nhi-${workflow}`)}`,
        boxes: [{ by: 'Summary of the job', markdown }],
      });
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

function filesOf({ git }: Repository, { pull }: Issue): string {
  const base = pull === null ? null : git.mergeBase(pull.baseSha, pull.headSha);
  const changed = pull === null ? [] : git.diff(base, pull.headSha);
  return changed.map((file) => `${code(file.path)}\n\n\`\`\`diff\n${file.patch ?? ''}\n\`\`\``).join('\n\n');
}

const reviewsOf = ({ pull }: Issue): string =>
  (pull?.reviews ?? [])
    .map(({ author, state, body }) => {
      const said = state.toLowerCase().replaceAll('_', ' ');
      return `- ${code(author.login)}: **${said}**${body === '' ? '' : `: ${text(body)}`}`;
    })
    .join('\n');

const annotationsOf = ({ annotations }: CheckRun): string =>
  annotations
    .map((one) => {
      const said = one as { readonly path: string; readonly start_line: number; readonly title?: string; readonly message: string };
      return `- ${code(`${said.path}:${said.start_line}`)}: **${text(said.title ?? '')}** ${text(said.message)}`;
    })
    .join('\n');
