/** What a write says where it cannot be made, or where what it is about is not there. */
import { ConnectorError } from '../kit/errors.ts';

export const cannot = (target: string, what: string, why: string): ConnectorError =>
  new ConnectorError(
    'unsupported',
    `${target}: ${what} cannot be done here, because ${why}; nothing was changed. Do it by hand, or leave it out of the policy.`,
  );

export const gone = (target: string, what: string): ConnectorError =>
  new ConnectorError(
    'conflict',
    `${target}: ${what} answered 404; that can mean that it is gone or that we may not see it, so nothing was changed. The next round reads again and decides anew.`,
  );
