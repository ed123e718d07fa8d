/** An explanation: one refusal, as one reader may see it. What the terminal, the page, Markdown and JSON are rendered from. */
import type { Section } from "../specs.ts";
import type { Audience, Field, Remedies } from "./define.ts";
import type { Fix } from "./fix.ts";
import type { Code } from "./index.ts";

export interface Explanation {
  readonly audience: Audience;
  readonly ref: string;
  /** When it was refused, in milliseconds since 1970. */
  readonly at: number;
  /** `token`, `authorization`, `sign-in`, … */
  readonly endpoint: string;
  readonly code: Code;
  readonly title: string;
  /** What went over the wire as `error`, and its status where the answer was JSON. */
  readonly error: string;
  readonly status: number;
  readonly cause: string;
  /** The `error_description` in full: with evidence, for this reader. */
  readonly says: string;
  readonly errorUri: string;
  /** The client that the refusal is about, where one is known. */
  readonly clientId: string | undefined;
  /** Whence it came: the network's prefix and the user agent, as far as they are known. */
  readonly from: { readonly network?: string | undefined; readonly agent?: string | undefined };
  readonly evidence: readonly EvidenceShown[];
  readonly request: RequestShown;
  readonly trace: readonly TraceStep[];
  readonly fixes: readonly ProvedFix[];
  readonly remedies: Remedies;
  readonly cites: readonly Section[];
  /** How many more of the same kind by the same party were counted under this reference since. */
  readonly more: number;
  /** For faults of the server: where it was thrown, for the operator. */
  readonly fault?: string | undefined;
}

export interface EvidenceShown {
  readonly name: string;
  readonly label: string;
  readonly kind: Field["kind"];
  readonly value: string | number | boolean | readonly string[];
}

/** The request as it is kept: without secrets. */
export interface RequestShown {
  readonly method: string;
  readonly path: string;
  /** Headers first, then the parameters of the address, then those of the body. */
  readonly parts: readonly RequestPart[];
  /** What the reason points at that is none of the parts: the method, the path. */
  readonly marks: readonly { readonly at: string; readonly note?: string | undefined }[];
}

export interface RequestPart {
  readonly place: "header" | "query" | "body";
  readonly name: string;
  /** The value; for what is never kept, undefined, with its length and what can be said of it. */
  readonly value: string | undefined;
  readonly length: number;
  /** Tells whether two values are the same, and nothing else about them. */
  readonly thumbprint?: string | undefined;
  /** Spans of the value (or, where it is not kept, the whole) at which the reason points. */
  readonly marks: readonly Mark[];
}

export interface Mark {
  readonly from: number;
  readonly to: number;
  readonly note?: string | undefined;
}

/** One check of the decision, in its order. */
export interface TraceStep {
  readonly asks: string;
  readonly cites: Section | undefined;
  readonly result: "passed" | "failed" | "not reached";
}

/** A fix and what came of trying it. */
export interface ProvedFix {
  readonly fix: Fix;
  readonly outcome: Outcome;
}

export type Outcome =
  /** Decided again with the fix: it goes through. `what` says to what: `access token for read_profile`. */
  | { readonly is: "granted"; readonly what: string }
  /** The fix is right and not enough: this would be refused next, and these are its own fixes, tried on top. */
  | {
      readonly is: "next";
      readonly code: Code;
      readonly title: string;
      readonly says: string;
      readonly fixes: readonly ProvedFix[];
    }
  /** It cannot be tried: too little is known here. */
  | { readonly is: "not tried" };
