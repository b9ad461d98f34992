/** What a demo has told, in order: Markdown, and the pages that a person would see then. */

export interface Page {
  /** Of its files, without an ending. */
  readonly name: string;
  readonly kind: 'issue' | 'pull request' | 'check' | 'summary';
  readonly title: string;
  readonly state: string;
  /** One line of Markdown under the title. */
  readonly about: string;
  readonly boxes: readonly Box[];
}

interface Box {
  /** Who said it, or what it is; Markdown. */
  readonly by: string;
  readonly markdown: string;
}

export type Told = { readonly is: 'text'; readonly markdown: string } | { readonly is: 'page'; readonly page: Page };

export const pagesOf = (told: readonly Told[]): readonly Page[] => told.flatMap((one) => (one.is === 'page' ? [one.page] : []));
