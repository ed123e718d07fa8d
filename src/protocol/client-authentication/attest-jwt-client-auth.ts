/** An attestation of the client's instance by an attester, and a proof of the instance's key (attestation-based client authentication). */
import { clientAttestation } from "../../specs.ts";
import { formOf, type Received } from "../received.ts";
import { readSentJwt } from "../sent-jwt.ts";
import { ANY_SECRET, presentedInBody, withParameters } from "./credentials.ts";
import type { AuthenticationMethod } from "./method.ts";

/** The headers, in lower case. */
export const ATTESTATION = "oauth-client-attestation";
export const ATTESTATION_PROOF = "oauth-client-attestation-pop";

/** Between the two when they are presented as one. No header contains it. */
export const BETWEEN = "\n";

/** A client may send an attestation and authenticate by another method. Then it is ignored. */
const isUsed = ({ headers, authorization, body }: Received): boolean => {
  if (headers === undefined || authorization.is !== "absent") return false;
  if (!headers.has(ATTESTATION) && !headers.has(ATTESTATION_PROOF)) return false;
  const { values } = formOf(body);
  return !values.has("client_secret") && !values.has("client_assertion");
};

/** "The sub claim MUST specify client_id value of the OAuth Client", so a request needn't name the client again. */
function subjectOf(attestation: string): string | undefined {
  const read = readSentJwt(attestation);
  return "looks" in read || typeof read.claims.sub !== "string" ? undefined : read.claims.sub;
}

export const attestJwtClientAuth: AuthenticationMethod<"attest_jwt_client_auth"> = {
  name: "attest_jwt_client_auth",
  cites: clientAttestation("7.5"),
  sends:
    "`OAuth-Client-Attestation`, a JWT of one of `clientAttestation.attesters`, and `OAuth-Client-Attestation-PoP`, a JWT that is signed with the key in it.",
  secret: false,
  attestation: true,
  headers: [ATTESTATION, ATTESTATION_PROOF],
  isUsed,
  presents: (received) => {
    const [attestation = "", proof = ""] = [ATTESTATION, ATTESTATION_PROOF].map((name) => received.headers?.get(name));
    const presented = presentedInBody("attest_jwt_client_auth", received, attestation + BETWEEN + proof);
    return { ...presented, clientId: presented.clientId ?? subjectOf(attestation) };
  },
  authenticate: (bare, clientId) => ({
    ...withParameters(bare, { client_id: clientId }),
    headers: new Map([
      [ATTESTATION, ANY_SECRET],
      [ATTESTATION_PROOF, ANY_SECRET],
    ]),
  }),
};
