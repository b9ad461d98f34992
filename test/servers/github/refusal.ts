/** What GitHub answers where it does not do what it was asked. */

const DOCS = 'https://docs.github.com/rest';

/** Thrown where it is found; the server answers it. */
export class Refusal extends Error {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;
  constructor(
    status: number,
    message: string,
    more: Readonly<Record<string, unknown>> = {},
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.status = status;
    this.body = { message, documentation_url: DOCS, ...more, status: String(status) };
    this.headers = headers;
  }
}

export const notFound = (): Refusal => new Refusal(404, 'Not Found');
export const notForIntegration = (): Refusal => new Refusal(403, 'Resource not accessible by integration');
export const invalid = (resource: string, field: string, code: string, message?: string): Refusal =>
  new Refusal(422, 'Validation Failed', { errors: [{ resource, field, code, ...(message === undefined ? {} : { message }) }] });
/** Where GitHub has a sentence and no list. */
export const unprocessable = (message: string): Refusal => new Refusal(422, message);

/** Issue, comment and pull request texts. */
const LONGEST_BODY = 65_536;
export function demandShort(resource: string, text: string | null | undefined): void {
  if ((text ?? '').length > LONGEST_BODY)
    throw invalid(resource, 'body', 'custom', `body is too long (maximum is ${LONGEST_BODY} characters)`);
}
