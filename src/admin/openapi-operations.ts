/** The part of the OpenAPI document that follows from the operations. */

import {
  describedParameters,
  IDEMPOTENCY_KEY,
  IF_MATCH,
  json,
  jsonSchema,
  PROBLEM,
  pageSchema,
  ref,
} from "./openapi-pieces.ts";
import { actOf, type Named, type Operation, parametersOf, scopeOf } from "./operation.ts";

/** The schemas that operations name. The same name is the same schema. */
export function operationSchemas(all: readonly Operation[]): Readonly<Record<string, object>> {
  const schemas: Record<string, object> = {};
  for (const { sends, shows, lists } of all) {
    if (sends !== undefined) schemas[sends.title] = placed(sends, "input");
    for (const named of [shows, lists]) if (named !== undefined) schemas[named.title] = placed(named, "output");
    if (lists !== undefined) schemas[pageOf(lists)] = pageSchema(lists.title);
  }
  return schemas;
}

/** What a schema refers to within itself is found from the document. */
function placed({ title, schema }: Named, io: "input" | "output"): object {
  const text = JSON.stringify(jsonSchema(schema, io));
  return JSON.parse(text.replaceAll('"#/$defs/', `"#/components/schemas/${title}/$defs/`)) as object;
}

const pageOf = ({ title }: Named): string => `${title}Page`;

/** The paths of operations, below `/admin/v1`. */
export function operationPaths(all: readonly Operation[]): Readonly<Record<string, object>> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const operation of all) {
    const path = paths[operation.path] ?? { ...partsOf(operation.path) };
    paths[operation.path] = path;
    path[operation.method.toLowerCase()] = entryOf(operation);
  }
  return paths;
}

function partsOf(path: string): { readonly parameters?: readonly object[] } {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  if (names.length === 0) return {};
  const part = { in: "path", required: true, description: "Percent-encoded.", schema: { type: "string" } };
  return { parameters: names.map((name) => ({ name, ...part })) };
}

function entryOf(operation: Operation): object {
  const { id, says, method, sends, takes } = operation;
  const act = actOf(operation);
  const isVersioned = act === "change" || act === "remove";
  const type = method === "PATCH" ? "application/merge-patch+json" : "application/json";
  return {
    operationId: id,
    summary: says,
    parameters: [
      ...(isVersioned ? [IF_MATCH] : []),
      ...(act === "read" ? [] : [IDEMPOTENCY_KEY]),
      ...describedParameters(parametersOf(operation)),
    ],
    security: [{ oauth: [scopeOf(operation)] }],
    ...(sends !== undefined && { requestBody: { required: true, ...json(ref(sends.title), type) } }),
    ...(takes !== undefined && {
      requestBody: { required: true, ...json({ type: "string", description: takes.says }, takes.type) },
    }),
    responses: { ...responseOf(operation), default: PROBLEM },
  };
}

function responseOf({ status = 200, shows, lists, streams, tries, says, refuses }: Operation): object {
  const description = says;
  if (streams !== undefined) {
    const content = Object.fromEntries(streams.map((type) => [type, { schema: { type: "string" } }]));
    return {
      [status]: { description, content },
      ...(refuses !== undefined && { [refuses.status]: { description: refuses.says, content } }),
    };
  }
  if (lists !== undefined) return { [status]: { description, ...json(ref(pageOf(lists))) } };
  if (shows !== undefined && tries === true)
    return { [status]: { description, ...json({ anyOf: [ref(shows.title), ref("DryRun")] }) } };
  if (shows !== undefined) return { [status]: { description, ...json(ref(shows.title)) } };
  return { 204: { description } };
}
