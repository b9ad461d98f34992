/** The one hash of the project. The only pure file that may import node:crypto. */
import { hash } from 'node:crypto';
import { canonicalJson } from './order.ts';

/** Lower-case hex. */
export const sha256 = (text: string): string => hash('sha256', text, 'hex');

/** sha256 over the canonical JSON of a value. */
export const digestOf = (value: unknown): string => sha256(canonicalJson(value));

/** The name that git gives a file's content. */
export const gitBlobId = (bytes: Uint8Array): string => hash('sha1', Buffer.concat([Buffer.from(`blob ${bytes.length}\0`), bytes]), 'hex');
