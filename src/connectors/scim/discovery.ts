/** What a server says about itself (RFC 7644 §4). A hint: many servers are wrong about themselves, so only what the config leaves open is asked. */
import { ConnectorError } from '../kit/errors.ts';
import type { AccountType } from './config.ts';
import { type Attributes, attribute, isAttributes, type Scim, textOf } from './protocol.ts';

export interface KnownType extends AccountType {
  readonly endpoint: string;
}

/** Each account type with its endpoint; one request, and none if the config says all. */
export async function knownTypes(scim: Scim): Promise<readonly KnownType[]> {
  const { types } = scim.settings;
  const offered = types.every(({ endpoint }) => endpoint !== null)
    ? []
    : await described(scim, '/ResourceTypes', 'reading the resource types');
  return types.map((type) => {
    const found = offered.find((row) => textOf(attribute(row, 'name')) === type.name || textOf(attribute(row, 'id')) === type.name);
    const endpoint = type.endpoint ?? textOf(found === undefined ? null : attribute(found, 'endpoint'));
    // An absolute one could lead elsewhere, and a relative one up.
    if (endpoint === null || !/^\/(?!\/)[A-Za-z0-9._~/-]+$/.test(endpoint) || endpoint.split('/').includes('..')) {
      throw new ConnectorError(
        'badResponse',
        `${scim.target}: the server does not say where resources of the type ${type.name} are, so nothing was compared. Write name, endpoint and schema in resourceTypes.`,
      );
    }
    return {
      ...type,
      endpoint: endpoint.replace(/\/+$/, ''),
      schema: type.schema ?? textOf(found === undefined ? null : attribute(found, 'schema')),
    };
  });
}

/** Names, in lower case, of the attributes that /Schemas lists as readable; empty where the server does not say. */
export async function readableAttributes(scim: Scim): Promise<ReadonlySet<string>> {
  try {
    const schemas = await described(scim, '/Schemas', 'reading the schemas');
    const attributes = schemas.flatMap((schema) => rowsOf(attribute(schema, 'attributes')));
    return new Set(
      attributes.filter((row) => attribute(row, 'returned') !== 'never').map((row) => (textOf(attribute(row, 'name')) ?? '').toLowerCase()),
    );
  } catch (error) {
    if (error instanceof ConnectorError && (error.code === 'badResponse' || error.code === 'forbidden' || error.code === 'unsupported'))
      return new Set();
    throw error;
  }
}

/** Paging and filters are ignored there (RFC 7644 §4), so none is sent. */
async function described(scim: Scim, path: string, doing: string): Promise<readonly Attributes[]> {
  const { json } = await scim.session.request({ method: 'GET', path, doing });
  return Array.isArray(json) ? rowsOf(json) : isAttributes(json) ? rowsOf(attribute(json, 'Resources')) : [];
}

const rowsOf = (value: unknown): readonly Attributes[] => (Array.isArray(value) ? value.filter(isAttributes) : []);
