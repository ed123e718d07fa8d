/** The parts of a request as records keep them, for display and to be restored. */
import type { EvidenceKinds, Reason } from "../../reasons/define.ts";
import { isCode, type Refusal, reasonOf } from "../../reasons/index.ts";
import type { Authorization } from "../authorization-header.ts";
import { once } from "../once.ts";
import {
  flag,
  json,
  lengthUpTo,
  listOf,
  members,
  number,
  optional,
  type Shape,
  text,
  texts,
  Unreadable,
  variants,
} from "../record.ts";

/** A parameter as it is kept: its value, the start and the length of a long one, or its length and perhaps a thumbprint. */
export type KeptParameter =
  | readonly [name: string, value: string]
  | readonly [name: string, beginning: string, length: number]
  | readonly [name: string, length: number, thumbprint?: string];

export interface KeptForm {
  readonly parameters: readonly KeptParameter[];
  readonly repeated: readonly string[];
}

export type KeptAuthorization =
  | Exclude<Authorization, { is: "basic" | "bearer" }>
  | { readonly is: "basic"; readonly clientId: string; readonly length: number; readonly encoded?: string | undefined }
  | {
      readonly is: "bearer";
      readonly scheme: string;
      readonly length: number;
      readonly thumbprint?: string | undefined;
    };

export interface KeptReceived {
  readonly method: string;
  readonly contentType?: string | undefined;
  readonly looks?: string | undefined;
  readonly authorization: KeptAuthorization;
  /** Of declared headers, which carry credentials: name, length and thumbprint. */
  readonly headers?: readonly KeptParameter[];
  readonly length: number;
  readonly carried?: number | undefined;
  readonly hasBody: boolean;
  readonly query: KeptForm | Refusal;
  readonly body: KeptForm | Refusal;
}

/** Far more than a request may have. It is restored as so many asterisks. */
const LENGTH = lengthUpTo(1_000_000);

const PARAMETER: Shape<KeptParameter> = {
  write: (parameter) => parameter,
  read(kept) {
    if (!Array.isArray(kept)) throw new Unreadable("a parameter");
    const [name, value, more] = kept as readonly unknown[];
    const isValue = typeof value === "string" && (more === undefined || typeof more === "number");
    const isLength = typeof value === "number" && (more === undefined || typeof more === "string");
    if (typeof name !== "string" || (!isValue && !isLength)) throw new Unreadable("a parameter");
    LENGTH.read(isValue ? (more ?? 0) : value);
    return kept as unknown as KeptParameter;
  },
};

const KINDS: { readonly [Kind in keyof EvidenceKinds]: Shape<EvidenceKinds[Kind]> } = {
  text,
  list: texts,
  count: number,
  seconds: number,
  instant: number,
  flag,
};

/** Evidence, by what its reason declares of it. */
const evidenceOf = once(({ evidence }: Reason): Shape<object> => {
  const fields = Object.entries(evidence).map(([name, { kind, optional: mayMiss }]) => {
    const shape = KINDS[kind] as Shape<unknown>;
    return [name, mayMiss ? optional(shape) : shape];
  });
  return members(Object.fromEntries(fields));
});

/** Of a reason that this server knows. */
export const REFUSAL: Shape<Refusal> = {
  write: (refusal) => refusal,
  read(kept) {
    const { refused, evidence } = members<{ refused: string; evidence: unknown }>({
      refused: text,
      evidence: json,
    }).read(kept);
    if (!isCode(refused)) throw new Unreadable("a reason of this server", ["refused"]);
    return { refused, evidence: evidenceOf(reasonOf(refused)).read(evidence) } as Refusal;
  },
};

const READABLE = members<KeptForm>({ parameters: listOf(PARAMETER), repeated: texts });

/** The parameters, or why they couldn't be read. */
export const KEPT_FORM: Shape<KeptForm | Refusal> = {
  write: (form, thumbprint) => ("refused" in form ? REFUSAL.write(form, thumbprint) : READABLE.write(form, thumbprint)),
  read: (kept) =>
    typeof kept === "object" && kept !== null && "refused" in kept ? REFUSAL.read(kept) : READABLE.read(kept),
};

const AUTHORIZATION = variants<KeptAuthorization>({
  absent: {},
  basic: { clientId: text, length: LENGTH, encoded: optional(text) },
  bearer: { scheme: text, length: LENGTH, thumbprint: optional(text) },
  oauth1: {},
  malformed: { scheme: text },
});

export const KEPT_RECEIVED = members<KeptReceived>({
  method: text,
  contentType: optional(text),
  looks: optional(text),
  authorization: AUTHORIZATION,
  headers: optional(listOf(PARAMETER)),
  length: LENGTH,
  carried: optional(LENGTH),
  hasBody: flag,
  query: KEPT_FORM,
  body: KEPT_FORM,
});

/** What was kept of a request, whichever endpoint received it. */
export interface KeptParts {
  readonly received?: KeptReceived | undefined;
  readonly form?: KeptForm | Refusal | undefined;
  readonly request?: KeptForm | Refusal | undefined;
}

/** The parts of a request in a record. Those that can't be read are missing. */
export function partsOf({ received, form, request }: Readonly<Record<string, unknown>>): KeptParts {
  const readable = <T>(shape: Shape<T>, kept: unknown): T | undefined => {
    try {
      return kept === undefined ? undefined : shape.read(kept);
    } catch {
      return undefined;
    }
  };
  return {
    received: readable(KEPT_RECEIVED, received),
    form: readable(KEPT_FORM, form),
    request: readable(KEPT_FORM, request),
  };
}
