/** What is decided about a request before any endpoint sees it: transport, URL, method, size, and the server's own errors. */
import { type Refusal, refuse } from "../../reasons/index.ts";
import { openid, rfc } from "../../specs.ts";
import { type Check, decisionOver, refusalOn, stage } from "../decision.ts";
import type { MissingKey } from "../encryption.ts";
import { mediaTypeOf } from "../media-type.ts";

/** The one problem that was found; nothing if a fix removes it. */
export type Finding =
  | { readonly is: "nothing" }
  | { readonly is: "insecure"; readonly scheme: string; readonly issuer: string }
  | { readonly is: "unreadable"; readonly fault: string }
  | { readonly is: "too-large"; readonly limit: number; readonly measured?: "body" | undefined }
  /** `metadata`: URL of the metadata document, for requests that are near no endpoint. */
  | { readonly is: "no-endpoint"; readonly near?: string | undefined; readonly metadata?: string | undefined }
  | { readonly is: "wrong-method"; readonly allowed: readonly string[] }
  | { readonly is: "wrong-type"; readonly sent: string }
  /** The body is compressed or otherwise encoded; the value of Content-Encoding. */
  | { readonly is: "encoded"; readonly sent: string }
  | { readonly is: "not-opened"; readonly sign: string }
  | { readonly is: "no-refusal" }
  | { readonly is: "consumed" }
  | { readonly is: "closing" }
  | { readonly is: "storage"; readonly storage: string }
  /** The server can't sign. `keys`: what is wrong with its keys. */
  | { readonly is: "keys"; readonly keys: string }
  /** Code of the operator failed: which, and how. */
  | {
      readonly is: "hook";
      readonly hook: string;
      readonly failure: "threw" | "timed-out" | "unusable";
      /** Milliseconds. */
      readonly timeout?: number | undefined;
      readonly because?: string | undefined;
    }
  /** A client has no key that the response could be encrypted to. */
  | ({ readonly is: "no-key" } & MissingKey)
  | { readonly is: "fault"; readonly endpoint: string };

export interface HttpOccasion {
  readonly decision: "http";
  readonly method: string;
  /** Without the query, which may contain a secret. */
  readonly path: string;
  readonly found: Finding;
  readonly now: number;
}

/** Characters of a path that are shown and kept. It is cut after the gate, which wouldn't recognize half a secret. */
export const LONGEST_PATH = 1_000;

/** Characters of a Content-Encoding that are shown and kept, cut in the same place. */
export const LONGEST_CODING = 80;

/** Seconds: long enough for a lock or a restart to pass, and short enough that no user gives up. */
const RETRY_AFTER = 5;

