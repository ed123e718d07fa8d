/** A wrong response ends the whole run: only right responses count as throughput. */
import type { Answer } from "./connection.ts";

export class WrongAnswer extends Error {
  constructor(expected: string, { status, body }: Pick<Answer, "status" | "body">) {
    super(`expected ${expected}, got ${status}: ${body.slice(0, 600)}`);
    this.name = "WrongAnswer";
  }
}

/** Rejects a response that does not hold what it should. */
export function expect(holds: boolean, expected: string, answer: Pick<Answer, "status" | "body">): asserts holds {
  if (!holds) throw new WrongAnswer(expected, answer);
}

/** The members of a JSON response that has the expected status. */
export function jsonOf(answer: Answer, status: number): Record<string, unknown> {
  expect(answer.status === status, `status ${status}`, answer);
  try {
    return JSON.parse(answer.body) as Record<string, unknown>;
  } catch {
    throw new WrongAnswer("JSON", answer);
  }
}

/** Whether a value is a JWT in compact form that is signed with ES256: a signature of 64 bytes is 86 characters. */
export function isEs256Jwt(value: unknown): boolean {
  return typeof value === "string" && value.startsWith("eyJ") && /^[^.]+\.[^.]+\.[\w-]{86}$/.test(value);
}

/** Whether a value is this type of token, in any case (RFC 6749 5.1). */
export function isType(value: unknown, type: "Bearer" | "DPoP"): boolean {
  return typeof value === "string" && value.toLowerCase() === type.toLowerCase();
}

/** Whether a value can be an opaque token: among many random ones some begin as JWTs do, but none has three parts. */
export function isOpaque(value: unknown): boolean {
  return typeof value === "string" && value.length >= 22 && !/^eyJ[^.]*\.[^.]*\./.test(value);
}
