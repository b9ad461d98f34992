/** Loaded before the program (node --import): another writer changes the file MEDDLE_WITH whenever the program makes a new one beside it. */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const file = process.env['MEDDLE_WITH'] ?? '';
const { appendFileSync } = fs;
const { open } = fs.promises;
fs.promises.open = async (...args: Parameters<typeof open>) => {
  if (String(args[0]).endsWith('.tmp')) appendFileSync(file, ' ');
  return await open(...args);
};
syncBuiltinESMExports();
