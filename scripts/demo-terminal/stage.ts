/** Where the stories play: the servers, the folder, and the command, each run of which is shown and kept for the report. */
import { cp, rm } from 'node:fs/promises';
import path from 'node:path';
import { carriedOut, type Narrator, shortened } from '../demo/narrator.ts';
import type { Product, Run } from '../demo/product.ts';
import type { Systems } from '../demo/systems.ts';
import type { WorkFolder } from '../demo/work-folder.ts';

export interface Stage {
  readonly systems: Systems;
  readonly work: WorkFolder;
  readonly folder: string;
  readonly tell: Narrator;
  /** Each shows its run, which must end with `code`. */
  plan(code: number): Promise<Run>;
  detect(code: number): Promise<Run>;
  /** `verified`: how many changes the second read must prove. */
  apply(code: number, verified: number): Promise<Run>;
}

export function makeStage(product: Product, systems: Systems, work: WorkFolder, folder: string, tell: Narrator): Stage {
  /** Told only where it is otherwise: the exit code is shown anyway. */
  const ended = (command: string, { code, answer, progress }: Run, wanted: number) => {
    if (code === wanted) return;
    tell.lines([...progress, ...answer.trimEnd().split('\n')]);
    tell.claim(`${command} ends with exit code ${wanted} (it was ${code})`, false);
  };
  return {
    systems,
    work,
    folder,
    tell,
    async plan(code) {
      // It saves nothing, so it can run twice: once for each reader.
      const [text, whole] = await Promise.all([product(['plan']), product(['plan', '--format', 'markdown'])]);
      tell.ran('nhi-reconcile plan', text.code, shortened(text), whole.answer);
      ended('plan', text, code);
      return text;
    },
    async detect(code) {
      // It saves that it looked, so it looks a second time on a copy of the state.
      await cp(path.join(folder, '.nhi-state'), path.join(folder, 'copy'), { recursive: true });
      const [text, whole] = await Promise.all([product(['detect']), product(['detect', '--format', 'markdown', '--state', 'copy'])]);
      await rm(path.join(folder, 'copy'), { recursive: true, force: true });
      tell.ran('nhi-reconcile detect', text.code, shortened(text), whole.answer);
      ended('detect', text, code);
      return text;
    },
    async apply(code, verified) {
      const whole = await product(['apply', '--yes', '--format', 'markdown']);
      tell.ran('nhi-reconcile apply --yes', whole.code, carriedOut(whole), whole.answer);
      ended('apply', whole, code);
      if (!whole.answer.includes(` ${verified} verified`)) tell.claim(`the second read proves all that was due (${verified})`, false);
      return whole;
    },
  };
}
