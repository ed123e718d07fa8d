/** What the methods share: reading and writing the parameters that name a client and its secret. */
import { refuse } from "../../reasons/index.ts";
import type { Section } from "../../specs.ts";
import type { Check } from "../decision.ts";
import type { Form } from "../form.ts";
import { nameMeant } from "../parameter-names.ts";
import type { Posted } from "../post.ts";
import { formOf, type Received } from "../received.ts";
import type { Presented } from "./method.ts";

/** What stands for a secret in a request that is decided again. */
export const ANY_SECRET = "*".repeat(32);

/** What a client presents that is named by client_id in the body. */
export function presentedInBody(method: string, { body }: Received, secret: string | undefined): Presented {
  return { method, clientId: formOf(body).values.get("client_id"), secret, undecoded: undefined };
}

/** The check of a method whose credential doesn't name the client: `client_id` comes with it. */
export function namedInBody(
  asks: string,
  { cites, isUsed }: { readonly cites: Section; readonly isUsed: (received: Received) => boolean },
): Check<Posted> {
  return {
    asks,
    cites,
    run: ({ received }) => {
      const { values } = formOf(received.body);
      if (!isUsed(received) || values.has("client_id")) return undefined;
      const near = [...values.keys()].find((name) => nameMeant(name) === "client_id");
      return refuse("request/parameter-absent", { parameter: "client_id", near });
    },
  };
}

/** The request with additional parameters in its body. */
export function withParameters(received: Received, parameters: Readonly<Record<string, string>>): Received {
  const { values, repeated } = formOf(received.body);
  const body: Form = { values: new Map([...values, ...Object.entries(parameters)]), repeated };
  return { ...received, body, hasBody: true };
}
