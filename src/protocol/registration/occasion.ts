/** Everything that the decision about a registration uses (RFC 7591 3, RFC 7592 2). */
import { refuse } from "../../reasons/index.ts";
import { rfc } from "../../specs.ts";
import { type Check, decisionOver, stage } from "../decision.ts";
import type { RegistrationPolicy } from "./policy.ts";

/** Which of RFC 7591's errors a fault leads to. */
export type FaultOf = "redirect-uri" | "metadata" | "statement" | "unapproved";

/** A fault of one member of the metadata. Its value is never that of a secret. */
export interface MetadataFault {
  readonly of: FaultOf;
  /** Its place, such as `redirect_uris[0]`. Only members that exist have one. */
  readonly member: string;
  readonly sent: string;
  readonly expected: string;
}

export interface RegistrationOccasion {
  readonly decision: "registration";
  readonly act: "register" | "read" | "change" | "remove";
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly mode: RegistrationPolicy["mode"];
  /** The access token that was sent: an initial one to register, and the registration's own for everything else. */
  readonly token: "absent" | "unknown" | "right";
  /** The id of the application, if the token is that of its registration. */
  readonly clientId?: string | undefined;
  /** Seconds until this network may register another one. */
  readonly wait?: number | undefined;
  /** How many applications there are, and how many there may be, if there is room for no more. */
  readonly full?: { readonly has: number; readonly most: number } | undefined;
  readonly faults: readonly MetadataFault[];
  readonly now: number;
}

/** Characters of what was sent, as many as a record keeps. Cut after the gate, which would not recognize half a secret. */
export const LONGEST = 1_000;

const registers = ({ act }: RegistrationOccasion): boolean => act === "register";

/** The faults of one error, as evidence. */
function evidenceOf(of: FaultOf, { faults }: RegistrationOccasion) {
  const all = faults.filter((fault) => fault.of === of);
  if (all.length === 0) return undefined;
  return {
    members: all.map(({ member }) => member),
    sent: all.map(({ sent }) => sent.slice(0, LONGEST)),
    expected: all.map(({ expected }) => expected),
  };
}

export const registrationChecks: readonly Check<RegistrationOccasion>[] = [
  {
    // RFC 7592 2: nobody without its token learns whether the application exists.
    asks: "Does an access token allow it?",
    cites: rfc(7592, "2"),
    run: (on) =>
      on.token === "right" || (registers(on) && on.mode === "open" && on.token === "absent")
        ? undefined
        : refuse("registration/token-invalid", {
            needs: registers(on) ? "initial access token" : "registration access token",
            sent: on.token !== "absent",
          }),
  },
  {
    asks: "Has this network registered few enough applications?",
    cites: rfc(7591, "5"),
    run: ({ wait }) => (wait === undefined ? undefined : refuse("registration/too-many", { retryAfter: wait })),
  },
  {
    asks: "Is there room for one more application?",
    cites: rfc(7591, "5"),
    run: ({ full }) => (full === undefined ? undefined : refuse("registration/full", full)),
  },
  {
    asks: "Is its software statement valid?",
    cites: rfc(7591, "2.3"),
    run: (on) => {
      const evidence = evidenceOf("statement", on);
      return evidence && refuse("registration/statement-invalid", evidence);
    },
  },
  {
    asks: "Is its software statement by somebody this server trusts?",
    cites: rfc(7591, "2.3"),
    run: (on) => {
      const evidence = evidenceOf("unapproved", on);
      return evidence && refuse("registration/statement-unapproved", evidence);
    },
  },
  {
    asks: "May users be sent to its redirect URIs?",
    cites: rfc(7591, "3.2.2"),
    run: (on) => {
      const evidence = evidenceOf("redirect-uri", on);
      return evidence && refuse("registration/redirect-uri-invalid", evidence);
    },
  },
  {
    asks: "Is the rest of its metadata valid?",
    cites: rfc(7591, "3.2.2"),
    run: (on) => {
      const evidence = evidenceOf("metadata", on);
      return evidence && refuse("registration/metadata-invalid", evidence);
    },
  },
];

const STAGES = [stage(registrationChecks, (on: RegistrationOccasion) => on)];

/** How a request of an application that registers itself is decided. */
export const registrationDecision = decisionOver<RegistrationOccasion>("what the application asks for", () => STAGES);
