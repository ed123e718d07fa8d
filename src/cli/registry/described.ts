/** What a request may send, by the OpenAPI document of the server: so a command offers exactly what this server accepts. */
import { type AdminApi, type Members, succeed } from "./admin-api.ts";

/** A JSON Schema, as far as commands need it. */
export interface MemberSchema {
  readonly type?: string | readonly string[];
  readonly anyOf?: readonly MemberSchema[];
  readonly enum?: readonly unknown[];
  readonly items?: MemberSchema;
  readonly properties?: Readonly<Record<string, MemberSchema>>;
  readonly description?: string;
  readonly default?: unknown;
}

export interface Described {
  /** The members of the body; none if the request has no body or the server doesn't have it. */
  readonly members: Readonly<Record<string, MemberSchema>>;
  /** Names of the parameters of the URL. */
  readonly parameters: readonly string[];
}

type Document = Readonly<Record<string, never>>;

/** Reads it once. */
export function descriptions(api: AdminApi): (method: string, path: string) => Promise<Described> {
  let document: Promise<Members> | undefined;
  return async (method, path) => {
    document ??= succeed(api, { method: "GET", path: "/openapi.json" }).then(({ body }) => body);
    return describedIn((await document) as Document, method.toLowerCase(), path);
  };
}

function describedIn(document: Members, method: string, path: string): Described {
  const at = (from: unknown, ...names: readonly string[]): unknown =>
    names.reduce<unknown>((value, name) => resolved((value as Members | undefined)?.[name]), from);
  const resolved = (value: unknown): unknown => {
    const { $ref } = (value ?? {}) as { readonly $ref?: string };
    return $ref === undefined ? value : at(document, ...$ref.replace("#/", "").split("/"));
  };
  const operation = at(document, "paths", path, method);
  const content = (at(operation, "requestBody", "content") ?? {}) as Members;
  const [type] = Object.keys(content);
  const properties = type === undefined ? {} : at(content, type, "schema", "properties");
  const parameters = (at(operation, "parameters") ?? []) as readonly unknown[];
  return {
    members: (properties ?? {}) as Described["members"],
    parameters: parameters.flatMap((one) => {
      const { name, in: place } = resolved(one) as { readonly name: string; readonly in: string };
      return place === "query" ? [name] : [];
    }),
  };
}

/** The types that a member may have. */
export function typesOf({ type, anyOf = [], enum: values = [] }: MemberSchema): ReadonlySet<string> {
  const own = Array.isArray(type) ? type : type === undefined ? values.map((value) => typeof value) : [type];
  return new Set([...own, ...anyOf.flatMap((one) => [...typesOf(one)])] as string[]);
}
