/** The OpenAPI 3.1 document of the admin API, generated from the schemas that validate it. */
import { z } from "zod";
import type { AdminKind } from "../protocol/admin/occasion.ts";
import { ADMIN_PATH, adminScopes } from "../protocol/scope/catalogue.ts";
import { OPERATIONS, REPRESENTATIONS } from "./all.ts";
import { operationPaths, operationSchemas } from "./openapi-operations.ts";
import {
  describedParameters,
  ETAG,
  IDEMPOTENCY_KEY,
  IF_MATCH,
  json,
  jsonSchema,
  LOCATION,
  PROBLEM,
  pageSchema,
  ref,
} from "./openapi-pieces.ts";
import { DRY_RUN, FORCE, PAGE, SEARCH } from "./parameter.ts";
import type { Representation } from "./representation.ts";

/** What is sent, what a change sends, and what is shown. */
function schemasOf({
  title: name,
  schema,
  fixed,
  idMember,
  single,
}: Representation<AdminKind>): Readonly<Record<string, object>> {
  // The id is always there. What else only the server sets may be missing.
  const also = Object.fromEntries(
    Object.entries(fixed).map(([member, one]) => [member, member === idMember ? one : one.optional()]),
  );
  return {
    ...(single === undefined && { [`New${name}`]: jsonSchema(schema, "input") }),
    [`${name}Patch`]: {
      description: "A JSON Merge Patch (RFC 7396): members that aren't sent stay, and null restores the default.",
      ...patchOf(schema),
    },
    [name]: jsonSchema(schema.extend(also), "output"),
  };
}

/** Every member may be missing, or null. */
function patchOf(schema: z.ZodObject): object {
  const { properties = {} } = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  const nullable = Object.entries(properties).map(([name, one]) => [name, { anyOf: [one, { type: "null" }] }]);
  return { type: "object", properties: Object.fromEntries(nullable), additionalProperties: false };
}

function pathsOf(of: Representation<AdminKind>): Readonly<Record<string, object>> {
  const { title: name, plural, single, scope: allows, changes = allows, filters } = of;
  const security = (needed: string) => [{ oauth: [needed] }];
  const [read, write] = [security(`${allows}:read`), security(changes)];
  const shown = { headers: ETAG, ...json(ref(name)) };
  const would = { description: "Only with dry_run: what it would do.", ...json(ref("DryRun")) };
  const id = { name: "id", in: "path", required: true, description: "Percent-encoded.", schema: { type: "string" } };
  const get = {
    operationId: `get${name}`,
    security: read,
    responses: { 200: { description: "As it is registered.", ...shown }, default: PROBLEM },
  };
  const patch = {
    operationId: `change${name}`,
    parameters: [IF_MATCH, IDEMPOTENCY_KEY, ...describedParameters(DRY_RUN)],
    security: write,
    requestBody: { required: true, ...json(ref(`${name}Patch`), "application/merge-patch+json") },
    responses: {
      200: {
        description: "Changed. With dry_run: what the change would do.",
        headers: ETAG,
        ...json({ anyOf: [ref(name), ref("DryRun")] }),
      },
      default: PROBLEM,
    },
  };
  if (single !== undefined) return { [`/${plural}`]: { get, patch } };
  return {
    [`/${plural}`]: {
      get: {
        operationId: `list${name}s`,
        parameters: describedParameters({ ...SEARCH, ...filters, ...PAGE }),
        security: read,
        responses: {
          200: { description: "A page, in the order of their ids.", ...json(ref(`${name}Page`)) },
          default: PROBLEM,
        },
      },
      post: {
        operationId: `add${name}`,
        parameters: [IDEMPOTENCY_KEY, ...describedParameters(DRY_RUN)],
        security: write,
        requestBody: { required: true, ...json(ref(`New${name}`)) },
        responses: {
          201: {
            description: "Registered, and in force for the next request.",
            ...shown,
            headers: { ...ETAG, ...LOCATION },
          },
          200: would,
          default: PROBLEM,
        },
      },
    },
    [`/${plural}/{id}`]: {
      parameters: [id],
      get,
      patch,
      delete: {
        operationId: `remove${name}`,
        parameters: [IF_MATCH, IDEMPOTENCY_KEY, ...describedParameters({ ...DRY_RUN, ...FORCE })],
        security: write,
        responses: { 204: { description: "Removed." }, 200: would, default: PROBLEM },
      },
    },
  };
}

