/** An example of a message, as a user would paste it into `candor explain`. */
import type { WrittenMessage } from "./schema.ts";

/** The input, from this provider if it is given. */
export function inputOf(example: WrittenMessage["example"], provider?: string): string {
  const {
    error,
    description,
    status = 400,
    body,
    text,
    request,
  } = typeof example === "string" ? { text: example } : example;
  const isError = error !== undefined || description !== undefined;
  const said = body ?? (isError ? JSON.stringify({ error, error_description: description }) : undefined);
  return JSON.stringify({
    request,
    response: said === undefined ? undefined : { status, headers: { "content-type": "application/json" }, body: said },
    text,
    context: provider === undefined ? undefined : { provider },
  });
}
