/** An explanation: one refusal as one reader sees it. The terminal, the page, Markdown and JSON are rendered from it. */
import type { Section } from "../specs.ts";
import type { Audience, EvidenceField, Remedies } from "./define.ts";
import type { Fix } from "./fix.ts";
import type { Code } from "./index.ts";

/** One refusal, explained for one reader. */
export interface Explanation {
  /** The reader for whom it is made: it contains only what this reader can see. */
  readonly audience: Audience;
  /** The reference, as in `error_uri` and at the end of `error_description`. */
  readonly ref: string;
  /** The time of the refusal, in milliseconds since 1970. */
  readonly at: number;
  /** `token`, `authorization`, `sign-in`, … */
  readonly endpoint: string;
  /** The reason: `scope/misspelled`. */
  readonly code: Code;
  /** The fault in a few words: `A scope is misspelled`. */
  readonly title: string;
  /** The `error` of the response. */
  readonly error: string;
  /** The HTTP status, if the response was JSON. */
  readonly status: number;
  /** How it usually comes about. */
  readonly cause: string;
  /** The full `error_description` with the evidence that this reader can see. */
  readonly says: string;
  /** `error_uri`: the page of this refusal. */
  readonly errorUri: string;
  /** The client that the refusal is about, if it is known. */
  readonly clientId: string | undefined;
  /** Where it came from: the network's prefix and the user agent, as far as they are known. */
  readonly from: { readonly network?: string | undefined; readonly agent?: string | undefined };
  /** What was seen, by name. */
  readonly evidence: readonly EvidenceShown[];
  /** The request, without secrets. */
  readonly request: RequestShown;
  /** The checks of the decision, in their order. */
  readonly trace: readonly TraceStep[];
  /** What to change, and the result of trying it. */
  readonly fixes: readonly ProvedFix[];
  /** What each reader can do. */
  readonly remedies: Remedies;
  /** The sections that the reason rests on. */
  readonly cites: readonly Section[];
  /** How many more refusals of the same kind by the same party have been counted under this reference since. */
  readonly more: number;
  /** For server faults: the place in the code, for the operator. */
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

/** The request as it was stored: without secrets. */
export interface RequestShown {
  /** The HTTP method. */
  readonly method: string;
  /** The path, without its query. */
  readonly path: string;
  /** Headers first, then the query parameters, then the body parameters. */
  readonly parts: readonly RequestPart[];
  /** What the reason points at that is not one of the parts: the method, the path, what was not sent or is not kept. */
  readonly marks: readonly MarkElsewhere[];
}

/** A mark of something that is not one of the parts. */
export interface MarkElsewhere {
  /** Its name: of a parameter or a header, or `method`, `path`, `scheme`. */
  readonly at: string;
  /** What is wrong with it. */
  readonly note?: string | undefined;
  /** It may have been sent, but is not kept. Otherwise, it was not sent, or is the method or the path. */
  readonly notKept?: true | undefined;
}

/** A header or a parameter. */
export interface RequestPart {
  /** Where it was sent. */
  readonly place: "header" | "query" | "body";
  /** Its name. */
  readonly name: string;
  /** The value. Values that are never stored are undefined, with their length and a note about them. */
  readonly value: string | undefined;
  /** Of the value, in characters. */
  readonly length: number;
  /** Shows whether two values are equal, and nothing else about them. */
  readonly thumbprint?: string | undefined;
  /** Spans of the value (or of the whole part if it isn't stored) at which the reason points. */
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

/** One check of the decision, in the order of the checks. */
export interface TraceStep {
  /** The question of the check. */
  readonly asks: string;
  /** The section that demands it. */
  readonly cites: Section | undefined;
  /** Checks after the first that failed are not reached. */
  readonly result: "passed" | "failed" | "not reached";
}

/** A fix and the result of trying it. */
export interface ProvedFix {
  /** What to change. */
  readonly fix: Fix;
  /** What the same request comes to with it. */
  readonly outcome: Outcome;
}

/** What a fix comes to. */
export type Outcome =
  /** The decision was repeated with the fix and succeeds. `what` names the result: `access token for read_profile`. */
  | { readonly is: "granted"; readonly what: string }
  /** The fix is right but not sufficient: this would be refused next. The fixes in it were tried on top of this one. */
  | {
      readonly is: "next";
      readonly code: Code;
      readonly title: string;
      readonly says: string;
      readonly fixes: readonly ProvedFix[];
    }
  /** It cannot be tried because too little is known here. */
  | { readonly is: "not tried" };
