/** The parts of a request as records keep them, for display and to be restored. */
import { isCode, type Refusal } from "../../reasons/index.ts";
import type { Authorization } from "../authorization-header.ts";
import { flag, listOf, members, number, optional, type Shape, text, texts, Unreadable, variants } from "../record.ts";

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

const PARAMETER: Shape<KeptParameter> = {
  write: (parameter) => parameter,
  read(kept) {
    if (!Array.isArray(kept)) throw new Unreadable("a parameter");
    const [name, value, more] = kept as readonly unknown[];
    const isValue = typeof value === "string" && (more === undefined || typeof more === "number");
    const isLength = typeof value === "number" && (more === undefined || typeof more === "string");
    if (typeof name !== "string" || (!isValue && !isLength)) throw new Unreadable("a parameter");
    // It is restored as so many asterisks.
    if (Number(isValue ? (more ?? 0) : value) > MOST_CHARACTERS) throw new Unreadable("a length");
    return kept as unknown as KeptParameter;
  },
};

/** Far more than a request may have. */
const MOST_CHARACTERS = 10_000_000;

/** Of a reason that this server knows. */
export const REFUSAL: Shape<Refusal> = {
  write: (refusal) => refusal,
  read(kept) {
    const { refused, evidence } = kept as Partial<Refusal>;
    if (typeof refused !== "string" || !isCode(refused) || typeof evidence !== "object")
      throw new Unreadable("a refusal");
    return kept as Refusal;
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
  basic: { clientId: text, length: number, encoded: optional(text) },
  bearer: { scheme: text, length: number, thumbprint: optional(text) },
  oauth1: {},
  malformed: { scheme: text },
});

export const KEPT_RECEIVED = members<KeptReceived>({
  method: text,
  contentType: optional(text),
  looks: optional(text),
  authorization: AUTHORIZATION,
  headers: optional(listOf(PARAMETER)),
  length: number,
  carried: optional(number),
  hasBody: flag,
  query: KEPT_FORM,
  body: KEPT_FORM,
});
