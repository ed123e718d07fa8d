/** Everything that the decision about a request to the admin API uses, once its token is valid for it. */
import { type Refusal, refuse } from "../../reasons/index.ts";
import { rfc } from "../../specs.ts";
import { type Check, decisionOver, stage } from "../decision.ts";
import type { OneMore } from "./self-service.ts";

/** What can be registered. */
export type AdminKind = "application" | "scope" | "api" | "team" | "request" | "settings" | "trusted-issuer";

/** A fault of one member of the body. Its value is never that of a secret. */
export interface FieldFault {
  /** RFC 6901. */
  readonly pointer: string;
  readonly sent: string;
  readonly expected: string;
  readonly code: "admin/member-unknown" | "admin/field-invalid" | "admin/operator-only";
}

/** `pending`: there is an open one about the application. `outdated`: what it relies on has changed since. */
export type RequestFault =
  | { readonly is: "pending"; readonly application: string; readonly open: string }
  | { readonly is: "decided"; readonly state: string }
  | { readonly is: "outdated"; readonly application: string; readonly because: readonly string[] };

/**
 * Of an Idempotency-Key. `reused`: it was sent with another request. `running`: its request is being carried out. `lost`: it began, and what
 * became of it isn't known.
 */
export type KeyFault = "malformed" | "reused" | "running" | "lost";

/** What is registered under the id. `file`: by the configuration file, or by the server itself. */
export type FoundBy = "file" | "storage";

export interface AdminOccasion {
  readonly decision: "admin";
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  /** The client whose token was sent. */
  readonly by: string;
  /** What a user's token allows and the role of the user doesn't: the scope that the request needs. */
  readonly beyondRole?: { readonly role: string; readonly needs: string } | undefined;
  /** What the request is about: an `AdminKind`, or something that isn't registered, such as `session`. */
  readonly kind: string;
  /** `do`: something that needs no version, such as ending a session. */
  readonly act: "read" | "add" | "change" | "remove" | "do";
  readonly keyFault?: KeyFault | undefined;
  /** Of the path, or, if something is added, of the body. */
  readonly id: string;
  /** A parameter of the query that doesn't exist here, or, with `expected`, has a wrong value. */
  readonly wrongParameter?:
    | { readonly name: string; readonly sent: string; readonly expected?: string; readonly known: readonly string[] }
    | undefined;
  /** A type of body that isn't accepted, and those that are. */
  readonly wrongType?: { readonly sent: string; readonly accepted: readonly string[] } | undefined;
  /** Why the body isn't one JSON object. */
  readonly unreadable?: string | undefined;
  readonly found?: FoundBy | undefined;
  /** Of what was found. */
  readonly etag?: string | undefined;
  readonly ifMatch?: string | undefined;
  readonly faults: readonly FieldFault[];
  /** Why nothing becomes of a request for scopes. */
  readonly asking?: RequestFault | undefined;
  /** Of the user who would have one more application because of this. */
  readonly oneMore?: OneMore | undefined;
  /** What refers to it, if it would be removed. */
  readonly usedBy: readonly string[];
  readonly now: number;
}

/** Characters of what was sent, as many as a record keeps. Cut after the gate, which would not recognize half a secret. */
export const LONGEST = 1_000;

const adds = ({ act }: AdminOccasion): boolean => act === "add";
const does = ({ act }: AdminOccasion): boolean => act === "do";
const changes = ({ act }: AdminOccasion): boolean => act === "change" || act === "remove";

/** The faults of a reason first, so that the response is named after them. */
function refuseFaults(code: FieldFault["code"], { faults }: AdminOccasion): Refusal | undefined {
  if (!faults.some((fault) => fault.code === code)) return undefined;
  const all = [...faults.filter((fault) => fault.code === code), ...faults.filter((fault) => fault.code !== code)];
  const evidence = {
    fields: all.map(({ pointer }) => pointer),
    sent: all.map(({ sent }) => sent),
    expected: all.map(({ expected }) => expected),
    codes: all.map((fault) => fault.code),
  };
  if (code === "admin/member-unknown") return refuse("admin/member-unknown", evidence);
  return code === "admin/field-invalid"
    ? refuse("admin/field-invalid", evidence)
    : refuse("admin/operator-only", evidence);
}

function refuseRequest(fault: RequestFault, id: string): Refusal {
  if (fault.is === "pending")
    return refuse("admin/request-pending", { application: fault.application, open: fault.open });
  if (fault.is === "decided") return refuse("admin/request-decided", { id, state: fault.state });
  return refuse("admin/request-outdated", { id, application: fault.application, because: fault.because });
}

function refuseKey(fault: KeyFault): Refusal {
  const one = (sent: string, expected: string, code: string) => ({
    fields: ["Idempotency-Key"],
    ...{ sent: [sent], expected: [expected], codes: [code] },
  });
  if (fault === "malformed")
    return refuse(
      "admin/idempotency-key-malformed",
      one("not a key", "1 to 255 visible ASCII characters without a quote", "admin/idempotency-key-malformed"),
    );
  if (fault === "reused")
    return refuse(
      "admin/idempotency-key-reused",
      one("the key of another request", "a new key", "admin/idempotency-key-reused"),
    );
  return fault === "running"
    ? refuse(
        "admin/idempotency-key-busy",
        one("the key of a request in progress", "the same request later", "admin/idempotency-key-busy"),
      )
    : refuse(
        "admin/idempotency-outcome-unknown",
        one("the key of an unfinished request", "a new key", "admin/idempotency-outcome-unknown"),
      );
}

