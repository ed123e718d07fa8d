/** A refusal as JSON: as RFC 6749 says, or as problem details (RFC 9457). */
import type { Reason } from "../reasons/define.ts";
import type { Refusal } from "../reasons/index.ts";

/** The members that RFC 6749 5.2 defines, and nothing else. */
export interface ErrorBody {
  readonly error: string;
  readonly error_description: string;
  readonly error_uri: string;
}

/** A fault of one member of the body, or of a header. */
type ProblemError = ({ readonly pointer: string } | { readonly header: string }) & {
  readonly sent: string;
  readonly expected: string;
  /** The reason of this fault. */
  readonly code: string;
};

export interface Problem {
  /** The page of the reason. */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  /** The page of this refusal. */
  readonly instance: string;
  readonly ref: string;
  readonly errors?: readonly ProblemError[];
}

/** `page` is that of the reason. */
export function problemOf(
  { title }: Pick<Reason, "title">,
  status: number,
  page: string,
  { error_description: detail, error_uri: instance }: ErrorBody,
  ref: string,
  evidence: Refusal["evidence"],
): Problem {
  const errors = errorsOf(evidence);
  return { type: page, title, status, detail, instance, ref, ...(errors.length > 0 && { errors }) };
}

/** The faults of members, which evidence has as lists of the same length. A list that was cut ends with an ellipsis. */
export function errorsOf({ fields, sent, expected, codes }: Refusal["evidence"]): readonly ProblemError[] {
  const of = (list: unknown, at: number): string => (Array.isArray(list) ? String(list[at] ?? "") : "");
  if (!Array.isArray(fields)) return [];
  return fields.flatMap((field, at) => {
    const name = String(field);
    if (name === "…") return [];
    // RFC 6901: a pointer is empty or begins with a slash.
    const place = name === "" || name.startsWith("/") ? { pointer: name } : { header: name };
    return { ...place, sent: of(sent, at), expected: of(expected, at), code: of(codes, at) };
  });
}
