/** What the watcher and its thread tell one another. */

export interface Job {
  readonly reader: string;
  readonly seed: number;
  readonly inputs: number;
  /** Where the thread writes the input that it is about to read. */
  readonly shared: SharedArrayBuffer;
}

export interface Finding {
  readonly why: string;
  readonly text: string;
}

export interface Done {
  readonly inputs: number;
  readonly accepted: number;
  /** Kept, because each reached code that none before it did. */
  readonly corpus: number;
  /** Of the product, that ran. */
  readonly functions: number;
  readonly slowestMs: number;
  readonly heapBytes: number;
}

export type FromWorker = { readonly what: 'finding'; readonly finding: Finding } | ({ readonly what: 'done' } & Done);
