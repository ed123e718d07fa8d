/** What the methods share: reading and writing the parameters that name a client and its secret. */
import type { Form } from "../form.ts";
import { formOf, type Received } from "../received.ts";
import type { Presented } from "./method.ts";

/** What stands for a secret in a request that is decided again. */
export const ANY_SECRET = "*".repeat(32);

/** What a client presents that is named by client_id in the body. */
export function presentedInBody(method: string, { body }: Received, secret: string | undefined): Presented {
  return { method, clientId: formOf(body).values.get("client_id"), secret, undecoded: undefined };
}

/** The request with additional parameters in its body. */
export function withParameters(received: Received, parameters: Readonly<Record<string, string>>): Received {
  const { values, repeated } = formOf(received.body);
  const body: Form = { values: new Map([...values, ...Object.entries(parameters)]), repeated };
  return { ...received, body, hasBody: true };
}