export const httpChecks: readonly Check<HttpOccasion>[] = [
  {
    asks: "Did it come over https, if it had to?",
    cites: rfc(6749, "3.1"),
    run: ({ found }) =>
      found.is === "insecure"
        ? refuse("transport/insecure", { scheme: found.scheme, issuer: found.issuer })
        : undefined,
  },
  {
    asks: "Can it be read as HTTP?",
    cites: rfc(9112, "2.2"),
    run: ({ found }) =>
      found.is === "unreadable" ? refuse("request/http-malformed", { fault: found.fault }) : undefined,
  },
  {
    asks: "Is it within bounds?",
    cites: rfc(9110, "15.5.14"),
    run: ({ found }) =>
      found.is === "too-large"
        ? refuse("request/too-large", { limit: found.limit, measured: found.measured })
        : undefined,
  },
  {
    asks: "Is there such an endpoint?",
    cites: rfc(8414, "2"),
    run: ({ found, path }) =>
      found.is === "no-endpoint"
        ? refuse("request/wrong-endpoint", {
            path: path.slice(0, LONGEST_PATH),
            near: found.near,
            metadata: found.near === undefined ? found.metadata : undefined,
          })
        : undefined,
  },
  {
    asks: "Is there such a refusal, and may the user see it?",
    cites: rfc(9110, "15.5.5"),
    run: ({ found }) => (found.is === "no-refusal" ? refuse("request/reference-unknown", {}) : undefined),
  },
  {
    asks: "Does it accept this method?",
    cites: rfc(9110, "15.5.6"),
    run: ({ found, method }) =>
      found.is === "wrong-method" ? refuse("request/wrong-method", { method, allowed: found.allowed }) : undefined,
  },
  {
    asks: "Did the user ask for it?",
    cites: rfc(9110, "9.2.1"),
    run: ({ found }) => (found.is === "not-opened" ? refuse("request/not-opened", { sign: found.sign }) : undefined),
  },
  {
    asks: "Does it accept this type of body?",
    cites: rfc(9110, "15.5.16"),
    run: ({ found }) =>
      found.is === "wrong-type" ? refuse("request/wrong-content-type", { sent: mediaTypeOf(found.sent) }) : undefined,
  },
  {
    asks: "Is the body sent as it is, without compression?",
    cites: rfc(9110, "8.4"),
    run: ({ found }) =>
      found.is === "encoded"
        ? refuse("request/content-encoding-unsupported", { sent: found.sent.slice(0, LONGEST_CODING) })
        : undefined,
  },
  {
    asks: "Did the body reach Candor?",
    cites: rfc(9110, "15.6.1"),
    run: ({ found }) => (found.is === "consumed" ? refuse("server/body-consumed", {}) : undefined),
  },
  {
    asks: "Is the server accepting requests?",
    cites: rfc(9110, "15.6.4"),
    run: ({ found }) => (found.is === "closing" ? refuse("server/closing", {}) : undefined),
  },
  {
    asks: "Can the server save its changes?",
    cites: rfc(9110, "15.6.4"),
    run: ({ found }) =>
      found.is === "storage"
        ? refuse("server/storage-unavailable", { retryAfter: RETRY_AFTER, storage: found.storage })
        : undefined,
  },
  {
    asks: "Can the server sign?",
    cites: rfc(9110, "15.6.4"),
    run: ({ found }) =>
      found.is === "keys" ? refuse("server/keys-unusable", { retryAfter: RETRY_AFTER, keys: found.keys }) : undefined,
  },
  {
    asks: "Did the operator's hooks do their part?",
    cites: rfc(9110, "15.6.1"),
    run: ({ found }) => (found.is === "hook" ? refuseHook(found) : undefined),
  },
  {
    asks: "Has the client a key that the response can be encrypted to?",
    cites: openid("core", "10.2"),
    run: ({ found }) =>
      found.is === "no-key"
        ? refuse("client/encryption-key-absent", { clientId: found.clientId, alg: found.alg, because: found.because })
        : undefined,
  },
  {
    asks: "Did the server work without a fault?",
    cites: rfc(9110, "15.6.1"),
    run: ({ found }) => (found.is === "fault" ? refuse("server/fault", { endpoint: found.endpoint }) : undefined),
  },
];

function refuseHook({ hook, failure, timeout = 0, because = "" }: Extract<Finding, { is: "hook" }>): Refusal {
  switch (failure) {
    case "threw":
      return refuse("server/hook-failed", { hook });
    case "timed-out":
      return refuse("server/hook-timed-out", { retryAfter: RETRY_AFTER, hook, timeout });
    case "unusable":
      return refuse("server/hook-result-invalid", { hook, because });
  }
}

const STAGES = [stage(httpChecks, (on: HttpOccasion) => on)];

/** How what was found about a request is decided, before any endpoint sees it. */
export const httpDecision = decisionOver("the way to the endpoint", () => STAGES);

/** Refuses for the problem that was found. */
export function refuseFinding(on: Omit<HttpOccasion, "decision">): Refusal & { readonly on: HttpOccasion } {
  const occasion: HttpOccasion = { decision: "http", ...on };
  return { ...refusalOn(httpDecision, occasion), on: occasion };
}
