/** A resource type that no RFC defines, for targets whose accounts are not users. The library wants a class for each. */
import SCIMMY from 'scimmy';

export const AGENT_SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:Agent';

const { Attribute, Resource, Schema, SchemaDefinition } = SCIMMY.Types;

const values = (name: string) =>
  new Attribute('complex', name, { multiValued: true, uniqueness: false }, [
    new Attribute('string', 'value'),
    new Attribute('string', 'type'),
  ]);

const definition = new SchemaDefinition('Agent', AGENT_SCHEMA, 'A machine that acts', [
  new Attribute('string', 'name', { required: true }),
  new Attribute('boolean', 'active'),
  values('roles'),
  values('entitlements'),
]);

class AgentSchema extends Schema {
  static override get id(): string {
    return definition.id;
  }
  static override get definition() {
    return definition;
  }
  constructor(resource: unknown, direction = 'both', basepath?: string, filters?: unknown) {
    super(resource, direction);
    Object.assign(this, definition.coerce(resource, direction, basepath, filters as never));
  }
}

type Handler = (resource: { readonly id?: string }, ...rest: readonly unknown[]) => unknown;

/** What User and Group of the library do, in its words. */
export class Agent extends (Resource as unknown as new (...params: unknown[]) => {
  id?: string;
  filter?: unknown;
  attributes?: unknown;
  constraints?: object;
}) {
  static #basepath = '';
  static #handlers: Record<string, Handler> = {};
  static get endpoint(): string {
    return '/Agents';
  }
  static get schema() {
    return AgentSchema;
  }
  static basepath(path?: string): unknown {
    if (path === undefined) return Agent.#basepath;
    Agent.#basepath = path.endsWith(Agent.endpoint) ? path : `${path}${Agent.endpoint}`;
    return Agent;
  }
  static ingress(handler: Handler): typeof Agent {
    Agent.#handlers['ingress'] = handler;
    return Agent;
  }
  static egress(handler: Handler): typeof Agent {
    Agent.#handlers['egress'] = handler;
    return Agent;
  }
  static degress(handler: Handler): typeof Agent {
    Agent.#handlers['degress'] = handler;
    return Agent;
  }
  #out(value: unknown): AgentSchema {
    return new AgentSchema(value, 'out', Agent.#basepath, this.attributes);
  }
  async read(ctx: unknown): Promise<unknown> {
    const found = await Agent.#handlers['egress']?.(this, ctx);
    if (Array.isArray(found)) return new SCIMMY.Messages.ListResponse(found.map((one) => this.#out(one)) as never, this.constraints);
    return this.#out(found);
  }
  async write(instance: unknown, ctx: unknown): Promise<unknown> {
    return this.#out(await Agent.#handlers['ingress']?.(this, new AgentSchema(instance, 'in'), ctx));
  }
  async patch(message: unknown, ctx: unknown): Promise<unknown> {
    const patched = (await new SCIMMY.Messages.PatchOp(message as never).apply(
      (await this.read(ctx)) as never,
      (async (instance: unknown) => this.write(instance, ctx)) as never,
    )) as unknown;
    return patched === undefined ? undefined : this.#out(patched);
  }
  async dispose(ctx: unknown): Promise<void> {
    await Agent.#handlers['degress']?.(this, ctx);
  }
}
