/** Which file may be read, and how it is replaced: below one folder, through no link, whole or not at all. */
import { isUtf8 } from 'node:buffer';
import { createHash, randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, lstat, open, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { ConnectorError } from '../kit/errors.ts';

export const LARGEST_FILE = 256 * 1024 * 1024;

export interface WholeFile {
  readonly place: string;
  readonly text: string;
  readonly mode: number;
  /** What must still be so when it is replaced. */
  readonly stamp: string;
}

const codeOf = (error: unknown): string => String((error as NodeJS.ErrnoException | null)?.code ?? 'unknown');

/** System errors by their meaning; the system's own text would show where on this machine the folder lies. */
function failed(doing: string, error: unknown): ConnectorError {
  if (error instanceof ConnectorError) return error;
  const code = codeOf(error);
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new ConnectorError(
        'unavailable',
        `${doing}: it is not there; that can mean that the export did not run, not that nobody has access, so nothing was compared. Look at the export and at config.path.`,
      );
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new ConnectorError(
        'forbidden',
        `${doing}: this user may not (${code}), so nothing was done. Change the rights of the file or of its folder.`,
      );
    case 'ELOOP':
      return linked(doing);
    default:
      return new ConnectorError('unavailable', `${doing} failed (${code}), so nothing was done. Look at the disk, and run it again.`);
  }
}

const linked = (doing: string): ConnectorError =>
  new ConnectorError(
    'forbidden',
    `${doing}: the path goes through a link, which can lead out of the folder, so it was not followed. Put the file itself there.`,
  );

/** Each step is looked at, so that no link on the way leads elsewhere. */
async function demandPlainPath(root: string, relative: string, doing: string): Promise<string> {
  const steps = relative.split('/');
  if (path.isAbsolute(relative) || relative.includes('\\') || steps.some((step) => step === '' || step === '.' || step === '..'))
    throw new ConnectorError(
      'forbidden',
      `${doing}: the path leaves the folder of file targets, so it was not read. Give a path below it, without "..".`,
    );
  let place = root;
  for (const [i, step] of steps.entries()) {
    place = path.join(place, step);
    const found = await lstat(place);
    if (found.isSymbolicLink()) throw linked(doing);
    if (i < steps.length - 1 ? !found.isDirectory() : !found.isFile())
      throw new ConnectorError(
        'badResponse',
        `${doing}: there is something else than a plain file, so nothing was read. Look at config.path.`,
      );
  }
  return place;
}

async function contentOf(handle: FileHandle, doing: string): Promise<Pick<WholeFile, 'text' | 'mode' | 'stamp'>> {
  const { size, mtimeNs, mode } = await handle.stat({ bigint: true });
  if (size > LARGEST_FILE)
    throw new ConnectorError(
      'badResponse',
      `${doing}: it is larger than ${LARGEST_FILE / 1024 / 1024} MiB, so nothing was read. Split the target.`,
    );
  const bytes = await handle.readFile();
  const digest = createHash('sha256').update(bytes).digest('hex');
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return { text, mode: Number(mode) & 0o777, stamp: `${mtimeNs} ${size} ${digest}` };
  } catch {
    throw new ConnectorError(
      'badResponse',
      `${doing}: line ${brokenLine(bytes)} is not UTF-8, so nothing of the file is believed. Export it in UTF-8.`,
    );
  }
}

/** Of bytes that are not UTF-8; there no line feed is a part of another character. */
function brokenLine(bytes: Buffer): number {
  let line = 1;
  for (let at = 0, end = 0; ; at = end, line += 1) {
    end = bytes.indexOf('\n', at) + 1;
    if (end === 0 || !isUtf8(bytes.subarray(at, end))) return line;
  }
}

export async function readWhole(root: string, relative: string): Promise<WholeFile> {
  const doing = `reading ${relative}`;
  try {
    const place = await demandPlainPath(root, relative, doing);
    await using handle = await open(place, constants.O_RDONLY | constants.O_NOFOLLOW);
    return { place, ...(await contentOf(handle, doing)) };
  } catch (error) {
    throw failed(doing, error);
  }
}

/** What a killed write left, a whole copy of who has access; one younger than this may be another writer's. */
const LEFTOVER_AGE_MS = 60 * 60 * 1000;

async function sweep(folder: string, name: string, before: number): Promise<void> {
  const leftovers = (await readdir(folder)).filter((file) => file.startsWith(`.${name}.`) && file.endsWith('.tmp'));
  for (const file of leftovers.map((leftover) => path.join(folder, leftover))) {
    if ((await lstat(file)).mtimeMs < before) await rm(file, { force: true });
  }
}

/**
 * A new file in place of the old one, so that a reader sees one of the two. Between the last look and the rename another
 * writer can still slip in: a file has no lock that others would respect. Reading again afterwards finds that out.
 */
export async function replaceWhole(root: string, relative: string, before: WholeFile, text: string): Promise<void> {
  const doing = `writing ${relative}`;
  const folder = path.dirname(before.place);
  const fresh = path.join(folder, `.${path.basename(before.place)}.${randomUUID()}.tmp`);
  try {
    try {
      await using handle = await open(fresh, 'wx', before.mode);
      await handle.chmod(before.mode);
      await handle.writeFile(text, 'utf8');
      await handle.sync();
    } catch (error) {
      throw failed(doing, error);
    }
    const now = await readWhole(root, relative);
    if (now.stamp !== before.stamp)
      throw new ConnectorError('conflict', `${doing}: it changed since it was read, so it was left as it is. The next run reads it again.`);
    await sweep(folder, path.basename(before.place), (await lstat(fresh)).mtimeMs - LEFTOVER_AGE_MS);
    await rename(fresh, before.place);
    await using parent = await open(folder, constants.O_RDONLY);
    await parent.sync();
  } catch (error) {
    throw failed(doing, error);
  } finally {
    await rm(fresh, { force: true });
  }
}
