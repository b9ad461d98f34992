/** The file connector keeps the contract, in both formats. */
import { fileSubject } from './file-subject.ts';
import { contractSuite } from './suite.ts';

contractSuite('file, JSON Lines', fileSubject('jsonl'));
contractSuite('file, CSV', fileSubject('csv'));
