/** The folder that a demo leaves: its story in one Markdown and one HTML file, each page that a person would see by itself, pictures. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { text } from '../../src/report/markdown-blocks.ts';
import { githubHtml } from './github-markdown.ts';
import { type Page, pagesOf, type Told } from './told.ts';

const TITLE = 'What the demo of nhi-reconcile showed';

/** Only what an earlier demo left is taken away. */
export function emptied(folder: string): string {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) if (/^\d{2}-[\w-]+\.(?:md|png)$/.test(name)) rmSync(path.join(folder, name));
  return folder;
}

/** Returns the page to open. */
export function saveStory(folder: string, told: readonly Told[], outcome: string): string {
  const pictures = new Set(readdirSync(folder).filter((name) => name.endsWith('.png')));
  for (const page of pagesOf(told)) writeFileSync(path.join(folder, `${page.name}.md`), `${pageMarkdown(page)}\n`);
  const parts = told.map((one) => (one.is === 'text' ? one.markdown : linkTo(one.page, pictures)));
  writeFileSync(path.join(folder, 'README.md'), `${[`# ${TITLE}`, outcome, ...parts].join('\n\n')}\n`);
  const index = path.join(folder, 'index.html');
  writeFileSync(index, storyHtml(told, outcome));
  return index;
}

const stateOf = ({ kind, state }: Page): string => (kind === 'summary' ? kind : `${kind}, ${state}`);

function linkTo(page: Page, pictures: ReadonlySet<string>): string {
  const picture = `${page.name}.png`;
  return `→ [${text(page.title)}](${page.name}.md) (${stateOf(page)}${pictures.has(picture) ? `; [picture](${picture})` : ''})`;
}

const pageMarkdown = (page: Page): string =>
  [`# ${text(page.title)}\n\n${stateOf(page)}: ${page.about}`, ...page.boxes.map(({ by, markdown }) => `${by}\n\n${markdown}`)].join(
    '\n\n---\n\n',
  );

/** All of it in one file that wants nothing from elsewhere. */
export function storyHtml(told: readonly Told[], outcome: string): string {
  const parts = told.map((one) =>
    one.is === 'text' ? `<div class="told">${githubHtml(one.markdown, 'document')}</div>` : pageHtml(one.page),
  );
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${TITLE}</title>
<style>${readFileSync(fileURLToPath(import.meta.resolve('github-markdown-css/github-markdown.css')), 'utf8')}${STYLE}</style></head>
<body class="markdown-body"><h1>${TITLE}</h1>${githubHtml(outcome, 'document')}
${parts.join('\n')}
</body></html>
`;
}

function pageHtml(page: Page): string {
  const where = page.kind === 'issue' || page.kind === 'pull request' ? 'conversation' : 'document';
  const boxes = page.boxes.map(
    ({ by, markdown }) =>
      `<div class="box"><div class="by">${githubHtml(by, 'document')}</div><div class="said">${githubHtml(markdown, where)}</div></div>`,
  );
  // A title knows code, and no other Markdown.
  const title = githubHtml(text(page.title), 'document').replaceAll(/<\/?p>/g, '');
  return `<section class="page" id="${page.name}"><h2>${title}</h2>
<div class="about"><span class="state ${page.state}">${page.state}</span> ${githubHtml(page.about, 'document')}</div>
${boxes.join('\n')}</section>`;
}

/** Around what GitHub's own style sheet styles. */
const STYLE = `
body.markdown-body { box-sizing: border-box; max-width: 1012px; margin: 0 auto; padding: 24px 16px; }
.page { border: 1px solid var(--borderColor-default); border-radius: 12px; margin: 16px 0 32px; padding: 16px; background: var(--bgColor-default); }
.page > h2 { border: 0; font-weight: 400; margin: 0 0 8px; padding: 0; }
.about, .about p, .by p { margin: 0; }
.about { display: flex; flex-wrap: wrap; align-items: center; gap: 8px; color: var(--fgColor-muted); margin-bottom: 16px; }
.state { border-radius: 2em; color: #fff; background: #59636e; font-weight: 500; padding: 4px 12px; }
.state.open, .state.success { background: #1f883d; }
.state.merged, .state.closed { background: #8250df; }
.state.failure { background: #cf222e; }
.box { border: 1px solid var(--borderColor-default); border-radius: 6px; margin-top: 16px; overflow: hidden; }
.by { background: var(--bgColor-muted); border-bottom: 1px solid var(--borderColor-default); color: var(--fgColor-muted); padding: 8px 16px; font-size: 14px; }
.said { padding: 16px; font-size: 14px; }
.said > :first-child { margin-top: 0; }
.said > :last-child { margin-bottom: 0; }
`;
