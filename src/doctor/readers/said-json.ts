/** What JSON says about an error, in the many shapes that servers use. */
import { decoded } from "./form-text.ts";
import { isRecord, objectsOf, parsedLoosely } from "./json.ts";

export interface Said {
  readonly error?: string | undefined;
  readonly words: string;
  readonly uri?: string | undefined;
  readonly codes: readonly string[];
}

const bare = (name: string): string => name.toLowerCase().replaceAll(/[_\-.@]/g, "");

/** Members whose value is a name, the likeliest first. */
const ERRORS = ["error", "oauthproblem", "errorcode", "errcode", "code", "status", "type", "errortype", "exception"];
const CODES = new Set([
  ...ERRORS,
  ...[
    "suberror",
    "errorcodes",
    "errorcodereason",
    "errorsubtype",
    "errorsubcode",
    "subcode",
    "errorno",
    "errno",
    "errorkey",
    "key",
    "reason",
  ],
  ...[
    "faultcode",
    "internalcode",
    "name",
    "errorname",
    "domain",
    "errorreason",
    "statuscode",
    "errorid",
    "claims",
    "ok",
  ],
]);
const WORDS = new Set([
  ...[
    "error",
    "errordescription",
    "errormessage",
    "message",
    "msg",
    "detail",
    "details",
    "title",
    "errorsummary",
    "description",
  ],
  ...[
    "errordetail",
    "errordetails",
    "reason",
    "faultstring",
    "errormsg",
    "errmsg",
    "exception",
    "text",
    "cause",
    "summary",
    "hint",
  ],
  ...[
    "errordebug",
    "statusdescription",
    "userdescription",
    "errorhint",
    "localizedmessage",
    "developermessage",
    "more",
    "info",
    "base",
  ],
  ...[
    "usermessage",
    "friendlymessage",
    "issue",
    "causes",
    "errors",
    "statustext",
    "verbose",
    "note",
    "data",
    "response",
    "body",
  ],
]);
const URIS = new Set([
  "erroruri",
  "documentationurl",
  "moreinfo",
  "help",
  "helpurl",
  "docs",
  "infolink",
  "informationlink",
]);
/** Members that hold words and say nothing about the error. */
const SILENT = new Set([
  ...["scope", "scopes", "clientname", "username", "name", "displayname", "useragent", "date", "time", "timestamp"],
  ...["stack", "stacktrace", "trace", "debuginfo", "prompt", "responsetype", "grants", "granttypes", "server"],
]);

/** Whatever its member is called. */
const isSentence = (text: string): boolean =>
  text.length <= 1_000 && /^\S*\p{L}{2,}\S*(?:\s+\S+){1,150}$/u.test(text) && /\p{L}{2,}\s+\S*\p{L}{2}/u.test(text);

/** Without one of them it isn't an error, whatever its status. */
const TELL =
  /^(?:error|errors|fault|fault_?code|error_?code|error_?summary|error_?message|error_?description|error_?type|exception|oauth_problem|err|err_?code|err_?msg|err_?message|err_?info|error_?info|error_?detail|failure)$/i;
const MAY_TELL = /^(?:message|detail|title|msg|reason|code|description|errorMessage|status_?message|statusText)$/i;

const NAME = /^[A-Za-z][\w.:/#-]{0,120}$/;

/** Whether a document is an error, by its members or its status. */
export function tellsError(value: unknown, failed: boolean): boolean {
  if (Array.isArray(value)) return value.some((one) => isRecord(one) && tellsError(one, failed));
  if (!isRecord(value)) return false;
  const names = Object.keys(value).filter(
    (name) => value[name] !== null && value[name] !== "" && value[name] !== false,
  );
  if (value.ok === false || value.success === false || names.some((name) => TELL.test(name))) return true;
  return failed || (!("access_token" in value) && !("sub" in value) && names.some((name) => MAY_TELL.test(name)));
}

export function saidInJson(value: unknown): Said {
  const found = {
    errors: new Map<string, string>(),
    words: new Set<string>(),
    codes: new Set<string>(),
    uri: undefined as string | undefined,
  };
  for (const one of objectsOf(value)) {
    for (const [name, member] of Object.entries(one).slice(0, 200)) {
      for (const leaf of leavesOf(member)) keep(bare(name), leaf, found);
    }
    const about = ofField(one);
    if (about !== undefined) found.codes.add(about);
  }
  const chosen = ERRORS.find((name) => found.errors.has(name));
  const error = chosen === undefined ? undefined : found.errors.get(chosen);
  const words = [...found.words].join("\n").slice(0, 20_000);
  const inner = error === undefined || !/_/.test(error) ? innerOf(words) : undefined;
  const codes = [...found.codes, ...(inner?.codes ?? [])].filter(
    (code) => code !== error || inner?.error !== undefined,
  );
  return { error: inner?.error ?? error, words, uri: found.uri, codes: [...new Set(codes)].slice(0, 50) };
}

/** What is wrong with which field, which may be empty: `{"resource":"RefreshToken","field":"refresh_token","code":"invalid"}`. */
function ofField({ resource, field, code }: Readonly<Record<string, unknown>>): string | undefined {
  const isName = (one: unknown): one is string => typeof one === "string" && NAME.test(one);
  if (!isName(resource) || !(field === "" || isName(field)) || !isName(code)) return undefined;
  return `resource: ${resource}, field: ${field}, code: ${code}`;
}

function leavesOf(member: unknown): (string | number | boolean)[] {
  const all = Array.isArray(member) ? member.slice(0, 50) : [member];
  return all.filter((one) => ["string", "number", "boolean"].includes(typeof one));
}

function keep(
  name: string,
  leaf: string | number | boolean,
  found: { errors: Map<string, string>; words: Set<string>; codes: Set<string>; uri: string | undefined },
): void {
  const text = String(leaf).slice(0, 10_000);
  if (text === "") return;
  const isName = typeof leaf === "string" && NAME.test(text);
  if (isName && ERRORS.includes(name) && !found.errors.has(name)) found.errors.set(name, text);
  if (CODES.has(name) && text.length <= 120 && !/\s/.test(text) && typeof leaf !== "boolean") found.codes.add(text);
  // RFC 9457 3.1.1: a problem's type is the URL of its page.
  if ((URIS.has(name) || name === "type") && /^https?:/.test(text)) found.uri ??= text;
  if (typeof leaf === "string" && (WORDS.has(name) || (!SILENT.has(name) && isSentence(text)))) {
    found.words.add(text);
    if (/%[0-9a-f]{2}/i.test(text)) found.words.add(decoded(text));
  }
}

/** An error within the text of another: a gateway that repeats what it received. */
function innerOf(words: string): Said | undefined {
  const from = words.indexOf('{"');
  const to = words.lastIndexOf("}");
  if (from === -1 || to < from) return undefined;
  const value = parsedLoosely(words.slice(from, to + 1));
  return isRecord(value) && typeof value.error === "string" ? saidInJson(value) : undefined;
}
