/** A child process that saves and is killed at one file operation: `node save-and-die.ts FOLDER N before|half`. Prints what they were, where it lives. */
import { writeFileSync } from 'node:fs';
import { type Disk, realDisk } from '../../src/state/disk.ts';
import { folderStore } from '../../src/state/folder.ts';
import { change } from './story.ts';

const [folder = '', dieAt = '0', how = 'before'] = process.argv.slice(2);
const done: string[] = [];

/** Counts what changes the disk; reading is free. */
function counted(disk: Disk): Disk {
  const counting =
    <A extends readonly string[], R>(name: string, work: (...args: A) => R, half: (...args: A) => void = () => undefined) =>
    (...args: A): R => {
      done.push(name);
      if (done.length === Number(dieAt)) {
        if (how === 'half') half(...args);
        process.kill(process.pid, 'SIGKILL');
      }
      return work(...args);
    };
  return {
    ...disk,
    makeFolder: counting('makeFolder', disk.makeFolder),
    write: counting('write', disk.write, (file, text) => writeFileSync(file, text.slice(0, text.length / 2))),
    rename: counting('rename', disk.rename),
    link: counting('link', disk.link),
    remove: counting('remove', disk.remove),
    syncFolder: counting('syncFolder', disk.syncFolder),
  };
}

const store = folderStore({ folder, now: Date.now, disk: counted(realDisk) });
{
  await using _ = await store.lock({ run: 'doomed', user: 'ann', at: Date.now() });
  const { generation } = await store.load();
  await store.save(change(generation + 1), generation);
}
console.log(JSON.stringify(done));
