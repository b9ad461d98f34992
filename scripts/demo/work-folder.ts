/** The folder that the demo works in: a copy of the example policy with the addresses of this machine, and edits of it. */
import { chmod, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { editIdentity, type Edit } from '../../src/policy/edit.ts';
import type { Ending } from './ending.ts';

/** Holds everything that is made, so that nothing else has to be cleared away. */
export async function makeWorkFolder(ending: Ending): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'nhi-demo-'));
  ending.add(`the folder ${folder}`, () => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  // As root, PostgreSQL runs as another user and its folder lies below.
  await chmod(folder, 0o711);
  return folder;
}

export interface WorkFolder {
  readonly policies: string;
  editIdentity(file: string, identity: string, edits: readonly Edit[]): Promise<void>;
}

export interface Addresses {
  readonly directory: string;
  readonly helpdesk: string;
  readonly postgres: string;
}

export async function fillWorkFolder(folder: string, example: string, at: Addresses): Promise<WorkFolder> {
  const policies = path.join(folder, 'policies');
  await cp(example, policies, { recursive: true });
  const change = async (file: string, edit: (text: string) => string): Promise<void> => {
    const full = path.join(policies, file);
    await writeFile(full, edit(await readFile(full, 'utf8')));
  };
  await change('targets/directory.yaml', replacing('https://directory.example.com/scim/v2', at.directory));
  await change('targets/helpdesk.yaml', replacing('https://helpdesk.example.com/scim/v2', at.helpdesk));
  await change('targets/postgres.yaml', replacing('postgres://db.example.com:5432', at.postgres));
  // On loopback there is no certificate.
  await change('targets/postgres.yaml', replacing('mode: verify-full', 'mode: disable'));
  await mkdir(path.join(folder, 'exports'));
  await writeFile(path.join(folder, 'exports/warehouse.jsonl'), warehouse(Date.now()));
  return {
    policies,
    editIdentity: (file, identity, edits) =>
      change(file, (before) =>
        edits.reduce((text, edit) => {
          const edited = editIdentity(text, identity, edit);
          if ('refused' in edited) throw new Error(`${file} could not be edited: ${edited.refused}`);
          return edited.text;
        }, before),
      ),
  };
}

function replacing(old: string, now: string): (text: string) => string {
  return (text) => {
    if (text.split(old).length !== 2) throw new Error(`The example policy should say once: ${old}`);
    return text.replace(old, () => now);
  };
}

/** What the warehouse exported last night. */
function warehouse(now: number): string {
  const daysAgo = (days: number): string => new Date(now - days * 86_400_000).toISOString();
  const rows = [
    ...['etl-loader', 'bot-triage'].flatMap((account) => [
      { account, kind: 'account', name: account },
      { account, kind: 'login', name: account },
      { account, kind: 'role', name: 'writer' },
    ]),
    { account: 'etl-loader', kind: 'credential', name: 'key-1', seen: { createdAt: daysAgo(300), lastUsedAt: daysAgo(0) } },
    { account: 'bot-triage', kind: 'credential', name: 'key-7', seen: { createdAt: daysAgo(30), lastUsedAt: daysAgo(1) } },
  ];
  return [...rows, { end: true, count: rows.length }].map((row) => `${JSON.stringify(row)}\n`).join('');
}
