/** The one error that a connector throws. Which codes skip a change and which halt a target: apply/. */
import type { ConnectorErrorCode } from '../../model/entitlement.ts';

/** `message`: where, what, what it means, what to do; in one line, without secrets and without content of the target. */
export class ConnectorError extends Error {
  readonly code: ConnectorErrorCode;
  /** Seconds after which the target asked to be tried again, where it said so. */
  readonly retryAfterSeconds: number | null;

  constructor(code: ConnectorErrorCode, message: string, more: { readonly cause?: unknown; readonly retryAfterSeconds?: number } = {}) {
    super(message, more.cause === undefined ? {} : { cause: more.cause });
    this.name = 'ConnectorError';
    this.code = code;
    this.retryAfterSeconds = more.retryAfterSeconds ?? null;
  }
}
