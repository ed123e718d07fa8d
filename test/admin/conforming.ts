/** Holds every response of the admin API against the schemas of its OpenAPI document. */
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { openapi } from "../../src/admin/openapi.ts";
import { ISSUER } from "../catalogue/world.ts";

interface Described {
  readonly headers?: Readonly<Record<string, { readonly required?: boolean }>>;
  readonly content?: Readonly<Record<string, object>>;
}
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly responses: Record<string, Described> }>>>>;
}

export const document = openapi(ISSUER) as Document;

const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
ajv.addSchema(document, "document");
const compiled = new Map<string, ValidateFunction>();

const patterns = Object.keys(document.paths).map((path) => ({
  path,
  pattern: new RegExp(`^${path.replaceAll(/[.+*?^$()[\]|\\]/g, "\\$&").replaceAll(/\{\w+\}/g, "[^/]+")}$`),
}));

/** The path of the document that a request is for; words come before names. */
const pathOf = (path: string, method: string): string | undefined => {
  const found = patterns.filter(({ path: one, pattern }) => pattern.test(path) && document.paths[one]?.[method]);
  return found.sort((a, b) => a.path.split("{").length - b.path.split("{").length)[0]?.path;
};

const escaped = (part: string): string => encodeURIComponent(part.replaceAll("~", "~0").replaceAll("/", "~1"));

/** What is wrong with a response, in words. A request that the document has no operation for isn't judged. */
export function faultsOf(method: string, target: string, status: number, headers: Headers, text: string): string[] {
  const name = method.toLowerCase();
  const path = pathOf(target.split("?", 1)[0] ?? "", name);
  if (path === undefined) return [];
  const responses = document.paths[path]?.[name]?.responses ?? {};
  const described = String(status) in responses ? String(status) : status >= 400 ? "default" : "none";
  const response = responses[described];
  const where = `${method} ${path}: ${status}`;
  if (response === undefined) return [`${where} isn't described`];
  const needed = Object.entries(response.headers ?? {}).filter(([, { required }]) => required === true);
  const missing = needed.map(([header]) => header).filter((header) => !headers.has(header));
  const isTried = new URLSearchParams(target.split("?")[1]).get("dry_run") === "true";
  const faults = isTried ? [] : missing.map((header) => `${where} has no ${header}`);
  const type = headers.get("content-type")?.split(";", 1)[0];
  if (response.content === undefined) return text === "" ? faults : [...faults, `${where} has a body`];
  if (type === undefined || !(type in response.content)) return [...faults, `${where} is sent as ${type}`];
  const at = ["paths", path, name, "responses", described, "content", type, "schema"].map(escaped).join("/");
  const validate = compiled.get(at) ?? ajv.compile({ $ref: `document#/${at}` });
  compiled.set(at, validate);
  if (validate(type.endsWith("json") && !type.endsWith("ndjson") ? JSON.parse(text) : text)) return faults;
  return [
    ...faults,
    ...(validate.errors ?? []).map(({ instancePath, message }) => `${where} ${instancePath} ${message}`),
  ];
}
