/** What descriptions of requests and responses have in common in the OpenAPI document. */
import { z } from "zod";
import type { Parameters } from "./parameter.ts";

export const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
export const json = (schema: object, type = "application/json") => ({ content: { [type]: { schema } } });

export const PROBLEM = {
  description: "Refused: the type is the page of the reason.",
  ...json(ref("Problem"), "application/problem+json"),
};

export const ETAG = {
  ETag: { description: "The version. Send it as If-Match with a change.", schema: { type: "string" } },
};
/** Of what was registered. */
export const LOCATION = {
  Location: { required: true, description: "Its URL.", schema: { type: "string", format: "uri" } },
};
export const IF_MATCH = {
  name: "If-Match",
  in: "header",
  required: true,
  description: "The ETag of the version that the change was made from.",
  schema: { type: "string" },
};
/** Of every change. */
export const IDEMPOTENCY_KEY = {
  name: "Idempotency-Key",
  in: "header",
  description:
    "A random key of this one change. The same request with the same key is carried out once, and gets the same response, for 24 hours.",
  schema: { type: "string", minLength: 1, maxLength: 257 },
};
export const describedParameters = (parameters: Parameters): readonly object[] =>
  Object.entries(parameters).map(([name, { says, schema }]) => ({ name, in: "query", description: says, schema }));

export const jsonSchema = (schema: z.ZodType, io: "input" | "output"): object => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  return rest;
};

/** A page of a list. */
export const pageSchema = (title: string): object => ({
  type: "object",
  required: ["items"],
  properties: { items: { type: "array", items: ref(title) }, next: { type: "string" } },
});
