/** Gives each run of the tests a folder of its own for the built program, and takes it away at the end; building is lazy. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Empty until the first test that wants the program builds it there. */
    readonly buildFolder: string;
  }
}

export function setup(project: TestProject): () => void {
  const folder = mkdtempSync(path.join(tmpdir(), 'nhi-e2e-build-'));
  project.provide('buildFolder', folder);
  return () => rmSync(folder, { recursive: true, force: true });
}
