/** An explanation: one refusal, as one reader may see it. What the terminal, the page, Markdown and JSON are rendered from. */
import type { Section } from "../specs.ts";
import type { Audience, EvidenceField, Remedies } from "./define.ts";
import type { Fix } from "./fix.ts";
import type { Code } from "./index.ts";

/** One refusal, explained for one reader. */
export interface Explanation {
  /** Whom it is for: it holds what this reader may see. */
  readonly audience: Audience;
  /** The reference, as in `error_uri` and at the end of `error_description`. */
  readonly ref: string;
  /** When it was refused, in milliseconds since 1970. */
  readonly at: number;
  /** `token`, `authorization`, `sign-in`, … */
  readonly endpoint: string;
  /** The reason: `scope/misspelled`. */
  readonly code: Code;
  /** The fault in a few words: `A scope is misspelled`. */
  readonly title: string;
  /** What was sent as `error`. */
  readonly error: string;
  /** The HTTP status of the response, where that was JSON. */
  readonly status: number;
  /** How it usually comes about. */
  readonly cause: string;
  /** The `error_description` in full: with evidence, for this reader. */
  readonly says: string;
  /** `error_uri`: the page of this refusal. */
  readonly errorUri: string;
  /** The client that the refusal is about, where one is known. */
  readonly clientId: string | undefined;
  /** Where it came from: the network's prefix and the user agent, as far as they are known. */
  readonly from: { readonly network?: string | undefined; readonly agent?: string | undefined };
  /** What was seen, by name. */
  readonly evidence: readonly EvidenceShown[];
  /** The request, without secrets. */
  readonly request: RequestShown;
  /** The checks of the decision, in their order. */
  readonly trace: readonly TraceStep[];
  /** What to change, and what comes of it. */
  readonly fixes: readonly ProvedFix[];
  /** What each reader can do. */
  readonly remedies: Remedies;
  /** The sections that the reason rests on. */
  readonly cites: readonly Section[];
  /** How many more of the same kind by the same party were counted under this reference since. */
  readonly more: number;
  /** For faults of the server: where it was thrown, for the operator. */
  readonly fault?: string | undefined;
}

/** One field of the evidence. */
export interface EvidenceShown {
  /** Its name, for programs. */
  readonly name: string;
  /** Its name in words. */
  readonly label: string;
  /** What `value` is: `seconds` and `instant` (milliseconds since 1970) are numbers. */
  readonly kind: EvidenceField["kind"];
  /** Never a secret. */
  readonly value: string | number | boolean | readonly string[];
}

/** The request as it is kept: without secrets. */
export interface RequestShown {
  /** The HTTP method. */
  readonly method: string;
  /** The path, without its query. */
  readonly path: string;
  /** Headers first, then the parameters of the address, then those of the body. */
  readonly parts: readonly RequestPart[];
  /** What the reason points at that is none of the parts: the method, the path. */
  readonly marks: readonly { readonly at: string; readonly note?: string | undefined }[];
}

/** A header or a parameter. */
export interface RequestPart {
  /** Where it was sent. */
  readonly place: "header" | "query" | "body";
  /** Its name. */
  readonly name: string;
  /** The value; for what is never kept, undefined, with its length and what can be said of it. */
  readonly value: string | undefined;
  /** Of the value, in characters. */
  readonly length: number;
  /** Tells whether two values are the same, and nothing else about them. */
  readonly thumbprint?: string | undefined;
  /** Spans of the value (or, where it is not kept, the whole) at which the reason points. */
  readonly marks: readonly Mark[];
}

/** A span of a value, in UTF-16 code units. */
export interface Mark {
  /** Its first character. */
  readonly from: number;
  /** The one after its last. */
  readonly to: number;
  /** What is wrong there. */
  readonly note?: string | undefined;
}

/** One check of the decision, in its order. */
export interface TraceStep {
  /** The question of the check. */
  readonly asks: string;
  /** The section that demands it. */
  readonly cites: Section | undefined;
  /** Checks after the first that failed are not reached. */
  readonly result: "passed" | "failed" | "not reached";
}

/** A fix and what came of trying it. */
export interface ProvedFix {
  /** What to change. */
  readonly fix: Fix;
  /** What the same request comes to with it. */
  readonly outcome: Outcome;
}

/** What a fix comes to. */
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