const text = { type: "string" } as const;
const texts = { type: "array", items: text };

const SHARED_SCHEMAS = {
  Problem: {
    type: "object",
    description: "Problem details (RFC 9457).",
    required: ["type", "title", "status", "detail", "instance", "ref"],
    properties: {
      type: { ...text, description: "The page of the reason. It ends in the reason's code." },
      title: text,
      status: { type: "integer" },
      detail: text,
      instance: { ...text, description: "The page of this refusal." },
      ref: { ...text, description: "The reference of this refusal." },
      errors: {
        type: "array",
        description: "Every fault of the body, or the one of a header.",
        items: {
          type: "object",
          required: ["sent", "expected", "code"],
          properties: {
            pointer: { ...text, description: "JSON pointer (RFC 6901), of a fault in the body." },
            header: { ...text, description: "Name of the header, of a fault in one." },
            sent: text,
            expected: text,
            code: text,
          },
        },
      },
    },
  },
  DryRun: {
    type: "object",
    required: ["consequences"],
    properties: {
      result: { type: "object", description: "As it would be registered." },
      consequences: {
        type: "object",
        properties: {
          clients: { ...texts, description: "Clients that the change concerns." },
          refusals_replayed: { type: "integer", description: "How many of their latest refusals were decided again." },
          would_be_granted: { ...texts, description: "References of refusals that would have been granted." },
          clients_count: { type: "integer", description: "How many there are." },
          used_by: { ...texts, description: "What uses something that would be removed, in words. The first ones." },
          successes_replayed: {
            type: "integer",
            description: "How many of their latest successes were decided again.",
          },
          would_be_refused: {
            type: "array",
            description: "Requests that were granted lately and would be refused.",
            items: {
              type: "object",
              required: ["client", "request", "code", "granted_at"],
              properties: {
                client: { ...text, description: "client_id." },
                request: { ...text, description: "`authorization`, or `token/` and the grant type." },
                code: { ...text, description: "Why: a reason of the catalogue." },
                granted_at: { ...text, format: "date-time", description: "When such a request was granted last." },
              },
            },
          },
          grants: {
            type: "object",
            description: "Grants of these clients that may still be used.",
            properties: {
              live: { type: "integer" },
              ending: { type: "integer", description: "Those that end or can't be refreshed any more." },
              losing: { type: "integer", description: "Those that lose some of their scopes." },
              more: { type: "boolean", description: "Whether there are more than were counted." },
            },
          },
          consent: {
            type: "object",
            properties: {
              users: { type: "integer", description: "Users who are asked again." },
              first: { ...texts, description: "User names of the first ones; only with candor:users:read." },
            },
          },
          would_be_refused_otherwise: { ...texts, description: "References of refusals with another reason then." },
        },
      },
    },
  },
} as const;

export function openapi(issuer: string): object {
  const all = REPRESENTATIONS as unknown as readonly Representation<AdminKind>[];
  const scopes = adminScopes(issuer).map(({ name, description }) => [name, description]);
  return {
    openapi: "3.1.0",
    info: {
      title: "Candor admin API",
      version: "1",
      description: "What is registered at this server, and what it does.",
    },
    servers: [{ url: issuer + ADMIN_PATH }],
    paths: Object.assign({}, ...all.map(pathsOf), operationPaths(OPERATIONS)),
    components: {
      schemas: Object.assign(
        {},
        ...all.map(schemasOf),
        ...all
          .filter(({ single }) => single === undefined)
          .map(({ title }) => ({ [`${title}Page`]: pageSchema(title) })),
        operationSchemas(OPERATIONS),
        SHARED_SCHEMAS,
      ),
      securitySchemes: {
        oauth: {
          type: "oauth2",
          flows: { clientCredentials: { tokenUrl: `${issuer}/token`, scopes: Object.fromEntries(scopes) } },
        },
      },
    },
  };
}
