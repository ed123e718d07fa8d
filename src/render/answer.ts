/** A sample of what goes over the wire for a reason, for its page and the documentation. */
import { STATUS_CODES } from "node:http";
import { type Code, faceOf, reasonOf, statusOf } from "../reasons/index.ts";
import { sampleOf } from "../reasons/samples/index.ts";
import { type Problem, problemOf } from "./problem.ts";
import { descriptionOf } from "./wire-text.ts";

/** How a refusal reaches its reader: in the response, in the API's challenge, as problem details, back to the app, on a page. */
export type Way = "json" | "bearer" | "problem" | "redirect" | "page";

const SCREEN = [
  "redirect-uri/",
  "client/not-registered",
  "user/credentials-wrong",
  "user/throttled",
  "user/queue-full",
  "user/form-",
  "user/invitation-",
];

/** Returned only by the authorization endpoint, once client and redirect URI are trusted. */
const REDIRECTED = [
  "user/",
  "client/response-type-not-allowed",
  "request/response-",
  "request/object-",
  "request/registration-unsupported",
  "pkce/required",
  "pkce/method-unsupported",
  "pkce/challenge-malformed",
];

/** Returned only by endpoints for programs. */
const OF_PROGRAMS = ["scope/exceeds-grant", "scope/unsuitable", "request/parameter-misplaced"];

/** Returned by both. */
const EVERYWHERE = ["scope/", "request/parameter-", "server/fault"];

/** The ways in which a reason is returned, most common first. */
export function waysOf(code: Code): readonly Way[] {
  const among = (starts: readonly string[]): boolean => starts.some((start) => code.startsWith(start));
  // The response says only that the token isn't active.
  if (code === "client/introspection-not-allowed") return [];
  if (among(SCREEN)) return ["page"];
  if (code === "user/hint-invalid") return ["redirect", "page"];
  if (among(REDIRECTED)) return ["redirect"];
  if (code.startsWith("token/") && code !== "token/of-other-client") return ["bearer"];
  if (code.startsWith("admin/")) return ["problem"];
  if (code === "client/disabled") return ["json", "page"];
  return among(EVERYWHERE) && !among(OF_PROGRAMS) ? ["json", "redirect"] : ["json"];
}

export interface Answer {
  readonly way: Way;
  /** The HTTP message. Empty for a page. */
  readonly text: string;
}

const REF = "7kq2m9x4vbcd";

/** The body of a sample response (RFC 6749 5.2). If the reason has a face, it is the face's. */
export function sampleBody(code: Code, issuer: string) {
  const refusal = sampleOf(code);
  const face = faceOf(refusal);
  return {
    error: reasonOf(face).error,
    error_description: descriptionOf(reasonOf(face).says((face === code ? refusal.evidence : {}) as never), REF),
    error_uri: `${issuer}/errors/${face}?ref=${REF}`,
  };
}

/** The same as problem details. No reason of theirs has a face. */
export function sampleProblem(code: Code, issuer: string): Problem {
  const { evidence } = sampleOf(code);
  const reason = reasonOf(code);
  return problemOf(reason, statusOf(reason), `${issuer}/errors/${code}`, sampleBody(code, issuer), REF, evidence);
}

export function answersOf(code: Code, issuer: string): Answer[] {
  const status = statusOf(reasonOf(faceOf(sampleOf(code))));
  const body = sampleBody(code, issuer);
  const start = `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}`;
  const json = [
    "Content-Type: application/json; charset=utf-8",
    "Cache-Control: no-store",
    "",
    JSON.stringify(body, null, 2),
  ];
  const texts: Readonly<Record<Way, () => readonly string[]>> = {
    json: () => [
      start,
      ...(status === 401 ? [`WWW-Authenticate: Basic realm="${issuer}", charset="UTF-8"`] : []),
      ...json,
    ],
    bearer: () => [start, `WWW-Authenticate: Bearer ${challenge(code, issuer, body)}`, ...json],
    problem: () => [
      start,
      "Content-Type: application/problem+json; charset=utf-8",
      "Cache-Control: no-store",
      "",
      JSON.stringify(sampleProblem(code, issuer), null, 2),
    ],
    redirect: () => ["HTTP/1.1 303 See Other", `Location: ${location(issuer, body)}`],
    page: () => [],
  };
  return waysOf(code).map((way) => ({ way, text: texts[way]().join("\n") }));
}

/** If no token was sent, the challenge has no error (RFC 6750 3.1). */
function challenge(code: Code, issuer: string, body: Readonly<Record<string, string>>): string {
  const attributes = Object.entries({ realm: issuer, ...(code === "token/absent" ? {} : body) });
  return attributes.map(([name, value]) => `${name}="${value}"`).join(",\n  ");
}

/** One parameter a line. Spaces stay `+`; everything else is as readable as possible. */
function location(issuer: string, body: Readonly<Record<string, string>>): string {
  const parameters = new URLSearchParams({ ...body, state: "af0ifjsldkj", iss: issuer });
  return `${issuer}/demo/callback\n?${String(parameters).replaceAll("&", "\n&")}`;
}
