/** Faults of request objects that are signed with the client's secret. */
import { createHmac } from "node:crypto";
import { CALLBACK, secretOf } from "../peers/oidc-provider.ts";
import { requestObjectMutants, type Signing } from "../request-object-mutants.ts";

const mac = (input: string, secret: string): string => createHmac("sha256", secret).update(input).digest("base64url");

function withSecret(name: "web" | "other"): Signing {
  const secret = secretOf(name);
  return {
    header: { alg: "HS256" },
    sign: (input) => mac(input, secret),
    made: (input, signature) => mac(input, secret) === signature,
  };
}

export const REQUEST_OBJECTS = requestObjectMutants({
  authorize: "/auth",
  push: "/request",
  callback: CALLBACK,
  own: withSecret("web"),
  other: withSecret("other"),
});