export const adminChecks: readonly Check<AdminOccasion>[] = [
  {
    // A token never reaches further than the user who gave it.
    asks: "Does the role of the user allow it?",
    cites: rfc(9110, "15.5.4"),
    run: ({ beyondRole }) => (beyondRole === undefined ? undefined : refuse("admin/role-insufficient", beyondRole)),
  },
  {
    // A key that is ignored would let a repetition make the change twice.
    asks: "May a request with this Idempotency-Key be carried out?",
    cites: rfc(9110, "9.2.2"),
    run: ({ keyFault }) => (keyFault === undefined ? undefined : refuseKey(keyFault)),
  },
  {
    // Ignoring one would be dangerous: with a misspelled dry_run, the change would be made.
    asks: "Does each parameter of the query exist?",
    cites: rfc(9110, "15.5.1"),
    run: ({ wrongParameter: wrong }) =>
      wrong !== undefined && wrong.expected === undefined
        ? refuse("admin/parameter-unknown", { parameter: wrong.name.slice(0, LONGEST), known: wrong.known })
        : undefined,
  },
  {
    asks: "Is each parameter of the query valid?",
    cites: rfc(9110, "15.5.1"),
    run: ({ wrongParameter: wrong }) =>
      wrong?.expected === undefined
        ? undefined
        : refuse("request/parameter-invalid", {
            parameter: wrong.name,
            sent: wrong.sent.slice(0, LONGEST),
            expected: wrong.expected,
          }),
  },
  {
    asks: "May users register applications?",
    cites: rfc(9110, "15.5.4"),
    run: ({ oneMore }) => (oneMore?.enabled === false ? refuse("admin/self-service-off", {}) : undefined),
  },
  {
    asks: "Is the body sent as JSON?",
    cites: rfc(9110, "15.5.16"),
    run: ({ wrongType }) => (wrongType === undefined ? undefined : refuse("admin/wrong-content-type", wrongType)),
  },
  {
    asks: "Is the body one JSON object?",
    cites: rfc(8259, "4"),
    run: ({ unreadable }) =>
      unreadable === undefined ? undefined : refuse("admin/body-malformed", { fault: unreadable }),
  },
  {
    asks: "Is it registered?",
    cites: rfc(9110, "15.5.5"),
    run: (on) =>
      !adds(on) && on.found === undefined ? refuse("admin/not-found", { kind: on.kind, id: on.id }) : undefined,
  },
  {
    asks: "May it be changed here, or only in the configuration file?",
    cites: rfc(9110, "15.5.10"),
    run: (on) =>
      (changes(on) || does(on)) && on.found === "file"
        ? refuse("admin/owned-by-file", { kind: on.kind, id: on.id })
        : undefined,
  },
  {
    // Without a version, the second of two changes would overwrite the first.
    asks: "Does a change name the version that it was made from?",
    cites: rfc(6585, "3"),
    run: (on) =>
      changes(on) && on.ifMatch === undefined
        ? refuse("admin/if-match-absent", { kind: on.kind, id: on.id })
        : undefined,
  },
  {
    asks: "Is that version still in force?",
    cites: rfc(9110, "13.1.1"),
    run: (on) =>
      changes(on) && on.ifMatch !== on.etag
        ? refuse("admin/changed-meanwhile", {
            kind: on.kind,
            id: on.id,
            sent: on.ifMatch ?? "",
            current: on.etag ?? "",
          })
        : undefined,
  },
  {
    asks: "Does each member of the body exist?",
    cites: rfc(8259, "4"),
    run: (on) => refuseFaults("admin/member-unknown", on),
  },
  {
    asks: "Is each member valid?",
    cites: rfc(7591, "3.2.2"),
    run: (on) => refuseFaults("admin/field-invalid", on),
  },
  {
    asks: "Is a request for scopes still open, and the only one?",
    cites: rfc(9110, "15.5.10"),
    run: ({ asking, id }) => (asking === undefined ? undefined : refuseRequest(asking, id)),
  },
  {
    // Otherwise an owner could give an application what only an operator may.
    asks: "May the caller set each member?",
    cites: rfc(9110, "15.5.4"),
    run: (on) => refuseFaults("admin/operator-only", on),
  },
  {
    asks: "Does the owner have room for one more application?",
    cites: rfc(9110, "15.5.4"),
    run: ({ oneMore }) =>
      oneMore !== undefined && oneMore.has >= oneMore.most
        ? refuse("admin/quota-reached", { owner: oneMore.owner, has: oneMore.has, most: oneMore.most })
        : undefined,
  },
  {
    asks: "Is the id free?",
    cites: rfc(9110, "15.5.10"),
    run: (on) =>
      adds(on) && on.found !== undefined ? refuse("admin/exists-already", { kind: on.kind, id: on.id }) : undefined,
  },
  {
    asks: "Is it unused, if it would be removed?",
    cites: rfc(9110, "15.5.10"),
    run: (on) =>
      (on.act === "remove" || does(on)) && on.usedBy.length > 0
        ? refuse("admin/in-use", { kind: on.kind, id: on.id, by: on.usedBy })
        : undefined,
  },
];

const STAGES = [stage(adminChecks, (on: AdminOccasion) => on)];

/** How a request to the admin API is decided. */
export const adminDecision = decisionOver<AdminOccasion>("what the request asks for", () => STAGES);
