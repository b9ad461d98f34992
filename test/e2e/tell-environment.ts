/** Loaded before the program (node --import): writes what its environment holds when it ends to the file ENVIRONMENT_AT_END. */
import { writeFileSync } from 'node:fs';

const file = process.env['ENVIRONMENT_AT_END'];
if (file !== undefined) process.on('exit', () => writeFileSync(file, JSON.stringify(process.env)));
