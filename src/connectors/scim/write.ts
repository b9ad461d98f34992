/** One change at a SCIM server: looked at first, then written as one member, once. What a write really did, the next read shows. */
import type { Change } from '../../model/plan.ts';
import type { Outcome, Ports, Writer } from '../kit/contract.ts';
import { ConnectorError } from '../kit/errors.ts';
import { httpTarget } from '../kit/http.ts';
import { allOf } from '../kit/paging.ts';
import { outgoing } from '../kit/redact.ts';
import { pathSegment } from '../kit/encode.ts';
import { type ScimConfig, settingsOf } from './config.ts';
import { type KnownType, knownTypes } from './discovery.ts';
import { kinds } from './kinds.ts';
import {
  activeOf,
  attribute,
  filterEq,
  list,
  MEDIA_TYPE,
  noTarget,
  type Operation,
  patch,
  type Scim,
  type Single,
  single,
  textOf,
  valuesOf,
} from './protocol.ts';
import { cannot, gone } from './refusals.ts';
import { VALUED } from './read.ts';
import { addMember, type Learned, putMembers, removeMember } from './write-members.ts';

type Did = Outcome['outcome'];
type ValuedKind = keyof typeof VALUED;

export function scimWriter(target: string, config: ScimConfig, ports: Ports): Writer {
  const settings = settingsOf(config);
  const verbs = new Map(kinds.kinds(config).map((kind) => [kind.name, kind]));
  const http = httpTarget(
    { target, url: config.url, auth: config.auth, use: 'write', mediaType: MEDIA_TYPE, limits: settings.http },
    ports,
  );
  const learned: Learned = { takesAll: false };
  return {
    async apply(step) {
      try {
        for (const { verb, entry } of step) {
          if (verbs.get(entry.kind)?.verbs.includes(verb) !== true)
            throw cannot(target, `${verb} of ${entry.kind}`, 'this profile does not offer it');
        }
        const scim: Scim = { target, settings, session: http.session() };
        const did =
          settings.quirks.remove === 'put' && step[0].entry.kind === 'group'
            ? await putMembers(scim, step)
            : await oneByOne(scim, learned, step);
        return step.map((change, at) => ({
          change: change.id,
          outcome: did[at] ?? 'changed',
          settlesInSeconds: settings.settlesInSeconds,
        }));
      } catch (error) {
        throw outgoing(target, error, http.clean);
      }
    },
    async [Symbol.asyncDispose]() {},
  };
}

async function oneByOne(scim: Scim, learned: Learned, step: readonly Change[]): Promise<readonly Did[]> {
  const did: Did[] = [];
  for (const change of step) did.push(await one(scim, learned, change));
  return did;
}

async function one(scim: Scim, learned: Learned, { verb, entry }: Change): Promise<Did> {
  const type = scim.settings.types.find(({ kind }) => kind === entry.kind);
  if (type !== undefined) return verb === 'grant' ? create(scim, type.kind, entry.account) : remove(scim, type.kind, entry.account);
  if (entry.kind === 'login') return setActive(scim, entry.account, verb === 'grant');
  if (entry.kind === 'group')
    return verb === 'grant' ? addMember(scim, entry.name, entry.account) : removeMember(scim, learned, entry.name, entry.account);
  return setValue(scim, entry.kind as ValuedKind, verb === 'grant', entry.account, { value: entry.name, type: entry.facts['type'] ?? '' });
}

async function typeOf(scim: Scim, kind: string): Promise<KnownType> {
  const found = (await knownTypes(scim)).find((type) => type.kind === kind);
  if (found === undefined) throw cannot(scim.target, `a change of ${kind}`, 'resourceTypes does not name it');
  return found;
}

/** Made inactive: the login is an entitlement of its own. */
async function create(scim: Scim, kind: string, words: string): Promise<Did> {
  const type = await typeOf(scim, kind);
  const name = words.startsWith(`${kind}/`) ? words.slice(kind.length + 1) : words;
  if (name === '' || name.startsWith('id:')) throw cannot(scim.target, 'creating an account by its id', 'the server gives ids');
  if (type.schema === null) throw cannot(scim.target, `creating a ${type.name}`, 'its schema is not known; write it in resourceTypes');
  if (await exists(scim, type, name, filterEq(type.nameAttribute, name))) return 'unchanged';
  const answer = await scim.session.request({
    method: 'POST',
    path: type.endpoint,
    body: { schemas: [type.schema], [type.nameAttribute]: name, active: false },
    doing: `creating a ${type.name}`,
    expects: ({ status }) => status === 409,
  });
  if (answer.status !== 409) return 'changed';
  // The filter can have missed it: not every server unescapes a filter's text.
  if (await exists(scim, type, name)) return 'unchanged';
  throw new ConnectorError(
    'conflict',
    `${scim.target}: creating a ${type.name} answered 409; that can mean that the name is taken in another spelling, so nothing was changed. Declare the account by the name that it has.`,
  );
}

