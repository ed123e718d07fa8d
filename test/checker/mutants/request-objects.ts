/** Faults of request objects that are signed with the client's key. */
import { sign, verify } from "node:crypto";
import { signingKey } from "../../../src/checker/sign.ts";
import { CALLBACK, CLIENTS } from "../mutant-server.ts";
import { requestObjectMutants, type Signing } from "../request-object-mutants.ts";

function withKey(name: "web" | "other"): Signing {
  const { alg, kid, key } = signingKey(CLIENTS[name].private_key);
  const dsaEncoding = "ieee-p1363" as const;
  return {
    header: { alg, ...(kid !== undefined && { kid }), typ: "oauth-authz-req+jwt" },
    sign: (input) => sign("sha256", Buffer.from(input), { key, dsaEncoding }).toString("base64url"),
    made: (input, signature) =>
      verify("sha256", Buffer.from(input), { key, dsaEncoding }, Buffer.from(signature, "base64url")),
  };
}

export const REQUEST_OBJECTS = requestObjectMutants({
  authorize: "/authorize",
  push: "/par",
  callback: CALLBACK,
  own: withKey("web"),
  other: withKey("other"),
});
