/** The worked examples: one for each reason of the catalogue. */
import type { Code } from "../index.ts";
import { admin } from "./admin.ts";
import { assertions } from "./assertion.ts";
import { authorizationDetails } from "./authorization-details.ts";
import { ciba } from "./ciba.ts";
import { client } from "./client.ts";
import { clientAuth } from "./client-auth.ts";
import { clientDocument } from "./client-document.ts";
import { code } from "./code.ts";
import type { Example } from "./define.ts";
import { device } from "./device.ts";
import { dpop } from "./dpop.ts";
import { exchanges } from "./exchange.ts";
import { pkce } from "./pkce.ts";
import { pushed } from "./pushed.ts";
import { redirectUri } from "./redirect-uri.ts";
import { refreshToken } from "./refresh-token.ts";
import { registration } from "./registration.ts";
import { requestForm } from "./request-form.ts";
import { requestObject } from "./request-object.ts";
import { requestParameters } from "./request-parameters.ts";
import { resource } from "./resource.ts";
import { scope } from "./scope.ts";
import { token } from "./token.ts";
import { transportAndServer } from "./transport-and-server.ts";
import { user } from "./user.ts";

export type { Circumstance } from "./circumstances.ts";
export type { CorrectedBy, Example } from "./define.ts";

/** All examples. A reason without one doesn't compile. */
export const examples: Readonly<Record<Code, Example>> = {
  ...transportAndServer,
  ...requestForm,
  ...requestParameters,
  ...pushed,
  ...requestObject,
  ...exchanges,
  ...assertions,
  ...client,
  ...clientDocument,
  ...registration,
  ...clientAuth,
  ...redirectUri,
  ...scope,
  ...resource,
  ...pkce,
  ...code,
  ...refreshToken,
  ...device,
  ...ciba,
  ...authorizationDetails,
  ...dpop,
  ...token,
  ...user,
  ...admin,
};

export function exampleOf(code: Code): Example {
  return examples[code];
}
