/** Sample evidence for every reason of the catalogue. */
import { type Code, type Evidence, type Family, type Refusal, refuse } from "../index.ts";
import { admin } from "./admin.ts";
import { authorizationDetails } from "./authorization-details.ts";
import { ciba } from "./ciba.ts";
import type { Samples } from "./define.ts";
import { device } from "./device.ts";
import { code, dpop, grant, pkce, refreshToken, server, token, user } from "./grants.ts";
import { registration } from "./registration.ts";
import { client, clientAuth, redirectUri, request, resource, scope, transport } from "./requests.ts";

const samples: { readonly [F in Family]: Samples<F> } = {
  transport,
  request,
  client,
  registration,
  "client-auth": clientAuth,
  "redirect-uri": redirectUri,
  scope,
  resource,
  pkce,
  code,
  "refresh-token": refreshToken,
  device,
  ciba,
  "authorization-details": authorizationDetails,
  grant,
  dpop,
  token,
  user,
  admin,
  server,
};

/** A refusal for this reason as it may look. */
export function sampleOf(code: Code): Refusal {
  const [family, slug] = code.split("/") as [Family, string];
  const evidence = (samples[family] as Readonly<Record<string, unknown>>)[slug];
  return refuse(code, evidence as Evidence<Code>);
}