/** A server may ignore the filter or fold case, so the answer is looked through. */
async function exists(scim: Scim, type: KnownType, name: string, filter?: string): Promise<boolean> {
  try {
    const query = { endpoint: type.endpoint, attributes: ['id', type.nameAttribute], doing: `looking for a ${type.name}` };
    const { items } = await allOf(list(scim, filter === undefined ? query : { ...query, filter }, (resource) => resource));
    return items.some(({ attributes }) => textOf(attribute(attributes, type.nameAttribute)) === name);
  } catch (error) {
    // A filter that the server does not take proves nothing; the name is unique there, so creating it will tell.
    if (filter !== undefined && error instanceof ConnectorError && ['badResponse', 'unsupported', 'unproven'].includes(error.code))
      return false;
    throw error;
  }
}

async function remove(scim: Scim, kind: string, id: string): Promise<Did> {
  const type = await typeOf(scim, kind);
  const found = await single(scim, { endpoint: type.endpoint, id, attributes: ['id'], doing: `reading one ${type.name}` });
  if (found === null) return 'unchanged';
  const answer = await scim.session.request({
    method: 'DELETE',
    path: `${type.endpoint}/${pathSegment(id)}`,
    doing: `deleting a ${type.name}`,
    expects: ({ status }) => status === 404,
  });
  return answer.status === 404 ? 'unchanged' : 'changed';
}

/** An entry names its account by id only: the type is the one that knows it. */
async function find(
  scim: Scim,
  id: string,
  attributes: readonly string[],
): Promise<{ readonly type: KnownType; readonly found: Single } | null> {
  for (const type of await knownTypes(scim)) {
    const found = await single(scim, {
      endpoint: type.endpoint,
      id,
      attributes: ['id', ...attributes],
      doing: `reading one ${type.name} before a change`,
    });
    if (found !== null) return { type, found };
  }
  return null;
}

async function setActive(scim: Scim, id: string, wanted: boolean): Promise<Did> {
  const { quirks } = scim.settings;
  const account = await find(scim, id, ['active']);
  if (account === null) {
    if (!wanted) return 'unchanged';
    throw gone(scim.target, 'the account that is to be enabled');
  }
  if (activeOf(account.found.attributes, quirks.booleanText) === wanted) return 'unchanged';
  const operation: Operation =
    quirks.active === 'path' ? { op: 'replace', path: 'active', value: wanted } : { op: 'replace', value: { active: wanted } };
  await patch(scim, { endpoint: account.type.endpoint, id, operation, doing: wanted ? 'enabling an account' : 'disabling an account' });
  return 'changed';
}

async function setValue(
  scim: Scim,
  kind: ValuedKind,
  wanted: boolean,
  id: string,
  row: { readonly value: string; readonly type: string },
): Promise<Did> {
  const name = VALUED[kind];
  const account = await find(scim, id, [name]);
  if (account === null) {
    if (!wanted) return 'unchanged';
    throw gone(scim.target, `the account that is to get a ${kind}`);
  }
  const held = valuesOf(account.found.attributes, name);
  if (held === 'malformed') throw cannot(scim.target, `a change of ${kind}`, `the account has ${name} without a value`);
  const same = held?.find(({ value }) => value === row.value);
  if (wanted && same !== undefined) {
    if (same.type === row.type) return 'unchanged';
    throw new ConnectorError(
      'conflict',
      `${scim.target}: the ${kind} is there with another type, so nothing was changed. The next round reads again and decides anew.`,
    );
  }
  if (!wanted && same === undefined) return 'unchanged';
  const operation: Operation = wanted
    ? { op: 'add', path: name, value: [{ value: row.value, ...(row.type === '' ? {} : { type: row.type }) }] }
    : { op: 'remove', path: `${name}[${filterEq('value', row.value)}]` };
  const answer = await patch(scim, {
    endpoint: account.type.endpoint,
    id,
    operation,
    doing: wanted ? `adding a ${kind}` : `taking a ${kind}`,
    ...(wanted ? {} : { expects: noTarget }),
  });
  return answer.status === 400 ? 'unchanged' : 'changed';
}
